//! What the oracle says of one asset, and what that may be used for.

use super::level::Basis;
use crate::units::Price;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a price may be used for.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Copy, Debug, Default, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum PriceStatus {
    #[default]
    Fresh,
    /// Older than its source allows.
    Stale,
    /// The breaker waits for a confirmation, or the price is known from one side only.
    Frozen,
    /// Held as it was, by the guardian for a time or by the owner. It gives no new risk; in a liquidation its collateral
    /// counts at twice the held high and its debt at half the held low, and neither moves.
    Halted,
    /// Never had one.
    Missing,
}

/// What the oracle says of one asset, USD per whole token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PriceBand {
    pub spot: Price,
    pub low: Price,
    pub high: Price,
    pub status: PriceStatus,
    /// Low and high lie too far apart to take new risk on; for liquidation the price is as good as its status.
    pub wide: bool,
}

impl PriceBand {
    /// Of an asset that never had a price, or that nobody asked about.
    pub const MISSING: Self = Self {
        spot: Price::ZERO,
        low: Price::ZERO,
        high: Price::ZERO,
        status: PriceStatus::Missing,
        wide: false,
    };

    pub(super) fn status_at(&self, basis: Basis) -> PriceStatus {
        match (basis, self.status) {
            (Basis::Initial | Basis::Threshold, PriceStatus::Fresh) if self.wide => {
                PriceStatus::Frozen
            }
            (_, status) => status,
        }
    }
}
