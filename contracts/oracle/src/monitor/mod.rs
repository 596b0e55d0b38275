//! What prices were: candles of each asset, and how all moved together.

pub mod history;

use crate::error::ContractError;
use crate::event;
use crate::records::{feeds, quorum, sampled, StoredSource};
use crate::sources::board::Board;
use ballast_interface::oracle::{CorrelationsResponse, PriceStatus, SampledAsset};
use ballast_interface::{AssetId, LendingContract};
use ballast_pricing::{Monitor, MAX_SAMPLED, SAMPLE_EVERY};
use ballast_risk::{Move, Price};
use cosmwasm_std::{Deps, DepsMut, Response};

/// Takes the hour's sample of the assets that came first; those with a fixed price never move and are none.
pub fn sample(deps: DepsMut, now: u64) -> Result<Response, ContractError> {
    let mut monitor = sampled::load(deps.storage)?;
    let next = SAMPLE_EVERY.after(monitor.sampled_at());
    if now < next {
        return Err(ContractError::TooSoon { next });
    }
    let all = quorum::load(deps.storage)?;
    let board = Board::new(deps.storage, all.as_ref(), now);
    let mut prices: Vec<Option<Price>> = Vec::new();
    // at most MAX_ASSETS
    for found in feeds::page(deps.storage, None) {
        let (_, feed) = found?;
        let place = usize::from(feed.number);
        if place >= MAX_SAMPLED {
            continue;
        }
        if prices.len() <= place {
            prices.resize(place.saturating_add(1), None);
        }
        let quote = board.quote(&feed);
        let moves = !matches!(feed.source, StoredSource::Fixed { .. });
        // what one transaction could have made is no price to learn from
        let settled = quote.status == PriceStatus::Fresh && quote.unsettled.is_none();
        if let Some(price) = prices.get_mut(place) {
            *price = (moves && settled).then_some(quote.spot);
        }
    }
    monitor.sample(&prices, now);
    sampled::save(deps.storage, &monitor)?;
    let fresh = prices.iter().flatten().count();
    Ok(Response::new().add_event(event::sampled(fresh, prices.len())))
}

/// What was seen, in the order in which assets came, and what a lending contract says beside it.
pub fn correlations(
    deps: Deps,
    lending: Option<String>,
) -> Result<CorrelationsResponse, ContractError> {
    let monitor = sampled::load(deps.storage)?;
    let mut assets: Vec<Option<AssetId>> = vec![None; monitor.assets()];
    for found in feeds::page(deps.storage, None) {
        let (asset, feed) = found?;
        if let Some(place) = assets.get_mut(usize::from(feed.number)) {
            *place = Some(asset);
        }
    }
    // numbers are given without gaps
    let assets: Vec<AssetId> = assets.into_iter().flatten().collect();
    let places = 0..assets.len();
    let row = |i: usize| places.clone().map(move |j| (i, j));
    let matrix = places.clone().map(|i| {
        let pairs = row(i).map(|(i, j)| monitor.pair(i, j).correlation);
        pairs.collect()
    });
    let counts = places.clone().map(|i| {
        let pairs = row(i).map(|(i, j)| monitor.pair(i, j).count);
        pairs.collect()
    });
    Ok(CorrelationsResponse {
        matrix: matrix.collect(),
        counts: counts.collect(),
        governed: lending
            .map(|lending| governed(deps, &lending, &assets))
            .transpose()?,
        sampled_at: monitor.sampled_at(),
        assets: shown(&monitor, assets),
    })
}

fn shown(monitor: &Monitor, assets: Vec<AssetId>) -> Vec<SampledAsset> {
    let assets = assets.into_iter().enumerate().map(|(place, asset)| {
        let (volatility, count) = monitor.volatility(place);
        SampledAsset {
            asset,
            volatility,
            count,
        }
    });
    assets.collect()
}

/// The correlations that a lending contract's structure says, in the order of `assets`.
fn governed(
    deps: Deps,
    lending: &str,
    assets: &[AssetId],
) -> Result<Vec<Vec<Option<Move>>>, ContractError> {
    let lending = LendingContract(deps.api.addr_validate(lending)?);
    let found = lending.governed_correlations(&deps.querier)?;
    let place = |asset: &AssetId| found.assets.iter().position(|known| known == asset);
    let places: Vec<Option<usize>> = assets.iter().map(place).collect();
    let entry = |i: Option<usize>, j: Option<usize>| {
        let row = found.asset_matrix.get(i?)?;
        row.get(j?).copied()
    };
    let rows = places.iter().map(|i| {
        let row = places.iter().map(|j| entry(*i, *j));
        row.collect()
    });
    Ok(rows.collect())
}
