use crate::AssetId;
use ballast_risk::{
    AssetParams, Caps, CorrelationSpec, LiquidationBonus, RampCourse, RateModel, Ratio, Scenario,
};
use cosmwasm_schema::cw_serde;

#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct ListAsset {
    pub asset: AssetId,
    /// 0 to 18; fixed once there are deposits or debt.
    pub decimals: u8,
    pub risk: AssetParams,
    pub liquidation: LiquidationBonus,
    pub rates: RateModel,
    /// The part of interest that goes to the reserves, 0 to 1.
    pub reserve_factor: Ratio,
    #[serde(default)]
    pub caps: Caps,
}

/// Coupled numbers travel together: `risk` is all of it or nothing.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct AssetUpdate {
    pub asset: AssetId,
    /// The threshold and the weight ramp, from one end to the other; the collateral factor changes at once.
    pub risk: Option<AssetParams>,
    /// 1 to 30 days, a steward's 1 to 3; absent: 3 days.
    pub ramp_seconds: Option<u64>,
    pub liquidation: Option<LiquidationBonus>,
    pub rates: Option<RateModel>,
    pub reserve_factor: Option<Ratio>,
    /// Replaces all three; an absent cap is no cap.
    pub caps: Option<Caps>,
}

#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct CorrelationsUpdate {
    /// Ramps; either stresses change or the matrix, credit and margin.
    pub correlations: Option<CorrelationSpec>,
    /// 1 to 30 days; absent: 3 days.
    pub ramp_seconds: Option<u64>,
    /// At once; replaces all.
    pub scenarios: Option<Vec<Scenario>>,
}

/// What a ramp under way is to do.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct SteerRamp {
    /// Absent: the correlations.
    pub asset: Option<AssetId>,
    pub to: RampCourse,
    /// For the whole way from end to end, 1 to 30 days; absent: as it was. A ramp that is held has none.
    pub ramp_seconds: Option<u64>,
}

#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(Copy, Eq)]
pub enum PausableAction {
    Supply,
    Borrow,
    /// Owner only.
    Liquidate,
}

/// How far the steward may go with one message, and how often.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct StewardLimits {
    /// Largest change of a collateral factor, liquidation threshold or of an interest rate's number.
    pub max_factor_step: Ratio,
    /// Largest relative change of a cap.
    pub max_cap_step: Ratio,
    /// Seconds between two messages for one asset.
    pub min_interval: u64,
}

/// A change that is asked about before it is voted on.
///
/// ```json
/// {"asset": {"asset": {"native": "uatom"}, "risk": {"collateral_factor": "0.5", "liquidation_threshold": "0.55",
///   "borrow_weight": "1.45", "group": "atom"}}}
/// ```
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum ParameterChange {
    Asset {
        asset: AssetId,
        risk: AssetParams,
        /// Where the bonus changes with it.
        liquidation: Option<LiquidationBonus>,
    },
    Correlations {
        correlations: CorrelationSpec,
    },
}
