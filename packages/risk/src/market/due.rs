//! What a liquidation leaves in a market for its liquidator.

use crate::units::{Amount, SupplyShares};

/// What a liquidator is due of a seizure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Due {
    pub protected: Amount,
    pub lent: Amount,
    pub shares: SupplyShares,
}
