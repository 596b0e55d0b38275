//! What feeders say.

mod entry;
pub mod signed;

use crate::breaker;
use crate::error::{ContractError, SkipReason};
use crate::halt;
use crate::monitor::history;
use crate::records::{feeds, quorum, Feed, Feeder, Feeders};
use crate::sources::board::Board;
use crate::{event, guard};
use ballast_interface::oracle::PriceReport;
use ballast_interface::AssetId;
use ballast_pricing::{Closed, Outcome};
use cosmwasm_std::{Addr, DepsMut, Event, Response, Storage};

/// One read and one write each.
const MAX_PRICES: usize = 64;

/// Who reports, among whom, and when.
pub struct Reporting<'a> {
    pub feeder: &'a Feeder,
    pub all: &'a Feeders,
    pub now: u64,
}

/// A feeder's prices. What cannot be taken is skipped and named; it never keeps the rest from being taken.
///
/// 1. check 2. for each entry: load, put the report in its feeder's place, publish, save 3. say
pub fn report(
    deps: DepsMut,
    now: u64,
    sender: &Addr,
    prices: Vec<PriceReport>,
) -> Result<Response, ContractError> {
    if prices.is_empty() || prices.len() > MAX_PRICES {
        return Err(ContractError::BatchSize {
            found: prices.len(),
            max: MAX_PRICES,
        });
    }
    let all = quorum::load(deps.storage)?;
    let feeder = all.as_ref().and_then(|all| all.by_address(sender));
    let (Some(all), Some(feeder)) = (all.as_ref(), feeder) else {
        return Err(guard::refused("a feeder", sender));
    };
    let reporting = Reporting { feeder, all, now };
    let (mut events, mut taken) = (Vec::with_capacity(prices.len()), 0usize);
    for entry in &prices {
        match take(deps.storage, &reporting, entry) {
            Ok(event) => {
                taken = taken.saturating_add(1);
                events.push(event);
            }
            Err(reason) => events.push(event::skipped(&entry.asset, &reason)),
        }
    }
    let skipped = prices.len().saturating_sub(taken);
    let batch = event::reported(sender, taken, skipped);
    Ok(Response::new().add_event(batch).add_events(events))
}

/// One entry of a report; nothing is stored of one that is not taken.
pub fn take(
    storage: &mut dyn Storage,
    reporting: &Reporting,
    entry: &PriceReport,
) -> Result<Event, SkipReason> {
    let report = entry::read(reporting, entry)?;
    let feed = feeds::load(storage, &entry.asset).map_err(|_| SkipReason::Corrupt)?;
    let mut feed = feed.ok_or(SkipReason::UnknownAsset)?;
    let Reporting { all, now, .. } = *reporting;
    let board = Board::new(storage, Some(all), now);
    // a halt that ended publishes what was said before this report
    halt::settle(&mut feed, &board);
    entry::place(&mut feed, all, report, now)?;
    let (outcome, ended) = publish(&mut feed, &board);
    history::save(storage, &feed, &ended).map_err(|_| SkipReason::Corrupt)?;
    feeds::save(storage, &entry.asset, &feed).map_err(|_| SkipReason::Corrupt)?;
    Ok(said(&entry.asset, &feed, outcome))
}

/// What follows from numbers that are new: a halt that they end, what is published of them, the candles that close.
pub fn publish(feed: &mut Feed, board: &Board<'_>) -> (Option<Outcome>, Vec<Closed>) {
    halt::settle(feed, board);
    let outcome = breaker::publish(feed, board.all, board.now);
    (outcome, history::record(feed, outcome, board))
}

/// What became of the price of an asset with a report that was taken.
pub fn said(asset: &AssetId, feed: &Feed, outcome: Option<Outcome>) -> Event {
    match (outcome, &feed.publication) {
        (Some(Outcome::Published), Some(found)) => event::priced(asset, &found.bracket),
        (Some(Outcome::Confirmed), Some(found)) => {
            event::confirmed(asset, &found.bracket, "a fresh quorum")
        }
        (Some(Outcome::Pending), Some(found)) => match found.pending {
            Some(pending) => event::pending(asset, &pending.latest, pending.since),
            None => event::waiting(asset),
        },
        _ => event::waiting(asset),
    }
}
