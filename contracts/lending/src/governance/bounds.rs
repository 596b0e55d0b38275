//! How far those may go who are not the owner. The steward moves in bounded steps; the guardian only makes things safer.

use crate::error::{ContractError, Result};
use ballast_interface::lending::{AssetUpdate, StewardLimits};
use ballast_ledger::records::Asset;
use ballast_ledger::LedgerError;
use ballast_risk::RateModel;
use ballast_risk::{Amount, Ratio};
use ballast_risk::{AssetParams, Caps};

/// Collateral factor to 0 and caps lowered, nothing else; no ramp starts, stops or changes its length.
pub fn only_safer(old: &Asset, group: &str, msg: &AssetUpdate) -> Result<()> {
    let not_safer = |field| Err(ContractError::NotSafer { field });
    if msg.liquidation.is_some() {
        return not_safer("liquidation");
    }
    if msg.rates.is_some() || msg.reserve_factor.is_some() {
        return not_safer("rates");
    }
    if msg.ramp_seconds.is_some() {
        return not_safer("ramp_seconds");
    }
    if let Some(risk) = &msg.risk {
        if !keeps_maintenance(old, group, risk) {
            return not_safer("risk other than collateral_factor");
        }
        if !risk.collateral_factor.is_zero() {
            return not_safer("collateral_factor above 0");
        }
    }
    let Some(caps) = &msg.caps else {
        return Ok(());
    };
    let lowered = |old: Option<Amount>, new: Option<Amount>| match (old, new) {
        (None, _) => true,
        (Some(old), Some(new)) => new <= old,
        (Some(_), None) => false,
    };
    match caps_of(&old.caps, caps).find(|(_, old, new)| !lowered(*old, *new)) {
        Some((field, ..)) => not_safer(field),
        None => Ok(()),
    }
}

/// Collateral factor, threshold, caps and rate model, each by a bounded step, once an interval.
pub fn small_step(
    old: &Asset,
    group: &str,
    msg: &AssetUpdate,
    limits: &StewardLimits,
    now: u64,
) -> Result<()> {
    let again_at = old.steward_at.saturating_add(limits.min_interval);
    if old.steward_at != 0 && now < again_at {
        return Err(ContractError::TooSoon { again_at });
    }
    for (field, found) in [
        ("liquidation", msg.liquidation.is_some()),
        ("reserve_factor", msg.reserve_factor.is_some()),
    ] {
        if found {
            return Err(ContractError::OwnersOnly { field });
        }
    }
    if let Some(risk) = &msg.risk {
        factors(old, group, (risk, msg.ramp_seconds), limits, now)?;
    }
    if let Some(rates) = &msg.rates {
        for (field, old, new) in rates_of(&old.rates, rates) {
            near(field, old, new, limits.max_factor_step)?;
        }
    }
    if let Some(caps) = &msg.caps {
        for (field, old, new) in caps_of(&old.caps, caps) {
            near_cap(field, (old, new), limits.max_cap_step)?;
        }
    }
    Ok(())
}

fn factors(
    old: &Asset,
    group: &str,
    (risk, seconds): (&AssetParams, Option<u64>),
    limits: &StewardLimits,
    now: u64,
) -> Result<()> {
    let step = limits.max_factor_step;
    let (from, to) = (old.collateral_factor, risk.collateral_factor);
    near("collateral_factor", from, to, step)?;
    if risk.borrow_weight != old.risk.target().borrow_weight {
        return Err(ContractError::OwnersOnly {
            field: "borrow_weight",
        });
    }
    if risk.group != group {
        return Err(ContractError::OwnersOnly { field: "group" });
    }
    let same = risk.liquidation_threshold == old.risk.target().liquidation_threshold;
    match old.risk.ends_at(now) {
        // whoever started a ramp sees it through
        Some(_) if same && seconds.is_none() => Ok(()),
        Some(ends_at) => Err(LedgerError::RampInProgress { ends_at }.into()),
        None if same && seconds.is_none() => Ok(()),
        // the weight would go on with it
        None if !old.risk.steps.is_empty() => Err(ContractError::OwnersOnly {
            field: "the threshold of an asset whose ramp was stopped",
        }),
        None => {
            let blend = old.risk.blend(now)?;
            let from = Ratio::new(blend.mean_down(|p| p.liquidation_threshold.raw())?);
            let to = risk.liquidation_threshold;
            near("liquidation_threshold", from, to, step)
        }
    }
}

fn keeps_maintenance(old: &Asset, group: &str, risk: &AssetParams) -> bool {
    let target = old.risk.target();
    risk.liquidation_threshold == target.liquidation_threshold
        && risk.borrow_weight == target.borrow_weight
        && risk.group == group
}

fn near(field: &'static str, from: Ratio, to: Ratio, step: Ratio) -> Result<()> {
    if from.raw().abs_diff(to.raw()) > step.raw() {
        return Err(ContractError::BeyondStep {
            field,
            from: from.to_string(),
            asked: to.to_string(),
            step,
        });
    }
    Ok(())
}

/// A cap may not appear or vanish: that is no step at all.
fn near_cap(
    field: &'static str,
    (from, to): (Option<Amount>, Option<Amount>),
    step: Ratio,
) -> Result<()> {
    let (from, to) = match (from, to) {
        (None, None) => return Ok(()),
        (Some(from), Some(to)) => (from, to),
        _ => return Err(ContractError::OwnersOnly { field }),
    };
    if from.raw().abs_diff(to.raw()) > from.times_down(step)?.raw() {
        return Err(ContractError::BeyondStep {
            field,
            from: from.to_string(),
            asked: to.to_string(),
            step,
        });
    }
    Ok(())
}

type Change<T> = (&'static str, T, T);

fn caps_of(old: &Caps, new: &Caps) -> impl Iterator<Item = Change<Option<Amount>>> {
    let (old, new) = (old.clone(), new.clone());
    [
        ("supply_cap", old.supply_cap, new.supply_cap),
        ("borrow_cap", old.borrow_cap, new.borrow_cap),
    ]
    .into_iter()
}

fn rates_of(old: &RateModel, new: &RateModel) -> [Change<Ratio>; 4] {
    [
        ("base", old.base, new.base),
        ("slope1", old.slope1, new.slope1),
        ("slope2", old.slope2, new.slope2),
        (
            "optimal_utilisation",
            old.optimal_utilisation,
            new.optimal_utilisation,
        ),
    ]
}
