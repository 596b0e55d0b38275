//! An account that may be liquidated: what every quote of it starts from, computed once.

use super::error::LiquidationError;
use crate::health::EstimatedCorrelations;
use crate::market::Episode;
use crate::units::{
    div_wide_down, mul_div_down, product, resize, HealthFactor, NumError, Ratio, Wide, ONE,
    ONE_UNIT,
};
use crate::valuation::{Basis, Book, BookError, Holding, PositionValue, ScaledDebts};
use ruint::aliases::U256;

/// An account below its requirement, everything at the prices and factors of Maintenance.
pub(super) struct Unhealthy<'a> {
    pub book: &'a Book,
    pub estimates: EstimatedCorrelations<'a>,
    /// In the order of the holdings.
    pub values: Vec<PositionValue>,
    pub now: ScaledDebts,
    pub health: HealthFactor,
    /// E/D, not below 0, rounded down.
    pub equity: Ratio,
    totals: Totals,
    /// E/D is below twice the floor of the bonus: the account cannot pay for its own rescue.
    pub close_out: bool,
}

/// C and D of an account, 1e-30 USD: 185 bits each.
#[derive(Clone, Copy)]
struct Totals {
    collateral: U256,
    debt: U256,
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

impl<'a> Unhealthy<'a> {
    /// Refuses a healthy account. One whose debts count 0 is healthy, so nothing here divides by 0.
    pub(super) fn new(book: &'a Book) -> Result<Self, LiquidationError> {
        let values = book.values(Basis::Maintenance)?;
        check_prices(book)?;
        let now = book.scaled_debts(&values)?;
        if now.passes(ONE_UNIT, &book.correlations)? {
            return Err(LiquidationError::Healthy);
        }
        let totals = Totals::of(&now)?;
        let Totals { collateral, debt } = totals;
        let equity = times(collateral.saturating_sub(debt), ONE)?;
        let per_debt = div_wide_down(equity, debt).ok_or(NumError::DivisionByZero)?;
        let floor = book.rules.bonus_floor.raw().saturating_mul(2);
        Ok(Self {
            book,
            estimates: EstimatedCorrelations::new(&book.correlations),
            health: now.health(&book.correlations)?,
            // Above 18 an account is not liquidatable; saturating there changes no bonus.
            equity: u64::try_from(per_debt).map_or(Ratio::new(u64::MAX), Ratio::new),
            close_out: collateral < debt || times(debt, floor)? > equity,
            totals,
            values,
            now,
        })
    }

    /// The value of the target health factor.
    pub(super) fn target(&self) -> u128 {
        u128::from(self.book.rules.target_health.raw())
    }

    pub(super) fn passes(&self, after: &ScaledDebts, tau: u128) -> Result<bool, NumError> {
        after.passes(tau, &self.book.correlations)
    }

    /// Is the health factor above what it was?
    pub(super) fn heals(&self, after: &ScaledDebts) -> Result<bool, NumError> {
        self.passes(after, self.health.raw().saturating_add(1))
    }

    /// `min(min + slope·(1 − HF), max, ½·q)`, at least the floor; in close-out the floor.
    pub(super) fn bonus(&self, collateral: &Holding) -> Result<Ratio, NumError> {
        let floor = self.book.rules.bonus_floor;
        if self.close_out {
            return Ok(floor);
        }
        let terms = &collateral.bonus;
        let below = ONE_UNIT.saturating_sub(self.health.raw());
        let slope = mul_div_down(u128::from(terms.bonus_slope.raw()), below, ONE_UNIT)?;
        let slope = u64::try_from(slope).map_err(|_| NumError::AmountTooLarge)?;
        let wanted = terms.bonus_min.add(Ratio::new(slope))?.min(terms.bonus_max);
        let q = match self.book.episode {
            Some(episode) => episode.cap_down(self.equity, self.totals)?,
            None => self.equity,
        };
        Ok(wanted.min(Ratio::new(q.raw() >> 1)).max(floor))
    }

    /// What a liquidation leaves to the next bonus; nothing where the account is back at the target.
    pub(super) fn remembers(&self, after: &ScaledDebts) -> Result<Option<Episode>, NumError> {
        if self.passes(after, self.target())? {
            return Ok(None);
        }
        let before = self.book.episode.unwrap_or(Episode {
            lowest: self.equity,
            k: Ratio::ONE,
        });
        Ok(Some(Episode {
            lowest: before.lowest.min(self.equity),
            k: before.followed_down(self.totals, Totals::of(after)?)?,
        }))
    }
}

impl Episode {
    /// `q = min(x, max(k·(1 + x) − 1, lowest))` with `x` = E/D now, rounded down.
    ///
    /// Down, as `k` is: what rounds the bonus down takes from nobody's cushion, and no part of a split is paid more than the
    /// whole by a rounding. For the same reason 1 + x, which is C/D, is not rounded before it is multiplied.
    fn cap_down(self, x: Ratio, now: Totals) -> Result<Ratio, NumError> {
        let above = product(now.collateral, U256::from(self.k.raw()))?;
        let unliquidated = div_wide_down(above, resize(now.debt)?);
        let unliquidated = unliquidated.ok_or(NumError::DivisionByZero)?;
        let y = unliquidated.saturating_sub(Wide::from(ONE));
        let y = u64::try_from(y).map_or(Ratio::new(u64::MAX), Ratio::new);
        Ok(x.min(y.max(self.lowest)))
    }

    /// `k · (C/D before) / (C/D after)`, rounded down, at most 1.
    ///
    /// Above 1 it would say that the account was better off without its liquidations, which is so after a close-out. A cap
    /// that starts there would rise with every slice that repairs something.
    fn followed_down(self, before: Totals, after: Totals) -> Result<Ratio, NumError> {
        let k = U256::from(self.k.min(Ratio::ONE).raw());
        let above = product(product(before.collateral, after.debt)?, k)?;
        let k = div_wide_down(above, product(before.debt, after.collateral)?);
        let k = k.and_then(|k| u64::try_from(k).ok());
        Ok(k.map_or(Ratio::ONE, |k| Ratio::new(k).min(Ratio::ONE)))
    }
}

impl Totals {
    fn of(account: &ScaledDebts) -> Result<Self, NumError> {
        let now = account.at(ONE_UNIT)?;
        Ok(Self {
            collateral: now.collateral().magnitude(),
            debt: now.debt().magnitude(),
        })
    }
}

/// `a · by`: 185 bits and 64.
fn times(a: U256, by: u64) -> Result<U256, NumError> {
    a.checked_mul(U256::from(by))
        .ok_or(NumError::AmountTooLarge)
}
