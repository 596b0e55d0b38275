//! Where a rate lies when one number does not say it.

use ballast_risk::ExchangeRate;
use serde::{Deserialize, Serialize};

/// Between two rates that were both seen, or between the two neighbours at 1e-18 of one that is not whole there.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RateSpan {
    pub low: ExchangeRate,
    pub high: ExchangeRate,
}

impl RateSpan {
    pub fn at(rate: ExchangeRate) -> Self {
        Self {
            low: rate,
            high: rate,
        }
    }

    /// The least span that holds both.
    pub fn union(self, other: Self) -> Self {
        Self {
            low: self.low.min(other.low),
            high: self.high.max(other.high),
        }
    }

    /// More than the two neighbours of one number: what was seen has moved.
    pub fn has_moved(self) -> bool {
        self.high.raw().saturating_sub(self.low.raw()) > 1
    }
}
