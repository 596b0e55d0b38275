//! Is a Book healthy, and by how much?

use crate::units::{HealthFactor, SignedValue};
use crate::valuation::{Basis, Book, BookError, Level};

impl Book {
    /// The health test. Without debt always true.
    pub fn is_healthy(&self, level: Level) -> Result<bool, BookError> {
        if !self.owes() {
            return Ok(true);
        }
        for basis in self.bases(level) {
            let exposure = self.expose(&self.values(*basis)?, *basis)?;
            if !exposure.passes(&self.correlations)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// S at a level, USD, rounded down; never above what it is.
    pub fn surplus(&self, level: Level) -> Result<SignedValue, BookError> {
        let mut least: Option<SignedValue> = None;
        for basis in self.bases(level) {
            let here = self.surplus_at(*basis)?;
            least = Some(least.map_or(here, |least| least.min(here)));
        }
        Ok(least.unwrap_or_default())
    }

    /// Would the account hold at its thresholds, collateral at low and debt at high, if all debts grew by `growth`?
    pub fn holds_at_thresholds(&self, growth: HealthFactor) -> Result<bool, BookError> {
        if !self.owes() {
            return Ok(true);
        }
        let values = self.values(Basis::Threshold)?;
        let debts = self.scaled_debts(&values)?;
        Ok(debts.passes(growth.raw(), &self.correlations)?)
    }

    pub(crate) fn surplus_at(&self, basis: Basis) -> Result<SignedValue, BookError> {
        let exposure = self.expose(&self.values(basis)?, basis)?;
        let norm = exposure.norm_up(&self.correlations)?;
        Ok(exposure
            .surplus(norm, &self.correlations)?
            .signed_value_down()?)
    }
}
