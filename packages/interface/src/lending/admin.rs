use super::flash::FlashFeeChange;
use crate::{null_is_default, AssetId};
use ballast_risk::governance::{
    AssetParams, Caps, CorrelationSpec, LiquidationBonus, RampCourse, RateModel, Scenario,
};
use ballast_risk::{Amount, Ratio};
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
    /// The part of a flash loan that it costs, 0 to 0.01. Absent: there are no flash loans of it.
    pub flash_fee: Option<Ratio>,
    /// A supply cap is required where the liquidation threshold is above 0.
    #[serde(default, deserialize_with = "null_is_default")]
    #[schemars(with = "Option<Caps>")]
    pub caps: Caps,
}

/// Only what is named changes. Coupled numbers travel together: `risk` is all of it or nothing.
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
    pub flash_fee: Option<FlashFeeChange>,
    pub caps: Option<CapsUpdate>,
}

impl AssetUpdate {
    /// Changes nothing yet.
    pub fn of(asset: AssetId) -> Self {
        Self {
            asset,
            risk: None,
            ramp_seconds: None,
            liquidation: None,
            rates: None,
            reserve_factor: None,
            flash_fee: None,
            caps: None,
        }
    }
}

/// What becomes of the caps; one that is not named stays.
///
/// ```json
/// {"supply_cap": {"set": "6000000000000"}, "borrow_cap": "lifted"}
/// ```
#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(Default)]
pub struct CapsUpdate {
    /// Lifted only where the liquidation threshold is 0.
    pub supply_cap: Option<CapChange>,
    pub borrow_cap: Option<CapChange>,
}

#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum CapChange {
    /// Base units.
    Set(Amount),
    Lifted,
}

impl CapsUpdate {
    /// The caps after it.
    pub fn applied(&self, old: &Caps) -> Caps {
        let cap = |change: &Option<CapChange>, old| match change {
            None => old,
            Some(CapChange::Set(cap)) => Some(*cap),
            Some(CapChange::Lifted) => None,
        };
        Caps {
            supply_cap: cap(&self.supply_cap, old.supply_cap),
            borrow_cap: cap(&self.borrow_cap, old.borrow_cap),
        }
    }
}

/// Explicit consent to an oracle whose prices differ from those of the present one.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(Copy, Eq)]
pub enum OracleSwap {
    AnyPrice,
}

/// What becomes of a role; one that is not named stays.
///
/// ```json
/// {"set": "wasm1…"}
/// ```
/// ```json
/// "vacant"
/// ```
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum RoleChange {
    Set(String),
    Vacant,
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
    /// Seconds between two messages for one asset; at least a day.
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
