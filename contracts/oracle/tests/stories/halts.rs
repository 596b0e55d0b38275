//! Halts: what lending sees stands still, for a time that has an end.

use super::chain::*;
use ballast_interface::event::{key, oracle as event};
use ballast_interface::oracle::{HaltedBy, Limits, PriceStatus};
use ballast_oracle::ContractError;
use ballast_risk::{Ratio, Seconds};

#[test]
fn p_43_a_halted_price_stands_still_and_the_end_publishes_what_was_reported_by_then() {
    let mut chain = Chain::priced("10");
    let start = chain.now();
    let said = chain.freeze(GUARDIAN).unwrap();
    let end = start + DAY;
    assert_eq!(told(&said, event::FREEZE, key::UNTIL), end.to_string());
    let held = chain.price();
    assert_eq!(
        (held.status, held.halted_until),
        (PriceStatus::Halted, Some(end))
    );
    for (hours, price) in [(1, "9"), (12, "8"), (10, "12")] {
        chain.later(hours * HOUR);
        chain.all_report(price);
        assert_eq!(chain.price(), held, "P-43");
    }
    chain.later(HOUR - 60);
    chain.all_report("11");
    chain.later(59);
    assert_eq!(chain.price(), held, "P-43");
    chain.later(1);
    chain.assert_price(("11", "11", "11"), PriceStatus::Fresh);
}

#[test]
fn without_a_fresh_quorum_it_lasts_up_to_a_reports_age_longer() {
    let mut chain = Chain::priced("10");
    chain.freeze(GUARDIAN).unwrap();
    chain.later(DAY + 119);
    chain.assert_price(("10", "10", "10"), PriceStatus::Halted);
    assert_eq!(chain.price().halted_until, Some(chain.now() + 1));
    chain.later(1);
    chain.assert_price(("10", "10", "10"), PriceStatus::Stale);
}

#[test]
fn the_first_fresh_quorum_after_its_time_ends_it() {
    let mut chain = Chain::priced("10");
    chain.freeze(GUARDIAN).unwrap();
    chain.later(DAY - 60);
    chain.report("fiona", "9").unwrap();
    chain.later(61);
    chain.report("felix", "9").unwrap();
    assert_eq!(chain.price().status, PriceStatus::Halted);
    // fiona's report is too old now, and does not count for a moment at which felix had not reported
    chain.later(59);
    chain.report("frida", "9").unwrap();
    assert_eq!(chain.price().status, PriceStatus::Halted);
    chain.report("frank", "9").unwrap();
    chain.assert_price(("9", "9", "9"), PriceStatus::Fresh);
}

#[test]
fn a_quorum_within_that_time_ends_it() {
    let mut chain = Chain::priced("10");
    chain.freeze(GUARDIAN).unwrap();
    chain.later(DAY + 30);
    chain.report("fiona", "9").unwrap();
    chain.report("felix", "9").unwrap();
    assert_eq!(chain.price().status, PriceStatus::Halted);
    chain.report("frida", "9").unwrap();
    chain.assert_price(("9", "9", "9"), PriceStatus::Fresh);
}

#[test]
fn a_crash_during_a_halt_is_pending_after_it() {
    let mut chain = Chain::priced("10");
    chain.freeze(GUARDIAN).unwrap();
    chain.later(HOUR);
    chain.all_report("5.5");
    chain.unfreeze(GUARDIAN).unwrap();
    // the held price counts as published at the end, and 5.5 is 45 % below it
    chain.assert_price(("5.5", "10", "10"), PriceStatus::Frozen);
}

#[test]
fn guardians_end_only_guardians_halts() {
    let mut chain = Chain::priced("10");
    chain.freeze(OWNER).unwrap();
    assert_eq!(chain.price().halted_until, None);
    assert_eq!(chain.atom().halt.unwrap().by, HaltedBy::Owner);
    let refused = chain.unfreeze(GUARDIAN);
    assert!(matches!(refused, Err(ContractError::Unauthorized { .. })));
    for who in ["mallory", "fiona"] {
        let refused = [chain.freeze(who), chain.unfreeze(who)];
        for refused in refused {
            assert!(matches!(refused, Err(ContractError::Unauthorized { .. })));
        }
    }
    chain.later(30 * DAY);
    chain.assert_price(("10", "10", "10"), PriceStatus::Halted);
    chain.all_report("9");
    chain.unfreeze(OWNER).unwrap();
    chain.assert_price(("9", "9", "9"), PriceStatus::Fresh);
    let refused = chain.unfreeze(OWNER);
    assert!(matches!(refused, Err(ContractError::NotHalted { .. })));
}

