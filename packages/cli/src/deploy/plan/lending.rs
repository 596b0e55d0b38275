//! Lending's configuration and roles, and the parameters of assets that are listed.

use super::change::{between, leaves, name, share, until, Change, Stage};
use super::{Need, Plan, PlanError, Step};
use crate::deploy::config::Asset;
use crate::deploy::desired::Desired;
use crate::deploy::found::{Found, Lending};
use crate::deploy::kind::Kind;
use ballast_interface::lending::{
    AssetResponse, AssetUpdate, CapChange, CapsUpdate, ExecuteMsg, FlashFeeChange, RoleChange,
};
use ballast_risk::governance::{AssetParams, AssetPoint, Caps, LiquidationConfig, Pace, Ramp};
use ballast_risk::{Amount, Seconds};
use serde_json::{json, Value};

/// At how many points of its way a ramp is shown, after its beginning.
const STAGES: u64 = 3;

pub fn plan(desired: &Desired, found: &Found, plan: &mut Plan) -> Result<(), PlanError> {
    let Some(there) = &found.lending else {
        return Ok(());
    };
    let assets = &desired.config.assets;
    for (id, listed) in &there.assets {
        let Some((ticker, asset)) = assets.iter().find(|(_, asset)| asset.id() == *id) else {
            return Err(PlanError::NotConfigured(id.clone()));
        };
        if listed.decimals != asset.decimals {
            return Err(PlanError::Decimals {
                asset: id.clone(),
                found: listed.decimals,
                wanted: asset.decimals,
            });
        }
        update(desired, found, (ticker, asset, listed), plan);
    }
    config(desired, found, there, plan);
    roles(desired, there, plan);
    Ok(())
}

/// What lending is told when it is instantiated.
pub fn at_the_start(desired: &Desired) -> Vec<Change> {
    let (config, roles) = (&desired.config, &desired.config.roles);
    let rules = json!({"liquidation": config.liquidation, "guardian": roles.guardian, "steward": roles.steward});
    let mut changes = between("lending", &json!({}), &rules);
    let structure = super::correlations::shown(&config.correlations());
    changes.extend(between("correlations", &json!({}), &structure));
    changes
}

pub fn params(asset: &Asset) -> AssetParams {
    AssetParams {
        collateral_factor: asset.collateral_factor,
        liquidation_threshold: asset.liquidation_threshold,
        borrow_weight: asset.borrow_weight,
        group: asset.group.clone(),
    }
}

fn update(desired: &Desired, found: &Found, of: (&str, &Asset, &AssetResponse), plan: &mut Plan) {
    let (ticker, asset, listed) = of;
    let aimed = listed.ramp.as_ref().map_or(&listed.risk, |it| &it.target);
    let wanted = params(asset);
    if let Some(ramp) = &listed.ramp {
        plan.under_way.push(format!(
            "{ticker} is on its way to liquidation_threshold {} ({} of the way, {})",
            ramp.target.liquidation_threshold,
            share(ramp.progress),
            until(ramp.ends_at)
        ));
    }
    let mut changes = between(ticker, &all_of_listed(listed, aimed), &all_of(asset));
    if changes.is_empty() {
        return;
    }
    let ramp_seconds = desired.config.ramp_seconds;
    add_course(&mut changes, ticker, aimed, &wanted, ramp_seconds);
    let risk = (*aimed != wanted).then_some(wanted);
    let moves = changes.iter().any(|change| !change.course.is_empty());
    let needs = moves.then(|| busy(listed, found, plan)).flatten();
    let owner = owner_of(desired, found);
    let title = format!("change {ticker}");
    let whole = message(asset, listed, risk.clone(), ramp_seconds);
    if needs.is_none() {
        let step = plan.add(send(whole), title, Some(&owner));
        step.changes = changes;
        return;
    }
    // what needs no ramp does not wait for one
    let of_risk = leaves(&json!(params(asset)));
    let is_of_risk = |change: &Change| of_risk.keys().any(|key| change.what == name(ticker, key));
    let (later, at_once): (Vec<_>, Vec<_>) = changes.into_iter().partition(is_of_risk);
    if !at_once.is_empty() {
        let rest = message(asset, listed, None, ramp_seconds);
        let step = plan.add(send(rest), title.clone(), Some(&owner));
        step.changes = at_once;
    }
    let ramp = AssetUpdate {
        risk,
        ramp_seconds,
        ..AssetUpdate::of(asset.id())
    };
    let step = plan.add(send(ramp), format!("{title} by a ramp"), Some(&owner));
    step.changes = later;
    step.needs = needs;
}

