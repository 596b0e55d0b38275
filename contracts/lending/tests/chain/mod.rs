//! A small chain: the lending contract, an oracle that answers what it is told, and people with coins and tokens.
#![allow(dead_code)] // each test file uses what it needs

pub mod execute;
pub mod hostile;
pub mod setup;
mod tried;

use ballast_interface::lending::{
    Cw20HookMsg, Deposit, ExecuteMsg, HealthResponse, ListAsset, QueryMsg, SupplyMode,
};
use ballast_interface::oracle::{PriceQuote, PriceStatus};
use ballast_interface::{AccountId, AssetId};
use ballast_lending::ContractError;
use cosmwasm_schema::serde::{de::DeserializeOwned, Serialize};
use cosmwasm_std::{coin, to_json_binary, Addr, Coin, Empty, Event, Uint128};
use cw20::{Cw20Coin, Cw20ExecuteMsg};
use cw_multi_test::{App, Executor};
use setup::{cw20, instantiate, lending, listing, price_board};
use std::collections::BTreeMap;

pub const ATOM: &str = "uatom";
pub const USDC: &str = "uusdc";
/// A coin that is not listed at first.
pub const INK: &str = "uink";
/// Another.
pub const DUST: &str = "udust";
const PURSE: u128 = 1_000_000_000;

pub const PEOPLE: [&str; 6] = ["owner", "steward", "guardian", "alice", "bob", "lena"];

pub struct Chain {
    app: App,
    lending: Addr,
    oracle: Addr,
    owner: Addr,
    tokens: BTreeMap<String, Addr>,
}

impl Chain {
    /// Two assets, seeded by the owner with one whole token each; everybody has 1000 of both.
    pub fn new() -> Self {
        let mut app = App::default();
        let owner = app.api().addr_make("owner");
        for name in PEOPLE {
            let person = app.api().addr_make(name);
            let purse = [ATOM, DUST, INK, USDC]
                .map(|denom| coin(PURSE, denom))
                .to_vec();
            app.init_modules(|router, _, storage| {
                router.bank.init_balance(storage, &person, purse).unwrap();
            });
        }
        let board = app.store_code(price_board());
        let code = app.store_code(lending());
        let sender = owner.clone();
        let oracle =
            app.instantiate_contract(board, sender.clone(), &Empty {}, &[], "oracle", None);
        let oracle = oracle.unwrap();
        let msg = instantiate(&owner, &oracle, &|name| app.api().addr_make(name));
        let lending = app.instantiate_contract(code, sender, &msg, &[], "lending", None);
        let mut chain = Self {
            app,
            lending: lending.unwrap(),
            oracle,
            owner,
            tokens: BTreeMap::new(),
        };
        chain.price(ATOM, "10");
        chain.price(USDC, "1");
        for listing in [
            listing(AssetId::native(ATOM), ["0.56", "0.6", "1.4"], "atom"),
            listing(AssetId::native(USDC), ["0.95", "0.97", "1.03"], "usd"),
        ] {
            chain.send("owner", ExecuteMsg::ListAsset(listing), &[]);
        }
        for denom in [ATOM, USDC] {
            chain.deposit("owner", 1_000_000, denom);
        }
        chain
    }

    /// The token of that name; made where there is none, with 1000 of 18 decimals for everybody.
    pub fn token(&mut self, name: &str) -> AssetId {
        if let Some(found) = self.tokens.get(name) {
            return AssetId::cw20(found.as_str());
        }
        let purse = Uint128::new(1_000_000_000_000_000_000_000);
        let holders = PEOPLE.map(|person| Cw20Coin {
            address: self.app.api().addr_make(person).to_string(),
            amount: purse,
        });
        let code = self.app.store_code(cw20());
        let msg = cw20_base::msg::InstantiateMsg {
            name: name.into(),
            symbol: "TOKEN".into(),
            decimals: 18,
            initial_balances: holders.into(),
            mint: None,
            marketing: None,
        };
        let owner = self.owner.clone();
        let token = self
            .app
            .instantiate_contract(code, owner, &msg, &[], name, None);
        let token = token.unwrap();
        self.tokens.insert(name.to_owned(), token.clone());
        AssetId::cw20(token)
    }

    /// Lists an asset with the numbers of ATOM.
    pub fn list(&mut self, asset: AssetId, decimals: u8) {
        let listing = ListAsset {
            decimals,
            ..listing(asset, ["0.56", "0.6", "1.4"], "atom")
        };
        self.send("owner", ExecuteMsg::ListAsset(listing), &[]);
    }

