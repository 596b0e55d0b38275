//! Where a ledger's facts come from: records by their keys, and prices by name.

use crate::error::LedgerError;
use ballast_interface::oracle::PriceQuote;
use ballast_interface::{AssetId, OracleContract};
use cosmwasm_std::{QuerierWrapper, Storage};

/// The records of a lending contract: its own storage, raw queries from outside, or a copy that a bot keeps.
pub trait Records {
    /// The bytes under a key; `None` where there are none.
    fn read(&self, key: &[u8]) -> Result<Option<Vec<u8>>, LedgerError>;
}

/// The storage of the contract itself.
#[allow(missing_debug_implementations)] // a storage has none
pub struct Stored<'a>(pub &'a dyn Storage);

impl Records for Stored<'_> {
    fn read(&self, key: &[u8]) -> Result<Option<Vec<u8>>, LedgerError> {
        Ok(self.0.get(key))
    }
}

/// Who is asked for prices: the oracle on a chain, or what a bot has seen.
pub trait PriceSource {
    /// One answer for each asset, in the order asked.
    fn prices(
        &self,
        oracle: &OracleContract,
        assets: Vec<AssetId>,
    ) -> Result<Vec<PriceQuote>, LedgerError>;
}

impl PriceSource for QuerierWrapper<'_> {
    fn prices(
        &self,
        oracle: &OracleContract,
        assets: Vec<AssetId>,
    ) -> Result<Vec<PriceQuote>, LedgerError> {
        oracle
            .prices(self, assets)
            .map_err(|error| LedgerError::OracleFailed {
                reason: error.to_string(),
            })
    }
}
