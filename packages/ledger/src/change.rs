//! What a change of risk must keep to: the same for the message and for the query that asks before it.

use crate::error::{LedgerError, Result};
use crate::markets::LoadedMarket;
use crate::reader::Records;
use crate::records::{asset, correlations, Asset};
use ballast_interface::AssetId;
use ballast_risk::governance::{
    AssetParams, AssetPoint, Correlations, LiquidationBonus, Pace, Ramp, RampError,
};
use ballast_risk::{Amount, Price, Ratio, Value};

/// The structure without a way that has ended.
pub fn structure(records: &dyn Records, now: u64) -> Result<Correlations> {
    let mut structure = correlations::load(records)?;
    structure.forget_ended(now);
    Ok(structure)
}

/// What is asked of an asset's risk.
#[derive(Clone, Debug, PartialEq)]
pub struct RiskChange {
    pub risk: AssetParams,
    /// Of the ramp that it starts; none: the default.
    pub pace: Option<Pace>,
}

/// Threshold and weight start for the new target; the collateral factor is there at once.
///
/// Where they are going already, a ramp is left alone.
pub fn change_risk(
    asset: &mut Asset,
    loaded: &LoadedMarket,
    change: RiskChange,
    structure: &Correlations,
    now: u64,
) -> Result<()> {
    let RiskChange { risk, pace } = change;
    let group = structure.group(&risk.group)?;
    let name = asset.asset.to_string();
    let risk = risk.checked(&name, structure.highest_stress(group, now))?;
    let market = &loaded.market;
    let fixed = |field| {
        let asset = name.clone();
        Err(LedgerError::Fixed { asset, field })
    };
    let in_use = !loaded.held()?.is_zero() || !market.scaled_debt().is_zero();
    if group != asset.group && in_use {
        return fixed("group");
    }
    if risk.borrow_weight.is_none() && !market.scaled_debt().is_zero() {
        return fixed("borrow_weight");
    }
    let target = point(&risk);
    if group != asset.group {
        // nobody has any: there is nothing to move gently, and its points keep to the old group's stress
        asset.risk = Ramp::at_rest(target);
    } else if asset.risk.aim(target, pace, now).map_err(busy(&name))? {
        structure
            .expect_at_rest(now)
            .map_err(busy("the correlations"))?;
    }
    asset.group = group;
    asset.collateral_factor = risk.collateral_factor;
    Ok(())
}

/// Names what is on its way.
pub fn busy(of: &str) -> impl Fn(RampError) -> LedgerError + '_ {
    move |ramp| LedgerError::RampInProgress {
        of: of.to_owned(),
        ramp,
    }
}

/// The bonus must fit every threshold that is or may come to be in force.
pub fn check_bonus(asset: &Asset, floor: Ratio, now: u64) -> Result<()> {
    for point in asset.risk.ends(now) {
        LiquidationBonus::checked(asset.bonus.clone(), point.liquidation_threshold, floor)?;
    }
    Ok(())
}

/// Refuses an asset of which one base unit is worth more than `largest` at its high price.
pub fn check_unit(asset: &AssetId, high: Price, decimals: u8, largest: Value) -> Result<()> {
    let unit = high.value_up(Amount::new(1), decimals)?;
    if unit > largest {
        return Err(LedgerError::UnitTooCoarse {
            asset: asset.to_string(),
            unit,
            largest,
        });
    }
    Ok(())
}

/// What can be collateral has a bound on how much of it there may be.
pub fn check_caps(asset: &Asset, now: u64) -> Result<()> {
    let mut ends = asset.risk.ends(now);
    if asset.caps.supply_cap.is_none() && ends.any(|end| !end.liquidation_threshold.is_zero()) {
        return Err(LedgerError::NeedsSupplyCap {
            asset: asset.asset.to_string(),
        });
    }
    Ok(())
}

/// The bonuses of every asset under a new floor.
pub fn check_all_bonuses(records: &dyn Records, floor: Ratio, now: u64) -> Result<()> {
    for id in asset::all(records)? {
        check_bonus(&asset::load(records, id)?, floor, now)?;
    }
    Ok(())
}

/// Every member carries at least its group's stress, and none is on its way beside the structure: two ramps together could
/// dip.
pub fn check_members(records: &dyn Records, structure: &Correlations, now: u64) -> Result<()> {
    let moves = structure.under_way(now).is_some();
    for id in asset::all(records)? {
        let listed = asset::load(records, id)?;
        let name = listed.asset.name();
        if moves {
            listed.risk.expect_at_rest(now).map_err(busy(name))?;
        }
        for point in listed.risk.ends(now) {
            AssetParams {
                collateral_factor: Ratio::ZERO,
                liquidation_threshold: point.liquidation_threshold,
                borrow_weight: point.borrow_weight,
                group: String::new(),
            }
            .checked(name, structure.highest_stress(listed.group, now))?;
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
