//! How far those may go who are not the owner. The steward moves in bounded steps; the guardian only makes things safer.

use crate::error::{ContractError, Result};
use ballast_interface::lending::{AssetUpdate, CapsUpdate, StewardLimits};
use ballast_ledger::change::busy;
use ballast_ledger::records::Asset;
use ballast_risk::governance::{AssetParams, AssetPoint, Caps, Pace, ParamError, RateModel};
use ballast_risk::{Amount, Ratio};

/// Collateral factor to 0 and caps lowered, nothing else; no ramp starts.
pub fn only_safer(old: &Asset, group: &str, msg: &AssetUpdate) -> Result<()> {
    let not_safer = |field| Err(ContractError::NotSafer { field });
    if msg.liquidation.is_some() {
        return not_safer("liquidation");
    }
    if msg.rates.is_some() {
        return not_safer("rates");
    }
    if msg.flash_fee.is_some() {
        return not_safer("flash_fee");
    }
    if msg.reserve_factor.is_some() {
        return not_safer("reserve_factor");
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
    let lowered = |old: Option<Amount>, new: Option<Amount>| match (old, new) {
        (None, _) => true,
        (Some(old), Some(new)) => new <= old,
        (Some(_), None) => false,
    };
    let mut caps = caps_of(&old.caps, msg.caps.as_ref());
    match caps.find(|(_, old, new)| !lowered(*old, *new)) {
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
        ("flash_fee", msg.flash_fee.is_some()),
    ] {
        if found {
            return Err(ContractError::OwnersOnly { field });
        }
    }
    if let Some(risk) = &msg.risk {
        factors(old, group, risk, limits)?;
        threshold(old, risk, msg.ramp_seconds, limits, now)?;
    }
    if let Some(rates) = &msg.rates {
        for (field, old, new) in rates_of(&old.rates, rates) {
            near(field, old, new, limits.max_factor_step)?;
        }
    }
    for (field, old, new) in caps_of(&old.caps, msg.caps.as_ref()) {
        near_cap(field, old, new, limits.max_cap_step)?;
    }
    Ok(())
}

fn factors(old: &Asset, group: &str, risk: &AssetParams, limits: &StewardLimits) -> Result<()> {
    let step = limits.max_factor_step;
    let (from, to) = (old.collateral_factor, risk.collateral_factor);
    near("collateral_factor", from, to, step)?;
    if risk.borrow_weight != old.risk.destination().borrow_weight {
        return Err(ContractError::OwnersOnly {
            field: "borrow_weight",
        });
    }
    if risk.group != group {
        return Err(ContractError::OwnersOnly { field: "group" });
    }
    Ok(())
}

/// A step from the threshold in force, at an end, in at most the default time.
fn threshold(
    old: &Asset,
    risk: &AssetParams,
    seconds: Option<u64>,
    limits: &StewardLimits,
    now: u64,
) -> Result<()> {
    let to = risk.liquidation_threshold;
    if to == old.risk.destination().liquidation_threshold && seconds.is_none() {
        return Ok(());
    }
    if let Some(seconds) = seconds.filter(|seconds| *seconds > Pace::DEFAULT.length().raw()) {
        let allowed = "86400 to 259200 for a steward";
        return Err(ParamError::out_of_range("ramp_seconds", seconds, allowed).into());
    }
    let at_rest = old.risk.expect_at_rest(now);
    at_rest.map_err(busy(old.asset.name()))?;
    let from = AssetPoint::in_force(&old.risk, now)?.liquidation_threshold;
    near("liquidation_threshold", from, to, limits.max_factor_step)
}

fn keeps_maintenance(old: &Asset, group: &str, risk: &AssetParams) -> bool {
    let target = old.risk.destination();
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
    from: Option<Amount>,
    to: Option<Amount>,
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

fn caps_of(
    old: &Caps,
    update: Option<&CapsUpdate>,
) -> impl Iterator<Item = Change<Option<Amount>>> {
    let new = update.map_or(old.clone(), |caps| caps.applied(old));
    let old = old.clone();
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
