//! The lending market of the stories: oracle, lending and a cw20 token on one small chain, with its people.
//!
//! One debt asset, `uusdc` at 1 USD, and as many collateral assets as a story asks for at 10 USD, each in a group of
//! its own. Three feeders, all of whom must report. Everything has 6 decimals.

use crate::artifact::Artifact;
use crate::message::{coin, Coin};
use crate::profile::Profile;
use crate::usage::Usage;
use crate::world::{Chain, Receipt, Refused};
use serde_json::{json, Value};
use std::cell::RefCell;

/// Base units of one whole token.
pub const TOKEN: u128 = 1_000_000;
pub const DAY: u64 = 86_400;
/// The oracle's default: after so long a fresh quorum publishes what the breaker held back.
const CONFIRM_AFTER: u64 = 600;
const FIRST_PRICE: &str = "10";
/// Denominations as chains have them; a story uses the first N.
pub const COLLATERAL: [&str; 15] = [
    "ubtc", "ueth", "uatom", "usol", "uosmo", "uinj", "utia", "ujuno", "ustars", "uakt", "uscrt",
    "uaxl", "ukuji", "uluna", "udydx",
];
pub const DEBT: &str = "uusdc";

#[derive(Debug)]
pub struct Market {
    pub chain: Chain,
    pub lending: String,
    pub oracle: String,
    pub lens: String,
    /// The cw20 token, where the story has one.
    pub token: Option<String>,
    collateral: usize,
    /// What the feeders last said of a collateral asset.
    reported: RefCell<String>,
    profile: Option<Profile>,
}

