//! What is halted is neither seized nor repaid, and bounded rather than known: twice its high as collateral, half its low as debt.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)] // a test may stop at the first surprise

mod common;

use ballast_risk::json::evaluate;
use ballast_risk::liquidate::{LiquidationError, PairChoice};
use ballast_risk::{Amount, AssetIndex, Ratio, Value};
use common::{answer, book, pair_quote, parsed, surplus};
use serde_json::{json, Value as Json};

/// The same with a price that is held.
fn halted(mut book: Json, name: &str) -> Json {
    book["assets"][name]["price"] =
        json!({"spot": "1", "low": "0.9", "high": "1.1", "status": "halted"});
    book
}

#[test]
fn a_halted_collateral_counts_at_twice_its_high_and_a_halted_debt_at_half_its_low() {
    // One asset on each side, no correlation credit: S = 0.82·2.2·100 − 1.22·0.45·100 = 180.4 − 54.9
    let anna = book("0", &[("BTC", 100.0)], &[("ETH", 100.0)]);
    let both = halted(halted(anna, "BTC"), "ETH");
    assert!(surplus(&both).abs_diff(125_500_000_000_000) <= 1);
    let maintenance = answer(&both).initial;
    assert!(!maintenance.healthy, "and nothing of it gives new risk");
}

#[test]
fn half_of_a_price_loses_no_digit() {
    // 3 units of 1e-18 USD a token: half of them are not a price. 1e12 tokens of 6 decimals at half of 3e-18 are 1.5e-6 USD.
    let mut boris = book("0", &[("BTC", 1.0)], &[]);
    boris["debt"] = json!({"ETH": "1000000000000000000"});
    boris["assets"]["ETH"]["price"] = json!({
        "spot": "0.000000000000000003", "low": "0.000000000000000003", "high": "0.000000000000000003", "status": "halted"
    });
    // 0.82 − 1.22·1.5e-6
    assert!(surplus(&boris).abs_diff(819_998_170_000) <= 1);
}

/// Clara holds 1000 BTC and 5 ATOM, and owes 850 USDC and 20 SOL.
fn clara() -> Json {
    let held = [("BTC", 1_000.0), ("ATOM", 5.0)];
    book("0.75", &held, &[("USDC", 850.0), ("SOL", 20.0)])
}

#[test]
fn the_other_assets_are_liquidated() {
    let with_both = halted(halted(clara(), "ATOM"), "SOL");
    assert!(!answer(&with_both).maintenance.healthy);
    pair_quote(&with_both, ("USDC", "BTC"), None).unwrap();
    for (debt, collateral, asset) in [("USDC", "ATOM", "ATOM"), ("SOL", "BTC", "SOL")] {
        let at = parsed(&with_both).names().iter().position(|n| *n == asset);
        let asset = AssetIndex::at(at.unwrap());
        let refused = pair_quote(&with_both, (debt, collateral), None);
        assert_eq!(refused, Err(LiquidationError::Halted { asset }));
    }
}

#[test]
fn pro_rata_and_the_best_pair_leave_it_out() {
    let with_both = halted(halted(clara(), "ATOM"), "SOL");
    let json = parsed(&with_both);
    let (book, names) = (json.book().unwrap(), json.names());
    let done = book.quote_pro_rata(Ratio::ONE).unwrap();
    let repaid: Vec<_> = done
        .repayments
        .iter()
        .map(|r| names[r.asset.place()])
        .collect();
    let seized: Vec<_> = done
        .seizures
        .iter()
        .map(|s| names[s.asset.place()])
        .collect();
    assert_eq!((repaid, seized), (vec!["USDC"], vec!["BTC"]));
    let best = book.quote_best(&PairChoice::default()).unwrap();
    let pair = [best.debt, best.collateral].map(|at| names[at.place()]);
    assert_eq!(pair, ["USDC", "BTC"]);
}

#[test]
fn where_all_of_a_side_is_halted_it_is_said() {
    let dora = halted(book("0.75", &[("BTC", 100.0)], &[("USDC", 260.0)]), "BTC");
    let book = parsed(&dora).book().unwrap();
    let best = book.quote_best(&PairChoice::default());
    assert_eq!(best, Err(LiquidationError::NothingOpen));
    let all = book.quote_pro_rata(Ratio::ONE);
    assert_eq!(all, Err(LiquidationError::NothingOpen));
}

#[test]
fn nothing_is_written_off_while_what_is_halted_may_be_worth_more_than_the_threshold() {
    // 0.04 BTC at twice a high of 1.1 are 0.088 USD; 0.05 are 0.11, more than the 0.1 that may be forfeited.
    for (held, ends) in [(0.04, true), (0.05, false)] {
        let emil = halted(book("0.75", &[("BTC", held)], &[("USDC", 5.0)]), "BTC");
        let mut emil = parsed(&emil);
        emil.liquidation.write_off_value = Value::new(100_000_000_000);
        assert_eq!(
            emil.book().unwrap().is_beyond_rescue(),
            Ok(ends),
            "P-27: {held}"
        );
    }
    // a halted debt ends with the others
    let mut frida = parsed(&halted(book("0.75", &[], &[("USDC", 5.0)]), "USDC"));
    frida.liquidation.write_off_value = Value::new(100_000_000_000);
    assert_eq!(frida.book().unwrap().is_beyond_rescue(), Ok(true));
}

