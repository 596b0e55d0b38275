//! Health of a Book: the test at both levels, the surplus, the health factor, and how far an action may go.

use crate::units::{signed_value_down, SignedValue};
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

    pub(crate) fn surplus_at(&self, basis: Basis) -> Result<SignedValue, BookError> {
        let exposure = self.expose(&self.values(basis)?, basis)?;
        let norm = exposure.norm_up(&self.correlations)?;
        Ok(signed_value_down(
            exposure.surplus(norm, &self.correlations)?,
        )?)
    }
}