#[test]
fn the_owner_takes_a_guardians_halt_over_and_the_hours_come_back() {
    let mut chain = Chain::priced("10");
    chain.freeze(GUARDIAN).unwrap();
    let refused = chain.freeze(GUARDIAN);
    assert!(matches!(refused, Err(ContractError::Halted { .. })));
    chain.later(2 * HOUR);
    chain.freeze(OWNER).unwrap();
    assert_eq!(chain.price().halted_until, None);
    assert_eq!(chain.atom().guardian_seconds, 22 * HOUR);
    chain.later(2 * DAY);
    chain.assert_price(("10", "10", "10"), PriceStatus::Halted);
}

#[test]
fn hours_that_were_used_come_back_evenly_over_seven_days() {
    let mut chain = Chain::priced("10");
    chain.freeze(GUARDIAN).unwrap();
    chain.later(5);
    chain.all_report("10");
    // a halt of five seconds draws an hour
    chain.unfreeze(GUARDIAN).unwrap();
    assert_eq!(chain.atom().guardian_seconds, 23 * HOUR);
    chain.freeze(GUARDIAN).unwrap();
    chain.later(23 * HOUR);
    chain.all_report("10");
    let end = chain.now();
    let refused = chain.freeze(GUARDIAN).unwrap_err();
    let ContractError::Budget(spent) = refused else {
        panic!("{refused}");
    };
    // an hour is back after seven
    assert_eq!(
        (spent.available, spent.again_at),
        (Seconds::ZERO, end + 7 * HOUR)
    );
    chain.later(7 * HOUR);
    chain.freeze(GUARDIAN).unwrap();
    assert_eq!(chain.price().halted_until, Some(end + 8 * HOUR));
}

#[test]
fn a_halt_holds_low_and_high_of_its_moment_whatever_the_status_was() {
    let mut chain = Chain::new();
    chain.set(Limits {
        half_life: Some(1_800),
        max_spread: Some(Ratio::percent(5)),
        ..limits()
    });
    chain.all_report("10");
    chain.later(60);
    chain.all_report("8");
    chain.later(1_800);
    chain.report("fiona", "5").unwrap();
    // the average was 10 and is half way to 8; the reports are too old
    let before = chain.price();
    assert_eq!((before.status, before.wide), (PriceStatus::Stale, true));
    assert_eq!(before.high.to_string(), "9");
    chain.freeze(OWNER).unwrap();
    chain.later(HOUR);
    let held = chain.price();
    assert_eq!(held.status, PriceStatus::Halted);
    assert_eq!(
        [held.low, held.spot, held.high],
        [before.low, before.spot, before.high]
    );
    assert_eq!((held.wide, held.published_at), (true, before.published_at));
}

#[test]
fn nothing_is_confirmed_while_halted() {
    let mut chain = Chain::priced("10");
    chain.later(60);
    chain.all_report("5.5");
    chain.assert_price(("5.5", "10", "10"), PriceStatus::Frozen);
    chain.freeze(GUARDIAN).unwrap();
    let refused = chain.confirm(GUARDIAN, "5.5", "0.01");
    assert!(matches!(refused, Err(ContractError::Halted { .. })));
    // what was pending is part of what is held
    chain.assert_price(("5.5", "10", "10"), PriceStatus::Halted);
}

#[test]
fn where_there_was_no_price_a_halt_holds_none() {
    let mut chain = Chain::new();
    chain.freeze(OWNER).unwrap();
    chain.all_report("10");
    assert_eq!(chain.price().status, PriceStatus::Missing);
    chain.unfreeze(OWNER).unwrap();
    chain.assert_price(("10", "10", "10"), PriceStatus::Fresh);
}
