//! Who may report, and how many of them make a price.

use super::codec::{decode, encode};
use super::keys;
use crate::error::ContractError;
use ballast_pricing::Quorum;
use cosmwasm_std::{Addr, Storage};
use serde::{Deserialize, Serialize};

const RECORD: &str = "feeders";

/// A feeder, the number that its reports carry, and since when.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Feeder {
    pub number: u8,
    pub address: Addr,
    /// When it was appointed: what was seen before that does not count.
    pub since: u64,
}

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Feeders {
    pub quorum: Quorum,
    pub feeders: Vec<Feeder>,
    /// The number that is tried next for a newcomer: numbers come round, the longest unused first.
    pub next: u8,
}

impl Feeders {
    pub fn by_address(&self, address: &Addr) -> Option<&Feeder> {
        self.feeders
            .iter()
            .find(|feeder| feeder.address == *address)
    }

    pub fn by_number(&self, number: u8) -> Option<&Feeder> {
        self.feeders.iter().find(|feeder| feeder.number == number)
    }
}

pub fn load(storage: &dyn Storage) -> Result<Option<Feeders>, ContractError> {
    let bytes = storage.get(keys::feeders());
    bytes.map(|bytes| decode(&bytes, RECORD)).transpose()
}

pub fn save(storage: &mut dyn Storage, feeders: &Feeders) -> Result<(), ContractError> {
    storage.set(keys::feeders(), &encode(feeders, RECORD)?);
    Ok(())
}
