//! What a bot keeps of a market: records as they are stored, and what the oracle said. Lending's own code reads both.

use ballast_interface::oracle::PriceQuote;
use ballast_interface::{AssetId, OracleContract};
use ballast_ledger::records::{asset, keys};
use ballast_ledger::{LedgerError, PriceSource, Records};
use std::collections::BTreeMap;

/// Records of a lending contract by their keys, without the accounts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordsCopy {
    records: BTreeMap<Vec<u8>, Vec<u8>>,
}

impl RecordsCopy {
    /// The keys that are read before anything is known: layout, rules, correlations, and how many assets there are.
    pub fn first_keys() -> Vec<Vec<u8>> {
        vec![
            keys::layout(),
            keys::settings(),
            keys::correlations(),
            keys::asset_count(),
        ]
    }

    /// Parameters and totals of every listed asset.
    pub fn asset_keys(&self) -> Result<Vec<Vec<u8>>, LedgerError> {
        let listed = asset::all(self)?;
        Ok(listed
            .flat_map(|index| [keys::asset(index), keys::market(index)])
            .collect())
    }

    /// What was found under a key.
    pub fn put(&mut self, key: Vec<u8>, found: Option<Vec<u8>>) {
        match found {
            Some(bytes) => self.records.insert(key, bytes),
            None => self.records.remove(&key),
        };
    }

    /// The listed assets in the order of their numbers.
    pub fn assets(&self) -> Result<Vec<AssetId>, LedgerError> {
        let listed = asset::all(self)?;
        listed
            .map(|index| Ok(asset::load(self, index)?.asset))
            .collect()
    }
}

impl Records for RecordsCopy {
    fn read(&self, key: &[u8]) -> Result<Option<Vec<u8>>, LedgerError> {
        Ok(self.records.get(key).cloned())
    }
}

/// The oracle's last answers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PricesCopy {
    quotes: BTreeMap<AssetId, PriceQuote>,
}

impl PricesCopy {
    pub fn put(&mut self, asset: AssetId, quote: PriceQuote) {
        self.quotes.insert(asset, quote);
    }

    pub fn get(&self, asset: &AssetId) -> Option<&PriceQuote> {
        self.quotes.get(asset)
    }
}

impl PriceSource for PricesCopy {
    fn prices(
        &self,
        _: &OracleContract,
        assets: Vec<AssetId>,
    ) -> Result<Vec<PriceQuote>, LedgerError> {
        let found = assets.iter().map(|asset| self.quotes.get(asset).cloned());
        // what nobody said is missing
        Ok(found
            .map(|quote| quote.unwrap_or(PriceQuote::MISSING))
            .collect())
    }
}
