// The types of answers are named for the schema alone, which no artifact holds.
#![cfg_attr(target_arch = "wasm32", allow(unused_imports))]

use super::admin::ParameterChange;
use super::health::{
    HealthResponse, LimitResponse, LiquidationPriceResponse, LiquidationQuoteResponse,
    ParamImpactResponse, SimulateResponse, UnhealthyPage,
};
use super::msg::SupplyMode;
use super::response::{
    AccountResponse, AccountsPage, AssetResponse, AssetsPage, ConfigResponse, CorrelationsResponse,
    MarketResponse, MarketsPage, RolesResponse,
};
use crate::{AccountId, AssetId};
use ballast_risk::{Amount, BookJson, HealthFactor};
use cosmwasm_schema::{cw_serde, QueryResponses};

/// Pages are exclusive of `start_after` and answer `next`, which is the next `start_after`.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// ```json
    /// {"config": {}}
    /// ```
    #[returns(ConfigResponse)]
    Config {},
    /// ```json
    /// {"roles": {}}
    /// ```
    #[returns(RolesResponse)]
    Roles {},
    /// Parameters in force, their targets and when their ramps end.
    ///
    /// ```json
    /// {"asset": {"asset": {"native": "uatom"}}}
    /// ```
    #[returns(AssetResponse)]
    Asset { asset: AssetId },
    /// In the order of listing.
    ///
    /// ```json
    /// {"assets": {"limit": 10}}
    /// ```
    #[returns(AssetsPage)]
    Assets {
        start_after: Option<AssetId>,
        limit: Option<u32>,
    },
    /// Totals and rates, accrued to now.
    ///
    /// ```json
    /// {"market": {"asset": {"native": "uatom"}}}
    /// ```
    #[returns(MarketResponse)]
    Market { asset: AssetId },
    /// In the order of listing.
    ///
    /// ```json
    /// {"markets": {"limit": 10}}
    /// ```
    #[returns(MarketsPage)]
    Markets {
        start_after: Option<AssetId>,
        limit: Option<u32>,
    },
    /// What an account holds and owes now. An account that does not exist is empty.
    ///
    /// ```json
    /// {"account": {"account": {"owner": "wasm1…"}}}
    /// ```
    #[returns(AccountResponse)]
    Account { account: AccountId },
    /// ```json
    /// {"accounts": {"start_after": {"owner": "wasm1…", "id": 0}, "limit": 10}}
    /// ```
    #[returns(AccountsPage)]
    Accounts {
        start_after: Option<AccountId>,
        limit: Option<u32>,
    },
    /// Both levels and what made them.
    ///
    /// ```json
    /// {"health": {"account": {"owner": "wasm1…"}}}
    /// ```
    #[returns(HealthResponse)]
    Health { account: AccountId },
    /// Accounts whose health factor is at most `max_health`. A page looks at a bounded number of accounts: it may hold
    /// fewer than `limit`, or none, and still name `next`.
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
        actions: Vec<Action>,
    },
    /// The most that `borrow` would give now.
    ///
    /// ```json
    /// {"max_borrow": {"account": {"owner": "wasm1…"}, "asset": {"native": "uusdc"}}}
    /// ```
    #[returns(LimitResponse)]
    MaxBorrow { account: AccountId, asset: AssetId },
    /// The most that `withdraw` would give now.
    ///
    /// ```json
    /// {"max_withdraw": {"account": {"owner": "wasm1…"}, "asset": {"native": "uatom"}}}
    /// ```
    #[returns(LimitResponse)]
    MaxWithdraw {
        account: AccountId,
        asset: AssetId,
        /// Out of lent or out of protected supply.
        #[serde(default)]
        mode: SupplyMode,
    },
    /// The price of one asset, all others standing, at which the account would become liquidatable.
    ///
    /// ```json
    /// {"liquidation_price": {"account": {"owner": "wasm1…"}, "asset": {"native": "uatom"}}}
    /// ```
    #[returns(LiquidationPriceResponse)]
    LiquidationPrice { account: AccountId, asset: AssetId },
    /// What `liquidate` would do now; of pairs that are not named, the best.
    ///
    /// ```json
    /// {"liquidation_quote": {"account": {"owner": "wasm1…"}, "debt": {"native": "uusdc"}, "collateral": {"native": "uatom"}}}
    /// ```
    #[returns(LiquidationQuoteResponse)]
    LiquidationQuote {
        account: AccountId,
        debt: Option<AssetId>,
        collateral: Option<AssetId>,
        /// The most that would be sent. Absent: all that is useful.
        repay: Option<Amount>,
    },
    /// The account with everything that its health depends on, as `evaluate` reads it.
    ///
    /// ```json
    /// {"book": {"account": {"owner": "wasm1…"}}}
    /// ```
    #[returns(BookJson)]
    Book { account: AccountId },
    /// ```json
    /// {"correlations": {}}
    /// ```
    #[returns(CorrelationsResponse)]
    Correlations {},
    /// What a change would do to up to 30 accounts once its ramp has ended.
    ///
    /// ```json
    /// {"param_impact": {"change": {"correlations": {"correlations": {"groups": [], "rho": [],
    ///   "correlation_credit": "0.5", "min_margin": "0.02"}}}, "accounts": [{"owner": "wasm1…"}]}}
    /// ```
    #[returns(ParamImpactResponse)]
    ParamImpact {
        change: ParameterChange,
        accounts: Vec<AccountId>,
    },
    /// ```json
    /// {"ownership": {}}
    /// ```
    #[returns(cw_ownable::Ownership<String>)]
    Ownership {},
}

/// One step of a simulation, as the message of the same name.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum Action {
    Deposit {
        asset: AssetId,
        amount: Amount,
        #[serde(default)]
        mode: SupplyMode,
    },
    Withdraw {
        asset: AssetId,
        /// Absent: all.
        amount: Option<Amount>,
        #[serde(default)]
        mode: SupplyMode,
    },
    Borrow {
        asset: AssetId,
        amount: Amount,
    },
    Repay {
        asset: AssetId,
        /// Absent: all.
        amount: Option<Amount>,
    },
    Shift {
        asset: AssetId,
        amount: Option<Amount>,
        to: SupplyMode,
    },
}
