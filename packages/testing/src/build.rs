//! How a chain comes to be: both contracts, the tokens, prices, listings and the owner's seeds.

use crate::asset::TestAsset;
use crate::chain::{Checks, Suite};
use crate::error::Refused;
use crate::invariants::{self, Watch};
use crate::listing::{Listing, Maker};
use crate::refusals::WritesLast;
use crate::{pair, scripted, standard};
use ballast_interface::lending::InstantiateMsg;
use ballast_interface::{lens, oracle, LendingContract, LensContract, OracleContract};
use ballast_risk::governance::{CorrelationSpec, LiquidationConfig};
use ballast_risk::{Price, Ratio};
use cosmwasm_std::{
    Addr, DepsMut, Empty, Env, MessageInfo, Response, StdError, StdResult, Timestamp,
};
use cw_multi_test::{App, Contract, ContractWrapper, Executor};

/// Where the oracle takes its prices from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feed {
    /// The owner sets them: low = spot = high.
    Fixed,
    /// Five feeders report, three make a quorum, one may lie: low and high lie apart.
    Feeders,
    /// In the place of the oracle contract stands one that answers what a story says.
    Scripted,
}

/// A contract of the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Lending,
    Lens,
    Oracle,
    Token,
}

/// Makes what is stored on the chain of the native contract that plays this part.
pub type Staging = fn(Part, Box<dyn Contract<Empty>>) -> Box<dyn Contract<Empty>>;

/// What a chain should be like; [`SuiteBuilder::build`] makes it.
#[derive(Clone, Debug)]
pub struct SuiteBuilder {
    listings: Vec<Listing>,
    correlations: CorrelationSpec,
    liquidation: LiquidationConfig,
    feed: Feed,
    purse: Option<u64>,
    checks: Checks,
    time: u64,
    staging: Staging,
}

impl Default for SuiteBuilder {
    fn default() -> Self {
        Self {
            listings: standard::listings(),
            correlations: standard::correlations(Ratio::percent(75)),
            liquidation: standard::liquidation(),
            feed: Feed::Fixed,
            purse: None,
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
    /// The market of [`pair`] in the place of the standard one, with a scripted oracle; everybody has 1000 of everything.
    pub fn pair(mut self) -> Self {
        self.listings = pair::listings();
        self.correlations = pair::correlations([40, 3], "0", "0.75");
        self.feed = Feed::Scripted;
        self.purse = Some(1_000);
        self
    }

    /// Nothing is listed, nothing has a price.
    pub fn unlisted(mut self) -> Self {
        self.listings.iter_mut().for_each(|it| it.listed = false);
        self
    }

    /// How far the matrix is trusted.
    pub fn credit(mut self, credit: Ratio) -> Self {
        self.correlations.correlation_credit = credit;
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
        let token_code = app.store_code((self.staging)(Part::Token, token()));
        let assets = self.assets(&mut app, token_code, &owner)?;
        let oracle = self.oracle_contract(&mut app, &owner)?;
        let lending = self.lending_contract(&mut app, &owner, &oracle)?;
        let lens = self.lens_contract(&mut app, &owner, &lending)?;
        let mut suite = Suite {
            app,
            lending,
            lens,
            oracle,
            owner,
            assets,
            listings: self.listings,
            token_code,
            feed: self.feed,
            fixed: Vec::new(),
            purse: self.purse,
            checks: Checks::OnRequest,
            watch: Watch::default(),
        };
        suite.begin()?;
        suite.checks = self.checks;
        Ok(suite)
    }

    fn assets(
        &self,
        app: &mut App,
        token_code: u64,
        owner: &Addr,
    ) -> Result<Vec<TestAsset>, Refused> {
        let maker = Maker {
            token_code,
            owner: owner.clone(),
        };
        let listings = self.listings.iter();
        listings
            .map(|listing| listing.create(app, &maker))
            .collect()
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
        let staged = (self.staging)(Part::Lending, Box::new(lending));
        let code = app.store_code(Box::new(WritesLast(staged)));
        let msg = InstantiateMsg {
            owner: owner.to_string(),
            guardian: Some(app.api().addr_make("guardian").into()),
            steward: Some(app.api().addr_make("steward").into()),
            oracle: oracle.0.to_string(),
            liquidation: self.liquidation.clone(),
            correlations: self.correlations.clone(),
        };
        let made = app.instantiate_contract(code, owner.clone(), &msg, &[], "lending", None);
        made.map(LendingContract).map_err(Refused)
    }

    fn lens_contract(
        &self,
        app: &mut App,
        owner: &Addr,
        lending: &LendingContract,
    ) -> Result<LensContract, Refused> {
        let lens = ContractWrapper::new(
            no_message,
            ballast_lens::contract::instantiate,
            ballast_lens::contract::query,
        );
        let code = app.store_code((self.staging)(Part::Lens, Box::new(lens)));
        let msg = lens::InstantiateMsg {
            lending: lending.0.to_string(),
        };
        let made = app.instantiate_contract(code, owner.clone(), &msg, &[], "lens", None);
        made.map(LensContract).map_err(Refused)
    }

    fn oracle_contract(&self, app: &mut App, owner: &Addr) -> Result<OracleContract, Refused> {
        if self.feed == Feed::Scripted {
            return scripted::instantiate(app, owner);
        }
        let oracle = ContractWrapper::new(
            ballast_oracle::execute,
            ballast_oracle::instantiate,
            ballast_oracle::query,
        )
        .with_reply(ballast_oracle::reply);
        let staged = (self.staging)(Part::Oracle, Box::new(oracle));
        let code = app.store_code(Box::new(WritesLast(staged)));
        let msg = oracle::InstantiateMsg {
            owner: owner.to_string(),
            guardian: Some(app.api().addr_make("guardian").into()),
        };
        let made = app.instantiate_contract(code, owner.clone(), &msg, &[], "oracle", None);
        made.map(OracleContract).map_err(Refused)
    }
}

/// The lens takes no messages, and the chain of these tests wants to know what it would do with one.
fn no_message(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    Err(StdError::generic_err("the lens takes no messages"))
}

fn token() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new(
        cw20_base::contract::execute,
        cw20_base::contract::instantiate,
        cw20_base::contract::query,
    ))
}

impl Suite {
    /// Purses, prices, listings and seeds.
    fn begin(&mut self) -> Result<(), Refused> {
        for asset in self.assets.clone() {
            self.fill_purses(&asset.ticker)?;
        }
        let listed: Vec<Listing> = self.listings.iter().filter(|l| l.listed).cloned().collect();
        self.open_prices(&listed)?;
        for listing in &listed {
            self.list(&listing.ticker)?;
        }
        invariants::step(self, None).map_err(|broken| Refused(broken.into()))
    }
}
