//! Answers. `prices` is the one that every borrow pays for.

use crate::error::ContractError;
use crate::sources;
use crate::state::{
    feeds, known_feed, load_feed, load_feeders, Feed, Feeders, StoredSource, GUARDIAN,
};
use ballast_interface::oracle::{
    AssetResponse, AssetsPage, ConfigResponse, FeederReport, FeedersResponse, Limits, PriceQuote,
    Source,
};
use ballast_interface::AssetId;
use cosmwasm_std::Deps;

/// A page of assets, each with up to 31 reports.
const DEFAULT_LIMIT: u32 = 10;
const MOST_LIMIT: u32 = 30;

/// One answer for each asset in the order asked. What cannot be read is missing, never an error.
pub fn prices(deps: Deps, now: u64, assets: &[AssetId]) -> Result<Vec<PriceQuote>, ContractError> {
    let feeders = load_feeders(deps.storage)?;
    let quote = |asset| match load_feed(deps.storage, asset) {
        Ok(Some(feed)) => sources::quote(&feed, feeders.as_ref(), now),
        _ => PriceQuote::MISSING,
    };
    Ok(assets.iter().map(quote).collect())
}

pub fn asset(deps: Deps, now: u64, asset: AssetId) -> Result<AssetResponse, ContractError> {
    let feed = known_feed(deps.storage, &asset)?;
    let feeders = load_feeders(deps.storage)?;
    Ok(shown(asset, feed, feeders.as_ref(), now))
}

pub fn assets(
    deps: Deps,
    now: u64,
    start_after: Option<AssetId>,
    limit: Option<u32>,
) -> Result<AssetsPage, ContractError> {
    let most = limit.unwrap_or(DEFAULT_LIMIT).clamp(1, MOST_LIMIT);
    let feeders = load_feeders(deps.storage)?;
    let mut all = feeds(deps.storage, start_after.as_ref());
    let mut items = Vec::new();
    for found in all.by_ref().take(usize::try_from(most).unwrap_or(1)) {
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
        let all = feeders.into_iter().flat_map(|all| &all.feeders);
        let mut named = all.filter(|(active, _)| *active == number);
        named.next().map(|(_, feeder)| feeder.to_string())
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

pub fn feeders(deps: Deps) -> Result<FeedersResponse, ContractError> {
    let Some(found) = load_feeders(deps.storage)? else {
        return Ok(FeedersResponse {
            feeders: Vec::new(),
            quorum: 0,
            faults: 0,
        });
    };
    let feeders = found.feeders.iter();
    Ok(FeedersResponse {
        feeders: feeders.map(|(_, feeder)| feeder.to_string()).collect(),
        quorum: found.quorum.quorum(),
        faults: found.quorum.faults(),
    })
}

pub fn config(deps: Deps) -> Result<ConfigResponse, ContractError> {
    let guardian = GUARDIAN.may_load(deps.storage)?;
    Ok(ConfigResponse {
        guardian: guardian.map(Into::into),
    })
}
