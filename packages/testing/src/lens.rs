//! Questions that only readers ask: limits, simulations, lists and whole Books.

use crate::chain::Suite;
use crate::error::Refused;
use ballast_interface::lending::{AccountAction, ParameterChange, SupplyMode};
use ballast_interface::lens::{
    LimitResponse, LiquidationPriceResponse, ParamImpactResponse, QueryMsg, SimulateResponse,
    UnhealthyPage,
};
use ballast_interface::{AccountId, AssetId};
use ballast_risk::json::BookJson;
use serde::de::DeserializeOwned;

/// The contract that answers readers.
#[allow(missing_debug_implementations)] // the suite has none
pub struct Lens<'a> {
    suite: &'a Suite,
}

impl Suite {
    pub fn lens(&self) -> Lens<'_> {
        Lens { suite: self }
    }

    /// As [`Lens::max_borrow`], for programs.
    pub fn max_borrow(
        &self,
        account: &AccountId,
        asset: &AssetId,
    ) -> Result<LimitResponse, Refused> {
        self.lens().query(&QueryMsg::MaxBorrow {
            account: account.clone(),
            asset: asset.clone(),
            ahead: Some(0),
        })
    }
}

impl Lens<'_> {
    pub fn query<T: DeserializeOwned>(&self, msg: &QueryMsg) -> Result<T, Refused> {
        let lens = &self.suite.lens;
        lens.query(&self.suite.app.wrap(), msg)
            .map_err(Refused::new)
    }

    #[track_caller]
    pub fn max_borrow(&self, name: &str, ticker: &str) -> LimitResponse {
        let account = self.suite.account_of(name);
        let answer = self.suite.max_borrow(&account, &self.suite.id(ticker));
        answer.unwrap()
    }

    #[track_caller]
    pub fn max_withdraw(&self, name: &str, ticker: &str, mode: SupplyMode) -> LimitResponse {
        let answer = self.query(&QueryMsg::MaxWithdraw {
            account: self.suite.account_of(name),
            asset: self.suite.id(ticker),
            mode,
            ahead: Some(0),
        });
        answer.unwrap()
    }

    #[track_caller]
    pub fn simulate(
        &self,
        name: &str,
        actions: Vec<AccountAction>,
    ) -> Result<SimulateResponse, Refused> {
        let account = self.suite.account_of(name);
        self.query(&QueryMsg::Simulate { account, actions })
    }

    #[track_caller]
    pub fn param_impact(
        &self,
        change: ParameterChange,
        names: &[&str],
    ) -> Result<ParamImpactResponse, Refused> {
        let accounts = names.iter().map(|name| self.suite.account_of(name));
        let accounts = accounts.collect();
        self.query(&QueryMsg::ParamImpact { change, accounts })
    }

    #[track_caller]
    pub fn liquidation_price(&self, name: &str, ticker: &str) -> LiquidationPriceResponse {
        let account = self.suite.account_of(name);
        let asset = self.suite.id(ticker);
        let answer = self.query(&QueryMsg::LiquidationPrice { account, asset });
        answer.unwrap()
    }

    #[track_caller]
    pub fn unhealthy(&self, max: &str, after: Option<AccountId>, limit: u32) -> UnhealthyPage {
        let answer = self.query(&QueryMsg::Unhealthy {
            max_health: max.parse().unwrap(),
            start_after: after,
            limit: Some(limit),
        });
        answer.unwrap()
    }

    #[track_caller]
    pub fn book(&self, name: &str) -> BookJson {
        let account = self.suite.account_of(name);
        self.query(&QueryMsg::Book { account }).unwrap()
    }
}

/// Actions of a batch or a simulation, in human amounts.
impl Suite {
    #[track_caller]
    pub fn depositing(&self, coins: &str) -> AccountAction {
        let (asset, amount) = self.coins(coins);
        let mode = SupplyMode::Lend;
        AccountAction::Deposit {
            asset,
            amount: Some(amount),
            mode,
            account: None,
        }
    }

    #[track_caller]
    pub fn withdrawing(&self, coins: &str) -> AccountAction {
        let (asset, amount) = self.part(coins);
        let mode = SupplyMode::Lend;
        AccountAction::Withdraw {
            asset,
            amount,
            mode,
        }
    }

    #[track_caller]
    pub fn borrowing(&self, coins: &str) -> AccountAction {
        let (asset, amount) = self.coins(coins);
        AccountAction::Borrow { asset, amount }
    }

    /// All of it, whatever there is.
    #[track_caller]
    pub fn repaying(&self, coins: &str) -> AccountAction {
        let (asset, amount) = self.part(coins);
        AccountAction::Repay {
            asset,
            amount,
            account: None,
        }
    }
}
