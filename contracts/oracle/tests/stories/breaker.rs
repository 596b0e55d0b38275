//! Prices that jump: by error, and for real.

use super::chain::*;
use ballast_interface::event::{key, oracle as event};
use ballast_interface::oracle::{Limits, PriceStatus};
use ballast_oracle::ContractError;

#[test]
fn a_spike_of_one_report_of_every_feeder_never_becomes_a_price() {
    let mut chain = Chain::priced("10");
    chain.later(30);
    chain.all_report("14.5");
    // +45 %: known, and not believed
    chain.assert_price(("10", "10", "14.5"), PriceStatus::Frozen);
    chain.later(30);
    chain.all_report("10.1");
    chain.assert_price(("10.1", "10.1", "10.1"), PriceStatus::Fresh);
    assert_eq!(chain.atom().pending, None);
}

#[test]
fn a_spike_that_nobody_repeats_never_becomes_a_price_however_long_it_counts() {
    let mut chain = Chain::new();
    chain.set(Limits {
        max_age: DAY,
        ..limits()
    });
    chain.all_report("10");
    chain.later(30);
    chain.all_report("14.5");
    // the spikes of four of them count on; one report after the wait is no quorum that says it once more
    chain.later(700);
    chain.report("fiona", "14.5").unwrap();
    chain.assert_price(("10", "10", "14.5"), PriceStatus::Frozen);
}

#[test]
fn a_crash_is_published_once_a_fresh_quorum_says_it_after_the_wait() {
    let mut chain = Chain::priced("10");
    let start = chain.now() + 60;
    for _ in 0..10 {
        chain.later(60);
        chain.all_report("5.5");
        // −45 %: no new risk, and liquidation on the borrower's side
        chain.assert_price(("5.5", "10", "10"), PriceStatus::Frozen);
    }
    assert_eq!(chain.atom().pending.unwrap().confirmed_from, start + 600);
    chain.later(60);
    chain.report("fiona", "5.4").unwrap();
    chain.report("felix", "5.4").unwrap();
    chain.assert_price(("5.4", "10", "10"), PriceStatus::Frozen);
    let said = chain.report("frida", "5.4").unwrap();
    assert_eq!(told(&said, event::CONFIRM, key::SENDER), "a fresh quorum");
    // of 5.4, 5.4, 5.4, 5.5, 5.5
    chain.assert_price(("5.4", "5.4", "5.5"), PriceStatus::Fresh);
    // what stood before it is no measure any more
    chain.later(60);
    chain.all_report("5.3");
    chain.assert_price(("5.3", "5.3", "5.3"), PriceStatus::Fresh);
}

#[test]
fn the_guardian_confirms_the_price_that_it_names() {
    let mut chain = Chain::priced("10");
    assert!(matches!(
        chain.confirm(GUARDIAN, "10", "0.05"),
        Err(ContractError::NothingPending { .. })
    ));
    chain.later(60);
    chain.all_report("5.5");
    let refused = chain.confirm("mallory", "5.5", "0.05");
    assert!(matches!(refused, Err(ContractError::Unauthorized { .. })));
    let refused = chain.confirm(GUARDIAN, "5.5", "0.051");
    assert!(matches!(refused, Err(ContractError::OutOfRange { .. })));
    // it has moved on since somebody looked
    let refused = chain.confirm(GUARDIAN, "6", "0.05").unwrap_err();
    let text = "the pending price of `uatom` is 5.5, further than 0.05 from 6; name that price";
    assert_eq!(refused.to_string(), text);
    chain.confirm(GUARDIAN, "5.7", "0.05").unwrap();
    chain.assert_price(("5.5", "5.5", "5.5"), PriceStatus::Fresh);
}

#[test]
fn what_moves_less_than_a_step_goes_on_waiting_and_what_moves_more_begins_anew() {
    let mut chain = Chain::priced("10");
    let waited = |chain: &Chain| chain.now() - chain.atom().pending.unwrap().since;
    chain.later(60);
    chain.all_report("5");
    chain.later(60);
    chain.all_report("3.6");
    assert_eq!(waited(&chain), 60);
    chain.later(60);
    chain.all_report("3.4");
    // 32 % below the first of it
    assert_eq!(waited(&chain), 0);
}

#[test]
fn what_nobody_renews_ends_by_itself_and_waits_from_the_beginning_next_time() {
    let mut chain = Chain::priced("10");
    chain.later(60);
    chain.all_report("5.5");
    chain.later(119);
    assert!(chain.atom().pending.is_some());
    chain.later(1);
    assert_eq!(chain.atom().pending, None);
    // the bracket before the median moved: two of five said 5.5
    chain.assert_price(("5.5", "10", "10"), PriceStatus::Stale);
    chain.later(600);
    chain.all_report("5.5");
    assert_eq!(chain.atom().pending.unwrap().since, chain.now());
    chain.assert_price(("5.5", "10", "10"), PriceStatus::Frozen);
}

#[test]
fn steps_add_up_within_the_window_and_not_beyond_it() {
    let mut chain = Chain::priced("10");
    chain.later(60);
    chain.all_report("12.5");
    chain.later(60);
    chain.all_report("13.5");
    // 8 % above the last, and 35 % above what was published within the hour
    chain.assert_price(("12.5", "12.5", "13.5"), PriceStatus::Frozen);
    chain.later(HOUR);
    chain.all_report("13.5");
    chain.assert_price(("13.5", "13.5", "13.5"), PriceStatus::Fresh);
}

#[test]
fn a_price_is_compared_with_the_last_one_however_old() {
    let mut chain = Chain::priced("10");
    chain.later(30 * DAY);
    chain.all_report("14");
    chain.assert_price(("10", "10", "14"), PriceStatus::Frozen);
}

#[test]
fn low_and_high_reach_to_the_average_for_a_while() {
    let mut chain = Chain::new();
    chain.set(Limits {
        half_life: Some(1_800),
        ..limits()
    });
    chain.all_report("10");
    chain.later(60);
    chain.all_report("8");
    chain.assert_price(("8", "8", "10"), PriceStatus::Fresh);
    assert!(chain.price().wide);
    // half way after a half-life, however often somebody reports
    for _ in 0..30 {
        chain.later(60);
        chain.all_report("8");
    }
    let high = chain.price().high.to_string();
    assert!(
        high.starts_with("8.99999999999999") || high.starts_with("9.00000000000000"),
        "{high}"
    );
    for _ in 0..60 {
        chain.later(60);
        chain.all_report("8");
    }
    // 8 + 2/8: 3 % apart
    assert!(!chain.price().wide);
}
