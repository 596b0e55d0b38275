//! What a liquidation is asked for, and what it does.

use crate::units::{Amount, HealthFactor, Ratio};

/// Which debt is repaid, and which collateral is seized for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LiquidationPair {
    pub debt: u8,
    pub collateral: u8,
}

/// The pair to liquidate and how much of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LiquidationRequest {
    pub debt: u8,
    pub collateral: u8,
    /// What was sent; absent: as much as it takes.
    pub max_repay: Option<Amount>,
}

/// What a liquidation takes and gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Liquidation {
    pub debt: u8,
    pub collateral: u8,
    /// Taken from the liquidator; the rest of what was sent goes back.
    pub repay: Amount,
    /// Leaves the account, the protocol's fee included.
    pub seize: Amount,
    pub protocol_fee: Amount,
    pub bonus: Ratio,
    pub close_out: bool,
    pub health_before: HealthFactor,
    /// Equity per debt before, rounded down: the episode remembers the lowest.
    pub equity: Ratio,
    /// The account is back at the target: the episode is over.
    pub at_target: bool,
}
