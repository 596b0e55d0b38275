//! What can be asked. Lists come whole: pages are followed to their end.

use crate::chain::Suite;
use crate::error::Refused;
use ballast_interface::lending::{
    AccountResponse, AccountsPage, CorrelationsResponse, HealthResponse, LimitResponse,
    LiquidationQuoteResponse, MarketResponse, MarketsPage, QueryMsg,
};
use ballast_interface::oracle::PriceQuote;
use ballast_interface::{AccountId, AssetId};
use ballast_risk::{Amount, BookJson};
use cosmwasm_std::Addr;
use serde::de::DeserializeOwned;

impl Suite {
    /// Any query to the lending contract.
    pub fn query<T: DeserializeOwned>(&self, msg: &QueryMsg) -> Result<T, Refused> {
        self.lending
            .query(&self.app.wrap(), msg)
            .map_err(Refused::new)
    }

    pub fn markets(&self) -> Result<Vec<MarketResponse>, Refused> {
        let mut all = Vec::new();
        let mut start_after = None;
        loop {
            let page: MarketsPage = self.query(&QueryMsg::Markets {
                start_after,
                limit: None,
            })?;
            all.extend(page.items);
            start_after = page.next;
            if start_after.is_none() {
                return Ok(all);
            }
        }
    }

    pub fn accounts(&self) -> Result<Vec<AccountResponse>, Refused> {
        let mut all = Vec::new();
        let mut start_after = None;
        loop {
            let page: AccountsPage = self.query(&QueryMsg::Accounts {
                start_after,
                limit: None,
            })?;
            all.extend(page.items);
            start_after = page.next;
            if start_after.is_none() {
                return Ok(all);
            }
        }
    }

    pub fn market(&self, asset: &AssetId) -> Result<MarketResponse, Refused> {
        let asset = asset.clone();
        self.query(&QueryMsg::Market { asset })
    }

    pub fn account(&self, account: &AccountId) -> Result<AccountResponse, Refused> {
        let account = account.clone();
        self.query(&QueryMsg::Account { account })
    }

    pub fn health(&self, account: &AccountId) -> Result<HealthResponse, Refused> {
        let account = account.clone();
        self.query(&QueryMsg::Health { account })
    }

    pub fn book(&self, account: &AccountId) -> Result<BookJson, Refused> {
        let account = account.clone();
        self.query(&QueryMsg::Book { account })
    }

    pub fn max_borrow(
        &self,
        account: &AccountId,
        asset: &AssetId,
    ) -> Result<LimitResponse, Refused> {
        self.query(&QueryMsg::MaxBorrow {
            account: account.clone(),
            asset: asset.clone(),
        })
    }

    /// The best pair, and as much as is useful.
    pub fn best_liquidation(
        &self,
        account: &AccountId,
    ) -> Result<LiquidationQuoteResponse, Refused> {
        self.query(&QueryMsg::LiquidationQuote {
            account: account.clone(),
            debt: None,
            collateral: None,
            repay: None,
        })
    }

    pub fn correlations(&self) -> Result<CorrelationsResponse, Refused> {
        self.query(&QueryMsg::Correlations {})
    }

    /// What the oracle says of all assets of this chain, in their order.
    pub fn quotes(&self) -> Result<Vec<PriceQuote>, Refused> {
        let assets = self.assets.iter().map(|asset| asset.id.clone()).collect();
        self.oracle
            .prices(&self.app.wrap(), assets)
            .map_err(Refused::new)
    }

    /// What a wallet or a contract has of an asset.
    pub fn balance(&self, of: &Addr, asset: &AssetId) -> Result<Amount, Refused> {
        let querier = self.app.wrap();
        let found = match asset {
            AssetId::Native(denom) => querier
                .query_balance(of, denom)
                .map(|coin| coin.amount.u128()),
            AssetId::Cw20(token) => {
                let balance = cw20::Cw20QueryMsg::Balance {
                    address: of.to_string(),
                };
                let answer: Result<cw20::BalanceResponse, _> =
                    querier.query_wasm_smart(token, &balance);
                answer.map(|answer| answer.balance.u128())
            }
        };
        found.map(Amount::new).map_err(Refused::new)
    }
}
