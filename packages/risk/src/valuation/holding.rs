//! One asset of an account: what is owned and owed of it, and how that counts.

use super::error::BookError;
use super::exposure::{Entry, Exposure};
use super::level::Basis;
use super::price::{PriceBand, PriceStatus};
use super::weights::{AssetWeights, CollateralWeight};
use crate::params::LiquidationBonus;
use crate::units::{scale, Amount, NumError, Price, Value, ONE, S256};
use ruint::aliases::U256;

/// One asset of the account, what it owns and owes of it after accrual, and how that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    pub asset: u8,
    pub decimals: u8,
    pub weights: AssetWeights,
    pub bonus: LiquidationBonus,
    pub price: PriceBand,
    pub collateral: Amount,
    pub debt: Amount,
    /// The asset's move in each scenario, 1e-18.
    pub moves: Vec<i64>,
}

/// What one holding is worth, USD in 1e-12, before anything is left uncounted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PositionValue {
    pub collateral: u128,
    pub debt: u128,
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
            (Basis::Maintenance, PriceStatus::Fresh) => Some(self.price.spot),
            (Basis::Maintenance, PriceStatus::Missing) => None,
            (Basis::Maintenance, _) => Some(self.price.high),
        }
    }

    /// The price its debt counts at; without one nothing can be said.
    pub(crate) fn debt_price(&self, basis: Basis) -> Result<Price, BookError> {
        match (basis, self.price.status_at(basis)) {
            (Basis::Initial | Basis::Threshold, PriceStatus::Fresh) => Ok(self.price.high),
            (Basis::Maintenance, PriceStatus::Fresh) => Ok(self.price.spot),
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
            self.debt_price(basis)?.value_up(self.debt, self.decimals)?
        };
        Ok(PositionValue {
            collateral: collateral.raw(),
            debt: debt.raw(),
        })
    }

    /// The value that counts at a basis, rounded down.
    pub(crate) fn counted(&self, value: u128, basis: Basis) -> Result<u128, NumError> {
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
        if value.collateral != 0 {
            let counted = self.counted(value.collateral, basis)?;
            exposure.add_long(&self.long(counted, u128::from(ONE), basis)?)?;
        }
        if value.debt != 0 {
            exposure.add_short(&self.short(value.debt, u128::from(ONE))?)?;
        }
        Ok(())
    }

    /// `value · scale` entering as collateral.
    pub(crate) fn long(
        &self,
        value: u128,
        scale: u128,
        basis: Basis,
    ) -> Result<Entry<'_>, NumError> {
        self.entry(self.collateral_weight(basis).idiosyncratic, value, scale)
    }

    /// `value · tau` entering as debt.
    pub(crate) fn short(&self, value: u128, tau: u128) -> Result<Entry<'_>, NumError> {
        self.entry(self.weights.debt_idiosyncratic, value, tau)
    }

    fn entry(&self, idiosyncratic: u64, value: u128, by: u128) -> Result<Entry<'_>, NumError> {
        Ok(Entry {
            group: self.weights.group,
            idiosyncratic,
            value: S256::new(false, scale(U256::from(value), by)?),
            moves: &self.moves,
        })
    }
}
