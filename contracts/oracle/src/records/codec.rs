//! The binary form of records: a version byte, then what postcard makes of the fields in their order.
//!
//! Reading never panics: what is cut short, too long or of another version is an error.

use crate::error::ContractError;
use serde::de::DeserializeOwned;
use serde::Serialize;

/// The layout of all records together. A reader of another layout must not guess.
const LAYOUT: u8 = 1;

pub fn encode<T: Serialize>(value: &T, record: &'static str) -> Result<Vec<u8>, ContractError> {
    let mut bytes = Vec::with_capacity(256);
    bytes.push(LAYOUT);
    postcard::to_extend(value, bytes).map_err(|_| ContractError::Corrupt { record })
}

pub fn decode<T: DeserializeOwned>(bytes: &[u8], record: &'static str) -> Result<T, ContractError> {
    let corrupt = ContractError::Corrupt { record };
    let Some((&LAYOUT, rest)) = bytes.split_first() else {
        return Err(corrupt);
    };
    match postcard::take_from_bytes(rest) {
        Ok((value, [])) => Ok(value),
        _ => Err(corrupt),
    }
}
