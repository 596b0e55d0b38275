//! A small chain: the lending contract, an oracle that answers what it is told, and people with coins and tokens.
#![allow(dead_code)] // each test file uses what it needs

use ballast_interface::lending::{
    Deposit, ExecuteMsg, InstantiateMsg, ListAsset, QueryMsg, SupplyMode,
};
use ballast_interface::oracle::{self, PriceQuote};
use ballast_interface::{AccountId, AssetId};
use ballast_lending::{contract, ContractError};
use ballast_risk::correlation::{CorrelationSpec, Group};
use ballast_risk::num::{Move, Ratio};
use ballast_risk::params::{AssetRisk, Caps, LiquidationBonus, LiquidationConfig};
use ballast_risk::rate::RateModel;
use cosmwasm_schema::serde::{de::DeserializeOwned, Serialize};
use cosmwasm_std::{
    coin, to_json_binary, Addr, Binary, Coin, Deps, DepsMut, Empty, Env, Event, MessageInfo,
    Response, StdResult, Uint128,
};
use cw20::{Cw20Coin, Cw20ExecuteMsg};
use cw_multi_test::{App, Contract, ContractWrapper, Executor};
use cw_storage_plus::Map;
use std::collections::BTreeMap;

pub const ATOM: &str = "uatom";
pub const USDC: &str = "uusdc";
const PURSE: u128 = 1_000_000_000;

const PEOPLE: [&str; 4] = ["owner", "alice", "bob", "lena"];

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
            let purse = vec![coin(PURSE, ATOM), coin(PURSE, USDC)];
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
        let msg = instantiate(&owner, &oracle);
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
        let msg = ExecuteMsg::Deposit(Deposit {
            account: None,
            mode: SupplyMode::Lend,
        });
        self.send(name, msg, &[(amount, denom)]);
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
        let told = (denom.to_owned(), price.to_owned());
        self.app
            .execute_contract(self.owner.clone(), self.oracle.clone(), &told, &[])
            .unwrap();
    }
}

/// Messages, short.
pub mod execute {
    use super::*;
    use ballast_interface::lending::{Liquidate, Receive, Repay};
    use ballast_risk::num::Amount;

    pub fn withdraw(denom: &str, amount: Option<u128>) -> ExecuteMsg {
        withdraw_of(AssetId::native(denom), amount)
    }

    pub fn withdraw_of(asset: AssetId, amount: Option<u128>) -> ExecuteMsg {
        ExecuteMsg::Withdraw {
            account_id: 0,
            asset,
            amount: amount.map(Amount::new),
            mode: SupplyMode::Lend,
            recipient: None,
        }
    }

    pub fn borrow(denom: &str, amount: u128) -> ExecuteMsg {
        borrow_of(AssetId::native(denom), amount)
    }

    pub fn borrow_of(asset: AssetId, amount: u128) -> ExecuteMsg {
        ExecuteMsg::Borrow {
            account_id: 0,
            asset,
            amount: Amount::new(amount),
            recipient: None,
        }
    }

    pub fn repay() -> ExecuteMsg {
        ExecuteMsg::Repay(Repay { account: None })
    }

    pub fn liquidate(account: AccountId, collateral: &str) -> ExecuteMsg {
        ExecuteMsg::Liquidate(Liquidate {
            account,
            collateral: AssetId::native(collateral),
            min_received: None,
            receive: Receive::Asset,
            receive_account: 0,
        })
    }
}

fn instantiate(owner: &Addr, oracle: &Addr) -> InstantiateMsg {
    let group = |name: &str, percent| Group {
        name: name.into(),
        stress: Ratio::percent(percent),
    };
    let one = Move::new(1_000_000_000_000_000_000);
    let none = Move::new(0);
    InstantiateMsg {
        owner: owner.to_string(),
        guardian: None,
        steward: None,
        oracle: oracle.to_string(),
        liquidation: LiquidationConfig {
            bonus_floor: "0.005".parse().unwrap(),
            target_health: "1.05".parse().unwrap(),
            min_position_value: "10".parse().unwrap(),
            write_off_value: "0.1".parse().unwrap(),
        },
        correlations: CorrelationSpec {
            groups: vec![group("atom", 40), group("usd", 3)],
            rho: vec![vec![one, none], vec![none, one]],
            correlation_credit: Ratio::percent(75),
            min_margin: Ratio::percent(2),
        },
    }
}

fn listing(asset: AssetId, risk: [&str; 3], group: &str) -> ListAsset {
    let [factor, threshold, weight] = risk.map(|text| text.parse().unwrap());
    // (1 + bonus_max) · LT stays below 1
    let bonus_max = if threshold > Ratio::percent(90) {
        2
    } else {
        10
    };
    ListAsset {
        asset,
        decimals: 6,
        risk: AssetRisk {
            collateral_factor: factor,
            liquidation_threshold: threshold,
            borrow_weight: Some(weight),
            group: group.into(),
        },
        liquidation: LiquidationBonus {
            bonus_min: Ratio::percent(1),
            bonus_slope: Ratio::ONE,
            bonus_max: Ratio::percent(bonus_max),
            protocol_fee: Ratio::percent(10),
        },
        rates: RateModel {
            base: Ratio::ZERO,
            slope1: Ratio::percent(10),
            slope2: Ratio::percent(300),
            optimal_utilisation: Ratio::percent(70),
        },
        reserve_factor: Ratio::percent(10),
        caps: Caps::default(),
    }
}

fn lending() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new(
        contract::execute,
        contract::instantiate,
        contract::query,
    ))
}

fn cw20() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new(
        cw20_base::contract::execute,
        cw20_base::contract::instantiate,
        cw20_base::contract::query,
    ))
}

const BOARD: Map<String, String> = Map::new("board");

/// Fresh prices without a spread; what it was not told is missing.
fn price_board() -> Box<dyn Contract<Empty>> {
    fn instantiate(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
        Ok(Response::new())
    }
    fn execute(
        deps: DepsMut,
        _: Env,
        _: MessageInfo,
        (denom, price): (String, String),
    ) -> StdResult<Response> {
        BOARD.save(deps.storage, denom, &price)?;
        Ok(Response::new())
    }
    fn query(deps: Deps, env: Env, msg: oracle::QueryMsg) -> StdResult<Binary> {
        let oracle::QueryMsg::Prices { assets } = msg else {
            return to_json_binary(&Empty {});
        };
        let now = env.block.time.seconds();
        let quote = |asset: AssetId| match BOARD.load(deps.storage, asset.name().to_owned()) {
            Err(_) => PriceQuote::MISSING,
            Ok(text) => {
                let price = text.parse().unwrap();
                PriceQuote {
                    spot: price,
                    low: price,
                    high: price,
                    published_at: now,
                    status: oracle::PriceStatus::Fresh,
                    wide: false,
                }
            }
        };
        to_json_binary(&assets.into_iter().map(quote).collect::<Vec<_>>())
    }
    Box::new(ContractWrapper::new(execute, instantiate, query))
}
