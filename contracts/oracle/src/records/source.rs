//! What governance said of an asset's source, as it was said.

use super::keys;
use crate::error::ContractError;
use ballast_interface::oracle::Source;
use ballast_interface::{AssetId, Read};
use cosmwasm_std::{from_json, Storage};

pub fn load(storage: &dyn Storage, asset: &AssetId) -> Result<Source, ContractError> {
    let corrupt = || ContractError::Corrupt { record: "source" };
    let record = storage.get(&keys::source(asset));
    let record = record.ok_or_else(corrupt)?;
    let Read(source) = from_json(record).map_err(|_| corrupt())?;
    Ok(source)
}

pub fn save(
    storage: &mut dyn Storage,
    asset: &AssetId,
    source: &Source,
) -> Result<(), ContractError> {
    Ok(keys::source(asset).save(storage, source)?)
}
