//! What gas costs, and what amounts are worth in USD.

use crate::judge::Judge;
use ballast_ledger::LedgerError;
use ballast_risk::integer::mul_div_up;
use ballast_risk::{Amount, AssetIndex, NumError, Price, Ratio, Value};
use serde::Deserialize;

const MILLION: u128 = 1_000_000;

/// What a unit of gas costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GasPrice {
    /// Base units of the fee coin for a million units of gas.
    pub per_million: Amount,
    /// USD for one whole fee coin.
    pub price: Price,
    pub decimals: u8,
}

impl GasPrice {
    /// In base units of the fee coin, rounded up.
    pub fn fee_up(&self, gas: u64) -> Result<Amount, NumError> {
        mul_div_up(u128::from(gas), self.per_million.raw(), MILLION).map(Amount::new)
    }

    /// In USD, rounded up.
    pub fn cost_up(&self, gas: u64) -> Result<Value, NumError> {
        self.price.value_up(self.fee_up(gas)?, self.decimals)
    }
}

/// What a transaction is thought to use until it has been simulated.
#[derive(Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct GasGuess {
    pub start: u64,
    pub each: u64,
}

impl GasGuess {
    pub fn of(&self, liquidations: usize) -> u64 {
        let each = self
            .each
            .saturating_mul(u64::try_from(liquidations).unwrap_or(u64::MAX));
        self.start.saturating_add(each)
    }
}

/// What is sent beyond the quote: interest runs until the block, and what is not used comes back.
pub fn padded(repay: Amount) -> Amount {
    let part = repay.times_up(Ratio::basis_points(10)).unwrap_or_default();
    let pad = part.add(Amount::new(10)).unwrap_or(part);
    repay.add(pad).unwrap_or(repay)
}

impl Judge {
    /// At spot, rounded down.
    pub fn worth_down(&self, asset: AssetIndex, amount: Amount) -> Result<Value, LedgerError> {
        let decimals = self.market(asset)?.asset.decimals;
        Ok(self.price(asset)?.spot.value_down(amount, decimals)?)
    }

    /// At spot, rounded up.
    pub fn worth_up(&self, asset: AssetIndex, amount: Amount) -> Result<Value, LedgerError> {
        let decimals = self.market(asset)?.asset.decimals;
        Ok(self.price(asset)?.spot.value_up(amount, decimals)?)
    }

    /// The fewest base units that are worth it at spot.
    pub fn units_up(&self, asset: AssetIndex, value: Value) -> Result<Amount, LedgerError> {
        let decimals = self.market(asset)?.asset.decimals;
        Ok(self.price(asset)?.spot.amount_up(value, decimals)?)
    }
}
