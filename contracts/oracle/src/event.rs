//! One event per fact; names and keys come from the interface.

use ballast_interface::event::{key, oracle as name};
use ballast_interface::oracle::PriceQuote;
use ballast_interface::AssetId;
use ballast_pricing::{Bracket, Quorum};
use cosmwasm_std::{Addr, Event};

pub fn instantiated(owner: &str) -> Event {
    Event::new(name::INSTANTIATE).add_attribute(key::OWNER, owner)
}

pub fn migrated(old: &str, new: &str) -> Event {
    Event::new(name::MIGRATE)
        .add_attribute(key::OLD, old)
        .add_attribute(key::NEW, new)
}

pub fn set_asset(asset: &AssetId, kind: &'static str, price: &PriceQuote) -> Event {
    Event::new(name::SET_ASSET)
        .add_attribute(key::ASSET, asset.name())
        .add_attribute("source", kind)
        .add_attribute(key::PRICE, price.spot.to_string())
}

pub fn set_feeders(count: usize, quorum: Quorum) -> Event {
    Event::new(name::SET_FEEDERS)
        .add_attribute("feeders", count.to_string())
        .add_attribute("quorum", quorum.quorum().to_string())
        .add_attribute("faults", quorum.faults().to_string())
}

/// How many of a batch were taken and how many were old.
pub fn reported(feeder: &Addr, taken: usize, skipped: usize) -> Event {
    Event::new(name::REPORT)
        .add_attribute(key::SENDER, feeder)
        .add_attribute("taken", taken.to_string())
        .add_attribute("skipped", skipped.to_string())
}

pub fn priced(asset: &AssetId, bracket: &Bracket) -> Event {
    Event::new(name::PRICE)
        .add_attribute(key::ASSET, asset.name())
        .add_attribute(key::PRICE, bracket.spot.to_string())
        .add_attribute("low", bracket.bid.to_string())
        .add_attribute("high", bracket.ask.to_string())
        .add_attribute(key::TIME, bracket.since.to_string())
}

pub fn frozen(asset: &AssetId, sender: &Addr) -> Event {
    Event::new(name::FREEZE)
        .add_attribute(key::ASSET, asset.name())
        .add_attribute(key::SENDER, sender)
}

pub fn unfrozen(asset: &AssetId, sender: &Addr) -> Event {
    Event::new(name::UNFREEZE)
        .add_attribute(key::ASSET, asset.name())
        .add_attribute(key::SENDER, sender)
}

pub fn set_guardian(guardian: Option<&str>) -> Event {
    Event::new(name::SET_GUARDIAN).add_attribute(key::NEW, guardian.unwrap_or("none"))
}

pub fn update_ownership() -> Event {
    Event::new(name::UPDATE_OWNERSHIP)
}

/// A report was taken that makes no price: below the quorum, or of an asset with another source.
pub fn waiting(asset: &AssetId) -> Event {
    Event::new(name::PRICE)
        .add_attribute(key::ASSET, asset.name())
        .add_attribute(key::STATUS, "waiting")
}
