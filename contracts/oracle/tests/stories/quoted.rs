//! Markets whose price is quoted in another asset: alone, and beside the rate of a derivative.
//!
//! A venue trades stATOM for 1.2 ATOM of 10 USD. Carl holds 1,000 of them against 10,500 USD, Dana owes 1,000 of them; both are
//! healthy at 12 USD, and everything around a venue that is moved, left or silenced is about their money.

use super::chain::*;
use super::scripted::*;
use ballast_interface::event::{key, oracle as event};
use ballast_interface::oracle::{ExecuteMsg, Limits, PriceStatus};
use cosmwasm_std::Addr;

const VENUE: &str = "ustatom-venue";

struct Market {
    chain: Chain,
    venue: Addr,
}

impl Market {
    /// With the average that is the default, or with another.
    fn with_average(half_life: Option<u64>) -> Self {
        let mut chain = Chain::new();
        let until = BEGIN + 80 * DAY;
        let fixed = format!(r#"{{"fixed":{{"price":"10","until":{until}}}}}"#);
        chain.source("uusd-atom", &fixed).unwrap();
        let venue = chain.scripted(STATE, r#"{"price":"1.2"}"#);
        let fields = r#""value":["price"],"scale":0,"quote":{"native":"uusd-atom"}"#;
        let source = contract(&venue, STATE, fields);
        let limits = Limits {
            half_life,
            ..wide()
        };
        chain.source_within(VENUE, &source, limits).unwrap();
        chain.settle(VENUE);
        Self { chain, venue }
    }

    /// And a derivative that redeems for 1.2 ATOM, with that market beside it.
    fn beside_a_rate(half_life: Option<u64>) -> Self {
        let mut market = Self::with_average(half_life);
        let hub = market.chain.scripted(STATE, r#"{"rate":"1.2"}"#);
        let msg = base64(STATE);
        let source = format!(
            r#"{{"ratio":{{"base":{{"native":"uusd-atom"}},"market":{{"native":"{VENUE}"}},"max_growth_per_year":"0",
            "anchor":{{"rate":"1.2","time":{BEGIN}}},"rate":{{"contract":{{"contract":"{hub}","msg":"{msg}",
            "value":["rate"],"scale":0,"refresh_within":21600}}}}}}}}"#
        );
        market.chain.source("ustatom", &source).unwrap();
        market.chain.settle("ustatom");
        market.chain.refresh(VENUE);
        market
    }

    fn says(&mut self, price: &str) {
        let answer = format!(r#"{{"price":"{price}"}}"#);
        self.chain.say(&self.venue.clone(), STATE, Some(&answer));
    }

    /// The venue stays at a price for so many minutes, and somebody asks at the end of each.
    fn minutes(&mut self, price: &str, minutes: u64) {
        self.says(price);
        self.chain.refresh(VENUE);
        for _ in 0..minutes {
            self.chain.later(59);
            self.chain.refresh(VENUE);
            self.chain.later(1);
            self.chain.refresh(VENUE);
        }
    }
}

/// To a millionth of a dollar, to the nearest.
fn micros(price: ballast_risk::Price) -> u128 {
    (price.raw() + 5 * 10u128.pow(11)) / 10u128.pow(12)
}

#[test]
fn a_quoted_market_has_an_average_where_nobody_says_otherwise() {
    let mut market = Market::with_average(None);
    market.minutes("1", 30);
    let found = market.chain.quote(VENUE);
    assert_eq!((found.low, found.spot), (usd("10"), usd("10")));
    // half of the way from 12 to 10 after half an hour: who borrows it at the bottom of a dump counts it at 11
    assert_eq!(micros(found.high), 11_000_000);
    // only where it is said
    let mut bare = Market::with_average(Some(0));
    bare.minutes("1", 2);
    bare.chain
        .assert_quote(VENUE, ("10", "10", "10"), PriceStatus::Fresh);
}

