//! What every health test needs of the configuration.

use super::codec::{decode, encode};
use super::keys;
use crate::error::LedgerError;
use crate::reader::Records;
use ballast_interface::OracleContract;
use ballast_risk::governance::{LiquidationConfig, Raise};
use cosmwasm_std::Storage;
use serde::{Deserialize, Serialize};

const RECORD: &str = "settings";

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    pub oracle: OracleContract,
    /// Where the rules of liquidation are going, if they are not there.
    pub liquidation: LiquidationConfig,
    pub raise: Option<Raise>,
}

impl Settings {
    /// The rules of liquidation in force.
    pub fn rules(&self, now: u64) -> LiquidationConfig {
        self.liquidation.in_force(self.raise, now)
    }
}

pub fn load(records: &dyn Records) -> Result<Settings, LedgerError> {
    let bytes = records.read(&keys::settings())?;
    decode(
        &bytes.ok_or(LedgerError::Corrupt { record: RECORD })?,
        RECORD,
    )
}

pub fn save(storage: &mut dyn Storage, settings: &Settings) -> Result<(), LedgerError> {
    storage.set(&keys::settings(), &encode(settings, RECORD)?);
    Ok(())
}
