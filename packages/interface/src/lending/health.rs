use crate::AssetId;
use ballast_risk::{Amount, HealthFactor, Ratio, SignedValue};
use cosmwasm_schema::cw_serde;

/// S at both levels and the health factor.
#[cw_serde]
pub struct HealthPoint {
    pub health_factor: Option<HealthFactor>,
    pub initial_surplus: Option<SignedValue>,
    pub maintenance_surplus: Option<SignedValue>,
    /// Would the last action be accepted: healthy at Initial, or without debt.
    pub allowed: bool,
}

#[cw_serde]
pub struct LiquidationQuoteResponse {
    pub debt: AssetId,
    pub collateral: AssetId,
    pub repay: Amount,
    pub seize: Amount,
    /// Relative to what is repaid.
    pub bonus: Ratio,
    /// In base units of the collateral, out of the bonus.
    pub protocol_fee: Amount,
    /// What the liquidator gets: `seize - protocol_fee`.
    pub receive: Amount,
    pub close_out: bool,
    pub health_before: HealthFactor,
    /// Absent where no debt is left.
    pub health_after: Option<HealthFactor>,
}

/// What `liquidate_pro_rata` would do to whom everything can be paid.
#[cw_serde]
pub struct ProRataQuoteResponse {
    /// Of every debt that is repaid: at most what was asked for.
    pub fraction: Ratio,
    /// Relative to what is repaid.
    pub bonus: Ratio,
    pub close_out: bool,
    pub repayments: Vec<RepaymentQuote>,
    pub seizures: Vec<SeizureQuote>,
    pub health_before: HealthFactor,
    /// Absent where no debt is left.
    pub health_after: Option<HealthFactor>,
}

#[cw_serde]
pub struct RepaymentQuote {
    pub asset: AssetId,
    pub repay: Amount,
}

#[cw_serde]
pub struct SeizureQuote {
    pub asset: AssetId,
    pub seize: Amount,
    /// In base units, out of the bonus.
    pub protocol_fee: Amount,
    /// What the liquidator gets: `seize - protocol_fee`.
    pub receive: Amount,
}
