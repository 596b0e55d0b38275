//! Freshness is nobody's to withhold: what an attacker does with a source, and what that is worth.
//!
//! Carl holds 1,000 stATOM against a debt of 11,000 USD. At 12 USD each he is healthy (threshold 95 %: 11,400), at 11 he is
//! not (10,450). Whoever liquidates him wrongly earns a bonus of 5 % of what they repay; whoever keeps the price wrong
//! borrows what is not there.

use super::chain::*;
use super::scripted::*;
use ballast_interface::event::{key, oracle as event};
use ballast_interface::oracle::{PriceQuote, PriceStatus};
use cosmwasm_std::Addr;

const UNITS: u128 = 1_000;

struct Hub {
    chain: Chain,
    hub: Addr,
}

impl Hub {
    /// stATOM at 1.2 ATOM of 10 USD, asked every minute.
    fn new() -> Self {
        let mut chain = Chain::new();
        chain
            .source(
                "uusd-atom",
                &format!(
                    r#"{{"fixed":{{"price":"10","until":{}}}}}"#,
                    BEGIN + 80 * DAY
                ),
            )
            .unwrap();
        let hub = chain.scripted(STATE, r#"{"rate":"1.2"}"#);
        let fields = r#""value":["rate"],"scale":0,"quote":{"native":"uusd-atom"}"#;
        let source = contract(&hub, STATE, fields);
        chain.source("ustatom", &source).unwrap();
        chain.settle("ustatom");
        Self { chain, hub }
    }

    fn rate(&mut self, rate: &str) {
        let answer = format!(r#"{{"rate":"{rate}"}}"#);
        self.chain.say(&self.hub.clone(), STATE, Some(&answer));
    }

    fn quote(&self) -> PriceQuote {
        self.chain.quote("ustatom")
    }

    /// What Carl's collateral counts at in liquidation, USD: at spot, at high where the price is uncertain, at twice that where
    /// it is halted.
    fn collateral_in_liquidation(&self) -> u128 {
        let found = self.quote();
        let price = match found.status {
            PriceStatus::Fresh => found.unsettled.map_or(found.spot, |span| span.high).raw(),
            PriceStatus::Halted => 2 * found.high.raw(),
            PriceStatus::Missing => 0,
            _ => found.high.raw(),
        };
        UNITS * price / 10u128.pow(18)
    }

    /// What stATOM counts at for new loans against it, USD each; nothing where there is no new risk.
    fn collateral_for_new_risk(&self) -> String {
        let found = self.quote();
        match found.status {
            PriceStatus::Fresh if !found.wide => found.low.to_string(),
            _ => "nothing".to_owned(),
        }
    }
}

#[test]
fn a_source_that_nobody_asks_counts_as_halted() {
    let mut hub = Hub::new();
    // the rate really fell to 1.1, and Carl, who should be liquidated, is glad that nobody asks: his 1,000 stATOM are not
    // worth the 11,000 he owes, and if they counted 12 he would keep 1,000 USD of the pool's; he gains nothing by it, since
    // what nobody asks can be borrowed against by nobody, and one message ends it
    hub.rate("1.1");
    hub.chain.later(60);
    let found = hub.quote();
    assert_eq!(found.status, PriceStatus::Halted);
    assert!(
        found.halted_until.unwrap() <= hub.chain.now(),
        "in the past: refresh it"
    );
    assert_eq!(hub.collateral_for_new_risk(), "nothing");
    // and the other way: a liquidator who does not ask, while the old price is the lower one, seizes nothing
    assert_eq!(hub.collateral_in_liquidation(), 24_000);
    hub.chain.settle("ustatom");
    assert_eq!(hub.quote().status, PriceStatus::Fresh);
    assert_eq!(hub.collateral_for_new_risk(), "11");
    // a minute after somebody asked, Carl counts at what it is
    assert_eq!(hub.collateral_in_liquidation(), 12_000);
    hub.chain.later(30);
    hub.chain.refresh("ustatom");
    assert_eq!(hub.collateral_in_liquidation(), 11_000);
}

#[test]
fn a_source_that_fails_is_stale_and_stops_nothing_else() {
    let mut hub = Hub::new();
    let other = hub.chain.scripted(STATE, r#"{"price":"5"}"#);
    let source = contract(&other, STATE, r#""value":["price"],"scale":0"#);
    hub.chain.source("uother", &source).unwrap();
    hub.chain.settle("uother");
    hub.chain.say(&hub.hub.clone(), STATE, None);
    let assets = ["ustatom", "uother"].map(ballast_interface::AssetId::native);
    let both = ballast_interface::oracle::ExecuteMsg::Refresh {
        assets: assets.to_vec(),
    };
    let events = hub.chain.run("anybody", both).unwrap();
    assert!(
        told(&events, event::UNREAD, key::ERROR).contains("nothing to say"),
        "{events:?}"
    );
    // liquidation goes on at the borrower's side of what was known, no new risk; the other is as fresh as ever
    assert_eq!(hub.quote().status, PriceStatus::Stale);
    assert_eq!(hub.collateral_in_liquidation(), 12_000);
    assert_eq!(hub.collateral_for_new_risk(), "nothing");
    assert_eq!(hub.chain.quote("uother").status, PriceStatus::Fresh);
}

#[test]
fn a_refresh_between_a_pump_and_its_end_is_worth_nothing() {
    let mut hub = Hub::new();
    // Eve pumps the rate to 1.25, refreshes, and restores it, all in one transaction. Had the pump counted, her own 1,000
    // stATOM would have borrowed 1,000 · 0.5 · 95 % = 475 USD too much
    hub.rate("1.25");
    hub.chain.refresh("ustatom");
    hub.rate("1.2");
    assert_eq!(hub.collateral_for_new_risk(), "12");
    // once more half a minute later, and somebody has asked between
    hub.chain.later(30);
    hub.chain.refresh("ustatom");
    hub.rate("1.25");
    hub.chain.refresh("ustatom");
    hub.rate("1.2");
    assert_eq!(hub.collateral_for_new_risk(), "12");
    // a pump by a quarter spans more than the spread allows: nobody borrows against it at all
    hub.rate("1.5");
    hub.chain.refresh("ustatom");
    assert_eq!(hub.collateral_for_new_risk(), "nothing");
}

#[test]
fn a_refresh_between_a_dump_and_its_end_liquidates_nobody() {
    let mut hub = Hub::new();
    // Eve dumps the rate to 1.1, refreshes, liquidates Carl, and restores it: 5 % of the 11,000 that she repays would have
    // been 550 USD
    hub.rate("1.1");
    hub.chain.refresh("ustatom");
    let found = hub.quote();
    assert_eq!(
        found.unsettled.map(|span| (span.low, span.high)),
        Some((usd("11"), usd("12")))
    );
    assert_eq!((found.low, found.high), (usd("11"), usd("12")));
    assert_eq!(hub.collateral_in_liquidation(), 12_000);
    hub.rate("1.2");
    // settled again a minute after an honest reading
    for _ in 0..3 {
        hub.chain.later(30);
        hub.chain.refresh("ustatom");
    }
    assert_eq!(hub.quote().unsettled, None);
    assert_eq!(hub.collateral_in_liquidation(), 12_000);
}

/// Eve moves the rate, refreshes and restores it, all in one transaction.
fn flash(hub: &mut Hub, rate: &str) {
    hub.rate(rate);
    hub.chain.refresh("ustatom");
    hub.rate("1.2");
}

#[test]
fn two_dumps_half_a_minute_apart_liquidate_nobody() {
    let mut hub = Hub::new();
    flash(&mut hub, "1.1");
    hub.chain.later(30);
    flash(&mut hub, "1.1");
    // Had the two been enough, since they agree: 5 % of Carl's 11,000, 550 USD, for two fees of a flash loan. Whoever asked within
    // the minute before stands against them.
    assert_eq!(hub.collateral_in_liquidation(), 12_000);
    // and so it goes on, as long as somebody honest asks once a minute, as somebody must
    for _ in 0..10 {
        hub.chain.later(20);
        flash(&mut hub, "1.1");
        hub.chain.later(20);
        hub.chain.refresh("ustatom");
        hub.chain.later(20);
        flash(&mut hub, "1.1");
        assert_eq!(hub.collateral_in_liquidation(), 12_000);
    }
}

#[test]
fn two_pumps_half_a_minute_apart_lend_nothing_also_where_nobody_had_asked_for_an_hour() {
    let mut hub = Hub::new();
    hub.chain.later(HOUR);
    flash(&mut hub, "1.25");
    hub.chain.later(30);
    flash(&mut hub, "1.25");
    // 0.5 USD too much for each of her 1,000 stATOM at 95 %: 475 USD
    assert_eq!(hub.collateral_for_new_risk(), "12");
}

#[test]
fn an_honest_reading_between_two_dumps_counts_and_one_that_was_dumped_too_is_not_alone() {
    let mut hub = Hub::new();
    // the keeper's refresh comes between Eve's dump and its end: it stores her price, and does her work
    hub.rate("1.1");
    hub.chain.refresh("ustatom");
    hub.chain.refresh("ustatom");
    hub.rate("1.2");
    hub.chain.later(30);
    flash(&mut hub, "1.1");
    assert_eq!(hub.collateral_in_liquidation(), 12_000);
    // she has to do so with every refresh of a minute, in which the venue is nobody else's either
    hub.chain.later(10);
    hub.chain.refresh("ustatom");
    hub.chain.later(45);
    flash(&mut hub, "1.1");
    assert_eq!(hub.collateral_in_liquidation(), 12_000);
}

#[test]
fn one_dumped_reading_after_the_wait_confirms_no_crash() {
    let mut hub = Hub::new();
    // to 7 USD, which is beyond a step: pending
    flash(&mut hub, "0.7");
    assert_eq!(hub.quote().status, PriceStatus::Frozen);
    hub.chain.later(600);
    flash(&mut hub, "0.7");
    // Had it been confirmed: at 7 USD she takes Carl's 1,000 stATOM for 7,000 / 1.05 = 6,666 USD of his debt, and sells them for
    // 12,000. It has to be said twice after the wait, half a minute apart, and nothing else between.
    assert_eq!(hub.quote().status, PriceStatus::Frozen);
    assert_eq!(hub.collateral_in_liquidation(), 12_000);
    hub.chain.later(10);
    hub.chain.refresh("ustatom");
    hub.chain.later(20);
    flash(&mut hub, "0.7");
    assert_eq!(hub.quote().spot, usd("12"));
    assert_eq!(hub.collateral_in_liquidation(), 12_000);
}

#[test]
fn a_crash_that_is_true_is_said_twice_after_the_wait_and_counts_at_once() {
    let mut hub = Hub::new();
    hub.rate("0.7");
    for _ in 0..20 {
        hub.chain.refresh("ustatom");
        hub.chain.later(30);
    }
    hub.chain.refresh("ustatom");
    assert_eq!(hub.quote().status, PriceStatus::Frozen);
    hub.chain.later(30);
    hub.chain.refresh("ustatom");
    let found = hub.quote();
    assert_eq!(
        (found.status, found.unsettled),
        (PriceStatus::Fresh, None),
        "what was read before it is no measure"
    );
    assert_eq!(hub.collateral_in_liquidation(), 7_000);
}

#[test]
fn a_rate_that_really_moved_counts_after_a_minute() {
    let mut hub = Hub::new();
    hub.rate("1.1");
    hub.chain.refresh("ustatom");
    assert_eq!(hub.collateral_in_liquidation(), 12_000);
    assert_eq!(hub.collateral_for_new_risk(), "11");
    for collateral in [12_000, 11_000] {
        hub.chain.later(30);
        hub.chain.refresh("ustatom");
        assert_eq!(hub.collateral_in_liquidation(), collateral);
    }
}

#[test]
fn what_is_older_than_what_is_stored_is_no_answer() {
    let mut chain = Chain::new();
    let said = |time| format!(r#"{{"rate":"5","time":{time}}}"#);
    let hub = chain.scripted(STATE, &said(BEGIN - 100));
    let fields = r#""value":["rate"],"scale":0,"time":{"path":["time"],"unit":"s"}"#;
    chain
        .source("uother", &contract(&hub, STATE, fields))
        .unwrap();
    chain.settle("uother");
    chain.say(&hub, STATE, Some(&said(BEGIN - 101)));
    let events = chain.refresh("uother");
    let expected = format!(
        "what it says is of {}, older than what is stored, {}",
        BEGIN - 101,
        BEGIN - 100
    );
    assert_eq!(told(&events, event::UNREAD, key::ERROR), expected);
    assert_eq!(chain.quote("uother").status, PriceStatus::Stale);
}