#[test]
fn a_misprint_of_a_quoted_market_for_two_minutes_liquidates_nobody() {
    let mut market = Market::beside_a_rate(None);
    market.minutes("0.9", 2);
    // at 9 USD Carl's 1,000 stATOM are worth 9,000 against the 10,500 that he owes; the average has hardly moved:
    // 9 + 3 · 2^(-2/30) = 11.864 in two minutes
    let found = market.chain.quote("ustatom");
    assert_eq!(found.low, usd("9"));
    assert!((11_864_000..11_866_000).contains(&micros(found.spot)));
    // the least that liquidation takes, where readings differ, is not below that
    let least = found.unsettled.map_or(found.spot, |span| span.high);
    assert!(micros(least) >= 11_864_000, "{found:?}");
}

#[test]
fn a_market_that_is_silenced_makes_no_debt_dearer() {
    let mut market = Market::beside_a_rate(Some(0));
    // a depeg that lasts: Dana owes 1,000 stATOM of 9 USD
    market.minutes("0.9", 2);
    market
        .chain
        .assert_quote("ustatom", ("9", "9", "12"), PriceStatus::Fresh);
    // somebody silences the venue and asks. At the rate alone, 12, she would owe 3,000 USD more at once, and be liquidated.
    market.chain.say(&market.venue.clone(), STATE, None);
    market.chain.refresh(VENUE);
    let found = market.chain.quote("ustatom");
    assert_eq!((found.status, found.wide), (PriceStatus::Fresh, true));
    assert_eq!((found.low, found.spot), (usd("9"), usd("12")));
    let span = found.unsettled.unwrap();
    assert_eq!((span.low, span.high), (usd("9"), usd("12")));
}

#[test]
fn a_product_that_no_price_holds_is_known_from_below_and_stops_no_exit() {
    let mut chain = Chain::new();
    let limits = || Limits {
        max_price: usd("340000000000000000000"),
        ..wide()
    };
    let until = BEGIN + DAY;
    let fixed = format!(r#"{{"fixed":{{"price":"1000000","until":{until}}}}}"#);
    chain.source_within("udear", &fixed, limits()).unwrap();
    let venue = chain.scripted(STATE, r#"{"price":"300000000000000"}"#);
    let fields = r#""value":["price"],"scale":0,"quote":{"native":"udear"}"#;
    let source = contract(&venue, STATE, fields);
    chain.source_within("udearer", &source, limits()).unwrap();
    chain.settle("udearer");
    assert_eq!(chain.quote("udearer").status, PriceStatus::Fresh);
    // 3.8e14 · 1e6 = 3.8e20, and the largest price is 3.4e20: frozen, as beyond any upper bound, and not missing
    chain.say(&venue, STATE, Some(r#"{"price":"380000000000000"}"#));
    chain.refresh("udearer");
    let found = chain.quote("udearer");
    assert_eq!(found.status, PriceStatus::Frozen);
    assert_eq!(found.low, usd("300000000000000000000"));
    assert_eq!(found.high.raw(), u128::MAX);
}

#[test]
fn a_halt_that_ended_publishes_what_was_known_before_a_new_reading() {
    let mut market = Market::with_average(Some(0));
    let freeze = |asset| ExecuteMsg::Freeze { asset };
    let asset = ballast_interface::AssetId::native(VENUE);
    market.chain.run(GUARDIAN, freeze(asset)).unwrap();
    market.chain.later(DAY - 150);
    market.minutes("0.9", 2);
    // its time is over. 0.65 is less than a step from the 0.9 that was known by then, and more than one from the 1.2 that was
    // held: it waits, beside the 9 USD of the end and not beside the 12 of a day ago
    market.chain.later(31);
    market.says("0.65");
    market.chain.refresh(VENUE);
    market
        .chain
        .assert_quote(VENUE, ("6.5", "9", "9"), PriceStatus::Frozen);
}

#[test]
fn the_monitor_learns_nothing_from_a_reading_that_may_have_been_made() {
    let mut market = Market::with_average(None);
    let sample = |market: &mut Market| {
        let said = market.chain.run("anybody", ExecuteMsg::Sample {}).unwrap();
        told(&said, event::SAMPLE, key::TAKEN)
    };
    assert_eq!(sample(&mut market), "1");
    market.chain.later(HOUR);
    market.chain.settle(VENUE);
    // Eve moves the venue for one transaction, just before the hour's sample
    market.says("1.3");
    market.chain.refresh(VENUE);
    assert_eq!(sample(&mut market), "0");
    market.chain.later(HOUR);
    market.minutes("1.2", 2);
    assert_eq!(sample(&mut market), "1");
}
