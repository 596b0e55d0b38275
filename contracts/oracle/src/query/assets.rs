//! One asset or a page of them, with all that is known.

use crate::error::ContractError;
use crate::records::{feeds, quorum, Feed, Feeders, StoredSource};
use crate::sources;
use ballast_interface::oracle::{AssetResponse, AssetsPage, FeederReport, Limits, Source};
use ballast_interface::AssetId;
use cosmwasm_std::Deps;

/// A page of assets, each with up to 31 reports.
const DEFAULT_LIMIT: u32 = 10;
const MAX_LIMIT: u32 = 30;

pub fn asset(deps: Deps, now: u64, asset: AssetId) -> Result<AssetResponse, ContractError> {
    let feed = feeds::known(deps.storage, &asset)?;
    let feeders = quorum::load(deps.storage)?;
    Ok(shown(asset, feed, feeders.as_ref(), now))
}

pub fn assets(
    deps: Deps,
    now: u64,
    start_after: Option<AssetId>,
    limit: Option<u32>,
) -> Result<AssetsPage, ContractError> {
    let max = limit.unwrap_or(DEFAULT_LIMIT).clamp(1, MAX_LIMIT);
    let feeders = quorum::load(deps.storage)?;
    let mut all = feeds::page(deps.storage, start_after.as_ref());
    let mut items = Vec::new();
    for found in all.by_ref().take(usize::try_from(max).unwrap_or(1)) {
        let (asset, feed) = found?;
        items.push(shown(asset, feed, feeders.as_ref(), now));
    }
    let more = all.next().is_some();
    let last = items.last().map(|item: &AssetResponse| item.asset.clone());
    Ok(AssetsPage {
        items,
        next: last.filter(|_| more),
    })
}

fn shown(asset: AssetId, feed: Feed, feeders: Option<&Feeders>, now: u64) -> AssetResponse {
    let name = |number: u8| {
        let feeder = feeders.and_then(|all| all.by_number(number));
        feeder.map(|feeder| feeder.address.to_string())
    };
    let fresh = feed.reports.iter();
    let fresh = fresh.filter(|(_, report)| now.saturating_sub(report.time) < feed.max_age);
    let reports = fresh.filter_map(|(number, report)| {
        Some(FeederReport {
            feeder: name(*number)?,
            price: report.price,
            time: report.time,
        })
    });
    AssetResponse {
        reports: reports.collect(),
        price: sources::quote(&feed, feeders, now),
        source: match feed.source {
            StoredSource::Feeders => Source::Feeders {},
            StoredSource::Fixed => Source::Fixed {
                price: feed.published.unwrap_or_default().spot,
            },
        },
        limits: Limits {
            max_age: feed.max_age,
            min_price: feed.min_price,
            max_price: feed.max_price,
            max_step: None,
            step_window: None,
            confirm_after: None,
            half_life: None,
            max_spread: Some(feed.max_spread),
        },
        pending: None,
        frozen: feed.frozen,
        asset,
    }
}
