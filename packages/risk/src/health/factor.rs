//! The health factor: how far all debts of an account could grow.

use super::estimate::{EstimatedCorrelations, EstimatedExposure, EstimatedLine};
use super::search::{largest, near_largest};
use crate::units::{div_wide_down, HealthFactor, Value, ONE};
use crate::valuation::{Basis, Book, BookError, CorrelationsInForce, PositionValue, ScaledDebts};

/// Health factors above 1000 are measured finer than in 1e-12 USD.
const FINE_FROM: u128 = 1_000 * ONE as u128;

impl Book {
    /// The largest factor by which all debts could grow at Maintenance; none without debt. Rounded down, at most 1e9.
    pub fn health_factor(&self) -> Result<Option<HealthFactor>, BookError> {
        if !self.owes() {
            return Ok(None);
        }
        let values = self.values(Basis::Maintenance)?;
        let health = self.scaled_debts(&values)?.health(&self.correlations)?;
        if health.raw() <= FINE_FROM {
            return Ok(Some(health));
        }
        // A tiny debt times a large factor: its rounding to 1e-12 USD would show. The factor is a ratio, so both sides may be
        // measured finer, where they fit.
        for places in [18, 16, 14] {
            if let Some(fine) = self.fine_values(places)? {
                return self
                    .scaled_debts(&fine)?
                    .health(&self.correlations)
                    .map(Some);
            }
        }
        Ok(Some(health))
    }

    /// Is there debt, and is the health factor at most that? One test, where [`Book::health_factor`] searches.
    pub fn health_is_at_most(&self, most: HealthFactor) -> Result<bool, BookError> {
        if !self.owes() {
            return Ok(false);
        }
        if most.raw() > FINE_FROM {
            return Ok(self.health_factor()?.is_some_and(|health| health <= most));
        }
        let account = self.scaled_debts(&self.values(Basis::Maintenance)?)?;
        Ok(!account.passes(most.raw().saturating_add(1), &self.correlations)?)
    }

    /// Everything in `10^-places` USD at Maintenance; `None` where it is too large for that.
    fn fine_values(&self, places: u8) -> Result<Option<Vec<PositionValue>>, BookError> {
        let mut values = Vec::with_capacity(self.holdings.len());
        let fits = |value: Value| value <= Value::MAX;
        for holding in &self.holdings {
            let price = holding.collateral_price(Basis::Maintenance);
            // what counts nothing, or next to nothing, must not stand in the way by its size
            let price = price.filter(|_| holding.weights.maintenance.counted != 0);
            let (amount, decimals) = (holding.collateral, holding.decimals);
            let fine = price.map_or(Ok(0), |price| price.fine_down(amount, decimals, places));
            let fine = fine.map(|fine| Value::new(fine.min(Value::MAX.fine(places))));
            let (Ok(collateral), Some(debt)) = (fine, holding.fine_debt(places)?) else {
                return Ok(None);
            };
            let counted = holding.counted_down(collateral, Basis::Maintenance)?;
            if !fits(counted) || !fits(debt) {
                return Ok(None);
            }
            values.push(PositionValue { collateral, debt });
        }
        Ok(Some(values))
    }
}

impl ScaledDebts {
    /// The largest factor by which all debts could grow; rounded down, at most 1e9.
    pub(crate) fn health(
        &self,
        correlations: &CorrelationsInForce,
    ) -> Result<HealthFactor, BookError> {
        let estimates = EstimatedCorrelations::new(correlations);
        let most = self.most_growth();
        let mut test = |t: u128| Ok::<bool, BookError>(self.passes(t, correlations)?);
        if most == HealthFactor::MAX.raw() && test(most)? {
            return Ok(HealthFactor::MAX);
        }
        largest(most, &[self.growing(&estimates, correlations)], &mut test).map(HealthFactor::new)
    }

    /// The health factor to some 17 digits, at a fraction of the cost: for where to look, never for what to answer.
    pub(crate) fn estimated_health(&self, correlations: &CorrelationsInForce) -> u128 {
        let estimates = EstimatedCorrelations::new(correlations);
        near_largest(
            self.most_growth(),
            &[self.growing(&estimates, correlations)],
        )
    }

    /// How far the debts could grow at most: not past all collateral, C / D rounded up.
    fn most_growth(&self) -> u128 {
        let collateral = self.held().collateral().magnitude();
        div_wide_down(collateral, self.owed().debt().magnitude())
            .and_then(|most| u128::try_from(most).ok())
            .map_or(HealthFactor::MAX.raw(), |most| most.saturating_add(1))
            .min(HealthFactor::MAX.raw())
    }

    /// The line on which all debts grow from 0.
    fn growing<'f>(
        &self,
        estimates: &'f EstimatedCorrelations<'f>,
        correlations: &CorrelationsInForce,
    ) -> EstimatedLine<'f> {
        EstimatedLine {
            base: EstimatedExposure::new(self.held(), correlations),
            slope: EstimatedExposure::new(self.owed(), correlations),
            correlations: estimates,
        }
    }
}
