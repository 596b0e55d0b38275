//! Selling the hedge of another debt raises the risk: such a pair is refused, and another one heals.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test may stop at the first surprise

mod common;

use ballast_risk::evaluate::QuoteAnswer;
use common::{answer, book};
use serde_json::{json, Value as Json};

/// Hanna holds 82 ETH and 82 USDC and owes 100 ETH and 60 USDC: E = 4, and she is short 18 ETH net, which is 3.96 of the risk of 4.1.
fn hanna(debt: &str, collateral: &str) -> Json {
    let held = [("ETH", 82.0), ("USDC", 82.0)];
    let mut hanna = book("0.75", &held, &[("ETH", 100.0), ("USDC", 60.0)]);
    hanna["quote"] = json!({"debt": debt, "collateral": collateral, "max_repay": "20000000"});
    hanna
}

#[test]
fn selling_the_hedge_of_another_debt_is_refused() {
    assert!(!answer(&hanna("USDC", "ETH")).maintenance.healthy);
    let refused = QuoteAnswer::Refused {
        error: "would_not_heal".to_owned(),
    };
    assert_eq!(
        answer(&hanna("USDC", "ETH")).quote.unwrap(),
        refused,
        "P-21: every ETH sold leaves her shorter of ETH"
    );
}

#[test]
fn buying_back_what_she_is_short_of_heals() {
    match answer(&hanna("ETH", "USDC")).quote.unwrap() {
        QuoteAnswer::Quote { repay, .. } => assert!(repay.raw() > 0),
        QuoteAnswer::Refused { error } => unreachable!("P-21: {error}"),
    }
}
