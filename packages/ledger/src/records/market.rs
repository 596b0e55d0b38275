//! The totals of one market: written often, apart from the parameters.

use super::codec::{decode, encode};
use super::keys;
use crate::error::LedgerError;
use crate::reader::Records;
use ballast_risk::{AssetIndex, Market};
use cosmwasm_std::Storage;

const RECORD: &str = "market";

pub fn load(records: &dyn Records, asset: AssetIndex) -> Result<Market, LedgerError> {
    let bytes = records.read(&keys::market(asset))?;
    decode(
        &bytes.ok_or(LedgerError::Corrupt { record: RECORD })?,
        RECORD,
    )
}

pub fn save(
    storage: &mut dyn Storage,
    asset: AssetIndex,
    market: &Market,
) -> Result<(), LedgerError> {
    storage.set(&keys::market(asset), &encode(market, RECORD)?);
    Ok(())
}
