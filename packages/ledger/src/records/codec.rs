//! The binary form of records: a version byte, then what postcard makes of the fields in their order.
//!
//! Reading never panics: what is cut short, too long or of another version is an error.

use crate::error::LedgerError;
use crate::records::LAYOUT;
use serde::de::DeserializeOwned;
use serde::Serialize;

pub fn encode<T: Serialize>(value: &T, record: &'static str) -> Result<Vec<u8>, LedgerError> {
    let mut bytes = Vec::with_capacity(160);
    bytes.push(LAYOUT);
    postcard::to_extend(value, bytes).map_err(|_| LedgerError::Corrupt { record })
}

pub fn decode<T: DeserializeOwned>(bytes: &[u8], record: &'static str) -> Result<T, LedgerError> {
    let corrupt = LedgerError::Corrupt { record };
    let Some((&LAYOUT, rest)) = bytes.split_first() else {
        return Err(corrupt);
    };
    match postcard::take_from_bytes(rest) {
        Ok((value, [])) => Ok(value),
        _ => Err(corrupt),
    }
}
