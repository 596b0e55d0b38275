//! The quote of one pair: properties on random unhealthy accounts, and stories with worked numbers.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::panic,
    clippy::float_arithmetic,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss
)] // a test may stop at the first surprise

mod common;

use ballast_risk::json::QuoteAnswer;
use common::random::{account, Account};
use common::{answer, book};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{json, Value as Json};

const TARGET: u128 = 1_050_000_000_000_000_000;
const ONE: u128 = 1_000_000_000_000_000_000;

/// Which debt and which collateral, of those that there are.
fn pair(account: &Account, debt: Index, collateral: Index) -> Option<(usize, usize)> {
    let owed: Vec<usize> = (0..account.assets.len())
        .filter(|at| account.assets[*at].debt > 0)
        .collect();
    let held: Vec<usize> = (0..account.assets.len())
        .filter(|at| account.assets[*at].collateral > 0)
        .collect();
    (!owed.is_empty() && !held.is_empty()).then(|| (*debt.get(&owed), *collateral.get(&held)))
}

fn asked(
    account: &Account,
    (debt, collateral): (usize, usize),
    minimum: &str,
    sent: Option<u128>,
) -> QuoteAnswer {
    let mut json = account.json();
    json["liquidation"]["min_position_value"] = json!(minimum);
    json["quote"] = json!({"debt": format!("a{debt}"), "collateral": format!("a{collateral}")});
    if let Some(sent) = sent {
        json["quote"]["max_repay"] = json!(sent.to_string());
    }
    answer(&json).quote.unwrap()
}

/// The account after a repayment and a seizure, and its health factor (without debt: the highest).
fn after(
    account: &Account,
    (debt, collateral): (usize, usize),
    repay: u128,
    seize: u128,
) -> (Account, u128) {
    let mut then = account.clone();
    then.assets[debt].debt -= repay;
    then.assets[collateral].collateral -= seize;
    let factor = then
        .answer()
        .health_factor
        .map_or(u128::MAX, |factor| factor.raw());
    (then, factor)
}

/// What a repayment seizes at this bonus, in reals.
fn seizure(account: &Account, (debt, collateral): (usize, usize), repay: u128, bonus: u64) -> u128 {
    let (owed, held) = (&account.assets[debt], &account.assets[collateral]);
    let value = repay as f64 * owed.price as f64 / 10f64.powi(owed.decimals as i32);
    let units =
        value * (1.0 + bonus as f64 / 1e18) / held.price as f64 * 10f64.powi(held.decimals as i32);
    (units as u128).min(held.collateral)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_200, max_global_rejects: 30_000, ..ProptestConfig::default() })]

    #[test]
    fn only_the_unhealthy_are_liquidated(account in account(), factor in 9_500u128..12_500, d in any::<Index>(), c in any::<Index>()) {
        let account = account.owing(factor);
        let Some(pair) = pair(&account, d, c) else { return Ok(()); };
        let healthy = account.answer().maintenance.healthy;
        match asked(&account, pair, "10", None) {
            QuoteAnswer::Quote { .. } => prop_assert!(!healthy, "P-20"),
            QuoteAnswer::Refused { error } => {
                prop_assert_eq!(healthy, error == "healthy", "P-20: {}", error);
                // as much is sent as it takes, so nothing is refused for its size
                let others = ["nothing_moved", "would_not_heal", "nothing_held"];
                prop_assert!(healthy || others.contains(&error.as_str()), "P-29: {error}");
            }
            other => prop_assert!(false, "{other:?}"),
        }
    }

    #[test]
    fn they_heal_and_leave_no_crumbs(account in account(), factor in 10_001u128..12_500, d in any::<Index>(), c in any::<Index>()) {
        let account = account.owing(factor);
        let Some(pair) = pair(&account, d, c) else { return Ok(()); };
        let was = account.answer().health_factor.unwrap().raw();
        let found = asked(&account, pair, "10", None);
        let QuoteAnswer::Quote { repay, seize, bonus, protocol_fee, close_out } = found else { return Ok(()); };
        let (then, is) = after(&account, pair, repay.raw(), seize.raw());
        prop_assert!(close_out || is > was, "P-21: {was} {is}");
        let (owed, held) = (&then.assets[pair.0], &then.assets[pair.1]);
        let tidy = owed.debt == 0 || held.collateral == 0 || owed.debt >= owed.units(10_000_000);
        let all = account.assets[pair.0].debt;
        let seized = seizure(&account, pair, all, bonus.raw());
        let whole_heals = seized < account.assets[pair.1].collateral && after(&account, pair, all, seized).1 > was + was / 1_000_000;
        let less_is_small = all < 2 * owed.units(10_000_001);
        prop_assert!(tidy || (!whole_heals && less_is_small), "P-23: {} units of debt left", owed.debt);
        prop_assert!(protocol_fee <= seize && bonus.raw() >= ONE as u64 / 200, "fee {protocol_fee}, bonus {bonus}");
        prop_assert_eq!(asked(&account, pair, "10", Some(repay.raw())), found, "P-25");
    }

    #[test]
    fn it_ends_at_the_target_or_healthy_or_at_the_top(account in account(), factor in 10_001u128..12_500, d in any::<Index>(), c in any::<Index>()) {
        let account = account.owing(factor);
        let Some(pair) = pair(&account, d, c) else { return Ok(()); };
        let QuoteAnswer::Quote { repay, seize, bonus, close_out: false, .. } = asked(&account, pair, "0", None) else { return Ok(()); };
        // Rounding to base units must not decide: positions of at least a million units.
        prop_assume!(repay.raw() > 1_000_000 && seize.raw() > 1_000_000);
        let is = after(&account, pair, repay.raw(), seize.raw()).1;
        let reached = |repay: u128| after(&account, pair, repay, seizure(&account, pair, repay, bonus.raw())).1;
        let goal = if is >= TARGET { TARGET } else { ONE };
        if is >= goal {
            prop_assert!(reached(repay.raw() / 1_000 * 999) < goal, "P-22: less would have done");
        }
        for part in (1..=20u128).filter(|_| is < TARGET) {
            let more = account.assets[pair.0].debt / 20 * part;
            let exhausted = seizure(&account, pair, more, bonus.raw()) == account.assets[pair.1].collateral;
            let best = if is >= ONE { TARGET } else { is + is / 1_000_000 };
            prop_assert!(exhausted || reached(more) <= best, "P-22: {part}/20 of the debt would heal more than {is}");
        }
    }
}