    pub fn send_tokens(
        &mut self,
        name: &str,
        token: &AssetId,
        amount: u128,
        hook: &impl Serialize,
    ) -> Result<(), ContractError> {
        let sender = self.app.api().addr_make(name);
        let msg = Cw20ExecuteMsg::Send {
            contract: self.lending.to_string(),
            amount: Uint128::new(amount),
            msg: to_json_binary(hook).unwrap(),
        };
        let token = Addr::unchecked(token.name());
        let done = self.app.execute_contract(sender, token, &msg, &[]);
        done.map(|_| ()).map_err(|error| error.downcast().unwrap())
    }

    pub fn token_balance(&self, name: &str, token: &AssetId) -> u128 {
        let address = self.app.api().addr_make(name).to_string();
        let msg = cw20_base::msg::QueryMsg::Balance { address };
        let querier = self.app.wrap();
        let found: cw20::BalanceResponse = querier.query_wasm_smart(token.name(), &msg).unwrap();
        found.balance.u128()
    }

    pub fn account(&self, name: &str) -> AccountId {
        AccountId::main(self.app.api().addr_make(name))
    }

    pub fn deposit(&mut self, name: &str, amount: u128, denom: &str) {
        self.send(name, execute::deposit(), &[(amount, denom)]);
    }

    #[track_caller]
    pub fn send(&mut self, name: &str, msg: ExecuteMsg, funds: &[(u128, &str)]) -> Vec<Event> {
        match self.try_send(name, msg, funds) {
            Ok(events) => events,
            Err(error) => panic!("{name} is refused: {error:#}"),
        }
    }

    #[track_caller]
    pub fn fails(&mut self, name: &str, msg: ExecuteMsg, funds: &[(u128, &str)]) -> ContractError {
        let error = self.try_send(name, msg, funds).unwrap_err();
        error.downcast().unwrap()
    }

    /// What came of it.
    pub fn outcome(
        &mut self,
        name: &str,
        msg: ExecuteMsg,
        funds: &[(u128, &str)],
    ) -> Result<Vec<Event>, ContractError> {
        let done = self.try_send(name, msg, funds);
        done.map_err(|error| error.downcast().unwrap())
    }

    fn try_send(
        &mut self,
        name: &str,
        msg: ExecuteMsg,
        funds: &[(u128, &str)],
    ) -> cw_multi_test::error::AnyResult<Vec<Event>> {
        let sender = self.app.api().addr_make(name);
        let funds: Vec<Coin> = funds.iter().map(|(n, denom)| coin(*n, *denom)).collect();
        let done = self
            .app
            .execute_contract(sender, self.lending.clone(), &msg, &funds)?;
        Ok(done.events)
    }

    #[track_caller]
    pub fn ask<T: DeserializeOwned>(&self, msg: QueryMsg) -> T {
        let querier = self.app.wrap();
        querier.query_wasm_smart(&self.lending, &msg).unwrap()
    }

    pub fn balance(&self, name: &str, denom: &str) -> u128 {
        let person = self.app.api().addr_make(name);
        let found = self.app.wrap().query_balance(person, denom).unwrap();
        found.amount.u128()
    }

    pub fn wait(&mut self, seconds: u64) {
        self.app
            .update_block(|block| block.time = block.time.plus_seconds(seconds));
    }

    pub fn price(&mut self, denom: &str, price: &str) {
        let price = price.parse().unwrap();
        let quote = PriceQuote {
            spot: price,
            low: price,
            high: price,
            published_at: self.now(),
            status: PriceStatus::Fresh,
            wide: false,
            halted_until: None,
        };
        self.quote(denom, quote);
    }

    /// The oracle says this of the asset from now on.
    pub fn quote(&mut self, denom: &str, quote: PriceQuote) {
        let told = (denom.to_owned(), quote);
        self.app
            .execute_contract(self.owner.clone(), self.oracle.clone(), &told, &[])
            .unwrap();
    }

    /// From now on every query to the oracle fails.
    pub fn kill_oracle(&mut self) {
        self.quote(setup::DEAD, PriceQuote::MISSING);
    }

    pub fn now(&self) -> u64 {
        self.app.block_info().time.seconds()
    }

    /// Everything that the lending contract has stored.
    pub fn dump(&self) -> Vec<(Vec<u8>, Vec<u8>)> {
        self.app.dump_wasm_raw(&self.lending)
    }

