//! Questions that only readers ask: limits, simulations, lists and whole Books.

use crate::chain::Suite;
use crate::error::Refused;
use ballast_interface::lending::{
    Action, LimitResponse, LiquidationPriceResponse, ParamImpactResponse, ParameterChange,
    QueryMsg, SimulateResponse, SupplyMode, UnhealthyPage,
};
use ballast_interface::{AccountId, AssetId};
use ballast_risk::BookJson;
use serde::de::DeserializeOwned;

/// Whoever answers readers.
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
        })
    }
}

impl Lens<'_> {
    pub fn query<T: DeserializeOwned>(&self, msg: &QueryMsg) -> Result<T, Refused> {
        self.suite.query(msg)
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
        });
        answer.unwrap()
    }

    #[track_caller]
    pub fn simulate(&self, name: &str, actions: Vec<Action>) -> Result<SimulateResponse, Refused> {
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

/// Steps of a simulation, in human amounts.
impl Suite {
    #[track_caller]
    pub fn depositing(&self, coins: &str) -> Action {
        let (asset, amount) = self.coins(coins);
        let mode = SupplyMode::Lend;
        Action::Deposit {
            asset,
            amount,
            mode,
        }
    }

    #[track_caller]
    pub fn withdrawing(&self, coins: &str) -> Action {
        let (asset, amount) = self.part(coins);
        let mode = SupplyMode::Lend;
        Action::Withdraw {
            asset,
            amount,
            mode,
        }
    }

    #[track_caller]
    pub fn borrowing(&self, coins: &str) -> Action {
        let (asset, amount) = self.coins(coins);
        Action::Borrow { asset, amount }
    }
}
