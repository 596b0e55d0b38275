//! How a chain comes to be: both contracts, the tokens, prices, listings and the owner's seeds.

use crate::asset::{Kind, TestAsset};
use crate::chain::{Checks, Suite};
use crate::error::Refused;
use crate::invariants::{self, Watch};
use crate::standard::{self, Listing};
use anyhow::anyhow;
use ballast_interface::lending::{Cw20HookMsg, Deposit, ExecuteMsg, InstantiateMsg, ListAsset};
use ballast_interface::{oracle, AssetId, LendingContract, OracleContract};
use ballast_risk::{Amount, Caps, LiquidationConfig, Price, Ratio};
use cosmwasm_std::{Addr, Empty, Timestamp};
use cw_multi_test::{App, Contract, ContractWrapper, Executor};

/// Where the oracle takes its prices from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feed {
    /// The owner sets them: low = spot = high.
    Fixed,
    /// Five feeders report, three make a quorum, one may lie: low and high lie apart.
    Feeders,
}

/// A contract of the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Lending,
    Oracle,
    Token,
}

/// Makes what is stored on the chain of the native contract that plays this part.
pub type Staging = fn(Part, Box<dyn Contract<Empty>>) -> Box<dyn Contract<Empty>>;

/// What a chain should be like; [`SuiteBuilder::build`] makes it.
#[derive(Clone, Debug)]
pub struct SuiteBuilder {
    listings: Vec<Listing>,
    credit: Ratio,
    liquidation: LiquidationConfig,
    feed: Feed,
    checks: Checks,
    time: u64,
    staging: Staging,
}

impl Default for SuiteBuilder {
    fn default() -> Self {
        Self {
            listings: standard::listings(),
            credit: Ratio::percent(75),
            liquidation: standard::liquidation(),
            feed: Feed::Fixed,
            checks: Checks::EveryMessage,
            time: 1_700_000_000,
            staging: |_, native| native,
        }
    }
}

impl Suite {
    /// The six assets of [`standard`], prices set by hand, invariants checked after every message.
    #[track_caller]
    pub fn standard() -> Self {
        Self::builder().build().unwrap()
    }

    pub fn builder() -> SuiteBuilder {
        SuiteBuilder::default()
    }
}

impl SuiteBuilder {
    /// How far the matrix is trusted.
    pub fn credit(mut self, credit: Ratio) -> Self {
        self.credit = credit;
        self
    }

    pub fn feed(mut self, feed: Feed) -> Self {
        self.feed = feed;
        self
    }

    pub fn checks(mut self, checks: Checks) -> Self {
        self.checks = checks;
        self
    }

    /// Block time at the beginning, in seconds.
    pub fn time(mut self, time: u64) -> Self {
        self.time = time;
        self
    }

    /// Puts something beside or in the place of the native contracts.
    pub fn staging(mut self, staging: Staging) -> Self {
        self.staging = staging;
        self
    }

    pub fn liquidation(mut self, liquidation: LiquidationConfig) -> Self {
        self.liquidation = liquidation;
        self
    }

    /// The price with which an asset begins.
    pub fn price(mut self, ticker: &str, price: Price) -> Self {
        let named = self.listings.iter_mut().filter(|l| l.ticker == ticker);
        named.for_each(|listing| listing.price = price);
        self
    }

    /// Changes the listing of one asset: kind, decimals, parameters.
    #[track_caller]
    pub fn with(mut self, ticker: &str, change: impl FnOnce(&mut Listing)) -> Self {
        let named = self.listings.iter_mut().find(|l| l.ticker == ticker);
        change(named.unwrap_or_else(|| panic!("there is no listing `{ticker}`")));
        self
    }

    pub fn build(self) -> Result<Suite, Refused> {
        let mut app = App::default();
        app.update_block(|block| block.time = Timestamp::from_seconds(self.time));
        let owner = app.api().addr_make("owner");
        let assets = self.assets(&mut app, &owner)?;
        let oracle = self.oracle_contract(&mut app, &owner)?;
        let lending = self.lending_contract(&mut app, &owner, &oracle)?;
        let feeders = ["fay", "finn", "flora", "franz", "frida"];
        let mut suite = Suite {
            feeders: feeders
                .iter()
                .map(|name| app.api().addr_make(name))
                .collect(),
            app,
            lending,
            oracle,
            owner,
            assets,
            checks: Checks::OnRequest,
            watch: Watch::default(),
        };
        suite.open_prices(self.feed, &self.listings)?;
        for (at, listing) in self.listings.iter().enumerate() {
            suite.list(at, listing)?;
        }
        invariants::step(&mut suite, None).map_err(|broken| Refused(broken.into()))?;
        suite.checks = self.checks;
        Ok(suite)
    }

