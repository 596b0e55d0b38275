//! Ended candles, one record each, in rings.

use super::codec::{decode, encode};
use super::keys;
use crate::error::ContractError;
use ballast_pricing::{Candle, CandleSize, Closed};
use cosmwasm_std::Storage;

const RECORD: &str = "candle";

/// What stands in the slot of a candle, if it is that candle and not an older one.
pub fn load(
    storage: &dyn Storage,
    asset: u16,
    size: CandleSize,
    number: u64,
) -> Result<Option<Candle>, ContractError> {
    let Some(bytes) = storage.get(&keys::candle(asset, size, size.slot(number))) else {
        return Ok(None);
    };
    let found: Candle = decode(&bytes, RECORD)?;
    Ok((found.number == number).then_some(found))
}

pub fn save(storage: &mut dyn Storage, asset: u16, closed: &Closed) -> Result<(), ContractError> {
    let slot = closed.size.slot(closed.candle.number);
    let bytes = encode(&closed.candle, RECORD)?;
    storage.set(&keys::candle(asset, closed.size, slot), &bytes);
    Ok(())
}
