use super::account::{OperatorRight, PayTo};
use super::admin::StewardLimits;
use crate::{AccountId, AssetId};
use ballast_risk::facts::Episode;
use ballast_risk::governance::{
    AssetParams, Caps, CorrelationSpec, LiquidationBonus, LiquidationConfig, RampCourse, RateModel,
    Scenario,
};
use ballast_risk::{Amount, DebtIndex, HealthFactor, Move, Ratio, ScaledDebt, SupplyShares, Value};
use cosmwasm_schema::cw_serde;
use cosmwasm_std::Binary;

#[cw_serde]
pub struct ConfigResponse {
    pub oracle: String,
    /// In force now.
    pub liquidation: LiquidationConfig,
    /// Where the least sizes are on their way to; what grows does so over three days. Absent where they are there.
    pub raise: Option<RaiseResponse>,
}

#[cw_serde]
pub struct RaiseResponse {
    pub min_position_value: Value,
    pub write_off_value: Value,
    pub ends_at: u64,
}

#[cw_serde]
pub struct RolesResponse {
    pub owner: Option<String>,
    pub pending_owner: Option<String>,
    pub guardian: Option<String>,
    pub steward: Option<String>,
    pub steward_limits: StewardLimits,
}

#[cw_serde]
pub struct AssetResponse {
    pub asset: AssetId,
    pub decimals: u8,
    /// In force now; mid-ramp the threshold and weight are on their way.
    pub risk: AssetParams,
    /// Absent at rest.
    pub ramp: Option<RiskRamp>,
    pub liquidation: LiquidationBonus,
    pub rates: RateModel,
    pub reserve_factor: Ratio,
    /// Absent: there are no flash loans of it.
    pub flash_fee: Option<Ratio>,
    pub caps: Caps,
    pub pauses: Pauses,
    /// Caps are 0 for everybody but the owner until the owner has deposited.
    pub seeded: bool,
}

/// Threshold and weight on their way between two ends.
#[cw_serde]
pub struct RiskRamp {
    pub from: AssetParams,
    pub target: AssetParams,
    /// What it does now.
    pub to: RampCourse,
    /// How much of the way to the target is behind it, rounded down.
    pub progress: Ratio,
    /// When it is at the end that it moves to; absent while it is held.
    pub ends_at: Option<u64>,
}

/// Seconds at which each pause ends; absent: not paused.
#[cw_serde]
#[derive(Default)]
pub struct Pauses {
    pub supply: Option<u64>,
    pub borrow: Option<u64>,
    pub liquidate: Option<u64>,
}

#[cw_serde]
pub struct AssetsPage {
    pub items: Vec<AssetResponse>,
    pub next: Option<AssetId>,
}

/// Accrued to the present block.
#[cw_serde]
pub struct MarketResponse {
    pub asset: AssetId,
    /// Lendable.
    pub cash: Amount,
    pub borrowed: Amount,
    /// `cash + borrowed`.
    pub supplied: Amount,
    /// Never lent out; not part of `supplied`.
    pub protected: Amount,
    /// Value of the protocol's shares.
    pub reserves: Amount,
    pub supply_shares: SupplyShares,
    pub reserve_shares: SupplyShares,
    /// Times `debt_index` it is what is borrowed, in base units to five decimals.
    pub scaled_debt: ScaledDebt,
    pub debt_index: DebtIndex,
    /// Value of a million shares in base units, rounded down: 1000 at the start.
    pub share_price: Amount,
    pub utilisation: Ratio,
    /// Per year.
    pub borrow_rate: Ratio,
    /// Per year, after the reserve's part.
    pub supply_rate: Ratio,
    pub epoch: u32,
    pub accrued_at: u64,
}

#[cw_serde]
pub struct MarketsPage {
    pub items: Vec<MarketResponse>,
    pub next: Option<AssetId>,
}

#[cw_serde]
pub struct AccountResponse {
    pub account: AccountId,
    pub positions: Vec<PositionResponse>,
    /// What liquidations of the last day leave to the bonus of the next.
    pub episode: Option<Episode>,
}

/// Accrued to the present block.
#[cw_serde]
pub struct PositionResponse {
    pub asset: AssetId,
    pub lent: Amount,
    pub shares: SupplyShares,
    pub protected: Amount,
    pub debt: Amount,
    /// Times the market's `debt_index` it is `debt`, in base units to five decimals.
    pub scaled_debt: ScaledDebt,
}

#[cw_serde]
pub struct AccountsPage {
    pub items: Vec<AccountResponse>,
    pub next: Option<AccountId>,
}

/// Accounts as they are stored, in the order of their keys.
#[cw_serde]
pub struct PackedAccountsPage {
    pub items: Vec<PackedAccount>,
    pub next: Option<AccountId>,
}

#[cw_serde]
pub struct PackedAccount {
    pub account: AccountId,
    pub record: Binary,
}

#[cw_serde]
pub struct OperatorsPage {
    pub items: Vec<OperatorResponse>,
    pub next: Option<String>,
}

#[cw_serde]
pub struct OperatorResponse {
    pub operator: String,
    pub may: Vec<OperatorRight>,
    pub pay_to: PayTo,
    pub min_health: Option<HealthFactor>,
    pub until: u64,
}

/// Stresses, or matrix, credit and margin, on their way between two ends.
#[cw_serde]
pub struct CorrelationsRamp {
    pub from: CorrelationSpec,
    pub target: CorrelationSpec,
    /// What it does now.
    pub to: RampCourse,
    /// How much of the way to the target is behind it, rounded down.
    pub progress: Ratio,
    /// When it is at the end that it moves to; absent while it is held.
    pub ends_at: Option<u64>,
}

#[cw_serde]
pub struct CorrelationsResponse {
    /// In force now, rounded to what the fields hold where a ramp is under way.
    pub correlations: CorrelationSpec,
    /// Absent at rest.
    pub ramp: Option<CorrelationsRamp>,
    pub scenarios: Vec<Scenario>,
    pub assets: Vec<AssetId>,
    /// What the structure says of each pair of assets at the target, in the order of `assets`.
    pub asset_matrix: Vec<Vec<Move>>,
}
