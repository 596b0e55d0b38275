//! A fraction of all debts against the same value of all collateral.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::panic,
    clippy::float_arithmetic
)] // a test may stop at the first surprise

mod common;

use ballast_risk::json::QuoteAnswer;
use ballast_risk::liquidate::{LiquidationError, ProRata};
use ballast_risk::{Amount, AssetIndex, Book, Ratio};
use common::random::account;
use common::{answer, book, parsed};
use proptest::prelude::*;
use serde_json::{json, Value as Json};

fn pro_rata(book: &Json, fraction: &str) -> Result<ProRata, LiquidationError> {
    let fraction: Ratio = fraction.parse().unwrap();
    parsed(book).book().unwrap().quote_pro_rata(fraction)
}

/// Clara holds 1000 BTC and owes 900 USDC. Her health factor is 812.42 / 900 = 0.90269, her bonus the asset's 1.5 %.
fn clara() -> Json {
    book("0.75", &[("BTC", 1_000.0)], &[("USDC", 900.0)])
}

#[test]
fn the_fraction_is_the_least_that_reaches_the_target() {
    // HF·(1 − 0.9·1.015·φ) / (1 − φ) = 1.05: φ = (1.05 − HF) / (1.05 − 0.9135·HF) = 0.14731 / 0.22539
    let done = pro_rata(&clara(), "1").unwrap();
    let fraction = done.fraction.raw() as f64 / 1e18;
    assert!((fraction - 0.653_57).abs() < 1e-4, "{fraction}");
    assert_eq!(done.bonus.to_string(), "0.015");
    assert_eq!((done.close_out, done.episode), (false, None));
    // φ of 900 USDC and 1.015 of that; a tenth of the bonus is the fee
    let (repaid, seized) = (done.repayments[0].amount.raw(), done.seizures[0]);
    assert!(repaid.abs_diff(588_213_000) < 100_000, "{repaid}");
    assert!(
        seized.amount.raw().abs_diff(repaid * 1_015 / 1_000) <= 1,
        "{seized:?}"
    );
    let fee = seized.protocol_fee.raw();
    assert!(fee.abs_diff(repaid * 15 / 10_000) <= 2, "{fee}");
}

#[test]
fn less_is_repaid_where_less_was_asked_for() {
    let done = pro_rata(&clara(), "0.01").unwrap();
    assert_eq!(done.fraction.to_string(), "0.01");
    assert_eq!(done.repayments[0].amount, Amount::new(9_000_000));
    assert_eq!(done.seizures[0].amount, Amount::new(9_135_000));
    let episode = done.episode.unwrap();
    // E/D was 1/9, rounded down
    assert_eq!(episode.lowest.to_string(), "0.111111111111111111");
    // 1.1111… · 891 / 990.865
    let k = episode.k.raw() as f64 / 1e18;
    assert!((k - 1000.0 / 900.0 * 891.0 / 990.865).abs() < 1e-15, "{k}");
}

/// Kim holds 76 million stETH and 60 million USDC, and owes 1140 ETH in whole units of 66,112 USD each and 45 million SOL.
fn kim() -> Json {
    let mut kim = book(
        "0",
        &[("stETH", 76e6), ("USDC", 60e6)],
        &[("ETH", 0.0), ("SOL", 45e6)],
    );
    kim["debt"]["ETH"] = json!("1140");
    kim["assets"]["ETH"]["decimals"] = json!(0);
    kim["assets"]["ETH"]["price"] = json!({"spot": "66112", "low": "66112", "high": "66112"});
    kim
}

#[test]
fn what_a_whole_unit_repays_beyond_the_fraction_buys_nothing() {
    // A ten thousandth of 1140 ETH is 0.114, and one is repaid. Were all of it paid for out of stETH and USDC alike, Kim would lose
    // stETH against ETH, and be worse off. So the fraction is paid for: 0.0001·(75.36768 + 45) million·1.015 / 136 million of USDC and stETH.
    let done = pro_rata(&kim(), "0.0001").unwrap();
    let repaid: Vec<u128> = done.repayments.iter().map(|r| r.amount.raw()).collect();
    let seized: Vec<u128> = done.seizures.iter().map(|s| s.amount.raw()).collect();
    assert_eq!(repaid, [1, 4_500_000_000]);
    assert_eq!(seized, [5_389_993_905, 6_827_325_614]);
    let was = done.health_before.raw();
    let is = after(&parsed(&kim()).book().unwrap(), &done);
    assert!(is > was, "P-21: {was} {is}");
}