    /// The message is refused and nothing has changed.
    #[track_caller]
    pub fn refused(
        &mut self,
        name: &str,
        msg: ExecuteMsg,
        funds: &[(u128, &str)],
    ) -> ContractError {
        let before = self.dump();
        let error = self.fails(name, msg, funds);
        assert_eq!(self.dump(), before, "{error}");
        error
    }

    pub fn health(&self, name: &str) -> HealthResponse {
        self.ask(QueryMsg::Health {
            account: self.account(name),
        })
    }

    /// S at Maintenance, 1e-12 USD.
    pub fn surplus(&self, name: &str) -> i128 {
        self.health(name).maintenance.unwrap().surplus.raw()
    }

    pub fn address(&self, name: &str) -> Addr {
        self.app.api().addr_make(name)
    }

    pub fn sub(&self, name: &str, id: u8) -> AccountId {
        AccountId::sub(self.address(name), id)
    }

    /// The refusal of a query.
    #[track_caller]
    pub fn no_answer(&self, msg: QueryMsg) -> String {
        let querier = self.app.wrap();
        let found = querier.query_wasm_smart::<Empty>(&self.lending, &msg);
        found.unwrap_err().to_string()
    }
}

impl Chain {
    /// No interest: only what a story does moves health.
    pub fn without_interest(mut self) -> Self {
        for denom in [ATOM, USDC] {
            let mut update = execute::update(denom);
            update.rates = Some(setup::rates("0", "0"));
            self.send("owner", ExecuteMsg::UpdateAsset(update), &[]);
        }
        self
    }

    /// Bob lends 900 USDC; Alice owes `owes` USDC against 100 ATOM, 1000 USD at the start.
    pub fn with_alice_owing(owes: u128) -> Self {
        let mut chain = Self::new().without_interest();
        chain.deposit("bob", 900_000_000, USDC);
        chain.deposit("alice", 100_000_000, ATOM);
        if owes > 0 {
            chain.send("alice", execute::borrow(USDC, owes * 1_000_000), &[]);
        }
        chain
    }
}

impl Chain {
    /// An oracle that knows nothing yet.
    pub fn another_oracle(&mut self) -> Addr {
        let board = self.app.store_code(price_board());
        let sender = self.owner.clone();
        let made = self
            .app
            .instantiate_contract(board, sender, &Empty {}, &[], "another", None);
        made.unwrap()
    }
}

impl Chain {
    pub fn health_of(&self, account: AccountId) -> HealthResponse {
        self.ask(QueryMsg::Health { account })
    }
}

impl Chain {
    /// Bob lends 900 USDC, Alice owes 500 of them, at interest.
    pub fn with_interest_running() -> Self {
        let mut chain = Self::new();
        chain.deposit("bob", 900_000_000, USDC);
        chain.deposit("alice", 100_000_000, ATOM);
        chain.send("alice", execute::borrow(USDC, 500_000_000), &[]);
        chain
    }
}

impl Chain {
    /// An unsolicited transfer.
    pub fn give(&mut self, name: &str, amount: u128, denom: &str) {
        let (from, to) = (self.address(name), self.lending.clone());
        self.app
            .send_tokens(from, to, &[coin(amount, denom)])
            .unwrap();
    }

    /// Lends that many tokens that nobody else has heard of, one of each.
    pub fn fill(&mut self, name: &str, positions: usize) {
        let deposit = |account| {
            Cw20HookMsg::Deposit(Deposit {
                account,
                mode: SupplyMode::Lend,
            })
        };
        let whole = 1_000_000_000_000_000_000;
        for n in 0..positions {
            let token = self.token(&format!("token{n}"));
            self.price(token.name(), "1");
            self.list(token.clone(), 18);
            let seed = deposit(Some(self.sub("owner", u8::try_from(n + 1).unwrap())));
            self.send_tokens("owner", &token, whole, &seed).unwrap();
            let own = deposit(None);
            self.send_tokens(name, &token, whole, &own).unwrap();
        }
    }
}

impl Chain {
    /// Text that is no message is refused, and nothing has changed.
    #[track_caller]
    pub fn garbled(&mut self, name: &str, text: &str) {
        let before = self.dump();
        let msg = cosmwasm_std::WasmMsg::Execute {
            contract_addr: self.lending.to_string(),
            msg: text.as_bytes().into(),
            funds: vec![],
        };
        let done = self.app.execute(self.address(name), msg.into());
        let error = format!("{:#}", done.unwrap_err());
        assert!(error.contains("Error parsing into type"), "{error}");
        assert_eq!(self.dump(), before);
    }
}
