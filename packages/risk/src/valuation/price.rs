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
    /// Where it stands on readings of a source that one transaction could have moved and restored: what liquidation takes in
    /// the place of spot while the status is fresh.
    pub unsettled: Option<Unsettled>,
}

/// What readings of a source span that disagree, USD per whole token. Liquidation takes the borrower's side.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Unsettled {
    /// What debt counts at.
    pub low: Price,
    /// What collateral counts at.
    pub high: Price,
}

impl PriceBand {
    /// Of an asset that never had a price, or that nobody asked about.
    pub const MISSING: Self = Self {
        spot: Price::ZERO,
        low: Price::ZERO,
        high: Price::ZERO,
        status: PriceStatus::Missing,
        wide: false,
        unsettled: None,
    };

    /// May collateral count at it, and debt be taken?
    pub fn is_good_for_new_risk(&self) -> bool {
        self.status == PriceStatus::Fresh && !self.wide
    }

    pub(super) fn status_at(&self, basis: Basis) -> PriceStatus {
        match (basis, self.status) {
            (Basis::Initial | Basis::Threshold, PriceStatus::Fresh) if self.wide => {
                PriceStatus::Frozen
            }
            (_, status) => status,
        }
    }

    /// What collateral counts at in a liquidation while the status is fresh.
    pub(super) fn settled_high(&self) -> Price {
        self.unsettled.map_or(self.spot, |readings| readings.high)
    }

    /// What debt counts at in a liquidation while the status is fresh.
    pub(super) fn settled_low(&self) -> Price {
        self.unsettled.map_or(self.spot, |readings| readings.low)
    }
}
