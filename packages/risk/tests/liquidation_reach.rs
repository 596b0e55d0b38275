//! Nothing unhealthy is out of reach: sizes give way where enough was sent, and a refusal says what would be accepted.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::panic,
    clippy::float_arithmetic
)] // a test may stop at the first surprise

mod common;

use ballast_risk::liquidate::{Liquidation, LiquidationError, LiquidationRequest, PairChoice};
use ballast_risk::{Amount, Book, Ratio};
use common::random::account;
use common::{answer, book, pair_quote, parsed};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{json, Value as Json};

/// Alice holds ATOM and USDC against more ATOM and less USDC: short of ATOM, whose price rises.
fn alice(atom: u32) -> Json {
    let held = [("ATOM", 4.3024), ("USDC", 64.1744)];
    let mut alice = book("0", &held, &[("ATOM", 5.1318), ("USDC", 44.854)]);
    let price = format!("{}.{:02}", atom / 100, atom % 100);
    alice["assets"]["ATOM"]["price"] = json!({"spot": price, "low": price, "high": price});
    alice["assets"]["ATOM"]["liquidation"]["bonus_max"] = json!("0.1");
    alice
}

fn best(book: &Book) -> Result<Amount, LiquidationError> {
    Ok(book.quote_best(&PairChoice::default())?.repay)
}

#[test]
fn a_hedged_account_can_be_liquidated_from_the_first_step_below_health() {
    let mut unhealthy = 0;
    for atom in (1_000..2_300).step_by(5) {
        let alice = alice(atom);
        if answer(&alice).maintenance.healthy {
            assert_eq!(unhealthy, 0, "once below she stays there: {atom}");
            continue;
        }
        unhealthy += 1;
        let book = parsed(&alice).book().unwrap();
        let found = best(&book);
        assert!(found.is_ok(), "P-29: at {atom} cents: {found:?}");
        let everything = book.quote_pro_rata(Ratio::ONE);
        assert!(everything.is_ok(), "P-29: at {atom} cents: {everything:?}");
    }
    assert!(unhealthy > 60, "{unhealthy}");
}

#[test]
fn a_repayment_below_the_minimum_is_raised_to_it() {
    // Bella owes 500 USDC against 615 BTC, just below health: a few USDC reach the target only beside the minimum of 100.
    let mut bella = book("0.75", &[("BTC", 100.0)], &[("USDC", 81.3)]);
    bella["liquidation"]["target_health"] = json!("1.001");
    let small = pair_quote(&bella, ("USDC", "BTC"), None).unwrap();
    assert!(
        small.repay.raw() < 10_000_000,
        "the target may be reached by any size: {small:?}"
    );
    // Without the target in reach the minimum is taken: ETH is not enough to get there.
    let held = [("BTC", 900.0), ("ETH", 30.0)];
    let mut carla = book("0.75", &held, &[("USDC", 760.0)]);
    carla["liquidation"]["min_position_value"] = json!("25");
    let raised = pair_quote(&carla, ("USDC", "ETH"), None).unwrap();
    assert!(raised.repay.raw() >= 25_000_000, "{raised:?}");
}

