//! What can be asked. Lists come whole: pages are followed to their end.

use crate::chain::Suite;
use crate::error::Refused;
use ballast_interface::lending::{
    AccountResponse, AccountsPage, AssetResponse, CorrelationsResponse, LiquidationQuoteResponse,
    MarketResponse, MarketsPage, PositionResponse, ProRataQuoteResponse, QueryMsg,
};
use ballast_interface::lens::{self, HealthResponse};
use ballast_interface::oracle::PriceQuote;
use ballast_interface::{AccountId, AssetId};
use ballast_risk::Amount;
use cosmwasm_std::{to_json_vec, Addr, Empty, QueryRequest, WasmQuery};
use serde::de::DeserializeOwned;

impl Suite {
    /// A contract by its name, `"lending"`, `"lens"` or `"oracle"`; else the address of a named person.
    pub fn contract(&self, name: &str) -> Addr {
        match name {
            "lending" => self.lending.0.clone(),
            "lens" => self.lens.0.clone(),
            "oracle" => self.oracle.0.clone(),
            _ => self.who(name),
        }
    }

    /// A query, letter by letter.
    pub fn ask_text(&self, of: &Addr, text: &str) -> Result<serde_json::Value, Refused> {
        let query = QueryRequest::<Empty>::Wasm(WasmQuery::Smart {
            contract_addr: of.to_string(),
            msg: text.as_bytes().into(),
        });
        let query = to_json_vec(&query).map_err(Refused::new)?;
        let answer = self.app.wrap().raw_query(&query);
        let answer = answer.into_result().map_err(Refused::new)?;
        let answer = answer
            .into_result()
            .map_err(|refused| Refused(anyhow::anyhow!(refused)))?;
        serde_json::from_slice(&answer).map_err(Refused::new)
    }

    /// What a contract has stored under a key.
    pub fn raw(&self, of: &Addr, key: &[u8]) -> Result<Option<Vec<u8>>, Refused> {
        let found = self.app.wrap().query_wasm_raw(of, key);
        found.map_err(Refused::new)
    }

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
        self.lens().query(&lens::QueryMsg::Health { account })
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

/// The same by name, for stories.
impl Suite {
    #[track_caller]
    pub fn market_of(&self, ticker: &str) -> MarketResponse {
        self.market(&self.id(ticker)).unwrap()
    }

    /// Parameters in force and where they are going.
    #[track_caller]
    pub fn parameters(&self, ticker: &str) -> AssetResponse {
        let asset = self.id(ticker);
        self.query(&QueryMsg::Asset { asset }).unwrap()
    }

    #[track_caller]
    pub fn positions(&self, name: &str) -> Vec<PositionResponse> {
        self.account(&self.account_of(name)).unwrap().positions
    }

    #[track_caller]
    pub fn position(&self, name: &str, ticker: &str) -> PositionResponse {
        let asset = self.id(ticker);
        let found = self.positions(name).into_iter().find(|p| p.asset == asset);
        found.unwrap_or_else(|| panic!("{name} has no position of {ticker}"))
    }

    #[track_caller]
    pub fn health_of(&self, name: &str) -> HealthResponse {
        self.health(&self.account_of(name)).unwrap()
    }

    /// S at Maintenance, in 1e-12 USD.
    #[track_caller]
    pub fn surplus(&self, name: &str) -> i128 {
        let level = self.health_of(name).maintenance;
        level.expect("a price is missing").surplus.raw()
    }

    /// Base units in the wallet of a named person.
    #[track_caller]
    pub fn wallet(&self, name: &str, ticker: &str) -> u128 {
        let found = self.balance(&self.who(name), &self.id(ticker));
        found.unwrap().raw()
    }

    /// The best pair of an account, and as much as is useful.
    #[track_caller]
    pub fn quote_of(&self, name: &str) -> LiquidationQuoteResponse {
        self.best_liquidation(&self.account_of(name)).unwrap()
    }

    /// Everything of an account pro rata, as much as is useful.
    #[track_caller]
    pub fn quote_pro_rata(&self, name: &str) -> ProRataQuoteResponse {
        let answer = self.query(&QueryMsg::ProRataQuote {
            account: self.account_of(name),
            fraction: None,
        });
        answer.unwrap()
    }

    /// One pair of an account, where so many base units are sent at most.
    #[track_caller]
    pub fn quote_pair(
        &self,
        name: &str,
        pair: Pair<'_>,
        repay: Option<u128>,
    ) -> LiquidationQuoteResponse {
        let answer = self.query(&QueryMsg::LiquidationQuote {
            account: self.account_of(name),
            debt: Some(self.id(pair.debt)),
            collateral: Some(self.id(pair.collateral)),
            repay: repay.map(Amount::new),
        });
        answer.unwrap()
    }
}

/// What is repaid and what is taken for it, by ticker.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'a> {
    pub debt: &'a str,
    pub collateral: &'a str,
}
