//! The totals of one market: written often, apart from the parameters.

use super::codec::{Reader, Writer};
use super::keys;
use crate::error::{ContractError, Result};
use ballast_risk::market::Market;
use ballast_risk::num::{Amount, DebtIndex, ScaledDebt, SupplyShares};
use cosmwasm_std::Storage;

const VERSION: u8 = 1;
const RECORD: &str = "market";

pub fn load(storage: &dyn Storage, id: u8) -> Result<Market> {
    let bytes = storage.get(&keys::market(id));
    decode(&bytes.ok_or(ContractError::Corrupt { record: RECORD })?)
}

pub fn save(storage: &mut dyn Storage, id: u8, market: &Market) {
    storage.set(&keys::market(id), &encode(market));
}

pub(super) fn encode(market: &Market) -> Vec<u8> {
    let mut writer = Writer::new(VERSION);
    writer
        .number(market.cash.raw())
        .number(market.debt_index.raw())
        .number(market.scaled_debt.raw())
        .number(market.supply_shares.raw())
        .number(market.reserve_shares.raw())
        .number(market.protected.raw())
        .number(market.epoch)
        .number(market.accrued_at);
    writer.finish()
}

pub(super) fn decode(bytes: &[u8]) -> Result<Market> {
    let mut reader = Reader::new(bytes, VERSION, RECORD)?;
    let market = Market {
        cash: Amount::new(reader.u128()?),
        debt_index: DebtIndex::new(reader.u128()?),
        scaled_debt: ScaledDebt::new(reader.u128()?),
        supply_shares: SupplyShares::new(reader.u128()?),
        reserve_shares: SupplyShares::new(reader.u128()?),
        protected: Amount::new(reader.u128()?),
        epoch: reader.u32()?,
        accrued_at: reader.u64()?,
    };
    reader.finish()?;
    Ok(market)
}
