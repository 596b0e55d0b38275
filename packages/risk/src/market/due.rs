//! What a liquidation leaves in a market for its liquidator.

use crate::units::{Amount, NumError, SupplyShares};

/// What a liquidator is due of a seizure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Due {
    pub protected: Amount,
    pub lent: Amount,
    pub shares: SupplyShares,
    /// That of the shares.
    pub epoch: u32,
}

impl Due {
    /// Protected and lent together.
    pub fn amount(&self) -> Result<Amount, NumError> {
        self.protected.add(self.lent)
    }
}
