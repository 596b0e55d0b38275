//! Candles of what was published.

use crate::error::ContractError;
use crate::records::{ended_candles, feeds, Feed};
use crate::sources::board::Board;
use ballast_interface::oracle::{CandleResponse, CandleSize, HistoryPage, PriceStatus};
use ballast_interface::AssetId;
use ballast_pricing::{Candle, Closed, History, Outcome};
use ballast_risk::Price;
use cosmwasm_std::{Deps, Storage};

/// A page looks at as many candles, one read each.
const DEFAULT_LIMIT: u32 = 30;
const MAX_LIMIT: u32 = 100;

/// Takes the price of a feed in which something was just published, and gives the candles that ended: at most two.
pub fn record(feed: &mut Feed, outcome: Option<Outcome>, board: &Board) -> Vec<Closed> {
    if !matches!(outcome, Some(Outcome::Published | Outcome::Confirmed)) {
        return Vec::new();
    }
    let price = match (&feed.standing, &feed.publication) {
        (None, Some(publication)) => publication.bracket.spot,
        _ => {
            let quote = board.quote(feed);
            if quote.status == PriceStatus::Missing {
                return Vec::new();
            }
            quote.spot
        }
    };
    add(feed, price, board.now)
}

fn add(feed: &mut Feed, price: Price, now: u64) -> Vec<Closed> {
    match &mut feed.history {
        Some(history) => history.record(price, now),
        None => {
            feed.history = Some(History::start(price, now));
            Vec::new()
        }
    }
}

pub fn save(storage: &mut dyn Storage, feed: &Feed, ended: &[Closed]) -> Result<(), ContractError> {
    let mut ended = ended.iter();
    ended.try_for_each(|closed| ended_candles::save(storage, feed.number, closed))
}

/// What is asked for.
pub struct Page {
    pub size: CandleSize,
    pub start_after: Option<u64>,
    pub limit: Option<u32>,
}

/// Candles of one size, newest first. A page may hold fewer than `limit`: where there was no price there is no candle.
pub fn page(deps: Deps, asset: &AssetId, page: Page) -> Result<HistoryPage, ContractError> {
    let feed = feeds::known(deps.storage, asset)?;
    let size = pure(page.size);
    let none = HistoryPage {
        items: Vec::new(),
        next: None,
    };
    let Some(history) = &feed.history else {
        return Ok(none);
    };
    let current = history.current(size);
    let oldest = current.number.saturating_sub(size.slots());
    let newest = page.start_after.map_or(current.number, |start| {
        size.number(start).saturating_sub(1).min(current.number)
    });
    let limit = u64::from(page.limit.unwrap_or(DEFAULT_LIMIT).clamp(1, MAX_LIMIT));
    let end = newest.saturating_sub(limit).max(oldest);
    let mut items = Vec::new();
    for number in (end.saturating_add(1)..=newest).rev() {
        let waiting = history
            .waiting(size)
            .filter(|candle| candle.number == number);
        let found = match waiting {
            _ if number == current.number => Some(current),
            Some(waiting) => Some(waiting),
            None => ended_candles::load(deps.storage, feed.number, size, number)?,
        };
        items.extend(found.map(|candle| shown(&candle, size)));
    }
    let start = size.seconds().saturating_mul(end.saturating_add(1));
    Ok(HistoryPage {
        items,
        next: (end > oldest).then_some(start),
    })
}

fn shown(candle: &Candle, size: ballast_pricing::CandleSize) -> CandleResponse {
    CandleResponse {
        start: candle.number.saturating_mul(size.seconds()),
        open: candle.open.price(),
        high: candle.high.price(),
        low: candle.low.price(),
        close: candle.close.price(),
    }
}

fn pure(size: CandleSize) -> ballast_pricing::CandleSize {
    match size {
        CandleSize::FiveMinutes => ballast_pricing::CandleSize::FiveMinutes,
        CandleSize::Hour => ballast_pricing::CandleSize::Hour,
        CandleSize::Day => ballast_pricing::CandleSize::Day,
    }
}
