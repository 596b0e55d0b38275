//! One event per fact; names and keys come from the interface, and no attribute is empty.

use crate::error::SkipReason;
use ballast_interface::event::{key, oracle as name};
use ballast_interface::oracle::PriceQuote;
use ballast_interface::AssetId;
use ballast_pricing::{Bracket, Quorum};
use cosmwasm_std::{Addr, Binary, Event};

/// Names in a report are the feeder's: as many characters of one are told.
const MAX_NAME: usize = 128;

pub fn instantiated(owner: &str) -> Event {
    Event::new(name::INSTANTIATE).add_attribute(key::OWNER, owner)
}

pub fn migrated(old: &str, new: &str) -> Event {
    Event::new(name::MIGRATE)
        .add_attribute(key::OLD, old)
        .add_attribute(key::NEW, new)
}

pub fn set_asset(asset: &AssetId, kind: &'static str, price: &PriceQuote) -> Event {
    of(name::SET_ASSET, asset)
        .add_attribute(key::SOURCE, kind)
        .add_attribute(key::PRICE, price.spot.to_string())
}

pub fn set_feeders(count: usize, quorum: Quorum) -> Event {
    Event::new(name::SET_FEEDERS)
        .add_attribute(key::FEEDERS, count.to_string())
        .add_attribute(key::QUORUM, quorum.quorum().to_string())
        .add_attribute(key::FAULTS, quorum.faults().to_string())
}

/// How many entries of a report were taken, and how many were not.
pub fn reported(feeder: &Addr, taken: usize, skipped: usize) -> Event {
    Event::new(name::REPORT)
        .add_attribute(key::SENDER, feeder)
        .add_attribute(key::TAKEN, taken.to_string())
        .add_attribute(key::SKIPPED, skipped.to_string())
}

pub fn skipped(asset: &AssetId, reason: &SkipReason) -> Event {
    of(name::SKIP, asset).add_attribute(key::ERROR, reason.to_string())
}

/// A signed report of which nothing was taken.
pub fn skipped_report(feeder: u8, reason: &SkipReason) -> Event {
    Event::new(name::SKIP_REPORT)
        .add_attribute(key::FEEDER, feeder.to_string())
        .add_attribute(key::ERROR, reason.to_string())
}

/// A source that was asked and gave no number.
pub fn unread(asset: &AssetId, error: &str) -> Event {
    of(name::UNREAD, asset).add_attribute(key::ERROR, or_none(error))
}

pub fn set_feeder_key(feeder: &Addr, key: Option<&Binary>) -> Event {
    Event::new(name::SET_FEEDER_KEY)
        .add_attribute(key::FEEDER, feeder)
        .add_attribute(key::NEW, key.map_or("none".to_owned(), Binary::to_base64))
}

/// Of how many assets a return may come of this sample, of how many that there are.
pub fn sampled(fresh: usize, assets: usize) -> Event {
    Event::new(name::SAMPLE)
        .add_attribute(key::TAKEN, fresh.to_string())
        .add_attribute(key::ASSETS, assets.to_string())
}

fn or_none(text: &str) -> &str {
    if text.trim().is_empty() {
        "no reason"
    } else {
        text
    }
}

/// What lending is told from now on, until something else is published.
pub fn priced(asset: &AssetId, bracket: &Bracket) -> Event {
    with_bracket(of(name::PRICE, asset), bracket)
}

/// A report was taken that makes no price: below the quorum, of an asset with another source, or of one that is halted.
pub fn waiting(asset: &AssetId) -> Event {
    of(name::PRICE, asset).add_attribute(key::STATUS, "waiting")
}

/// A price beyond the largest step, held back; `since` is when its wait began.
pub fn pending(asset: &AssetId, bracket: &Bracket, since: u64) -> Event {
    with_bracket(of(name::PENDING, asset), bracket).add_attribute(key::SINCE, since.to_string())
}

/// A pending price that was published: by somebody with the right to, or by a fresh quorum after the wait.
pub fn confirmed(asset: &AssetId, bracket: &Bracket, by: &str) -> Event {
    with_bracket(of(name::CONFIRM, asset), bracket).add_attribute(key::SENDER, by)
}

pub fn frozen(asset: &AssetId, until: Option<u64>, sender: &Addr) -> Event {
    let until = until.map_or("the owner lifts it".to_owned(), |until| until.to_string());
    of(name::FREEZE, asset)
        .add_attribute(key::UNTIL, until)
        .add_attribute(key::SENDER, sender)
}

/// `longer`: there is no fresh price, so it lasts until there is one or until then.
pub fn unfrozen(asset: &AssetId, longer: Option<u64>, sender: &Addr) -> Event {
    let event = of(name::UNFREEZE, asset).add_attribute(key::SENDER, sender);
    match longer {
        None => event,
        Some(until) => event.add_attribute(key::UNTIL, until.to_string()),
    }
}

pub fn set_guardian(guardian: Option<&str>) -> Event {
    Event::new(name::SET_GUARDIAN).add_attribute(key::NEW, guardian.unwrap_or("none"))
}

pub fn update_ownership() -> Event {
    Event::new(name::UPDATE_OWNERSHIP)
}

fn of(name: &'static str, asset: &AssetId) -> Event {
    let shown: String = asset.name().trim().chars().take(MAX_NAME).collect();
    let shown = if shown.is_empty() {
        "(no name)".to_owned()
    } else {
        shown
    };
    Event::new(name).add_attribute(key::ASSET, shown)
}

fn with_bracket(event: Event, bracket: &Bracket) -> Event {
    event
        .add_attribute(key::PRICE, bracket.spot.to_string())
        .add_attribute(key::LOW, bracket.bid.to_string())
        .add_attribute(key::HIGH, bracket.ask.to_string())
        .add_attribute(key::TIME, bracket.since.to_string())
}
