//! Freshness is nobody's to withhold: a source that can be moved, silenced or left unasked, and what an attacker earns by it.
//!
//! The price of BTC stands in another contract, whose answer the attacker moves and restores in one transaction. Carl holds
//! 1 BTC and owes 30900 USDC: healthy at 40000 USD (29520 = 0.82 · 36000 is less than he owes, 32800 = 0.82 · 40000 is more).
#![allow(clippy::arithmetic_side_effects)] // overflow in a story is a surprise too

use ballast_interface::oracle::{
    ContractSource, ExecuteMsg, Limits, PriceStatus, Source, SourceSwap,
};
use ballast_testing::{assert_says, bounds, Addr, Suite};

const ASKED: &str = r#"{"state":{}}"#;
/// Seconds within which somebody has to ask.
const WITHIN: u64 = 60;

struct Venue {
    suite: Suite,
    venue: Addr,
}

impl Venue {
    /// 40000 USD, asked twice, and Carl as above.
    fn new() -> Self {
        Self::within(bounds("1", "10000000"))
    }

    fn within(limits: Limits) -> Self {
        let mut suite = crate::stage().build().unwrap();
        let venue = suite.foreign(ASKED, r#"{"price":"40000"}"#);
        let source: ContractSource = serde_json::from_value(serde_json::json!({
            "contract": venue, "msg": "eyJzdGF0ZSI6e319", "value": ["price"], "scale": 0
        }))
        .unwrap();
        let source = Source::Contract(Box::new(source));
        let source = suite.source("BTC", source, limits, Some(SourceSwap::AnyPrice));
        suite.tell_oracle("owner", source).unwrap();
        let mut venue = Self { suite, venue };
        venue.settle("40000");
        venue.suite.supply("lena", "200000 USDC").unwrap();
        venue.suite.supply("anna", "3 BTC").unwrap();
        venue.suite.supply("carl", "1 BTC").unwrap();
        venue.suite.borrow("carl", "30900 USDC").unwrap();
        venue.suite.fund("eve", "30900 USDC");
        venue
    }

    fn says(&mut self, price: &str) {
        let answer = format!(r#"{{"price":"{price}"}}"#);
        self.suite.foreign_says(&self.venue, ASKED, Some(&answer));
    }

    /// Anybody asks.
    fn refresh(&mut self) {
        let assets = vec![self.suite.id("BTC")];
        let refresh = ExecuteMsg::Refresh { assets };
        self.suite.tell_oracle("anybody", refresh).unwrap();
    }

    /// All readings of a minute agree.
    fn settle(&mut self, price: &str) {
        self.says(price);
        self.refresh();
        for _ in 0..2 {
            self.suite.pass(30);
            self.refresh();
        }
    }

    fn status(&self) -> PriceStatus {
        self.suite.price_of("BTC").status
    }

    /// What Eve keeps in USD of liquidating Carl, if a BTC is worth that.
    fn eve_gains(&mut self, worth: u128) -> u128 {
        let before = self.suite.wallet("eve", "USDC");
        let taken = self.suite.wallet("eve", "BTC");
        let all = self.suite.liquidate("eve", "carl", "30900 USDC", "BTC");
        all.unwrap();
        let paid = (before - self.suite.wallet("eve", "USDC")) / 1_000_000;
        (self.suite.wallet("eve", "BTC") - taken) * worth / 100_000_000 - paid
    }
}

#[test]
fn a_dump_a_refresh_and_its_end_in_one_transaction_liquidate_nobody() {
    let mut venue = Venue::new();
    venue.says("36000");
    venue.refresh();
    let found = venue.suite.price_of("BTC");
    assert_eq!(
        (found.status, found.spot),
        (PriceStatus::Fresh, "36000".parse().unwrap())
    );
    venue.suite.assert_healthy("carl");
    let all = venue.suite.liquidate("eve", "carl", "30900 USDC", "BTC");
    assert_says(all, "the account is healthy");
    venue.settle("40000");
    // Had the reading counted: she would have repaid at 36000 and sold at 40000, that is with a bonus of at least 1 % (of which
    // the reserve takes a tenth) 1.009 · 40000 / 36000 = 1.121 for each dollar, so more than 2000 USD. It is what a fall that
    // lasts a minute pays, if the price then comes back.
    venue.settle("36000");
    venue.suite.assert_liquidatable("carl");
    let gain = venue.eve_gains(40_000);
    assert!((2_000..4_000).contains(&gain), "{gain}");
}

#[test]
fn two_dumps_half_a_minute_apart_with_no_honest_reading_between_liquidate_nobody() {
    let mut venue = Venue::new();
    for _ in 0..2 {
        venue.says("36000");
        venue.refresh();
        venue.says("40000");
        venue.suite.pass(29);
    }
    venue.says("36000");
    venue.refresh();
    // three of her readings agree, over 58 s; had they been enough, the more than 2000 USD of the dump were hers for the fees of
    // three flash loans. Whoever asked last before her stands against them, for as long as a minute.
    let found = venue.suite.price_of("BTC");
    assert_eq!(found.spot, "36000".parse().unwrap());
    let all = venue.suite.liquidate("eve", "carl", "30900 USDC", "BTC");
    assert_says(all, "the account is healthy");
}

#[test]
fn a_pump_a_refresh_and_its_end_in_one_transaction_lend_nothing_and_liquidate_no_debt() {
    let mut venue = Venue::new();
    venue.suite.supply("eve", "1 BTC").unwrap();
    venue.suite.supply("dave", "25500 USDC").unwrap();
    venue.suite.borrow("dave", "0.5 BTC").unwrap();
    venue.says("44000");
    venue.refresh();
    // 33500 USDC against 1 BTC, of which 32800 would be left when it is back at 40000: 700 USD of the pool's at once, and a
    // loan without a margin
    venue.suite.borrow("eve", "33500 USDC").unwrap_err();
    venue.suite.assert_healthy("dave");
    // at 44000 in truth it is allowed, and 0.5 BTC of 22000 are too much for 25500 USDC: 3500 of equity, and the requirement
    // is at least 0.18 · 22000 = 3960
    venue.settle("44000");
    venue.suite.assert_liquidatable("dave");
    venue.suite.borrow("eve", "33500 USDC").unwrap();
}

#[test]
fn who_is_glad_of_an_old_price_gains_nothing_by_not_asking() {
    let mut venue = Venue::new();
    venue.says("30000");
    venue.suite.pass(WITHIN);
    assert_eq!(venue.status(), PriceStatus::Halted);
    // a BTC bought for 30000 would have borrowed 30900: 900 USD of the pool's for each
    venue.suite.supply("eve", "1 BTC").unwrap();
    venue.suite.borrow("eve", "30900 USDC").unwrap_err();
    // Carl is safe for as long as nobody asks, and takes no new risk; one message, which anybody sends, ends that
    let all = venue.suite.liquidate("eve", "carl", "30900 USDC", "BTC");
    assert_says(all, "healthy");
    venue.suite.borrow("carl", "10 USDC").unwrap_err();
    venue.settle("30000");
    venue.suite.assert_liquidatable("carl");
}

#[test]
fn a_liquidator_who_is_glad_of_an_old_price_gains_nothing_by_not_asking() {
    let mut venue = Venue::new();
    venue.settle("36000");
    venue.suite.assert_liquidatable("carl");
    venue.says("40000");
    venue.suite.pass(WITHIN);
    // by not asking she would have seized at 36000 what is worth 40000: the 2000 USD of the dump
    venue
        .suite
        .liquidate("eve", "carl", "30900 USDC", "BTC")
        .unwrap_err();
    venue.settle("40000");
    venue.suite.assert_healthy("carl");
}

#[test]
fn what_nobody_asks_is_named_with_the_message_that_ends_it() {
    let mut venue = Venue::new();
    // Carl owes 65900 against 1 BTC that nobody asks about and ETH that fell to next to nothing: even twice 40000 is too little,
    // 0.82 · 80000 = 65600
    venue.suite.supply("carl", "20 ETH").unwrap();
    venue.suite.borrow("carl", "35000 USDC").unwrap();
    venue.suite.price("ETH", "1");
    venue.suite.pass(WITHIN);
    venue.suite.fund("eve", "40000 USDC");
    let refused = venue.suite.liquidate("eve", "carl", "1000 USDC", "BTC");
    assert_says(
        refused,
        "frozen (halted) until `refresh` of the oracle asks its source once more",
    );
    // what is not known vetoes nothing: his other collateral is liquidated meanwhile
    venue
        .suite
        .liquidate("eve", "carl", "1000 USDC", "ETH")
        .unwrap();
}

#[test]
fn a_source_that_was_tried_and_failed_stops_no_liquidation() {
    let mut venue = Venue::new();
    venue.settle("36000");
    // Carl's friends silence the venue: what was known counts, at his side of it, and new risk waits
    let silent = venue.venue.clone();
    venue.suite.foreign_says(&silent, ASKED, None);
    venue.refresh();
    assert_eq!(venue.status(), PriceStatus::Stale);
    venue.suite.borrow("anna", "100 USDC").unwrap_err();
    let gain = venue.eve_gains(36_000);
    assert!(gain > 0, "{gain}");
}

#[test]
fn a_trifle_twice_a_minute_keeps_nobody_out_of_liquidation() {
    let limits = Limits {
        half_life: Some(1_800),
        ..bounds("1", "10000000")
    };
    let mut venue = Venue::within(limits);
    venue.settle("36000");
    // Carl moves the venue by a millionth of a cent whenever somebody asks: the average, which is still near 40000, is no
    // reading, and has no say in liquidation
    venue.says("36000.00000001");
    venue.refresh();
    let found = venue.suite.price_of("BTC");
    assert!(
        found.unsettled.is_some() && found.high > "39000".parse().unwrap(),
        "{found:?}"
    );
    venue.suite.assert_liquidatable("carl");
}