fn send(update: AssetUpdate) -> Step {
    Step::Lending(ExecuteMsg::UpdateAsset(update))
}

/// What of an asset is not as it is wanted.
fn message(
    asset: &Asset,
    listed: &AssetResponse,
    risk: Option<AssetParams>,
    ramp_seconds: Option<u64>,
) -> AssetUpdate {
    let flash_fee = asset.flash_fee;
    let caps = asset.caps();
    AssetUpdate {
        asset: asset.id(),
        ramp_seconds: risk.as_ref().and(ramp_seconds),
        risk,
        liquidation: (listed.liquidation != asset.bonus).then(|| asset.bonus.clone()),
        rates: (listed.rates != asset.rates).then_some(asset.rates),
        reserve_factor: (listed.reserve_factor != asset.reserve_factor)
            .then_some(asset.reserve_factor),
        flash_fee: (listed.flash_fee != flash_fee)
            .then(|| flash_fee.map_or(FlashFeeChange::Off, FlashFeeChange::Set)),
        caps: caps_update(&listed.caps, &caps),
    }
}

/// A ramp that a new one has to wait for: the asset's own, or the correlations', under way or planned: two together could dip.
fn busy(listed: &AssetResponse, found: &Found, plan: &Plan) -> Option<Need> {
    let structure = found.lending.as_ref();
    let structure = structure.and_then(|it| it.correlations.ramp.as_ref());
    let own = listed.ramp.as_ref().map(|it| it.ends_at);
    let under_way = own.or_else(|| structure.map(|it| it.ends_at));
    let mut steps = plan.steps.iter();
    let planned = steps.find_map(|step| match &step.step {
        Step::Lending(ExecuteMsg::UpdateCorrelations(_)) => step.ramp_seconds(),
        _ => None,
    });
    let planned = planned.map(|seconds| Some(found.now.saturating_add(seconds)));
    under_way.or(planned).map(Need::Ramp)
}

/// Every parameter of an asset as the configuration names it.
pub fn all_of(asset: &Asset) -> Value {
    shown(
        &params(asset),
        json!({"bonus": asset.bonus, "rates": asset.rates, "reserve_factor": asset.reserve_factor,
            "flash_fee": asset.flash_fee, "supply_cap": asset.supply_cap, "borrow_cap": asset.borrow_cap}),
    )
}

fn all_of_listed(listed: &AssetResponse, aimed: &AssetParams) -> Value {
    shown(
        aimed,
        json!({"bonus": listed.liquidation, "rates": listed.rates, "reserve_factor": listed.reserve_factor,
            "flash_fee": listed.flash_fee, "supply_cap": listed.caps.supply_cap, "borrow_cap": listed.caps.borrow_cap}),
    )
}

fn shown(risk: &AssetParams, mut rest: Value) -> Value {
    if let (Value::Object(all), Value::Object(risk)) = (&mut rest, json!(risk)) {
        all.extend(risk);
    }
    rest
}

