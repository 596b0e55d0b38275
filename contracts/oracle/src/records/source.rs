//! What governance said of an asset's source, as it was said.

use super::keys;
use crate::error::ContractError;
use ballast_interface::oracle::Source;
use ballast_interface::AssetId;
use cosmwasm_std::Storage;

pub fn load(storage: &dyn Storage, asset: &AssetId) -> Result<Source, ContractError> {
    let corrupt = ContractError::Corrupt { record: "source" };
    keys::source(asset).load(storage).map_err(|_| corrupt)
}

pub fn save(
    storage: &mut dyn Storage,
    asset: &AssetId,
    source: &Source,
) -> Result<(), ContractError> {
    Ok(keys::source(asset).save(storage, source)?)
}
