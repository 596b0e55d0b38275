//! The Suite's oracle with five feeders of ATOM and nothing else, and how people talk to it.

use ballast_interface::oracle::{
    AssetResponse, ExecuteMsg, Limits, PriceQuote, PriceReport, PriceStatus, QueryMsg, Source,
    SourceSwap,
};
use ballast_interface::AssetId;
use ballast_oracle::ContractError;
use ballast_risk::{Price, Ratio};
use ballast_testing::Suite;
use cosmwasm_schema::serde::de::DeserializeOwned;
use cosmwasm_std::Event;

pub const NAMES: [&str; 5] = ["fiona", "felix", "frida", "frank", "flora"];
pub const OWNER: &str = "owner";
pub const GUARDIAN: &str = "guardian";
/// When the Suite's chain begins.
pub const BEGIN: u64 = 1_700_000_000;
pub const HOUR: u64 = 3_600;
pub const DAY: u64 = 24 * HOUR;

pub type Outcome = Result<Vec<Event>, ContractError>;

pub struct Chain(pub Suite);

impl Chain {
    /// Three of five feeders make a price, one may lie; ATOM is priced by them, between 0.01 and 1000, each report for 120 s.
    pub fn new() -> Self {
        let mut chain = Self(crate::stage().unlisted().build().unwrap());
        chain.run(OWNER, chain.feeders(&NAMES, 3, 1)).unwrap();
        chain.set(limits());
        chain
    }

    /// The same, and each of the five has reported a price.
    pub fn priced(price: &str) -> Self {
        let mut chain = Self::new();
        chain.all_report(price);
        chain
    }

    pub fn feeders(&self, names: &[&str], quorum: u8, faults: u8) -> ExecuteMsg {
        self.0.feeders(names, quorum, faults)
    }

    pub fn run(&mut self, who: &str, msg: ExecuteMsg) -> Outcome {
        let done = self.0.tell_oracle(who, msg);
        done.map(|done| done.events)
            .map_err(|refused| refused.0.downcast().unwrap())
    }

    pub fn now(&self) -> u64 {
        self.0.now()
    }

    pub fn report(&mut self, who: &str, price: &str) -> Outcome {
        let time = self.now();
        self.report_at(who, price, time)
    }

    pub fn report_at(&mut self, who: &str, price: &str, time: u64) -> Outcome {
        let prices = vec![entry("uatom", price, time)];
        self.run(who, ExecuteMsg::Report { prices })
    }

    /// All five see the same price.
    #[track_caller]
    pub fn all_report(&mut self, price: &str) {
        for who in NAMES {
            self.report(who, price).unwrap();
        }
    }

    pub fn ask<T: DeserializeOwned>(&self, query: &QueryMsg) -> T {
        self.0.ask_oracle(query)
    }

    pub fn later(&mut self, seconds: u64) {
        self.0.pass(seconds);
    }

    /// ATOM is priced by the feeders within these limits.
    #[track_caller]
    pub fn set(&mut self, limits: Limits) {
        self.run(OWNER, atom(Source::Feeders {}, limits, None))
            .unwrap();
    }

    pub fn freeze(&mut self, who: &str) -> Outcome {
        let asset = AssetId::native("uatom");
        self.run(who, ExecuteMsg::Freeze { asset })
    }

    pub fn unfreeze(&mut self, who: &str) -> Outcome {
        let asset = AssetId::native("uatom");
        self.run(who, ExecuteMsg::Unfreeze { asset })
    }

    pub fn confirm(&mut self, who: &str, price: &str, within: &str) -> Outcome {
        let msg = ExecuteMsg::Confirm {
            asset: AssetId::native("uatom"),
            price: usd(price),
            within: within.parse().unwrap(),
        };
        self.run(who, msg)
    }

    /// What lending is told of ATOM, in one query with assets that nobody prices.
    pub fn price(&self) -> PriceQuote {
        let mut others = self.0.quotes().unwrap();
        let at = self.0.assets().iter().position(|it| it.ticker == "ATOM");
        let atom = others.remove(at.unwrap());
        assert!(others.iter().all(|quote| *quote == PriceQuote::MISSING));
        atom
    }

    pub fn atom(&self) -> AssetResponse {
        let asset = AssetId::native("uatom");
        self.0.ask_oracle(&QueryMsg::Asset { asset })
    }

    /// Low, spot and high, and the status.
    #[track_caller]
    pub fn assert_price(&self, (low, spot, high): (&str, &str, &str), status: PriceStatus) {
        let found = self.price();
        let texts = [found.low, found.spot, found.high].map(|price| price.to_string());
        assert_eq!(texts, [low, spot, high]);
        assert_eq!(found.status, status);
    }
}

pub fn usd(text: &str) -> Price {
    text.parse().unwrap()
}

pub fn entry(denom: &str, price: &str, time: u64) -> PriceReport {
    PriceReport {
        asset: AssetId::native(denom),
        price: price.into(),
        time: time.into(),
    }
}

/// Without an average, so that low and high are the bracket's; a step of 30 %, held back for ten minutes.
pub fn limits() -> Limits {
    Limits {
        max_age: 120,
        min_price: usd("0.01"),
        max_price: usd("1000"),
        max_step: Some(Ratio::percent(30)),
        step_window: Some(HOUR),
        confirm_after: Some(600),
        half_life: Some(0),
        max_spread: None,
    }
}

pub fn atom(source: Source, limits: Limits, swap: Option<SourceSwap>) -> ExecuteMsg {
    ExecuteMsg::SetAsset {
        asset: AssetId::native("uatom"),
        source,
        limits,
        swap,
    }
}

/// The value of an attribute of the last event of a type.
#[track_caller]
pub fn told(events: &[Event], name: &str, key: &str) -> String {
    let of_that_type = |event: &&Event| event.ty == format!("wasm-{name}");
    let event = events.iter().rfind(of_that_type);
    let event = event.unwrap_or_else(|| panic!("no {name} in {events:?}"));
    told_in(event, key)
}

/// The value of an attribute of one event; empty where it has none.
pub fn told_in(event: &Event, key: &str) -> String {
    let mut attributes = event.attributes.iter();
    let found = attributes.find(|attribute| attribute.key == key);
    found.map_or(String::new(), |found| found.value.clone())
}
