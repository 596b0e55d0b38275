//! The keys with which feeders sign: read for signed reports alone.

use super::codec::{decode, encode};
use super::keys;
use crate::error::ContractError;
use cosmwasm_std::Storage;
use serde::{Deserialize, Serialize};

const RECORD: &str = "feeder_keys";

/// A feeder's number and its key, 33 bytes.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct FeederKey {
    pub feeder: u8,
    pub key: Vec<u8>,
}

pub fn load(storage: &dyn Storage) -> Result<Vec<FeederKey>, ContractError> {
    match storage.get(keys::feeder_keys()) {
        Some(bytes) => decode(&bytes, RECORD),
        None => Ok(Vec::new()),
    }
}

pub fn save(storage: &mut dyn Storage, all: &Vec<FeederKey>) -> Result<(), ContractError> {
    storage.set(keys::feeder_keys(), &encode(all, RECORD)?);
    Ok(())
}