#[test]
fn an_account_whose_debts_count_0_is_healthy() {
    // known from above only: low is 0, and liquidation counts a debt at low
    let mut gerda = book("0.75", &[("BTC", 1.0)], &[("USDC", 500.0)]);
    gerda["assets"]["USDC"]["price"] =
        json!({"spot": "1", "low": "0", "high": "1", "status": "frozen"});
    let found = answer(&gerda);
    assert!(found.maintenance.healthy);
    assert_eq!(found.health_factor.unwrap().to_string(), "1000000000");
    let book = parsed(&gerda).book().unwrap();
    let best = book.quote_best(&PairChoice::default());
    assert_eq!(best, Err(LiquidationError::Healthy));
    assert_eq!(
        book.quote_pro_rata(Ratio::ONE),
        Err(LiquidationError::Healthy)
    );
    assert_eq!(book.is_beyond_rescue(), Ok(false));
}

#[test]
fn a_debt_that_counts_0_pays_for_nothing() {
    let mut hugo = book("0.75", &[("BTC", 100.0)], &[("USDC", 90.0), ("ETH", 5.0)]);
    hugo["assets"]["ETH"]["price"] =
        json!({"spot": "1", "low": "0", "high": "1", "status": "frozen"});
    let refused = pair_quote(&hugo, ("ETH", "BTC"), None);
    assert_eq!(refused, Err(LiquidationError::NothingMoved));
    let json = parsed(&hugo);
    let done = json.book().unwrap().quote_pro_rata(Ratio::ONE).unwrap();
    assert_eq!(done.repayments.len(), 1, "nobody repays it for nothing");
}

#[test]
fn a_holding_too_large_to_be_valued_protects_nobody() {
    // 1e32 tokens that count nothing at 10,000 USD: 1e36 USD
    let mut igor = book("0.75", &[("BTC", 100.0)], &[("USDC", 90.0)]);
    igor["assets"]["JUNK"] = common::asset("atom", "0", "1.4");
    igor["assets"]["JUNK"]["price"] = json!({"spot": "10000", "low": "10000", "high": "10000"});
    igor["collateral"]["JUNK"] = json!("100000000000000000000000000000000000000");
    let found = pair_quote(&igor, ("USDC", "BTC"), None).unwrap();
    let without = pair_quote(
        &book("0.75", &[("BTC", 100.0)], &[("USDC", 90.0)]),
        ("USDC", "BTC"),
        None,
    );
    assert_eq!(
        (found.repay, found.seize),
        without.map(|q| (q.repay, q.seize)).unwrap()
    );
    // and where it counts it counts as 1e24 USD
    igor["assets"]["JUNK"] = common::asset("atom", "0.6", "1.4");
    igor["assets"]["JUNK"]["price"] = json!({"spot": "10000", "low": "10000", "high": "10000"});
    let rich = answer(&igor).maintenance.surplus.unwrap().raw();
    assert!(
        (5 * 10i128.pow(35)..6 * 10i128.pow(35) + 10i128.pow(30)).contains(&rich),
        "{rich}"
    );
    let mut owing = parsed(&igor).book().unwrap();
    for holding in owing.holdings.iter_mut().filter(|h| !h.debt.is_zero()) {
        holding.debt = Amount::new(u128::MAX);
    }
    assert!(
        owing.is_healthy(ballast_risk::Level::Maintenance).is_err(),
        "debts that large are refused"
    );
}

#[test]
fn readings_that_disagree_count_at_the_borrowers_side_in_liquidation_while_fresh() {
    let anna = book("0", &[("BTC", 100.0)], &[("ETH", 100.0)]);
    let with = |status: &str| {
        let mut both = anna.clone();
        for name in ["BTC", "ETH"] {
            both["assets"][name]["price"] = json!({"spot": "1", "low": "0.9", "high": "1.1", "status": status,
                "unsettled": {"low": "0.95", "high": "1.05"}});
        }
        both
    };
    // S = 0.82·1.05·100 − 1.22·0.95·100 = 86.1 − 115.9
    assert!(surplus(&with("fresh")).abs_diff(-29_800_000_000_000) <= 1);
    // stale: all that low and high span, 0.82·110 − 1.22·90
    assert!(surplus(&with("stale")).abs_diff(-19_600_000_000_000) <= 1);
    // for new risk it is as good as its low and high: 200 BTC carry 100 ETH
    let mut rich = with("fresh");
    rich["collateral"] = common::amounts(&[("BTC", 200.0)]);
    assert!(answer(&rich).initial.healthy);
}

#[test]
fn readings_span_spot() {
    let mut anna = book("0", &[("BTC", 100.0)], &[]);
    anna["assets"]["BTC"]["price"] = json!({"spot": "1", "low": "1", "high": "1",
        "unsettled": {"low": "1.01", "high": "1.05"}});
    let refused = evaluate(&parsed(&anna)).unwrap_err().to_string();
    assert!(refused.contains("unsettled"), "{refused}");
}