#[test]
fn a_fraction_that_moves_nothing_is_told_one_that_does() {
    // 1e-12 of 900 USDC buys 0.0009 units of BTC; doubled eleven times it buys 900·1.015·2.048e-9 = 1.87 millionths
    let found = pro_rata(&clara(), "0.000000000001");
    let at_least: Ratio = "0.000000002048".parse().unwrap();
    assert_eq!(found, Err(LiquidationError::FractionTooSmall { at_least }));
    let followed = pro_rata(&clara(), &at_least.to_string()).unwrap();
    assert_eq!(followed.fraction, at_least, "P-34");
}

#[test]
fn the_bonus_is_the_mean_of_what_is_held_by_value() {
    let mut boris = book(
        "0.75",
        &[("BTC", 750.0), ("ETH", 250.0)],
        &[("USDC", 900.0)],
    );
    boris["assets"]["ETH"]["liquidation"]["bonus_max"] = json!("0.035");
    // 0.75·1.5 % + 0.25·3.5 %
    assert_eq!(pro_rata(&boris, "0.1").unwrap().bonus.to_string(), "0.02");
}

#[test]
fn in_close_out_all_is_repaid_that_the_collateral_pays_for() {
    // 100 BTC against 120 USDC: 100 / 1.005 = 99.502487… of them, 0.82918740 of the debt; everything is seized
    let emil = book("0.75", &[("BTC", 100.0)], &[("USDC", 120.0)]);
    let done = pro_rata(&emil, "1").unwrap();
    assert!(done.close_out);
    assert_eq!(&done.fraction.to_string()[..10], "0.82918739");
    assert_eq!(done.repayments[0].amount, Amount::new(99_502_488));
    assert_eq!(done.seizures[0].amount, Amount::new(100_000_000));
    assert_eq!(done.bonus.to_string(), "0.005");
}

#[test]
fn a_fraction_is_above_0_and_at_most_1() {
    for fraction in ["0", "1.000000000000000001", "18"] {
        let found = fraction.parse().unwrap();
        assert_eq!(
            pro_rata(&clara(), fraction),
            Err(LiquidationError::Fraction { found })
        );
    }
    let healthy = book("0.75", &[("BTC", 100.0)], &[("USDC", 80.0)]);
    assert_eq!(pro_rata(&healthy, "1"), Err(LiquidationError::Healthy));
}

#[test]
fn evaluate_answers_it() {
    let mut clara = clara();
    clara["quote"] = json!({"pro_rata": {"fraction": "0.01"}});
    let quote = serde_json::to_value(answer(&clara).quote).unwrap();
    assert_eq!(
        quote,
        json!({"fraction": "0.01", "bonus": "0.015", "close_out": false})
    );
    clara["quote"] = json!({"pro_rata": {"fraction": "2"}});
    let error = QuoteAnswer::Refused {
        error: "fraction".to_owned(),
    };
    assert_eq!(answer(&clara).quote, Some(error));
    for wrong in [
        json!({"pro_rata": {}}),
        json!({"pro_rata": {"fraction": "1", "debt": "USDC"}}),
        json!({"debt": "USDC"}),
        json!({"debt": "USDC", "collateral": "BTC", "pro_rata": {"fraction": "1"}}),
        json!({"pro_rata": {"fraction": "-1"}}),
    ] {
        clara["quote"] = wrong.clone();
        let read = serde_json::from_value::<ballast_risk::json::BookJson>(clara.clone());
        assert!(read.is_err(), "{wrong}");
    }
}

/// The Book after it, and its health factor.
fn after(book: &Book, done: &ProRata) -> u128 {
    let mut left = book.clone();
    for holding in &mut left.holdings {
        for repaid in done.repayments.iter().filter(|r| r.asset == holding.asset) {
            holding.debt = holding.debt.sub(repaid.amount).unwrap();
        }
        for seized in done.seizures.iter().filter(|s| s.asset == holding.asset) {
            holding.collateral = holding.collateral.sub(seized.amount).unwrap();
        }
    }
    let factor = left.health_factor().unwrap();
    factor.map_or(u128::MAX, |factor| factor.raw())
}

/// What is left after a quote, in whole units.
fn left(book: &Book, done: &ProRata) -> Book {
    let mut after = book.clone();
    for holding in &mut after.holdings {
        for repaid in done.repayments.iter().filter(|r| r.asset == holding.asset) {
            holding.debt = holding.debt.sub(repaid.amount).unwrap();
        }
        for seized in done.seizures.iter().filter(|s| s.asset == holding.asset) {
            holding.collateral = holding.collateral.sub(seized.amount).unwrap();
        }
    }
    after
}

