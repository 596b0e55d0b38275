//! Prices beyond what is believed: known from one side.

use super::chain::*;
use ballast_interface::oracle::{Limits, PriceStatus};

#[test]
fn beyond_the_upper_bound_the_price_lies_between_it_and_twice_it() {
    let mut chain = Chain::priced("900");
    chain.later(60);
    chain.all_report("1001");
    chain.assert_price(("1000", "1000", "2000"), PriceStatus::Frozen);
}

#[test]
fn below_the_lower_bound_it_lies_between_nothing_and_the_bound() {
    let mut chain = Chain::priced("0.012");
    chain.later(60);
    chain.all_report("0.000001");
    chain.assert_price(("0", "0.01", "0.01"), PriceStatus::Frozen);
    chain.later(60);
    chain.all_report("0.011");
    chain.assert_price(("0.011", "0.011", "0.011"), PriceStatus::Fresh);
}

#[test]
fn a_bracket_that_touches_a_bound_keeps_its_other_end() {
    let mut chain = Chain::new();
    for (who, price) in NAMES
        .into_iter()
        .zip(["0.001", "0.01", "0.011", "0.012", "0.013"])
    {
        chain.report(who, price).unwrap();
    }
    // bid 0.01 is the bound, the median and the ask are above it
    chain.assert_price(("0", "0.011", "0.012"), PriceStatus::Frozen);
}

#[test]
fn one_liar_beyond_a_bound_freezes_nothing() {
    let mut chain = Chain::priced("10");
    chain.later(60);
    chain.report("fiona", "5000").unwrap();
    chain.assert_price(("10", "10", "10"), PriceStatus::Fresh);
}

#[test]
fn tightened_limits_hold_at_once_for_what_was_reported_before() {
    let mut chain = Chain::priced("10");
    chain.set(Limits {
        max_price: usd("8"),
        ..limits()
    });
    chain.assert_price(("8", "8", "16"), PriceStatus::Frozen);
    chain.set(limits());
    chain.assert_price(("10", "10", "10"), PriceStatus::Fresh);
    chain.later(60);
    chain.set(Limits {
        max_age: 60,
        ..limits()
    });
    chain.assert_price(("10", "10", "10"), PriceStatus::Stale);
}

#[test]
fn bounds_far_from_the_price_are_the_owners_word_and_need_no_confirmation() {
    let mut chain = Chain::priced("10");
    chain.set(Limits {
        max_price: usd("5"),
        ..limits()
    });
    chain.assert_price(("5", "5", "10"), PriceStatus::Frozen);
}
