//! What every health test needs of the configuration, and the roles, which it does not.

use super::codec::{Reader, Writer};
use super::keys;
use crate::error::{ContractError, Result};
use ballast_interface::lending::StewardLimits;
use ballast_interface::OracleContract;
use ballast_risk::num::{Ratio, Value};
use ballast_risk::params::LiquidationConfig;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Storage};
use cw_storage_plus::Item;

const VERSION: u8 = 1;
const RECORD: &str = "settings";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    pub oracle: OracleContract,
    pub liquidation: LiquidationConfig,
}

/// Everybody with rights but the owner. Read by administration only, so it may be JSON.
#[cw_serde]
pub struct Roles {
    pub guardian: Option<Addr>,
    pub steward: Option<Addr>,
    pub steward_limits: StewardLimits,
}

pub const ROLES: Item<Roles> = Item::new(keys::ROLES);

pub fn load(storage: &dyn Storage) -> Result<Settings> {
    let bytes = storage.get(&keys::settings());
    decode(&bytes.ok_or(ContractError::Corrupt { record: RECORD })?)
}

pub fn save(storage: &mut dyn Storage, settings: &Settings) {
    storage.set(&keys::settings(), &encode(settings));
}

pub(super) fn encode(settings: &Settings) -> Vec<u8> {
    let mut writer = Writer::new(VERSION);
    writer
        .text(settings.oracle.0.as_str())
        .number(settings.liquidation.bonus_floor.raw())
        .number(settings.liquidation.target_health.raw())
        .number(settings.liquidation.min_position_value.raw())
        .number(settings.liquidation.write_off_value.raw());
    writer.finish()
}

pub(super) fn decode(bytes: &[u8]) -> Result<Settings> {
    let mut reader = Reader::new(bytes, VERSION, RECORD)?;
    let settings = Settings {
        // it was validated before it was stored
        oracle: OracleContract(Addr::unchecked(reader.text()?)),
        liquidation: LiquidationConfig {
            bonus_floor: Ratio::new(reader.u64()?),
            target_health: Ratio::new(reader.u64()?),
            min_position_value: Value::new(reader.u128()?),
            write_off_value: Value::new(reader.u128()?),
        },
    };
    reader.finish()?;
    Ok(settings)
}