/// Which build.
enum Lending<'a> {
    Shipped,
    Other(&'a [u8]),
    Profiled(&'a [u8]),
}

impl Market {
    /// With this many collateral assets; each market is seeded by the owner, and bob has lent a million dollars.
    pub fn new(collateral: usize) -> Self {
        Self::set_up(collateral, Lending::Shipped, false)
    }

    /// The same with this build of lending.
    pub fn of(collateral: usize, lending: &[u8]) -> Self {
        Self::set_up(collateral, Lending::Other(lending), false)
    }

    /// The same with this build of lending, which has names, reporting which functions spend the gas.
    pub fn profiled(collateral: usize, lending: &[u8]) -> (Self, Profile) {
        let market = Self::set_up(collateral, Lending::Profiled(lending), false);
        let profile = market.profile.clone().expect("profiled");
        (market, profile)
    }

    /// The same with a cw20 token, worth 10 USD, as one asset more.
    pub fn with_token(collateral: usize) -> Self {
        Self::set_up(collateral, Lending::Shipped, true)
    }

    fn set_up(collateral: usize, lending: Lending<'_>, token: bool) -> Self {
        let chain = Chain::new();
        let oracle_code = chain.upload(&Artifact::Oracle.read());
        let (lending_code, profile) = match lending {
            Lending::Shipped => (chain.upload(&Artifact::Lending.read()), None),
            Lending::Other(wasm) => (chain.upload(wasm), None),
            Lending::Profiled(wasm) => {
                let (code, profile) = chain.upload_profiled(wasm);
                (code, Some(profile))
            }
        };
        let owner = Chain::address("owner");
        let oracle = chain.instantiate(oracle_code, "oracle", &owner, &oracle_instantiate());
        let (oracle, _) = oracle.expect("the oracle starts");
        let groups = collateral + usize::from(token);
        let msg = lending_instantiate(&oracle, groups);
        let lending = chain.instantiate(lending_code, "lending", &owner, &msg);
        let (lending, _) = lending.expect("lending starts");
        let lens_code = chain.upload(&Artifact::Lens.read());
        let lens = chain.instantiate(lens_code, "lens", &owner, &json!({ "lending": lending }));
        let (lens, _) = lens.expect("the lens starts");
        let token = token.then(|| deploy_token(&chain));
        let mut market = Self {
            chain,
            lending,
            oracle,
            lens,
            token,
            collateral,
            reported: RefCell::new(FIRST_PRICE.to_owned()),
            profile,
        };
        market.open();
        market
    }

    fn open(&mut self) {
        let feeders: Vec<_> = FEEDERS.map(Chain::address).into();
        let msg = json!({"set_feeders": {"feeders": feeders, "quorum": 3, "faults": 1}});
        self.owner_does(&self.oracle, &msg);
        for asset in self.assets() {
            self.owner_does(&self.oracle, &source(&asset));
        }
        self.report(FIRST_PRICE);
        for (number, asset) in self.assets().into_iter().enumerate() {
            self.owner_does(&self.lending, &list_asset(&asset, number));
            self.supply("owner", &asset, 1_000 * TOKEN);
        }
        let lent = 1_000_000 * TOKEN;
        self.supply("bob", &native(DEBT), lent);
    }

    /// The debt asset, the collateral assets, and the token if there is one.
    pub fn assets(&self) -> Vec<Value> {
        let collateral = COLLATERAL[..self.collateral].iter();
        let mut assets: Vec<_> = [&DEBT]
            .into_iter()
            .chain(collateral)
            .map(|d| native(d))
            .collect();
        assets.extend(self.token.as_ref().map(|address| json!({"cw20": address})));
        assets
    }

    /// All three feeders report this price for everything but the debt asset, which stays at 1 USD.
    pub fn report(&self, price: &str) -> Receipt {
        let msg = report(&self.assets(), price, self.chain.now());
        FEEDERS
            .map(|feeder| self.feeds(feeder, &msg))
            .into_iter()
            .last()
            .expect("three reported")
    }

    /// The oracle has this price of an asset of which the feeders do not report.
    pub fn prices(&self, asset: &Value) {
        let until = self.chain.now() + 90 * DAY;
        let msg = json!({"set_asset": {"asset": asset, "source": {"fixed": {"price": "10", "until": until}}, "limits": limits()}});
        self.owner_does(&self.oracle, &msg);
    }

    /// A call of the oracle.
    pub fn feeds(&self, who: &str, msg: &Value) -> Receipt {
        self.execute(who, &self.oracle, msg, &[])
    }

    /// A day later, with fresh prices: interest has accrued and nothing is stale. What the breaker holds back for its size
    /// a second report publishes.
    pub fn next_day(&self, price: &str) {
        self.chain.wait(DAY);
        self.report(price);
        if self.reported.replace(price.to_owned()) != price {
            self.chain.wait(CONFIRM_AFTER);
            self.report(price);
        }
    }

    /// Deposits into the main account.
    pub fn supply(&self, who: &str, asset: &Value, amount: u128) -> Receipt {
        let deposit = json!({"deposit": {"mode": "lend"}});
        match asset.get("native") {
            Some(denom) => {
                let denom = denom.as_str().expect("a denomination");
                self.pays(who, &deposit, coin(amount, denom))
            }
            None => self.sends(who, &deposit, amount),
        }
    }

    /// A call of lending without funds.
    pub fn does(&self, who: &str, msg: &Value) -> Receipt {
        self.execute(who, &self.lending, msg, &[])
    }

    /// A call of lending with a coin, which the sender is given first.
    pub fn pays(&self, who: &str, msg: &Value, coin: Coin) -> Receipt {
        self.chain.mint(&Chain::address(who), &coin);
        self.execute(who, &self.lending, msg, &[coin])
    }

    /// The same with the cw20 token.
    pub fn sends(&self, who: &str, msg: &Value, amount: u128) -> Receipt {
        let token = self.token.as_ref().expect("a story with a token");
        let msg = base64(msg);
        let send =
            json!({"send": {"contract": self.lending, "amount": amount.to_string(), "msg": msg}});
        self.execute(who, token, &send, &[])
    }

    pub fn owner_does(&self, contract: &str, msg: &Value) -> Receipt {
        self.execute("owner", contract, msg, &[])
    }

    pub fn try_execute(
        &self,
        who: &str,
        contract: &str,
        msg: &Value,
        funds: &[Coin],
    ) -> Result<Receipt, Refused> {
        if let Some(profile) = &self.profile {
            profile.clear();
        }
        self.chain
            .execute(&Chain::address(who), contract, msg, funds)
    }

    #[track_caller]
    fn execute(&self, who: &str, contract: &str, msg: &Value, funds: &[Coin]) -> Receipt {
        let receipt = self.try_execute(who, contract, msg, funds);
        receipt.unwrap_or_else(|refused| panic!("{who}: {msg}: {refused}"))
    }

    /// A query of lending.
    #[track_caller]
    pub fn ask(&self, msg: &Value) -> (Value, Usage) {
        self.query(&self.lending, msg)
    }

    /// A query of the lens.
    #[track_caller]
    pub fn ask_lens(&self, msg: &Value) -> (Value, Usage) {
        self.query(&self.lens, msg)
    }

    #[track_caller]
    fn query(&self, contract: &str, msg: &Value) -> (Value, Usage) {
        if let Some(profile) = &self.profile {
            profile.clear();
        }
        let answer = self.chain.query(contract, msg);
        answer.unwrap_or_else(|refused| panic!("{msg}: {refused}"))
    }

    /// So many others hold this much of one asset or another and owe half its worth; their names.
    pub fn borrowers(&self, many: u128, each: u128) -> Vec<String> {
        let names: Vec<_> = (0..many).map(|n| format!("borrower{n}")).collect();
        for (name, denom) in names.iter().zip(COLLATERAL[..10].iter().cycle()) {
            self.supply(name, &native(denom), each);
            // at 10 USD for a token
            self.does(name, &borrow(DEBT, each * 5));
        }
        names
    }

    /// alice deposits 1,000 tokens of each of the first `positions` collateral assets and borrows this many dollars.
    pub fn alice_borrows(&self, positions: usize, dollars: u128) {
        for denom in &COLLATERAL[..positions] {
            self.supply("alice", &native(denom), 1_000 * TOKEN);
        }
        self.does("alice", &borrow(DEBT, dollars * TOKEN));
    }
}

const FEEDERS: [&str; 3] = ["fred", "fiona", "felix"];

pub fn native(denom: &str) -> Value {
    json!({"native": denom})
}

pub fn account(of: &str) -> Value {
    json!({"owner": Chain::address(of)})
}

pub fn borrow(denom: &str, amount: u128) -> Value {
    json!({"borrow": {"asset": native(denom), "amount": amount.to_string()}})
}

pub fn withdraw(denom: &str, amount: u128) -> Value {
    json!({"withdraw": {"asset": native(denom), "amount": amount.to_string()}})
}

pub fn liquidate(of: &str, collateral: &str, receive: &str) -> Value {
    json!({"liquidate": {"account": account(of), "collateral": native(collateral), "receive": receive}})
}

/// One group an asset, the debt asset's first; all correlated by `rho` but for the dollar's, which is with nothing.
pub fn correlations(groups: usize, rho: &str) -> Value {
    let entry = |g: usize, h: usize| match (g, h) {
        (g, h) if g == h => "1",
        (g, h) if g.min(h) == 0 => "0",
        _ => rho,
    };
    let matrix: Vec<Vec<_>> = (0..=groups)
        .map(|g| (0..=groups).map(|h| entry(g, h)).collect())
        .collect();
    let named = |g| json!({"name": group(g), "stress": if g == 0 { "0.03" } else { "0.2" }});
    let list: Vec<_> = (0..=groups).map(named).collect();
    json!({"groups": list, "rho": matrix, "correlation_credit": "0.75", "min_margin": "0.02"})
}

fn group(number: usize) -> String {
    format!("group{number}")
}

pub fn oracle_instantiate() -> Value {
    json!({"owner": Chain::address("owner"), "guardian": Chain::address("guardian")})
}

/// The feeders are believed within these limits.
pub fn source(asset: &Value) -> Value {
    json!({"set_asset": {"asset": asset, "source": {"feeders": {}}, "limits": limits()}})
}

fn limits() -> Value {
    json!({"max_age": 3600, "min_price": "0.01", "max_price": "1000000"})
}

/// A feeder's report of this price for everything but the debt asset, which stays at 1 USD.
pub fn report(assets: &[Value], price: &str, time: u64) -> Value {
    let priced = |asset: &Value| {
        let price = if *asset == native(DEBT) { "1" } else { price };
        json!({"asset": asset, "price": price, "time": time})
    };
    let prices: Vec<_> = assets.iter().map(priced).collect();
    json!({"report": {"prices": prices}})
}

pub fn lending_instantiate(oracle: &str, groups: usize) -> Value {
    json!({
        "owner": Chain::address("owner"), "guardian": Chain::address("guardian"), "oracle": oracle,
        "liquidation": {"bonus_floor": "0.005", "target_health": "1.05", "min_position_value": "10", "write_off_value": "0.1"},
        "correlations": correlations(groups, "0.5"),
    })
}

/// The debt asset counts almost in full, the others at 0.65 and 0.7.
pub fn risk(number: usize) -> Value {
    match number {
        0 => asset_risk(0, ["0.92", "0.95", "1.05"]),
        _ => asset_risk(number, ["0.65", "0.7", "1.3"]),
    }
}

/// Factor, threshold and weight of an asset in the group of that number.
pub fn asset_risk(number: usize, [factor, threshold, weight]: [&str; 3]) -> Value {
    json!({"collateral_factor": factor, "liquidation_threshold": threshold, "borrow_weight": weight, "group": group(number)})
}

pub fn list_asset(asset: &Value, number: usize) -> Value {
    json!({"list_asset": {
        "asset": asset, "decimals": 6, "risk": risk(number),
        "liquidation": {"bonus_min": "0.01", "bonus_slope": "1", "bonus_max": "0.05", "protocol_fee": "0.1"},
        "rates": {"base": "0.01", "slope1": "0.1", "slope2": "3", "optimal_utilisation": "0.8"},
        "reserve_factor": "0.1",
        "caps": {"supply_cap": "100000000000000", "borrow_cap": "50000000000000"},
    }})
}

fn deploy_token(chain: &Chain) -> String {
    let holders = ["owner", "alice", "bob", "liam"].map(Chain::address);
    let amount = (1_000_000 * TOKEN).to_string();
    let balances = holders.map(|h| json!({"address": h, "amount": amount}));
    let msg =
        json!({"name": "Token", "symbol": "TOK", "decimals": 6, "initial_balances": balances});
    let code = chain.upload(&Artifact::Token.read());
    let token = chain.instantiate(code, "token", &Chain::address("owner"), &msg);
    token.expect("the token starts").0
}

fn base64(msg: &Value) -> String {
    let bytes = serde_json::to_vec(msg).expect("a value is JSON");
    cosmwasm_std_vm::Binary::new(bytes).to_base64()
}
