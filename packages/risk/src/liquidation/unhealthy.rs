//! An account that may be liquidated, and what that depends on whatever the pair.

use super::error::LiquidationError;
use crate::units::{div_wide_down, mul_div_down, HealthFactor, NumError, Ratio, ONE, ONE_UNIT};
use crate::valuation::{Basis, Book, BookError, Holding, PositionValue, ScaledDebts};
use ruint::aliases::U256;

/// Everything at the prices and factors of Maintenance.
pub(super) struct Unhealthy<'a> {
    pub(super) book: &'a Book,
    /// In the order of the holdings.
    pub(super) values: Vec<PositionValue>,
    pub(super) debts: ScaledDebts,
    pub(super) health: HealthFactor,
    /// E/D, not below 0, rounded down.
    pub(super) equity: Ratio,
    /// Equity is below twice the bonus floor: the account cannot pay for its own rescue.
    pub(super) close_out: bool,
}

impl<'a> Unhealthy<'a> {
    /// Refuses an account that is healthy, and one of which nobody knows.
    pub(super) fn of(book: &'a Book) -> Result<Self, LiquidationError> {
        let values = book.values(Basis::Maintenance)?;
        check_prices(book)?;
        let debts = book.scaled_debts(&values)?;
        if debts.passes(ONE_UNIT, &book.correlations)? {
            return Err(LiquidationError::Healthy);
        }
        let health = debts.health(&book.correlations)?;
        let now = debts.at(ONE_UNIT)?;
        let (collateral, debt) = (now.collateral().magnitude(), now.debt().magnitude());
        let equity = collateral.saturating_sub(debt);
        let scaled = equity.checked_mul(U256::from(ONE));
        let scaled = scaled.ok_or(NumError::AmountTooLarge)?;
        let per_debt = div_wide_down(scaled, debt).ok_or(NumError::AmountTooLarge)?;
        let floor = U256::from(book.rules.bonus_floor.raw()).saturating_mul(U256::from(2u8));
        let least = debt.checked_mul(floor).ok_or(NumError::AmountTooLarge)?;
        Ok(Self {
            book,
            values,
            debts,
            health,
            // Above 18 an account is not liquidatable; saturating there changes no bonus.
            equity: u64::try_from(per_debt).map_or(Ratio::new(u64::MAX), Ratio::new),
            close_out: collateral < debt || least > scaled,
        })
    }

    /// `min(min + slope·(1 − HF), max, ½·q)`, at least the floor; in close-out the floor.
    pub(super) fn bonus(&self, collateral: &Holding) -> Result<Ratio, LiquidationError> {
        let floor = self.book.rules.bonus_floor;
        if self.close_out {
            return Ok(floor);
        }
        let terms = &collateral.bonus;
        let below = ONE_UNIT.saturating_sub(self.health.raw());
        let slope = mul_div_down(u128::from(terms.bonus_slope.raw()), below, ONE_UNIT)?;
        let slope = u64::try_from(slope).map_err(|_| NumError::AmountTooLarge)?;
        let wanted = terms.bonus_min.add(Ratio::new(slope))?.min(terms.bonus_max);
        let episode = self.book.episode;
        let lowest = episode.map_or(self.equity, |episode| episode.min(self.equity));
        Ok(wanted.min(Ratio::new(lowest.raw() >> 1)).max(floor))
    }
}

/// A collateral that counts must have had a price: without one nobody knows whether the account is healthy.
pub(super) fn check_prices(book: &Book) -> Result<(), LiquidationError> {
    for holding in &book.holdings {
        let counts = !holding.collateral.is_zero() && holding.weights.maintenance.counted != 0;
        if counts && holding.collateral_price(Basis::Maintenance).is_none() {
            return Err(BookError::PriceNotUsable {
                asset: holding.asset,
                status: holding.price.status,
            }
            .into());
        }
    }
    Ok(())
}
