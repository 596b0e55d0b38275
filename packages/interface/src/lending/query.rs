// The types of answers are named for the schema alone, which no artifact holds.
#![cfg_attr(target_arch = "wasm32", allow(unused_imports))]

use super::health::{HealthPoint, LiquidationQuoteResponse, ProRataQuoteResponse};
use super::response::{
    AccountResponse, AccountsPage, AssetResponse, AssetsPage, ConfigResponse, CorrelationsResponse,
    MarketResponse, MarketsPage, OperatorsPage, PackedAccountsPage, RolesResponse,
};
use crate::{AccountId, AssetId};
use ballast_risk::{Amount, Ratio};
use cosmwasm_schema::{cw_serde, QueryResponses};

/// Pages are exclusive of `start_after` and answer `next`, which is the next `start_after`. What only explains and what
/// searches is asked of the lens.
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
    /// Accounts as they are stored, for readers that hold the same code: many at the price of few.
    ///
    /// ```json
    /// {"packed_accounts": {"start_after": {"owner": "wasm1…", "id": 0}, "limit": 500}}
    /// ```
    #[returns(PackedAccountsPage)]
    PackedAccounts {
        start_after: Option<AccountId>,
        /// At most 1000; 100 if absent.
        limit: Option<u32>,
    },
    /// Who may act for an account now, besides its owner; at most eight.
    ///
    /// ```json
    /// {"operators": {"account": {"owner": "wasm1…"}}}
    /// ```
    #[returns(OperatorsPage)]
    Operators {
        account: AccountId,
        /// Address of an operator.
        start_after: Option<String>,
        limit: Option<u32>,
    },
    /// Both levels and the health factor, in three numbers. What makes them the lens explains.
    ///
    /// ```json
    /// {"health": {"account": {"owner": "wasm1…"}}}
    /// ```
    #[returns(HealthPoint)]
    Health { account: AccountId },
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
    /// What `liquidate_pro_rata` would do now.
    ///
    /// ```json
    /// {"pro_rata_quote": {"account": {"owner": "wasm1…"}, "fraction": "1"}}
    /// ```
    #[returns(ProRataQuoteResponse)]
    ProRataQuote {
        account: AccountId,
        /// Absent: all that is useful.
        fraction: Option<Ratio>,
    },
    /// ```json
    /// {"correlations": {}}
    /// ```
    #[returns(CorrelationsResponse)]
    Correlations {},
    /// ```json
    /// {"ownership": {}}
    /// ```
    #[returns(cw_ownable::Ownership<String>)]
    Ownership {},
}
