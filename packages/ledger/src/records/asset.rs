//! The parameters of one asset: read often, written by governance only. And the way from its name to its number.

use super::codec::{decode, encode};
use super::keys;
use crate::error::LedgerError;
use crate::reader::Records;
use ballast_interface::AssetId;
use ballast_risk::{AssetPoint, Caps, GroupIndex, LiquidationBonus, Ramp, RateModel, Ratio};
use cosmwasm_std::Storage;
use serde::{Deserialize, Serialize};

const RECORD: &str = "asset";

/// Never leaves the contract as it is; queries answer what is in force.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    pub asset: AssetId,
    pub decimals: u8,
    /// Place of its group in the correlations.
    pub group: GroupIndex,
    pub collateral_factor: Ratio,
    pub risk: Ramp<AssetPoint>,
    pub bonus: LiquidationBonus,
    pub rates: RateModel,
    pub reserve_factor: Ratio,
    pub caps: Caps,
    pub paused: Paused,
    /// Has the owner deposited? Before that nobody else may.
    pub seeded: bool,
    /// When the steward last changed it.
    pub steward_at: u64,
}

/// Seconds at which each pause ends; 0: not paused.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Paused {
    pub supply: u64,
    pub borrow: u64,
    pub liquidate: u64,
    /// Until when the guardian may not begin a pause anew.
    pub supply_rest: u64,
    pub borrow_rest: u64,
}

/// The number of a listed asset.
pub fn index(records: &dyn Records, asset: &AssetId) -> Result<u8, LedgerError> {
    find(records, asset)?.ok_or_else(|| LedgerError::UnknownAsset {
        asset: asset.to_string(),
    })
}

pub fn find(records: &dyn Records, asset: &AssetId) -> Result<Option<u8>, LedgerError> {
    let bytes = records.read(&keys::asset_id(asset))?;
    Ok(bytes.and_then(|bytes| bytes.first().copied()))
}

pub fn load(records: &dyn Records, asset: u8) -> Result<Asset, LedgerError> {
    let bytes = records.read(&keys::asset(asset))?;
    decode(
        &bytes.ok_or(LedgerError::Corrupt { record: RECORD })?,
        RECORD,
    )
}

pub fn save(storage: &mut dyn Storage, index: u8, asset: &Asset) -> Result<(), LedgerError> {
    storage.set(&keys::asset(index), &encode(asset, RECORD)?);
    Ok(())
}

/// How many are listed; their numbers are all below.
pub fn count(records: &dyn Records) -> Result<u8, LedgerError> {
    let bytes = records.read(&keys::asset_count())?;
    Ok(bytes.and_then(|bytes| bytes.first().copied()).unwrap_or(0))
}

/// Gives a new asset the next number.
pub fn list(storage: &mut dyn Storage, index: u8, asset: &Asset) -> Result<(), LedgerError> {
    let next = index
        .checked_add(1)
        .ok_or(LedgerError::TooManyAssets { max: u8::MAX })?;
    storage.set(&keys::asset_count(), &[next]);
    storage.set(&keys::asset_id(&asset.asset), &[index]);
    save(storage, index, asset)
}