#[test]
fn p_25_what_was_done_is_what_was_quoted_to_a_unit_of_rounding() {
    let book = parsed(&clara()).book().unwrap();
    let done = book.quote_pro_rata(Ratio::percent(10)).unwrap();
    let expected = done.expected();
    let at = |asset: AssetIndex| book.holdings.iter().position(|h| h.asset == asset).unwrap();
    let debt = at(done.repayments[0].asset);
    for (more, outcome) in [(0, true), (1, true), (2, false)] {
        let mut after = left(&book, &done);
        after.holdings[debt].debt = after.holdings[debt].debt.add(Amount::new(more)).unwrap();
        let found = book.check_executed(&expected, &after);
        let asset = done.repayments[0].asset;
        let refused = Err(LiquidationError::NotAsQuoted { asset });
        assert_eq!(
            found,
            if outcome { Ok(()) } else { refused },
            "P-25: {more}"
        );
    }
}

#[test]
fn what_can_be_paid_bounds_the_fraction() {
    let book = parsed(&clara()).book().unwrap();
    // 90 of 900 USDC are there
    let there = |_| Amount::new(90_000_000);
    let done = book.quote_pro_rata_out_of(Ratio::ONE, there).unwrap();
    assert_eq!(done.fraction, Ratio::percent(10));
    assert_eq!(done.repayments[0].amount, Amount::new(90_000_000));
    let asset = done.repayments[0].asset;
    let nothing = book.quote_pro_rata_out_of(Ratio::ONE, |_| Amount::ZERO);
    assert_eq!(nothing, Err(LiquidationError::NothingToPay { asset }));
    // where the target needs less, no more is taken
    let all = book.quote_pro_rata_out_of(Ratio::ONE, |_| Amount::new(899_000_000));
    assert_eq!(all, book.quote_pro_rata(Ratio::ONE));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_200, max_global_rejects: 60_000, ..ProptestConfig::default() })]

    #[test]
    fn it_always_raises_the_health_factor(account in account(), factor in 10_001u128..12_500, part in 1u64..=1_000) {
        let account = account.owing(factor);
        prop_assume!(account.answer().health_factor.is_some_and(|factor| factor.raw() < 10u128.pow(18)));
        let book = parsed(&account.json()).book().unwrap();
        let fraction = Ratio::new(part * 1_000_000_000_000_000);
        match book.quote_pro_rata(fraction) {
            Ok(done) => {
                prop_assert!(done.fraction <= fraction, "P-22");
                let (was, is) = (done.health_before.raw(), after(&book, &done));
                prop_assert!(done.close_out || is > was, "P-21: {was} {is}");
                let at_target = is >= 1_050_000_000_000_000_000;
                prop_assert_eq!(at_target, done.episode.is_none(), "P-22");
                prop_assert!(at_target || done.close_out || done.fraction == fraction, "P-22");
            }
            Err(LiquidationError::FractionTooSmall { at_least }) => {
                let followed = book.quote_pro_rata(at_least);
                prop_assert!(followed.is_ok_and(|done| done.fraction == at_least), "P-34: {at_least}");
            }
            // not a unit of any collateral is worth as little as all that is owed
            Err(error) => prop_assert!(matches!(error, LiquidationError::NothingMoved | LiquidationError::NothingOpen), "P-29: {error}"),
        }
    }

    #[test]
    fn parts_are_paid_no_more_than_the_whole(account in account(), factor in 10_001u128..12_500, parts in prop::collection::vec(1u64..300, 1..6)) {
        // whole units move what each asset weighs in the mean
        prop_assume!(account.assets.iter().all(|a| a.collateral == 0 || a.collateral > 1_000_000_000));
        let mut book = parsed(&account.owing(factor).json()).book().unwrap();
        let Ok(whole) = book.quote_pro_rata(Ratio::ONE) else { return Ok(()); };
        for part in parts {
            let Ok(done) = book.quote_pro_rata(Ratio::new(part * 1_000_000_000_000_000)) else { break };
            let room = 100_000_000_000;
            prop_assert!(done.bonus.raw() <= whole.bonus.raw() + room, "P-24: {} {}", done.bonus, whole.bonus);
            for holding in &mut book.holdings {
                for repaid in done.repayments.iter().filter(|r| r.asset == holding.asset) {
                    holding.debt = holding.debt.sub(repaid.amount).unwrap();
                }
                for seized in done.seizures.iter().filter(|s| s.asset == holding.asset) {
                    holding.collateral = holding.collateral.sub(seized.amount).unwrap();
                }
            }
            book.episode = done.episode;
        }
    }
}
