//! What a change of risk must keep to: the same for the message and for the query that asks before it.

use crate::error::{LedgerError, Result};
use crate::markets::LoadedMarket;
use crate::reader::Records;
use crate::records::{asset, correlations, Asset};
use ballast_risk::AssetPoint;
use ballast_risk::Correlations;
use ballast_risk::Ratio;
use ballast_risk::{AssetParams, LiquidationBonus};
use ballast_risk::{Pace, Ramp};

/// The structure without the steps that have ended.
pub fn structure(records: &dyn Records, now: u64) -> Result<Correlations> {
    let mut structure = correlations::load(records)?;
    structure.stress.forget_ended(now);
    structure.structure.forget_ended(now);
    Ok(structure)
}

/// Threshold and weight start for the new target; the collateral factor is there at once.
///
/// The same target again leaves a ramp alone, and what was stopped where it is, unless a length is named.
pub fn change_risk(
    asset: &mut Asset,
    loaded: &LoadedMarket,
    (risk, pace): (AssetParams, Pace),
    structure: &Correlations,
    now: u64,
) -> Result<()> {
    let group = structure.group(&risk.group)?;
    let name = asset.asset.to_string();
    let risk = risk.checked(&name, structure.highest_stress(group))?;
    let market = &loaded.market;
    let fixed = |field| {
        let asset = name.clone();
        Err(LedgerError::Fixed { asset, field })
    };
    let in_use = !loaded.held()?.is_zero() || !market.scaled_debt().is_zero();
    if group != usize::from(asset.group) && in_use {
        return fixed("group");
    }
    if risk.borrow_weight.is_none() && !market.scaled_debt().is_zero() {
        return fixed("borrow_weight");
    }
    asset.risk.forget_ended(now);
    let target = point(&risk);
    if group != usize::from(asset.group) {
        // nobody has any: there is nothing to move gently, and its points keep to the old group's stress
        asset.risk = Ramp::fixed(target);
    } else if asset.risk.is_due(&target, pace) {
        if let Some(ends_at) = structure.ends_at(now) {
            return Err(LedgerError::RampInProgress { ends_at });
        }
        asset.risk.aim(target, now, pace)?;
    }
    asset.group = u8::try_from(group).unwrap_or(u8::MAX);
    asset.collateral_factor = risk.collateral_factor;
    Ok(())
}

/// The bonus must fit every threshold that is or will be in force.
pub fn check_bonus(asset: &Asset, floor: Ratio) -> Result<()> {
    let steps = asset.risk.steps.iter().map(|step| &step.target);
    for point in steps.chain([&asset.risk.start]) {
        LiquidationBonus::checked(asset.bonus.clone(), point.liquidation_threshold, floor)?;
    }
    Ok(())
}

/// The same for every asset under a new floor.
pub fn check_all_bonuses(records: &dyn Records, floor: Ratio, now: u64) -> Result<()> {
    // at most 255 assets are ever listed
    for id in 0..asset::count(records)? {
        let mut listed = asset::load(records, id)?;
        listed.risk.forget_ended(now);
        check_bonus(&listed, floor)?;
    }
    Ok(())
}

/// Every member carries at least its group's stress, and none is on its way beside the structure: two ramps together could
/// dip.
pub fn check_members(records: &dyn Records, structure: &Correlations, now: u64) -> Result<()> {
    // at most 255 assets are ever listed
    for id in 0..asset::count(records)? {
        let mut listed = asset::load(records, id)?;
        let ends_at = structure.ends_at(now).and(listed.risk.ends_at(now));
        if let Some(ends_at) = ends_at {
            return Err(LedgerError::RampInProgress { ends_at });
        }
        listed.risk.forget_ended(now);
        let group = usize::from(listed.group);
        let steps = listed.risk.steps.iter().map(|step| &step.target);
        for point in steps.chain([&listed.risk.start]) {
            AssetParams {
                collateral_factor: Ratio::ZERO,
                liquidation_threshold: point.liquidation_threshold,
                borrow_weight: point.borrow_weight,
                group: String::new(),
            }
            .checked(listed.asset.name(), structure.highest_stress(group))?;
        }
    }
    Ok(())
}

pub fn point(risk: &AssetParams) -> AssetPoint {
    AssetPoint {
        liquidation_threshold: risk.liquidation_threshold,
        borrow_weight: risk.borrow_weight,
    }
}
