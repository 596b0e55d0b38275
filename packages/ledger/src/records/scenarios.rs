//! Scenarios with the numbers of their assets; absent where there are none.

use super::codec::{decode, encode};
use super::keys;
use crate::error::LedgerError;
use crate::reader::Records;
use ballast_risk::AssetIndex;
use cosmwasm_std::Storage;
use serde::{Deserialize, Serialize};

const RECORD: &str = "scenarios";

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct StoredScenario {
    pub name: String,
    /// Asset and relative move, 1e-18.
    pub moves: Vec<(AssetIndex, i64)>,
}

impl StoredScenario {
    pub fn move_of(&self, asset: AssetIndex) -> i64 {
        let found = self.moves.iter().find(|(moved, _)| *moved == asset);
        found.map_or(0, |(_, by)| *by)
    }
}

pub fn load(records: &dyn Records) -> Result<Vec<StoredScenario>, LedgerError> {
    match records.read(&keys::scenarios())? {
        None => Ok(Vec::new()),
        Some(bytes) => decode(&bytes, RECORD),
    }
}

pub fn save(storage: &mut dyn Storage, scenarios: &Vec<StoredScenario>) -> Result<(), LedgerError> {
    storage.set(&keys::scenarios(), &encode(scenarios, RECORD)?);
    Ok(())
}
