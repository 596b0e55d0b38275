//! The table of worked figures, and the special cases that must hold exactly.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::float_arithmetic,
    clippy::arithmetic_side_effects
)] // a test may stop at the first surprise; floats only read results

mod common;

use ballast_risk::governance::{Correlations, GroupMember};
use ballast_risk::GroupIndex;
use common::{answer, book, health};
use serde_json::json;

/// Most debt per 100 USD of collateral, at credit 0, 0.75 and 1.
type Row = (
    &'static [(&'static str, f64)],
    &'static [(&'static str, f64)],
    [f64; 3],
);

const TABLE: [Row; 10] = [
    (
        &[("BTC", 100.0)],
        &[("USDC", 100.0)],
        [79.612, 81.242, 81.833],
    ),
    (
        &[("BTC", 50.0), ("ETH", 50.0)],
        &[("USDC", 100.0)],
        [77.670, 79.816, 80.605],
    ),
    (
        &[("BTC", 25.0), ("ETH", 25.0), ("SOL", 25.0), ("ATOM", 25.0)],
        &[("USDC", 100.0)],
        [69.417, 73.589, 75.182],
    ),
    (
        &[("stETH", 100.0)],
        &[("ETH", 100.0)],
        [93.849, 93.849, 93.849],
    ),
    (
        &[("ETH", 100.0)],
        &[("BTC", 100.0)],
        [66.102, 78.937, 88.066],
    ),
    (
        &[("ATOM", 100.0)],
        &[("ETH", 100.0)],
        [49.180, 60.948, 67.632],
    ),
    (
        &[("USDC", 100.0)],
        &[("BTC", 100.0)],
        [82.203, 83.886, 84.497],
    ),
    (
        &[("USDC", 50.0), ("ETH", 50.0)],
        &[("BTC", 100.0)],
        [74.153, 84.377, 90.795],
    ),
    (
        &[("stETH", 70.0), ("USDC", 30.0)],
        &[("ETH", 60.0), ("USDC", 40.0)],
        [94.763, 94.870, 94.906],
    ),
    (
        &[("ETH", 100.0)],
        &[("ETH", 100.0)],
        [98.039, 98.039, 98.039],
    ),
];

#[test]
fn all_thirty_figures() {
    for (collateral, debt, figures) in TABLE {
        for (credit, figure) in ["0", "0.75", "1"].into_iter().zip(figures) {
            let found = 100.0 * health(&book(credit, collateral, debt));
            assert!(
                (found - figure).abs() < 6e-4,
                "{collateral:?} {debt:?} {credit}: {found}"
            );
        }
    }
}

#[test]
fn without_credit_it_is_the_classic_sum() {
    // 300 BTC · 0.82 + 200 ATOM · 0.6 = 366; 250 USDC · 1.03 + 50 SOL · 1.34 = 324.5; HF = 366 / 324.5
    let collateral = [("BTC", 300.0), ("ATOM", 200.0)];
    let mut book = book("0", &collateral, &[("USDC", 250.0), ("SOL", 50.0)]);
    book["config"]["min_margin"] = json!("0");
    let found = answer(&book);
    // 1.127889060092449922…, less the ε that pays for rounded factors
    let factor = found.health_factor.unwrap().raw();
    assert!(
        (1_127_889_060_092_449_890..=1_127_889_060_092_449_922).contains(&factor),
        "P-13: {factor}"
    );
    let surplus = found.maintenance.surplus.unwrap().raw();
    assert!(
        (41_499_999_999_990..=41_500_000_000_000).contains(&surplus),
        "P-13: {surplus}"
    );
}

