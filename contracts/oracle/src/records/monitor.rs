//! What the correlation monitor remembers.

use super::codec::{decode, encode};
use super::keys;
use crate::error::ContractError;
use ballast_pricing::Monitor;
use cosmwasm_std::Storage;

const RECORD: &str = "monitor";

pub fn load(storage: &dyn Storage) -> Result<Monitor, ContractError> {
    match storage.get(keys::monitor()) {
        Some(bytes) => decode(&bytes, RECORD),
        None => Ok(Monitor::default()),
    }
}

pub fn save(storage: &mut dyn Storage, monitor: &Monitor) -> Result<(), ContractError> {
    storage.set(keys::monitor(), &encode(monitor, RECORD)?);
    Ok(())
}
