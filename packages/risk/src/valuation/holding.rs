//! One asset of an account: what is owned and owed of it, and how that counts.

use super::error::BookError;
use super::exposure::{Entry, Exposure};
use super::level::Basis;
use super::price::{PriceBand, PriceStatus};
use super::weights::{AssetWeights, CollateralWeight};
use crate::params::LiquidationBonus;
use crate::units::{Amount, AssetIndex, NumError, Price, Usd30, Value, ONE_UNIT};

/// One asset of the account, what it owns and owes of it after accrual, and how that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    pub asset: AssetIndex,
    pub decimals: u8,
    pub weights: AssetWeights,
    pub bonus: LiquidationBonus,
    pub price: PriceBand,
    /// Its liquidation is paused: it counts at its price, and is neither seized nor repaid.
    pub liquidation_paused: bool,
    pub collateral: Amount,
    pub debt: Amount,
    /// The asset's move in each scenario, 1e-18.
    pub moves: Vec<i64>,
}

/// What one holding is worth before anything is left uncounted. Where only ratios matter, in a finer scale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PositionValue {
    pub collateral: Value,
    pub debt: Value,
}

impl Holding {
    pub(crate) fn collateral_weight(&self, basis: Basis) -> CollateralWeight {
        match basis {
            Basis::Initial => self.weights.initial,
            Basis::Threshold | Basis::Maintenance => self.weights.maintenance,
        }
    }

    /// The price its collateral counts at; `None` counts nothing.
    pub(crate) fn collateral_price(&self, basis: Basis) -> Option<Price> {
        match (basis, self.price.status_at(basis)) {
            (Basis::Initial | Basis::Threshold, PriceStatus::Fresh) => Some(self.price.low),
            (Basis::Initial | Basis::Threshold, _) => None,
            (Basis::Maintenance, PriceStatus::Fresh) => Some(self.price.settled_high()),
            (Basis::Maintenance, PriceStatus::Missing) => None,
            (Basis::Maintenance, PriceStatus::Halted) => Some(self.price.high.twice()),
            (Basis::Maintenance, PriceStatus::Stale | PriceStatus::Frozen) => Some(self.price.high),
        }
    }

    /// The price its debt counts at, of a halted one half of what that makes; without one nothing can be said.
    pub(crate) fn debt_price(&self, basis: Basis) -> Result<Price, BookError> {
        match (basis, self.price.status_at(basis)) {
            (Basis::Initial | Basis::Threshold, PriceStatus::Fresh) => Ok(self.price.high),
            (Basis::Maintenance, PriceStatus::Fresh) => Ok(self.price.settled_low()),
            (
                Basis::Maintenance,
                PriceStatus::Stale | PriceStatus::Frozen | PriceStatus::Halted,
            ) => Ok(self.price.low),
            (_, status) => Err(BookError::PriceNotUsable {
                asset: self.asset,
                status,
            }),
        }
    }

    pub(crate) fn value(&self, basis: Basis) -> Result<PositionValue, BookError> {
        let collateral = match self.collateral_price(basis) {
            Some(price) if !self.collateral.is_zero() => {
                price.value_down(self.collateral, self.decimals)?
            }
            _ => Value::ZERO,
        };
        let debt = if self.debt.is_zero() {
            Value::ZERO
        } else {
            let whole = self.debt_price(basis)?.value_up(self.debt, self.decimals)?;
            self.counted_debt(whole)
        };
        Ok(PositionValue { collateral, debt })
    }

    /// Its debt at Maintenance in `10^-places` USD, rounded up; `None` where it does not fit.
    pub(crate) fn fine_debt(&self, places: u8) -> Result<Option<Value>, BookError> {
        if self.debt.is_zero() {
            return Ok(Some(Value::ZERO));
        }
        let price = self.debt_price(Basis::Maintenance)?;
        let whole = price.fine_up(self.debt, self.decimals, places).ok();
        Ok(whole.map(|raw| self.counted_debt(Value::new(raw))))
    }

    /// Half of a halted debt. Not half its price, which would lose a digit: the value, rounded up.
    fn counted_debt(&self, whole: Value) -> Value {
        if self.is_halted() {
            whole.half_up()
        } else {
            whole
        }
    }

    /// Is there collateral that allows new risk wherever its price does?
    pub fn gives_power(&self) -> bool {
        !self.collateral.is_zero() && self.weights.initial.counted != 0
    }

    pub(crate) fn is_halted(&self) -> bool {
        self.price.status == PriceStatus::Halted
    }

    /// Neither seized nor repaid in a liquidation.
    pub(crate) fn is_left_alone(&self) -> bool {
        self.liquidation_paused || self.is_halted()
    }

    /// What its collateral is worth where an account ends: where liquidation is paused nobody relies on its price, and it
    /// counts at twice its high as if it were halted.
    pub(crate) fn worth_at_the_end(&self, value: &PositionValue) -> Result<Value, NumError> {
        if !self.liquidation_paused {
            return Ok(value.collateral);
        }
        let price = self.price.high.twice();
        price.value_down(self.collateral, self.decimals)
    }

    /// The value that counts at a basis, rounded down.
    pub(crate) fn counted_down(&self, value: Value, basis: Basis) -> Result<Value, NumError> {
        self.collateral_weight(basis).counted_down(value)
    }
}

impl Holding {
    /// Adds both sides of what it is worth.
    pub(crate) fn enter(
        &self,
        exposure: &mut Exposure,
        value: &PositionValue,
        basis: Basis,
    ) -> Result<(), NumError> {
        if !value.collateral.is_zero() {
            let counted = self.counted_down(value.collateral, basis)?;
            exposure.add_long(&self.long(counted, ONE_UNIT, basis)?)?;
        }
        if !value.debt.is_zero() {
            exposure.add_short(&self.short(value.debt, ONE_UNIT)?)?;
        }
        Ok(())
    }

    /// `value · multiple`, the multiple in 1e-18, entering as collateral.
    pub(crate) fn long(
        &self,
        value: Value,
        multiple: u128,
        basis: Basis,
    ) -> Result<Entry<'_>, NumError> {
        let idiosyncratic = self.collateral_weight(basis).idiosyncratic;
        Ok(self.entry(idiosyncratic, Usd30::of(value, multiple)?))
    }

    /// `value · multiple`, the multiple in 1e-18, entering as debt.
    pub(crate) fn short(&self, value: Value, multiple: u128) -> Result<Entry<'_>, NumError> {
        let idiosyncratic = self.weights.debt_idiosyncratic;
        Ok(self.entry(idiosyncratic, Usd30::of(value, multiple)?))
    }

    fn entry(&self, idiosyncratic: u64, value: Usd30) -> Entry<'_> {
        Entry {
            group: self.weights.group,
            idiosyncratic,
            value,
            moves: &self.moves,
        }
    }
}
