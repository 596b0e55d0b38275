//! What a liquidation is asked for, and what it does.

use crate::market::Episode;
use crate::units::{Amount, AssetIndex, HealthFactor, Ratio};

/// The pair to liquidate and how much of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LiquidationRequest {
    pub debt: AssetIndex,
    pub collateral: AssetIndex,
    /// What was sent; absent: as much as it takes.
    pub max_repay: Option<Amount>,
}

/// What a liquidation takes and gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Liquidation {
    pub debt: AssetIndex,
    pub collateral: AssetIndex,
    /// Taken from the liquidator; the rest of what was sent goes back.
    pub repay: Amount,
    /// Leaves the account, the protocol's fee included.
    pub seize: Amount,
    pub protocol_fee: Amount,
    pub bonus: Ratio,
    pub close_out: bool,
    pub health_before: HealthFactor,
    /// What the account remembers of it; nothing where it is back at the target.
    pub episode: Option<Episode>,
}
