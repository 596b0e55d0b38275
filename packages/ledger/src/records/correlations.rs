//! The correlation structure with its ramps.

use super::codec::{decode, encode};
use super::keys;
use crate::error::LedgerError;
use crate::reader::Records;
use ballast_risk::governance::Correlations;
use cosmwasm_std::Storage;

const RECORD: &str = "correlations";

pub fn load(records: &dyn Records) -> Result<Correlations, LedgerError> {
    let bytes = records.read(&keys::correlations())?;
    decode(
        &bytes.ok_or(LedgerError::Corrupt { record: RECORD })?,
        RECORD,
    )
}

pub fn save(storage: &mut dyn Storage, structure: &Correlations) -> Result<(), LedgerError> {
    storage.set(&keys::correlations(), &encode(structure, RECORD)?);
    Ok(())
}
