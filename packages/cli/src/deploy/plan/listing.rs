//! Assets that are not listed yet, or not seeded.

use super::change::{between, Change};
use super::lending::{all_of, owner_of, params};
use super::{Need, Plan, Step};
use crate::deploy::config::Asset;
use crate::deploy::desired::Desired;
use crate::deploy::found::Found;
use ballast_interface::lending::{ExecuteMsg, ListAsset};
use serde_json::json;

pub fn plan(desired: &Desired, found: &Found, plan: &mut Plan) {
    for (ticker, asset) in &desired.config.assets {
        let there = found.lending.as_ref();
        let listed = there.and_then(|it| it.assets.get(&asset.id()));
        if listed.is_none() {
            list(desired, found, (ticker, asset), plan);
        }
        if !listed.is_some_and(|it| it.seeded) {
            let owner = owner_of(desired, found);
            let seed = Step::Seed {
                asset: asset.id(),
                amount: asset.seed,
            };
            let step = plan.add(seed, format!("seed {ticker}"), Some(&owner));
            step.needs = listed.is_none().then_some(Need::Before);
            let amount = format!("{} base units, lent by the owner", asset.seed);
            step.changes = vec![Change::new(format!("{ticker} seed"), None, Some(&amount))];
        }
    }
}

fn list(desired: &Desired, found: &Found, of: (&str, &Asset), plan: &mut Plan) {
    let (ticker, asset) = of;
    let message = ExecuteMsg::ListAsset(ListAsset {
        asset: asset.id(),
        decimals: asset.decimals,
        risk: params(asset),
        liquidation: asset.bonus.clone(),
        rates: asset.rates,
        reserve_factor: asset.reserve_factor,
        flash_fee: asset.flash_fee,
        caps: asset.caps(),
    });
    let feed = found
        .oracle
        .as_ref()
        .and_then(|it| it.assets.get(&asset.id()));
    // a group that is new comes first
    let groups = found
        .lending
        .as_ref()
        .map(|it| &it.correlations.correlations.groups);
    let grouped = groups.is_some_and(|all| all.iter().any(|group| group.name == asset.group));
    let needs = match feed {
        _ if !grouped => Some(Need::Before),
        None => Some(Need::Before),
        Some(feed) if !feed.priced => Some(Need::Price(asset.id())),
        Some(_) => None,
    };
    let owner = owner_of(desired, found);
    let step = plan.add(
        Step::Lending(message),
        format!("list {ticker}"),
        Some(&owner),
    );
    step.needs = needs;
    let all = json!({"listed": asset.id().to_string(), "decimals": asset.decimals});
    step.changes = between(ticker, &json!({}), &all);
    step.changes
        .extend(between(ticker, &json!({}), &all_of(asset)));
}
