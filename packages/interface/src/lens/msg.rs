// The types of answers are named for the schema alone, which no artifact holds.
#![cfg_attr(target_arch = "wasm32", allow(unused_imports))]

use super::response::{
    ConfigResponse, HealthResponse, LimitResponse, LiquidationPriceResponse, ParamImpactResponse,
    SimulateResponse, UnhealthyPage,
};
use crate::lending::{AccountAction, ParameterChange};
use crate::{null_is_default, AccountId, AssetId};
use ballast_risk::json::BookJson;
use ballast_risk::{HealthFactor, SupplyMode};
use cosmwasm_schema::{cw_serde, QueryResponses};

/// ```json
/// {"lending": "wasm1…"}
/// ```
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct InstantiateMsg {
    /// The lending contract whose records are read.
    pub lending: String,
}

#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct MigrateMsg {}

/// What is only read: it runs the lending contract's own code on the lending contract's own records.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// ```json
    /// {"config": {}}
    /// ```
    #[returns(ConfigResponse)]
    Config {},
    /// Both levels and what made them.
    ///
    /// ```json
    /// {"health": {"account": {"owner": "wasm1…"}}}
    /// ```
    #[returns(HealthResponse)]
    Health { account: AccountId },
    /// Accounts whose health factor is at most `max_health` (itself at most 1000), worst first inside a page. A page looks at as many accounts as a query
    /// may cost, or until it has found `limit`: it may hold few, or none, and still name `next`. Stale prices count as they do in
    /// a liquidation; accounts that cannot be judged are named with the reason.
    ///
    /// ```json
    /// {"unhealthy": {"max_health": "1"}}
    /// ```
    #[returns(UnhealthyPage)]
    Unhealthy {
        max_health: HealthFactor,
        start_after: Option<AccountId>,
        limit: Option<u32>,
    },
    /// The health that an account would have after up to 16 actions. Amounts, cash and positions limit as they would the
    /// messages; caps, pauses and the health between two actions are not looked at.
    ///
    /// ```json
    /// {"simulate": {"account": {"owner": "wasm1…"},
    ///   "actions": [{"borrow": {"asset": {"native": "uusdc"}, "amount": "1000000"}}]}}
    /// ```
    #[returns(SimulateResponse)]
    Simulate {
        account: AccountId,
        actions: Vec<AccountAction>,
    },
    /// The most that `borrow` would give now and in the seconds to come.
    ///
    /// ```json
    /// {"max_borrow": {"account": {"owner": "wasm1…"}, "asset": {"native": "uusdc"}, "ahead": 60}}
    /// ```
    #[returns(LimitResponse)]
    MaxBorrow {
        account: AccountId,
        asset: AssetId,
        /// For how many seconds it must hold, at most a day; 60 if absent. Interest at present rates and ramps move until
        /// then, prices and statuses are as now.
        ahead: Option<u64>,
    },
    /// The most that `withdraw` would give now and in the seconds to come.
    ///
    /// ```json
    /// {"max_withdraw": {"account": {"owner": "wasm1…"}, "asset": {"native": "uatom"}}}
    /// ```
    #[returns(LimitResponse)]
    MaxWithdraw {
        account: AccountId,
        asset: AssetId,
        /// Out of lent or out of protected supply.
        #[serde(default, deserialize_with = "null_is_default")]
        #[schemars(with = "Option<SupplyMode>")]
        mode: SupplyMode,
        /// For how many seconds it must hold, at most a day; 60 if absent.
        ahead: Option<u64>,
    },
    /// The price of one asset, all others standing, at which the account would become liquidatable.
    ///
    /// ```json
    /// {"liquidation_price": {"account": {"owner": "wasm1…"}, "asset": {"native": "uatom"}}}
    /// ```
    #[returns(LiquidationPriceResponse)]
    LiquidationPrice { account: AccountId, asset: AssetId },
    /// The account with everything that its health depends on, as `evaluate` reads it.
    ///
    /// ```json
    /// {"book": {"account": {"owner": "wasm1…"}}}
    /// ```
    #[returns(BookJson)]
    Book { account: AccountId },
    /// What a change would do to up to 30 accounts once its ramp has ended.
    ///
    /// ```json
    /// {"param_impact": {"change": {"asset": {"asset": {"native": "uatom"}, "risk": {"collateral_factor": "0.5",
    ///   "liquidation_threshold": "0.55", "borrow_weight": "1.45", "group": "atom"}}}, "accounts": [{"owner": "wasm1…"}]}}
    /// ```
    #[returns(ParamImpactResponse)]
    ParamImpact {
        change: ParameterChange,
        accounts: Vec<AccountId>,
    },
}