#[test]
fn one_collateral_against_a_debt_of_weight_one() {
    // the least of LT and 1 / (1 + m): 0.82 for BTC with m = 0.02, 1 / 1.05 for a threshold of 0.98 with m = 0.05
    let mut one = book("1", &[("BTC", 100.0)], &[("USDC", 100.0)]);
    one["config"]["groups"][4]["stress"] = json!("0");
    one["assets"]["USDC"]["borrow_weight"] = json!("1");
    assert!((health(&one) - 0.82).abs() < 1e-12);
    one["config"]["groups"][0]["stress"] = json!("0.02");
    one["config"]["min_margin"] = json!("0.05");
    one["assets"]["BTC"]["liquidation_threshold"] = json!("0.98");
    assert!((health(&one) - 1.0 / 1.05).abs() < 1e-12);
}

#[test]
fn in_one_group_the_credit_does_not_matter() {
    let at = |credit| {
        health(&book(
            credit,
            &[("stETH", 70.0), ("ETH", 30.0)],
            &[("ETH", 80.0)],
        ))
    };
    assert_eq!(at("0"), at("1"));
    assert_eq!(at("0"), at("0.75"));
}

#[test]
fn at_initial_a_lower_factor_is_own_part() {
    // CF 0.74 under LT 0.78 against a weight of 1.03 without credit: 72.1, where CF / w would be 71.8
    let mut book = book("0", &[("ETH", 100.0)], &[]);
    book["assets"]["ETH"]["collateral_factor"] = json!("0.74");
    book["max"] = json!({"borrow": "USDC"});
    let most = answer(&book).max_borrow.unwrap().raw();
    assert!((72_050_000..72_150_000).contains(&most), "{most}");
}

#[test]
fn equity_over_risk_rises_when_anna_borrows() {
    // Anna holds 100 BTC at credit 1. N = √(18² + (.34·x)² − 2·.67·18·.34·x) for x SOL owed.
    // x = 0: E/N = 100 / 18 = 5.556; x = 10: 90 / √253.55 = 5.652. She looks safer for owing more.
    let ratio =
        |x: f64| (100.0 - x) / (324.0 + 0.1156 * x * x - 2.0 * 0.67 * 18.0 * 0.34 * x).sqrt();
    assert!((ratio(0.0) - 5.556).abs() < 1e-3 && (ratio(10.0) - 5.652).abs() < 1e-3);
    let at = |x: f64| health(&book("1", &[("BTC", 100.0)], &[("SOL", x)]));
    assert!(at(5.0) > at(10.0) && at(10.0) > at(20.0));
}

#[test]
fn collateral_over_debt_and_risk_falls_when_boris_deposits() {
    // Boris holds 100 BTC and owes 1 USDC (risk of the debt left out). 100 / (1 + 18) = 5.263. He adds 10 ATOM:
    // N = √(18² + 4² + 2·.62·18·4) = 20.72, 110 / (1 + 20.72) = 5.065. He looks worse for holding more.
    let ratio = |atom: f64| {
        let own = 0.4 * atom;
        let risk = (324.0 + own * own + 2.0 * 0.62 * 18.0 * own).sqrt();
        (100.0 + atom) / (1.0 + risk)
    };
    assert!((ratio(0.0) - 5.263).abs() < 1e-3 && (ratio(10.0) - 5.065).abs() < 1e-3);
    let at = |atom: f64| {
        health(&book(
            "1",
            &[("BTC", 100.0), ("ATOM", atom)],
            &[("USDC", 1.0)],
        ))
    };
    assert!(at(10.0) > at(0.0));
}

#[test]
fn steth_is_correlated_with_eth_but_for_its_basis() {
    // σ / stress of stETH = 0.22 / √(0.22² + 0.06²) = 0.964764; with BTC 0.85 times that
    let spec = serde_json::from_value(common::config("1")).unwrap();
    let structure = Correlations::new(&spec).unwrap();
    let member = |group, stress: &str| GroupMember {
        group: GroupIndex::new(group),
        stress: stress.parse().unwrap(),
    };
    let steth = member(1, "0.228035085019827592");
    let implied = |other| structure.implied(steth, other).unwrap().raw();
    assert_eq!(implied(member(1, "0.22")) / 1_000_000_000_000, 964_763);
    assert_eq!(implied(member(0, "0.18")) / 1_000_000_000_000, 820_049);
}
