//! What feeders say: the quorum, liars, age, and batches of which one entry is wrong.

use super::chain::*;
use ballast_interface::event::{key, oracle as event};
use ballast_interface::oracle::{ExecuteMsg, PriceReport, PriceStatus};
use ballast_interface::AssetId;
use ballast_oracle::ContractError;

#[test]
fn three_of_five_make_a_price_and_one_liar_does_not_move_it() {
    let mut chain = Chain::new();
    assert_eq!(chain.price().status, PriceStatus::Missing);
    chain.report("fiona", "9.9").unwrap();
    chain.report("felix", "10.1").unwrap();
    assert_eq!(chain.price().status, PriceStatus::Missing);
    chain.report("frida", "999").unwrap();
    chain.assert_price(("10.1", "10.1", "10.1"), PriceStatus::Fresh);
    chain.report("frank", "10").unwrap();
    chain.assert_price(("10", "10.05", "10.1"), PriceStatus::Fresh);
    assert!(!chain.price().wide);
}

#[test]
fn old_reports_stop_counting_and_the_last_price_stays_as_stale() {
    let mut chain = Chain::new();
    for who in ["fiona", "felix", "frida"] {
        chain.report(who, "10").unwrap();
    }
    chain.later(119);
    assert_eq!(chain.price().status, PriceStatus::Fresh);
    chain.report("fiona", "11").unwrap();
    chain.later(1);
    // fiona's 11 is the only one left: it widens, and makes no price
    chain.assert_price(("10", "10", "10"), PriceStatus::Stale);
}

#[test]
fn what_is_left_of_the_reports_widens_the_price_until_somebody_reports() {
    let mut chain = Chain::new();
    for (who, price) in [("fiona", "10"), ("felix", "10"), ("frida", "11")] {
        chain.report(who, price).unwrap();
    }
    chain.later(100);
    chain.report("frank", "11").unwrap();
    chain.report("flora", "11").unwrap();
    chain.assert_price(("10", "11", "11"), PriceStatus::Fresh);
    chain.later(1);
    chain.report("frida", "10.5").unwrap();
    // of 10, 10, 10.5, 11, 11
    chain.assert_price(("10", "10.5", "11"), PriceStatus::Fresh);
    chain.later(19);
    // 10.5, 11 and 11 are left, and nothing was published since
    chain.assert_price(("10", "10.5", "11"), PriceStatus::Fresh);
    chain.report("frank", "11").unwrap();
    chain.assert_price(("11", "11", "11"), PriceStatus::Fresh);
}

#[test]
fn a_bracket_wider_than_allowed_says_so() {
    let mut chain = Chain::new();
    for (who, price) in NAMES.into_iter().zip(["9", "9.4", "10", "10.5", "11"]) {
        chain.report(who, price).unwrap();
    }
    // 10.5 − 9.4 = 1.1 is more than 10 % of 10
    assert!(chain.price().wide);
}

#[test]
fn a_clock_ahead_buys_no_freshness() {
    let mut chain = Chain::new();
    let ahead = chain.now() + 60;
    for who in ["fiona", "felix", "frida"] {
        chain.report_at(who, "10", ahead).unwrap();
    }
    chain.later(119);
    assert_eq!(chain.price().status, PriceStatus::Fresh);
    chain.later(1);
    assert_eq!(chain.price().status, PriceStatus::Stale);
}

#[test]
fn a_report_is_newer_by_its_own_time() {
    let mut chain = Chain::priced("10");
    let now = chain.now();
    let said = chain.report_at("fiona", "20", now).unwrap();
    let reason = "not newer than this feeder's last report";
    assert!(
        told(&said, event::SKIP, key::ERROR).contains(reason),
        "{said:?}"
    );
    chain.report_at("fiona", "10.4", now + 1).unwrap();
    chain.report_at("felix", "10.4", now + 60).unwrap();
    chain.later(30);
    // 30 s later felix's clock is still behind the time of that report
    let said = chain.report("felix", "9").unwrap();
    assert!(told(&said, event::SKIP, key::ERROR).contains(reason));
    assert_eq!(chain.price().high.to_string(), "10.4");
}

