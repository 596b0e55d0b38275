//! One asset or a page of them, with all that is known.

use crate::error::ContractError;
use crate::records::{self, definitions, feeds, quorum, Feed, Feeders, StoredSource};
use crate::sources::board::Board;
use crate::{held, sources};
use ballast_interface::oracle::{
    AssetResponse, AssetsPage, FeederReport, HaltResponse, HaltedBy, Limits, PendingPrice,
    ReadingResponse, Source,
};
use ballast_interface::AssetId;
use ballast_pricing::PriceLimits;
use ballast_risk::governance::BudgetFor;
use cosmwasm_std::Deps;

/// A page of assets, each with up to 31 reports.
const DEFAULT_LIMIT: u32 = 10;
const MAX_LIMIT: u32 = 30;

pub fn asset(deps: Deps, now: u64, asset: AssetId) -> Result<AssetResponse, ContractError> {
    let feed = feeds::known(deps.storage, &asset)?;
    let feeders = quorum::load(deps.storage)?;
    let board = Board::new(deps.storage, feeders.as_ref(), now);
    let source = definitions::load(deps.storage, &asset)?;
    Ok(shown(asset, feed, source, &board))
}

pub fn assets(
    deps: Deps,
    now: u64,
    start_after: Option<AssetId>,
    limit: Option<u32>,
) -> Result<AssetsPage, ContractError> {
    let max = limit.unwrap_or(DEFAULT_LIMIT).clamp(1, MAX_LIMIT);
    let feeders = quorum::load(deps.storage)?;
    let board = Board::new(deps.storage, feeders.as_ref(), now);
    let mut all = feeds::page(deps.storage, start_after.as_ref());
    let mut items = Vec::new();
    for (_, found) in (0..max).zip(all.by_ref()) {
        let (asset, feed) = found?;
        let source = definitions::load(deps.storage, &asset)?;
        items.push(shown(asset, feed, source, &board));
    }
    let more = all.next().is_some();
    let last = items.last().map(|item: &AssetResponse| item.asset.clone());
    Ok(AssetsPage {
        items,
        next: last.filter(|_| more),
    })
}

fn shown(asset: AssetId, feed: Feed, source: Source, board: &Board) -> AssetResponse {
    let (all, now) = (board.all, board.now);
    let settled = board.ended(&feed);
    let feed = settled.unwrap_or(feed);
    AssetResponse {
        reports: reports(&feed, all, now),
        price: board.quote(&feed),
        source,
        limits: limits(&feed.limits),
        pending: pending(&feed, now),
        reading: reading(&feed),
        halt: feed.halt.as_ref().map(|halt| HaltResponse {
            by: match &halt.by {
                records::HaltedBy::Base(_) => HaltedBy::Base,
                records::HaltedBy::Owner => HaltedBy::Owner,
                records::HaltedBy::Guardian(_) => HaltedBy::Guardian,
            },
            since: halt.since,
            until: held::ends_by(halt, &feed.limits, now),
        }),
        guardian_seconds: feed.budget.available_down(BudgetFor::Halt, now).raw(),
        asset,
    }
}

fn reports(feed: &Feed, all: Option<&Feeders>, now: u64) -> Vec<FeederReport> {
    let counting = all.map(|all| {
        let reports = sources::feeders::counting(feed, all, now);
        reports.filter_map(|report| {
            Some(FeederReport {
                feeder: all.by_number(report.feeder)?.address.to_string(),
                price: report.price,
                time: report.time,
            })
        })
    });
    counting.into_iter().flatten().collect()
}

fn reading(feed: &Feed) -> Option<ReadingResponse> {
    let StoredSource::Asked(asked) = &feed.source else {
        return None;
    };
    let (newest, _) = asked.readings.newest()?;
    let span = asked.readings.whole_span()?;
    Some(ReadingResponse {
        low: span.low,
        high: span.high,
        newest,
        since: asked.since,
        tried_at: asked.tried_at,
        failed: asked.failed,
        refresh_within: asked.refresh_within,
    })
}

fn pending(feed: &Feed, now: u64) -> Option<PendingPrice> {
    let pending = feed.publication.as_ref()?.pending(&feed.limits, now)?;
    Some(PendingPrice {
        price: pending.latest.spot,
        since: pending.since,
        confirmed_from: feed.limits.confirm_after().after(pending.since),
    })
}

fn limits(limits: &PriceLimits) -> Limits {
    Limits {
        max_age: limits.max_age().raw(),
        min_price: limits.bounds().min(),
        max_price: limits.bounds().max(),
        max_step: Some(limits.max_step()),
        step_window: Some(limits.step_window().raw()),
        confirm_after: Some(limits.confirm_after().raw()),
        half_life: Some(
            limits
                .half_life()
                .map_or(0, |half_life| half_life.length().raw()),
        ),
        max_spread: Some(limits.max_spread()),
    }
}
