//! When nothing is left to rescue.

use super::error::LiquidationError;
use super::unhealthy::check_prices;
use crate::units::ONE_UNIT;
use crate::valuation::{Basis, Book};

impl Book {
    /// Is there debt, no health, and next to nothing left to seize? Then what remains is written off.
    ///
    /// All collateral counts here at its price, whatever its threshold, and at twice its high where it is halted or its
    /// liquidation paused; collateral without a price only stands in the way where it would count.
    pub fn is_beyond_rescue(&self) -> Result<bool, LiquidationError> {
        let values = self.values(Basis::Maintenance)?;
        check_prices(self)?;
        if self
            .scaled_debts(&values)?
            .passes(ONE_UNIT, &self.correlations)?
        {
            return Ok(false);
        }
        let mut left = 0u128;
        for (holding, value) in self.holdings.iter().zip(&values) {
            left = left.saturating_add(holding.worth_at_the_end(value)?.raw());
        }
        Ok(left <= self.rules.write_off_value.raw())
    }
}
