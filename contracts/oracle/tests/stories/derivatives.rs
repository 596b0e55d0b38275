//! Staking derivatives: a rate, a line above which it is not believed, falls that wait, and a market beside it.

use super::chain::*;
use super::scripted::*;
use ballast_interface::oracle::PriceStatus;
use ballast_interface::AssetId;
use ballast_oracle::ContractError;
use cosmwasm_std::Addr;

/// ATOM costs 10 USD; one stATOM redeems for 1.2 ATOM, and that grows by at most a fifth of 1.2 a year.
struct Staked {
    chain: Chain,
    hub: Addr,
}

/// Within which somebody must ask for the rate, and after which what was read before counts no more.
const WITHIN: u64 = 6 * HOUR;
const MARKET: &str = r#","market":{"native":"ustatom-market"}"#;

impl Staked {
    fn new(extra: &str) -> Self {
        let mut chain = Chain::priced("10");
        let hub = chain.scripted(STATE, r#"{"rate":"1.2"}"#);
        if !extra.is_empty() {
            chain.market_is_fed();
        }
        let mut staked = Self { chain, hub };
        staked.set(extra).unwrap();
        staked.chain.settle("ustatom");
        staked.keep_fresh("10");
        staked
    }

    fn set(&mut self, extra: &str) -> Outcome {
        let msg = base64(STATE);
        let hub = &self.hub;
        let source = format!(
            r#"{{"ratio":{{"base":{{"native":"uatom"}},"max_growth_per_year":"0.2",
            "anchor":{{"rate":"1.2","time":{BEGIN}}},
            "rate":{{"contract":{{"contract":"{hub}","msg":"{msg}","value":["rate"],"scale":0,"refresh_within":21600}}}}{extra}}}}}"#
        );
        self.chain.source("ustatom", &source)
    }

    fn rate(&mut self, rate: &str) {
        let (hub, answer) = (self.hub.clone(), format!(r#"{{"rate":"{rate}"}}"#));
        self.chain.say(&hub, STATE, Some(&answer));
        self.chain.refresh("ustatom");
        self.chain.later(WITHIN);
        self.chain.refresh("ustatom");
    }

    /// The feeders say once more what ATOM costs.
    fn keep_fresh(&mut self, price: &str) {
        self.chain.later(1);
        self.chain.all_report(price);
    }

    #[track_caller]
    fn costs(&self, expected: (&str, &str, &str), status: PriceStatus) {
        self.chain.assert_quote("ustatom", expected, status);
    }
}

impl Chain {
    /// The feeders price stATOM on its market, with an average of half an hour.
    fn market_is_fed(&mut self) {
        let limits = ballast_interface::oracle::Limits {
            max_age: 12 * HOUR,
            half_life: Some(1_800),
            ..limits()
        };
        self.source_within("ustatom-market", r#"{"feeders":{}}"#, limits)
            .unwrap();
        self.market("12");
    }

    fn market(&mut self, price: &str) {
        self.later(1);
        for who in NAMES {
            let prices = vec![entry("ustatom-market", price, self.now())];
            let report = ballast_interface::oracle::ExecuteMsg::Report { prices };
            self.run(who, report).unwrap();
        }
    }
}

#[test]
fn a_rate_times_the_price_of_its_base() {
    let staked = Staked::new("");
    staked.costs(("12", "12", "12"), PriceStatus::Fresh);
}

#[test]
fn a_pumped_rate_counts_up_to_the_line_and_whole_only_for_new_debt() {
    let mut staked = Staked::new("");
    staked.chain.later(365 * DAY - 2 * WITHIN - 32);
    staked.rate("1.8");
    staked.keep_fresh("10");
    let found = staked.chain.quote("ustatom");
    assert_eq!(
        found.status,
        PriceStatus::Frozen,
        "a step of 50 % waits to be confirmed"
    );
    staked.rate("1.8");
    staked.keep_fresh("10");
    // in the year the line has come to 1.2 · 1.2 = 1.44
    let found = staked.chain.quote("ustatom");
    let cents = |price: ballast_risk::Price| price.raw() / 10u128.pow(15);
    assert_eq!(
        (cents(found.low), cents(found.spot), cents(found.high)),
        (14_400, 14_400, 18_000)
    );
    assert_eq!(found.status, PriceStatus::Fresh);
}

#[test]
fn a_rate_that_falls_far_waits_and_liquidates_nobody_meanwhile() {
    let mut staked = Staked::new("");
    staked.rate("1.15");
    staked.keep_fresh("10");
    staked.costs(("11.5", "11.5", "11.5"), PriceStatus::Fresh);
    let hub = staked.hub.clone();
    staked.chain.say(&hub, STATE, Some(r#"{"rate":"1.0"}"#));
    staked.chain.refresh("ustatom");
    staked.keep_fresh("10");
    // collateral still counts 11.5 in liquidation, debt 10: the borrower's side
    staked.costs(("10", "11.5", "11.5"), PriceStatus::Frozen);
    // said once more twice, half a minute apart, after the wait of ten minutes: the 1.15 of a moment ago is then no measure
    staked.chain.later(600);
    staked.chain.settle("ustatom");
    staked.keep_fresh("10");
    assert_eq!(staked.chain.quote("ustatom").unsettled, None);
    staked.chain.refresh("ustatom");
    staked.costs(("10", "10", "10"), PriceStatus::Fresh);
}

#[test]
fn a_fall_does_not_lower_the_line() {
    let mut staked = Staked::new("");
    staked.rate("1.15");
    staked.rate("1.2");
    staked.keep_fresh("10");
    staked.costs(("12", "12", "12"), PriceStatus::Fresh);
}

#[test]
fn one_venues_misprint_for_a_minute_liquidates_nobody() {
    let mut staked = Staked::new(MARKET);
    staked.costs(("12", "12", "12"), PriceStatus::Fresh);
    // 0.72 of what it is worth, for a minute: within the largest step, so it is published
    staked.chain.market("8.64");
    staked.keep_fresh("10");
    let found = staked.chain.quote("ustatom");
    // new collateral counts at the misprint, liquidation at the average, which has hardly moved
    assert_eq!((found.low, found.status), (usd("8.64"), PriceStatus::Fresh));
    assert!(found.spot > usd("11.99"), "{}", found.spot);
    assert_eq!(found.high, usd("12"));
    staked.chain.later(60);
    staked.chain.market("12");
    staked.keep_fresh("10");
    let found = staked.chain.quote("ustatom");
    assert!(found.spot > usd("11.9"), "{}", found.spot);
}

#[test]
fn a_depeg_that_lasts_counts() {
    let mut staked = Staked::new(MARKET);
    // three hours are six half-lives: 12 − 3.36 · (1 − 1/64)
    for _ in 0..18 {
        staked.chain.market("8.64");
        staked.chain.later(599);
    }
    staked.chain.refresh("ustatom");
    staked.chain.market("8.64");
    staked.keep_fresh("10");
    let found = staked.chain.quote("ustatom");
    assert!(
        found.spot < usd("8.7") && found.spot > usd("8.64"),
        "{}",
        found.spot
    );
    assert_eq!(found.status, PriceStatus::Fresh);
}

#[test]
fn without_a_fresh_market_liquidation_takes_the_rate_and_nobody_takes_new_risk() {
    let mut staked = Staked::new(MARKET);
    // beyond the largest step: the market waits, and says nothing certain
    staked.chain.market("7.8");
    staked.keep_fresh("10");
    let found = staked.chain.quote("ustatom");
    assert_eq!((found.spot, found.status), (usd("12"), PriceStatus::Fresh));
    assert!(found.wide, "no new risk");
    // whoever owes it is not liquidated for more than the waiting market says
    let span = found.unsettled.unwrap();
    assert_eq!((span.low, span.high), (usd("7.8"), usd("12")));
}

#[test]
fn feeders_may_report_the_rate_itself() {
    let mut chain = Chain::priced("10");
    let source = format!(
        r#"{{"ratio":{{"base":{{"native":"uatom"}},"max_growth_per_year":"0.2",
        "anchor":{{"rate":"1.2","time":{BEGIN}}},"rate":{{"feeders":{{}}}}}}}}"#
    );
    chain.source_within("ustatom", &source, limits()).unwrap();
    for who in NAMES {
        let prices = vec![entry("ustatom", "1.25", chain.now())];
        let report = ballast_interface::oracle::ExecuteMsg::Report { prices };
        chain.run(who, report).unwrap();
    }
    // the line stands at 1.2 yet: 12 for collateral, 12.5 for new debt
    chain.assert_quote("ustatom", ("12", "12", "12.5"), PriceStatus::Fresh);
}

#[test]
fn a_ratio_is_set_whole() {
    let mut staked = Staked::new("");
    let mut refused = |extra: &str| staked.set(extra).unwrap_err();
    let fall = refused(r#","max_fall":"0.31""#);
    assert!(matches!(fall, ContractError::Limits(_)), "{fall:?}");
    let market = refused(r#","market":{"native":"unknown"}"#);
    let unknown = AssetId::native("unknown").to_string();
    assert_eq!(market, ContractError::UnknownAsset { asset: unknown });
    let itself = refused(r#","market":{"native":"ustatom"}"#);
    assert!(matches!(itself, ContractError::Cycle { .. }));
}
