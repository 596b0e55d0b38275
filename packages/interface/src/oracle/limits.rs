//! How far a price is believed.

use ballast_pricing::AskedLimits;
use ballast_risk::{Price, Ratio, Seconds};
use cosmwasm_schema::cw_serde;

/// How far a price is believed. What is absent takes the contract's default, which the `asset` query shows.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Seconds after which a report no longer counts.
    pub max_age: u64,
    /// A report below it counts as it: the price is then between 0 and this, and frozen.
    pub min_price: Price,
    /// A report above it counts as it: the price is then between this and twice this, and frozen.
    pub max_price: Price,
    /// The largest relative move within `step_window` that is published at once; at least 0.3, which is the default.
    pub max_step: Option<Ratio>,
    /// Seconds; 3600 if absent.
    pub step_window: Option<u64>,
    /// Seconds after which a fresh quorum confirms a pending price; 600 if absent.
    pub confirm_after: Option<u64>,
    /// Half-life of the moving average, in seconds; 1800 if absent, and no average where it is 0.
    pub half_life: Option<u64>,
    /// The largest `(high - low) / spot` at which new risk is allowed; 0.1 if absent.
    pub max_spread: Option<Ratio>,
}

impl Limits {
    /// What `ballast_pricing` judges; how far a rate may fall stands at its source.
    pub fn asked(&self) -> AskedLimits {
        AskedLimits {
            max_age: Seconds::new(self.max_age),
            min_price: self.min_price,
            max_price: self.max_price,
            max_step: self.max_step,
            step_window: self.step_window.map(Seconds::new),
            confirm_after: self.confirm_after.map(Seconds::new),
            half_life: self.half_life.map(Seconds::new),
            max_spread: self.max_spread,
            max_fall: None,
        }
    }
}