/// What threshold and weight are on their way, by the code that the contract runs.
fn add_course(
    changes: &mut [Change],
    ticker: &str,
    old: &AssetParams,
    new: &AssetParams,
    ramp_seconds: Option<u64>,
) {
    let point = |of: &AssetParams| AssetPoint {
        liquidation_threshold: of.liquidation_threshold,
        borrow_weight: of.borrow_weight,
    };
    let pace = ramp_seconds.map(Seconds::new).map(Pace::new);
    let pace = pace.and_then(Result::ok).unwrap_or(Pace::DEFAULT);
    let mut ramp = Ramp::at_rest(point(old));
    if old.group != new.group || !matches!(ramp.aim(point(new), Some(pace), 0), Ok(true)) {
        return;
    }
    let whole = pace.length().raw();
    for stage in 0..=STAGES {
        let at = whole / STAGES * stage;
        let Ok(now) = AssetPoint::in_force(&ramp, at) else {
            return;
        };
        let hours = at / 3600;
        let values = [
            ("liquidation_threshold", Some(now.liquidation_threshold)),
            ("borrow_weight", now.borrow_weight),
        ];
        for (key, value) in values {
            let what = name(ticker, key);
            let change = changes.iter_mut().find(|change| change.what == what);
            if let (Some(change), Some(value)) = (change, value) {
                let value = value.to_string();
                change.course.push(Stage { hours, value });
            }
        }
    }
}

fn caps_update(old: &Caps, new: &Caps) -> Option<CapsUpdate> {
    let change = |old: Option<Amount>, new: Option<Amount>| {
        (old != new).then(|| new.map_or(CapChange::Lifted, CapChange::Set))
    };
    let update = CapsUpdate {
        supply_cap: change(old.supply_cap, new.supply_cap),
        borrow_cap: change(old.borrow_cap, new.borrow_cap),
    };
    (old != new).then_some(update)
}

/// Where the least sizes are on their way to, else what holds.
fn aimed_rules(there: &Lending) -> LiquidationConfig {
    let mut rules = there.config.liquidation.clone();
    if let Some(raise) = &there.config.raise {
        rules.min_position_value = raise.min_position_value;
        rules.write_off_value = raise.write_off_value;
    }
    rules
}

fn config(desired: &Desired, found: &Found, there: &Lending, plan: &mut Plan) {
    let wanted = &desired.config.liquidation;
    let oracle = found.address(Kind::Oracle);
    let other_oracle = oracle.filter(|it| *it != there.config.oracle);
    let has = aimed_rules(there);
    if has == *wanted && other_oracle.is_none() {
        return;
    }
    let message = ExecuteMsg::UpdateConfig {
        oracle: other_oracle.map(ToOwned::to_owned),
        swap: None,
        liquidation: (has != *wanted).then(|| wanted.clone()),
    };
    let owner = owner_of(desired, found);
    let title = "change lending's configuration";
    let step = plan.add(Step::Lending(message), title, Some(&owner));
    step.changes = between(
        "lending",
        &json!({"oracle": there.config.oracle, "liquidation": has}),
        &json!({"oracle": oracle, "liquidation": wanted}),
    );
}

fn roles(desired: &Desired, there: &Lending, plan: &mut Plan) {
    let (wanted, has) = (&desired.config.roles, &there.roles);
    let change = |old: &Option<String>, new: &Option<String>| {
        (old != new).then(|| new.clone().map_or(RoleChange::Vacant, RoleChange::Set))
    };
    let limits = wanted.steward_limits.clone();
    let limits = limits.filter(|limits| *limits != has.steward_limits);
    let shown = |guardian, steward, limits| json!({"guardian": guardian, "steward": steward, "steward_limits": limits});
    let new_limits = limits.clone().unwrap_or_else(|| has.steward_limits.clone());
    let changes = between(
        "lending",
        &shown(&has.guardian, &has.steward, &has.steward_limits),
        &shown(&wanted.guardian, &wanted.steward, &new_limits),
    );
    if changes.is_empty() {
        return;
    }
    let message = ExecuteMsg::SetRoles {
        guardian: change(&has.guardian, &wanted.guardian),
        steward: change(&has.steward, &wanted.steward),
        steward_limits: limits,
    };
    let owner = has.owner.clone().unwrap_or_default();
    let step = plan.add(
        Step::Lending(message),
        "change lending's roles",
        Some(&owner),
    );
    step.changes = changes;
}

/// Whose lending is, or will be when it is instantiated.
pub fn owner_of(desired: &Desired, found: &Found) -> String {
    let there = found.lending.as_ref();
    let owner = there.and_then(|it| it.roles.owner.clone());
    owner.unwrap_or_else(|| desired.deployer.clone())
}
