use crate::lending::HealthPoint;
use crate::oracle::ExpiringPrice;
use crate::{AccountId, AssetId};
use ballast_risk::{Amount, Binding, HealthFactor, Move, Price, PriceStatus, SignedValue, Value};
use cosmwasm_schema::cw_serde;

#[cw_serde]
pub struct ConfigResponse {
    pub lending: String,
}

/// Why an account is as healthy as it is. Values in USD.
#[cw_serde]
pub struct HealthResponse {
    pub account: AccountId,
    /// By how much all debts could grow before liquidation; absent without debt.
    pub health_factor: Option<HealthFactor>,
    /// Gates new risk; collateral at low, debt at high. Absent where a price that it needs is not usable.
    pub initial: Option<LevelReport>,
    /// Gates liquidation; spot on both sides. Absent where a price that it needs is missing.
    pub maintenance: Option<LevelReport>,
    pub positions: Vec<PositionHealth>,
    pub prices: Vec<PriceUsed>,
}

#[cw_serde]
pub struct LevelReport {
    pub healthy: bool,
    /// S, rounded down.
    pub surplus: SignedValue,
    /// C: collateral as counted at this level.
    pub collateral: Value,
    /// D.
    pub debt: Value,
    /// R = `max(N, m·D)`, at Initial also the worst scenario's loss; rounded up.
    pub requirement: Value,
    /// What asks for the most.
    pub binding: Binding,
    pub groups: Vec<GroupExposure>,
}

/// X of one group: its stress times what is held less what is owed of its members.
#[cw_serde]
pub struct GroupExposure {
    pub group: String,
    pub exposure: SignedValue,
}

#[cw_serde]
pub struct PositionHealth {
    pub asset: AssetId,
    pub collateral: Amount,
    pub collateral_value: Value,
    pub debt: Amount,
    pub debt_value: Value,
    /// What one more USD of this collateral adds to S at Maintenance.
    pub collateral_effect: Move,
    /// What one more USD of this debt adds to S at Maintenance: below zero.
    pub debt_effect: Move,
}

#[cw_serde]
pub struct PriceUsed {
    /// By denom or address.
    pub asset: String,
    pub spot: Price,
    pub low: Price,
    pub high: Price,
    pub status: PriceStatus,
}

#[cw_serde]
pub struct UnhealthyPage {
    /// The worst first.
    pub items: Vec<UnhealthyItem>,
    /// Accounts of which nobody can say how healthy they are.
    pub unjudged: Vec<UnjudgedAccount>,
    /// How many accounts that owe were looked at.
    pub judged: u32,
    /// The last one looked at, where there are more.
    pub next: Option<AccountId>,
}

#[cw_serde]
pub struct UnjudgedAccount {
    pub account: AccountId,
    /// For people: a price that is missing, or a number that is too large.
    pub reason: String,
}

#[cw_serde]
pub struct UnhealthyItem {
    pub account: AccountId,
    pub health_factor: HealthFactor,
}

#[cw_serde]
pub struct SimulateResponse {
    pub before: HealthPoint,
    pub after: HealthPoint,
}

/// The most that the message would give, and what stands in the way of more.
#[cw_serde]
pub struct LimitResponse {
    /// Sent as it is within `ahead` seconds, the message succeeds; with `ahead` 0 any more is refused. 0 also where the action is paused, where no position is
    /// free, and where all of it would leave a debt below the minimum.
    pub amount: Amount,
    /// What the account's health alone would allow.
    pub by_health: Amount,
    /// What the market has: cash, and for a borrow its cap.
    pub by_market: Amount,
    /// Collateral that counts nothing now because of its price.
    pub uncounted: Vec<UncountedCollateral>,
    /// Prices with a part in it that end within `ahead`: renew them first.
    pub expiring: Vec<ExpiringPrice>,
}

#[cw_serde]
pub struct UncountedCollateral {
    pub asset: AssetId,
    pub status: PriceStatus,
    /// Its `low` and `high` are too far apart for new risk.
    pub wide: bool,
}

/// Both absent where no price of this asset alone would make the account liquidatable, and where it is liquidatable already.
#[cw_serde]
pub struct LiquidationPriceResponse {
    /// What counts now: spot, or `high` where the price is stale, frozen or unsettled, twice that where it is halted.
    pub present: Price,
    /// At it the account is healthy; at any lower price it is liquidatable.
    pub below: Option<Price>,
    /// At it the account is healthy; at any higher price it is liquidatable.
    pub above: Option<Price>,
}

#[cw_serde]
pub struct ParamImpactResponse {
    /// In the order asked.
    pub items: Vec<AccountImpact>,
    /// USD owed by those of them that are not liquidatable now and would be.
    pub liquidatable_debt: Value,
}

#[cw_serde]
pub struct AccountImpact {
    pub account: AccountId,
    pub before: HealthPoint,
    pub after: HealthPoint,
}