fn quoted(book: &Json) -> (u128, u128, u64, u128, bool) {
    match answer(book).quote.unwrap() {
        QuoteAnswer::Quote {
            repay,
            seize,
            bonus,
            protocol_fee,
            close_out,
        } => (
            repay.raw(),
            seize.raw(),
            bonus.raw(),
            protocol_fee.raw(),
            close_out,
        ),
        other => panic!("{other:?}"),
    }
}

fn with_quote(mut book: Json, collateral: &str, sent: &str) -> Json {
    book["quote"] = json!({"debt": "USDC", "collateral": collateral, "max_repay": sent});
    book
}

fn refused(book: &Json) -> String {
    match answer(book).quote.unwrap() {
        QuoteAnswer::Refused { error } => error,
        found => panic!("{found:?}"),
    }
}

#[test]
fn an_account_that_cannot_pay_for_its_rescue_is_closed_out() {
    // Anna holds 100 BTC and owes 99.5 USDC: E/D = 0.5 %, below twice the floor. All is repaid at the floor:
    // 99.5 · 1.005 = 99.9975 seized; a tenth of the bonus 0.4975 is the fee.
    let anna = book("0.75", &[("BTC", 100.0)], &[("USDC", 99.5)]);
    let found = quoted(&with_quote(anna, "BTC", "200000000"));
    assert_eq!(
        found,
        (99_500_000, 99_997_500, 5_000_000_000_000_000, 49_750, true)
    );
}

#[test]
fn where_the_collateral_ends_debt_is_left() {
    // Boris holds 100 BTC and owes 120 USDC: 100 / 1.005 = 99.50248756 pays for all of it.
    let boris = book("0.75", &[("BTC", 100.0)], &[("USDC", 120.0)]);
    let found = quoted(&with_quote(boris, "BTC", "200000000"));
    assert_eq!((found.0, found.1, found.4), (99_502_488, 100_000_000, true));
}

/// Dora holds 1000 BTC and owes 900 USDC, where so much is the least that may be left.
fn dora(minimum: &str, sent: &str) -> Json {
    let mut dora = book("0.75", &[("BTC", 1_000.0)], &[("USDC", 900.0)]);
    dora["liquidation"]["min_position_value"] = json!(minimum);
    with_quote(dora, "BTC", sent)
}