    fn assets(&self, app: &mut App, owner: &Addr) -> Result<Vec<TestAsset>, Refused> {
        let token = ContractWrapper::new(
            cw20_base::contract::execute,
            cw20_base::contract::instantiate,
            cw20_base::contract::query,
        );
        let token = app.store_code((self.staging)(Part::Token, Box::new(token)));
        let mut assets = Vec::new();
        for listing in &self.listings {
            let id = match listing.kind {
                Kind::Native => AssetId::native(format!("u{}", listing.ticker.to_lowercase())),
                Kind::Cw20 => {
                    let msg = cw20_base::msg::InstantiateMsg {
                        name: listing.ticker.clone(),
                        symbol: listing.ticker.to_uppercase(),
                        decimals: listing.decimals,
                        initial_balances: vec![],
                        mint: Some(cw20::MinterResponse {
                            minter: owner.to_string(),
                            cap: None,
                        }),
                        marketing: None,
                    };
                    let label = &listing.ticker;
                    let made =
                        app.instantiate_contract(token, owner.clone(), &msg, &[], label, None);
                    AssetId::cw20(made.map_err(Refused)?)
                }
            };
            assets.push(TestAsset {
                ticker: listing.ticker.clone(),
                id,
                decimals: listing.decimals,
            });
        }
        Ok(assets)
    }

    fn lending_contract(
        &self,
        app: &mut App,
        owner: &Addr,
        oracle: &OracleContract,
    ) -> Result<LendingContract, Refused> {
        let lending = ContractWrapper::new(
            ballast_lending::contract::execute,
            ballast_lending::contract::instantiate,
            ballast_lending::contract::query,
        );
        let code = app.store_code((self.staging)(Part::Lending, Box::new(lending)));
        let msg = InstantiateMsg {
            owner: owner.to_string(),
            guardian: Some(app.api().addr_make("guardian").into()),
            steward: None,
            oracle: oracle.0.to_string(),
            liquidation: self.liquidation.clone(),
            correlations: standard::correlations(self.credit),
        };
        let made = app.instantiate_contract(code, owner.clone(), &msg, &[], "lending", None);
        made.map(LendingContract).map_err(Refused)
    }

    fn oracle_contract(&self, app: &mut App, owner: &Addr) -> Result<OracleContract, Refused> {
        let oracle = ContractWrapper::new(
            ballast_oracle::execute,
            ballast_oracle::instantiate,
            ballast_oracle::query,
        );
        let code = app.store_code((self.staging)(Part::Oracle, Box::new(oracle)));
        let msg = oracle::InstantiateMsg {
            owner: owner.to_string(),
            guardian: Some(app.api().addr_make("guardian").into()),
        };
        let made = app.instantiate_contract(code, owner.clone(), &msg, &[], "oracle", None);
        made.map(OracleContract).map_err(Refused)
    }
}

impl Suite {
    /// Lists the asset at a place of the listings, and seeds it with a thousandth of a token.
    fn list(&mut self, at: usize, listing: &Listing) -> Result<(), Refused> {
        let asset = self.assets.get(at);
        let asset = asset
            .ok_or_else(|| Refused(anyhow!("no asset at {at}")))?
            .id
            .clone();
        let owner = self.owner();
        self.call(
            &owner,
            &ExecuteMsg::ListAsset(ListAsset {
                asset: asset.clone(),
                decimals: listing.decimals,
                risk: listing.risk.clone(),
                liquidation: listing.bonus.clone(),
                rates: listing.rates,
                reserve_factor: Ratio::percent(10),
                caps: Caps::default(),
            }),
        )?;
        let seed = 10u128.checked_pow(u32::from(listing.decimals.saturating_sub(3)));
        let seed = Amount::new(seed.unwrap_or(1));
        self.mint(&owner, &asset, seed)?;
        let deposit = Cw20HookMsg::Deposit(Deposit {
            account: None,
            mode: Default::default(),
        });
        self.pay(&owner, &asset, seed, deposit).map(|_| ())
    }
}
