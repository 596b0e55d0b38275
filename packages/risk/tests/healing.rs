//! Selling the hedge of another debt raises the risk: such a pair is refused, and another one heals.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test may stop at the first surprise

mod common;

use ballast_risk::json::QuoteAnswer;
use common::{answer, book};
use serde_json::{json, Value as Json};

/// Hanna holds 78 ETH and 85 USDC and owes 100 ETH and 60 USDC: E = 3, and she is short 22 ETH net, a risk of 4.84 alone.
fn hanna(debt: &str, collateral: &str) -> Json {
    let held = [("ETH", 78.0), ("USDC", 85.0)];
    let mut hanna = book("0.75", &held, &[("ETH", 100.0), ("USDC", 60.0)]);
    hanna["quote"] = json!({"debt": debt, "collateral": collateral, "max_repay": "20000000"});
    hanna
}

#[test]
fn selling_the_hedge_of_another_debt_is_refused() {
    assert!(!answer(&hanna("USDC", "ETH")).maintenance.healthy);
    let found = answer(&hanna("USDC", "ETH")).quote.unwrap();
    assert!(
        matches!(found, QuoteAnswer::Refused { .. }),
        "P-21: every ETH sold leaves her shorter of ETH, got {found:?}"
    );
}

#[test]
fn buying_back_what_she_is_short_of_heals() {
    match answer(&hanna("ETH", "USDC")).quote.unwrap() {
        QuoteAnswer::Quote { repay, .. } => assert!(repay.raw() >= 10_000_000),
        other => unreachable!("P-21: {other:?}"),
    }
}
