//! Scenarios: read only where new risk is taken.

use super::codec::{Reader, Writer};
use super::keys;
use crate::error::Result;
use cosmwasm_std::Storage;

const VERSION: u8 = 1;
const RECORD: &str = "scenarios";

/// A scenario with its assets as ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredScenario {
    pub name: String,
    /// Asset id and relative move, 1e-18.
    pub moves: Vec<(u8, i64)>,
}

impl StoredScenario {
    /// 0 where the scenario does not name the asset.
    pub fn move_of(&self, asset: u8) -> i64 {
        let found = self.moves.iter().find(|(id, _)| *id == asset);
        found.map_or(0, |(_, by)| *by)
    }
}

pub fn load(storage: &dyn Storage) -> Result<Vec<StoredScenario>> {
    match storage.get(&keys::scenarios()) {
        None => Ok(Vec::new()),
        Some(bytes) => decode(&bytes),
    }
}

pub fn save(storage: &mut dyn Storage, scenarios: &[StoredScenario]) {
    storage.set(&keys::scenarios(), &encode(scenarios));
}

pub(super) fn encode(scenarios: &[StoredScenario]) -> Vec<u8> {
    let mut writer = Writer::new(VERSION);
    // at most MAX_SCENARIOS = 16 of at most 255 assets each
    writer.count(scenarios.len());
    for scenario in scenarios {
        writer.text(&scenario.name).count(scenario.moves.len());
        for (asset, by) in &scenario.moves {
            writer.byte(*asset).signed(*by);
        }
    }
    writer.finish()
}

pub(super) fn decode(bytes: &[u8]) -> Result<Vec<StoredScenario>> {
    let mut reader = Reader::new(bytes, VERSION, RECORD)?;
    let scenarios = reader.list(|r| {
        Ok(StoredScenario {
            name: r.text()?,
            moves: r.list(|r| Ok((r.byte()?, r.i64()?)))?,
        })
    })?;
    reader.finish()?;
    Ok(scenarios)
}