#[test]
fn no_crumb_of_debt_is_left() {
    // 588 reach the target and leave 312: too little where 400 is the least. So the whole debt, or what leaves 400.
    assert_eq!(quoted(&dora("400", "900000000")).0, 900_000_000);
    assert_eq!(quoted(&dora("400", "600000000")).0, 500_000_000);
    // A debt below the minimum of 1000 already: all or nothing.
    assert_eq!(quoted(&dora("1000", "900000000")).0, 900_000_000);
    assert_eq!(refused(&dora("1000", "500000000")), "leaves_dust");
    // 500 sent would leave 400 where 600 is the least, and the 300 that leave it are too small.
    assert_eq!(refused(&dora("600", "500000000")), "too_small");
}

#[test]
fn a_crumb_of_collateral_is_taken_too_where_enough_was_sent() {
    // Egon holds 15 BTC and 985 ETH and owes 900 USDC; 15 / 1.015 = 14.77832512 exhaust the BTC.
    let egon = book("0.75", &[("BTC", 15.0), ("ETH", 985.0)], &[("USDC", 900.0)]);
    let all = quoted(&with_quote(egon.clone(), "BTC", "100000000"));
    assert_eq!((all.0, all.1), (14_778_326, 15_000_000));
    let part = quoted(&with_quote(egon, "BTC", "10000000"));
    assert_eq!((part.0, part.1), (10_000_000, 10_150_000));
}

#[test]
fn the_healthy_and_the_unknown_are_refused() {
    let fritz = book("0.75", &[("BTC", 100.0)], &[("USDC", 80.0)]);
    assert_eq!(
        refused(&with_quote(fritz.clone(), "BTC", "80000000")),
        "healthy"
    );
    let gerda = book("0.75", &[("BTC", 100.0)], &[("USDC", 90.0)]);
    assert_eq!(
        refused(&with_quote(gerda.clone(), "ETH", "80000000")),
        "nothing_held"
    );
    let mut other = with_quote(gerda, "BTC", "80000000");
    other["quote"]["debt"] = json!("SOL");
    assert_eq!(refused(&other), "nothing_owed");
}

#[test]
fn the_last_units_of_a_collateral_go_where_one_less_would_leave_a_crumb() {
    // Anna holds 51351 satoshi (30.8106 USD), and ETH besides. Any repayment below 28.009637 USD leaves a piece of
    // collateral and less than 100 USD of her 74 USD debt. 30.8106 / 1.1 = 28.00963…: 28009637 microdollars, rounded up.
    let asset = |decimals: u32, group: &str, (threshold, weight): (&str, &str), price: &str| {
        json!({
            "decimals": decimals, "group": group, "collateral_factor": threshold,
            "liquidation_threshold": threshold, "borrow_weight": weight,
            "price": {"spot": price, "low": price, "high": price},
            "liquidation": {"bonus_min": "0.01", "bonus_slope": "1", "bonus_max": "0.1", "protocol_fee": "0.1"}
        })
    };
    let anna = json!({
        "config": common::config("0.75"),
        "assets": {
            "wbtc": asset(8, "btc", ("0.8", "1.2"), "60000"),
            "weth": asset(18, "eth", ("0.75", "1.25"), "2000"),
            "usdc": asset(6, "usd", ("0.95", "1.05"), "1"),
            "dai": asset(18, "usd", ("0.95", "1.05"), "1")
        },
        "liquidation": {"bonus_floor": "0.005", "target_health": "1.05", "min_position_value": "100"},
        "collateral": {"wbtc": "51351", "weth": "3000000000000000000"},
        "debt": {"usdc": "74000000", "dai": "4900000000000000000000"},
        "quote": {"debt": "usdc", "collateral": "wbtc"}
    });
    let QuoteAnswer::Quote {
        repay,
        seize,
        bonus,
        ..
    } = answer(&anna).quote.unwrap()
    else {
        panic!("P-23: a quote");
    };
    assert_eq!(repay.raw(), 28_009_637, "P-23");
    assert_eq!(seize.raw(), 51_351, "P-23");
    assert_eq!(bonus.to_string(), "0.1", "P-23");
}
