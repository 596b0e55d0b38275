//! When nothing is left to rescue.

use super::error::LiquidationError;
use super::unhealthy::check_prices;
use crate::units::ONE_UNIT;
use crate::valuation::{Basis, Book};

impl Book {
    /// Is there debt, no health, and next to nothing left to seize? Then what remains is written off.
    ///
    /// All collateral counts here at its price, whatever its threshold; collateral without a price only stands in the way
    /// where it would count.
    pub fn is_beyond_rescue(&self) -> Result<bool, LiquidationError> {
        let values = self.values(Basis::Maintenance)?;
        check_prices(self)?;
        if self
            .scaled_debts(&values)?
            .passes(ONE_UNIT, &self.correlations)?
        {
            return Ok(false);
        }
        let left = values
            .iter()
            .try_fold(0u128, |sum, value| sum.checked_add(value.collateral.raw()));
        Ok(left.is_some_and(|left| left <= self.rules.write_off_value.raw()))
    }
}