#[test]
fn a_small_debt_is_left_as_dust_only_where_nothing_else_heals() {
    // Doris owes 15 USDC against 18 ATOM, where 10 is the least. She cannot be brought to the target; the most that heals is
    // repaid, all of the debt: then she owes nothing.
    let doris = book("0", &[("ATOM", 18.0)], &[("USDC", 15.0)]);
    let found = pair_quote(&doris, ("USDC", "ATOM"), None).unwrap();
    assert_eq!(found.repay.raw(), 15_000_000);
    // 5 are refused with an amount that is accepted
    let refused = pair_quote(&doris, ("USDC", "ATOM"), Some(5_000_000));
    let Err(LiquidationError::TooSmall { at_least, .. }) = refused else {
        panic!("{refused:?}");
    };
    let followed = pair_quote(&doris, ("USDC", "ATOM"), Some(at_least.raw()));
    assert_eq!(followed.unwrap().repay, at_least, "P-34");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, max_global_rejects: 60_000, ..ProptestConfig::default() })]

    /// P-34 of liquidations: what a refusal names is accepted, and so is all that could be sent.
    #[test]
    fn what_a_refusal_names_is_accepted(
        account in account(), factor in 10_001u128..12_500, part in 1u128..1_000_000, minimum in prop_oneof![Just("10"), Just("100"), Just("0.01")],
    ) {
        let mut json = account.owing(factor).json();
        json["liquidation"]["min_position_value"] = json!(minimum);
        let book = parsed(&json).book().unwrap();
        let debts: Vec<_> = book.holdings.iter().filter(|h| !h.debt.is_zero()).collect();
        for (debt, collateral) in debts.iter().flat_map(|d| book.holdings.iter().map(move |c| (d, c))) {
            let quote = |sent: u128| book.quote(&LiquidationRequest {
                debt: debt.asset, collateral: collateral.asset, max_repay: Some(Amount::new(sent)),
            });
            match quote((debt.debt.raw() / 1_000_000 * part).max(1)) {
                Err(LiquidationError::TooSmall { at_least, .. } | LiquidationError::LeavesDust { at_least, .. }) => {
                    let followed = quote(at_least.raw());
                    prop_assert!(followed.is_ok() || matches!(followed, Err(LiquidationError::NothingMoved)), "P-34: {followed:?}");
                    let all = quote(u128::MAX);
                    prop_assert!(!matches!(all, Err(LiquidationError::TooSmall { .. } | LiquidationError::LeavesDust { .. })), "P-29: {all:?}");
                }
                Ok(done) => prop_assert!(done.repay.raw() > 0),
                Err(_) => {}
            }
        }
    }

    /// The pair named was quoted exactly, and reaches the target where any does.
    #[test]
    fn the_pair_named_works(account in account(), factor in 10_001u128..11_500) {
        let book = parsed(&account.owing(factor).json()).book().unwrap();
        let best = match book.quote_best(&PairChoice::default()) {
            Ok(best) => best,
            Err(refused) => {
                prop_assert!(pairs(&book).all(|pair| book.quote(&pair).is_err()), "P-29: {refused:?}");
                return Ok(());
            }
        };
        prop_assert!(!best.repay.is_zero() && !best.seize.is_zero());
        prop_assert!(cheapest(&book).is_none() || best.episode.is_none(), "another pair reaches the target");
    }
}

fn pairs(book: &Book) -> impl Iterator<Item = LiquidationRequest> + '_ {
    let held = &book.holdings;
    held.iter().flat_map(move |debt| {
        held.iter().map(move |collateral| LiquidationRequest {
            debt: debt.asset,
            collateral: collateral.asset,
            max_repay: None,
        })
    })
}

/// The bonus of it, in USD of 1e-12.
fn cost(book: &Book, done: &Liquidation) -> f64 {
    let debt = book.holdings.iter().find(|h| h.asset == done.debt).unwrap();
    let value = debt.price.spot.value_up(done.repay, debt.decimals).unwrap();
    value.raw() as f64 * done.bonus.raw() as f64 / 1e18
}

/// What the borrower pays by the cheapest of all pairs that reach the target.
fn cheapest(book: &Book) -> Option<f64> {
    let done = pairs(book).filter_map(|pair| book.quote(&pair).ok());
    let reaching = done.filter(|done| done.episode.is_none());
    reaching.map(|done| cost(book, &done)).reduce(f64::min)
}

/// The accounts are the same in each run; of the 1,500 some have two hundred pairs.
#[test]
fn no_pair_reaches_the_target_for_less_than_the_one_named() {
    let mut runner = TestRunner::deterministic();
    let mut reached = 0;
    for _ in 0..1_500 {
        let drawn = (account(), 10_001u128..11_500).new_tree(&mut runner);
        let Ok((account, factor)) = drawn.map(|tree| tree.current()) else {
            continue;
        };
        let book = parsed(&account.owing(factor).json()).book().unwrap();
        let best = book.quote_best(&PairChoice::default());
        if let (Ok(best), Some(cheapest)) = (best, cheapest(&book)) {
            reached += 1;
            let named = cost(&book, &best);
            assert!(named <= cheapest * 1.000_001 + 1e6, "{named} {cheapest}");
        }
    }
    assert!(reached > 300, "{reached} reach the target");
}