/// Nine entries that cannot be taken, each for its own reason, around one that can.
fn mixed_batch(now: u64) -> Vec<PriceReport> {
    let mut bad_time = entry("uatom", "10", now);
    bad_time.time = "soon".into();
    let mut negative = entry("uatom", "10", now);
    negative.time = "-5".into();
    vec![
        entry("upepe", "0.01", now),
        entry("", "1", now),
        entry("uatom", "ten", now),
        entry("uatom", "", now),
        entry("uatom", "-1", now),
        entry("uatom", "0", now),
        bad_time,
        negative,
        entry("uatom", "10", now + 61),
        entry("uatom", "10", now - 120),
        entry("uatom", "10.2", now),
    ]
}

#[test]
fn p_44_what_cannot_be_taken_is_named_and_the_rest_is_taken() {
    let mut chain = Chain::new();
    chain.later(200);
    let prices = mixed_batch(chain.now());
    for who in ["fiona", "felix", "frida"] {
        let said = chain.run(
            who,
            ExecuteMsg::Report {
                prices: prices.clone(),
            },
        );
        let said = said.expect("P-44");
        assert_eq!(told(&said, event::REPORT, key::TAKEN), "1", "P-44");
        assert_eq!(told(&said, event::REPORT, key::SKIPPED), "10", "P-44");
        let skipped = said.iter().filter(|said| said.ty.ends_with(event::SKIP));
        let reasons: Vec<_> = skipped
            .map(|said| said.attributes[2].value.clone())
            .collect();
        for (reason, expected) in reasons.iter().zip(REASONS) {
            assert!(reason.contains(expected), "P-44: {reason}");
        }
        assert_eq!(reasons.len(), REASONS.len(), "P-44");
    }
    chain.assert_price(("10.2", "10.2", "10.2"), PriceStatus::Fresh);
}

const REASONS: [&str; 10] = [
    "no price source",
    "no price source",
    "price `ten` is no number",
    "price `` is no number",
    "price `-1` is no number",
    "a price of 0",
    "time `soon` is no number",
    "time `-5` is no number",
    "is ahead; at most",
    "it is 120 s old, and reports count for 120 s",
];

#[test]
fn no_attribute_of_an_event_is_empty() {
    let mut chain = Chain::new();
    chain.later(1);
    let names = ["", " ", "\t"].map(|name| entry(name, "", chain.now()));
    let said = chain.run(
        "fiona",
        ExecuteMsg::Report {
            prices: names.into(),
        },
    );
    for attribute in said.unwrap().iter().flat_map(|event| &event.attributes) {
        assert!(!attribute.value.trim().is_empty(), "{attribute:?}");
    }
}

#[test]
fn a_number_without_quotes_is_read_too() {
    let text = r#"{"asset": {"native": "uatom"}, "price": 10, "time": 1700000000}"#;
    let found: PriceReport = cosmwasm_std::from_json(text).unwrap();
    assert_eq!(found, entry("uatom", "10", 1_700_000_000));
}

#[test]
fn only_feeders_report_and_a_batch_has_an_end() {
    let mut chain = Chain::new();
    let refused = chain.report("mallory", "10");
    assert!(matches!(refused, Err(ContractError::Unauthorized { .. })));
    for found in [0, 65] {
        let prices = vec![entry("uatom", "10", chain.now()); found];
        let refused = chain.run("fiona", ExecuteMsg::Report { prices });
        assert_eq!(refused, Err(ContractError::BatchSize { found, max: 64 }));
    }
}

#[test]
fn a_token_and_a_coin_of_one_name_are_two_assets() {
    let mut chain = Chain::new();
    let mut prices = vec![entry("uatom", "10", chain.now())];
    prices[0].asset = AssetId::cw20("uatom");
    let said = chain.run("fiona", ExecuteMsg::Report { prices }).unwrap();
    assert_eq!(told(&said, event::REPORT, key::TAKEN), "0");
}
