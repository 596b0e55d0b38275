//! The oracle: feeders, sources, limits, guardian.

use super::change::{between, Change};
use super::{Need, Plan, Step};
use crate::deploy::config::{bases, Asset};
use crate::deploy::desired::Desired;
use crate::deploy::found::{Feed, Found, Oracle};
use crate::deploy::kind::Kind;
use ballast_interface::oracle::{ExecuteMsg, Limits};
use ballast_interface::AssetId;
use serde_json::json;
use std::collections::BTreeSet;

pub fn plan(desired: &Desired, found: &Found, plan: &mut Plan) {
    let config = &desired.config;
    let there = found.oracle.as_ref();
    let owner = there.map_or(desired.deployer.as_str(), |it| it.ownership.owner.as_str());
    let begin = plan.steps.len();
    feeders(desired, there, owner, plan);
    for (ticker, asset) in in_order(desired) {
        source(ticker, asset, there, owner, plan);
    }
    let wanted = config.roles.oracle_guardian.as_deref();
    let has = there.map_or(wanted, |it| it.guardian.as_deref());
    if has != wanted {
        let guardian = wanted.map(ToOwned::to_owned);
        let set = Step::Oracle(ExecuteMsg::SetGuardian { guardian });
        let step = plan.add(set, "set the oracle's guardian", Some(owner));
        step.changes = vec![Change::new("oracle guardian", has, wanted)];
    }
    if !found.contracts.contains_key(&Kind::Oracle) {
        for step in plan.steps.iter_mut().skip(begin) {
            step.needs = Some(Need::Before);
        }
    }
}

fn feeders(desired: &Desired, there: Option<&Oracle>, owner: &str, plan: &mut Plan) {
    let wanted = &desired.config.oracle;
    let set = |feeders: &[String]| feeders.iter().cloned().collect::<BTreeSet<_>>();
    let none = (Vec::new(), 0, 0);
    let (has, quorum, faults) = there.map_or(none, |it| (it.feeders.clone(), it.quorum, it.faults));
    let same = set(&has) == set(&wanted.feeders);
    if same && (quorum, faults) == (wanted.quorum, wanted.faults) || wanted.feeders.is_empty() {
        return;
    }
    let message = ExecuteMsg::SetFeeders {
        feeders: wanted.feeders.clone(),
        quorum: wanted.quorum,
        faults: wanted.faults,
    };
    let step = plan.add(Step::Oracle(message), "set the feeders", Some(owner));
    let shown = |feeders: &[String], quorum: u8, faults: u8| {
        let feeders = set(feeders);
        let each = feeders.iter().map(|it| (it.clone(), json!("reports")));
        let each: serde_json::Map<_, _> = each.collect();
        let count = |of: u8| (!feeders.is_empty()).then(|| of.to_string());
        json!({"feeder": each, "quorum": count(quorum), "faults": count(faults)})
    };
    step.changes = between(
        "oracle",
        &shown(&has, quorum, faults),
        &shown(&wanted.feeders, wanted.quorum, wanted.faults),
    );
}

fn source(ticker: &str, asset: &Asset, there: Option<&Oracle>, owner: &str, plan: &mut Plan) {
    let id = asset.id();
    let has = there.and_then(|it| it.assets.get(&id));
    let limits = filled(&asset.limits, has);
    if has.is_some_and(|has| has.source == asset.source && has.limits == limits) {
        return;
    }
    let shown = |source, limits| json!({"source": source, "limits": limits});
    let old = has.map_or(json!({}), |it| shown(json!(it.source), json!(it.limits)));
    let new = shown(json!(asset.source), json!(limits));
    let message = ExecuteMsg::SetAsset {
        asset: id,
        source: asset.source.clone(),
        limits,
        swap: None,
    };
    let title = format!("set where the price of {ticker} comes from");
    let step = plan.add(Step::Oracle(message), title, Some(owner));
    step.changes = between(ticker, &old, &new);
}

/// What the configuration does not name stays.
fn filled(wanted: &Limits, has: Option<&Feed>) -> Limits {
    let mut limits = wanted.clone();
    if let Some(has) = has.map(|it| it.limits.clone()) {
        limits.max_step = limits.max_step.or(has.max_step);
        limits.step_window = limits.step_window.or(has.step_window);
        limits.confirm_after = limits.confirm_after.or(has.confirm_after);
        limits.half_life = limits.half_life.or(has.half_life);
        limits.max_spread = limits.max_spread.or(has.max_spread);
    }
    limits
}

/// Assets after those that their sources stand on. What stands on itself comes last, and the oracle says what it is.
fn in_order(desired: &Desired) -> Vec<(&str, &Asset)> {
    let mut waiting: Vec<(&str, &Asset)> = desired
        .config
        .assets
        .iter()
        .map(|(ticker, asset)| (ticker.as_str(), asset))
        .collect();
    let mut ordered: Vec<(&str, &Asset)> = Vec::new();
    let mut done: BTreeSet<AssetId> = BTreeSet::new();
    // each round places one at least, or is the last
    for _ in 0..desired.config.assets.len() {
        let (ready, rest): (Vec<_>, Vec<_>) = waiting
            .into_iter()
            .partition(|(_, asset)| bases(&asset.source).iter().all(|it| done.contains(it)));
        done.extend(ready.iter().map(|(_, asset)| asset.id()));
        ordered.extend(ready);
        waiting = rest;
    }
    ordered.extend(waiting);
    ordered
}
