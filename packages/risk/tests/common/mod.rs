//! Books for tests, in the outside format: named assets at round prices.
#![allow(dead_code)] // each test file uses a part of it
#![allow(
    clippy::float_arithmetic,
    clippy::unwrap_used,
    clippy::indexing_slicing
)] // a test may stop at the first surprise
#![allow(clippy::arithmetic_side_effects)] // and overflow in one is such a surprise

pub mod random;

use ballast_risk::json::{evaluate, Answer, BookJson};
use ballast_risk::liquidate::{Liquidation, LiquidationError, LiquidationRequest};
use ballast_risk::{Amount, AssetIndex, HealthFactor, SignedValue};
use serde_json::{json, Value as Json};

/// BTC, ETH, SOL, ATOM, USD with the correlations of the worked figures.
pub fn config(credit: &str) -> Json {
    let rho = [
        ["1", "0.85", "0.67", "0.62", "0"],
        ["0.85", "1", "0.7", "0.65", "0"],
        ["0.67", "0.7", "1", "0.6", "0"],
        ["0.62", "0.65", "0.6", "1", "0"],
        ["0", "0", "0", "0", "1"],
    ];
    let groups: Vec<Json> = [
        ("btc", "0.18"),
        ("eth", "0.22"),
        ("sol", "0.34"),
        ("atom", "0.4"),
        ("usd", "0.03"),
    ]
    .iter()
    .map(|(name, stress)| json!({"name": name, "stress": stress}))
    .collect();
    json!({"correlation_credit": credit, "min_margin": "0.02", "groups": groups, "rho": rho})
}

/// An asset of 6 decimals at 1 USD.
pub fn asset(group: &str, threshold: &str, weight: &str) -> Json {
    json!({
        "decimals": 6, "group": group,
        "collateral_factor": threshold, "liquidation_threshold": threshold, "borrow_weight": weight,
        "price": {"spot": "1", "low": "1", "high": "1"},
        "liquidation": {"bonus_min": "0.01", "bonus_slope": "1", "bonus_max": "0.015", "protocol_fee": "0.1"}
    })
}

/// The assets of the worked figures. stETH's stress is √(0.22² + 0.06²) = 0.228035085019827592…
pub fn assets() -> Json {
    json!({
        "BTC": asset("btc", "0.82", "1.18"),
        "ETH": asset("eth", "0.78", "1.22"),
        "stETH": asset("eth", "0.771964914980172408", "1.228035085019827592"),
        "SOL": asset("sol", "0.66", "1.34"),
        "ATOM": asset("atom", "0.6", "1.4"),
        "USDC": asset("usd", "0.97", "1.03")
    })
}

/// Whole USD of each asset.
pub fn amounts(usd: &[(&str, f64)]) -> Json {
    let amount = |(name, usd): &(&str, f64)| {
        let units = format!("{:.0}", usd * 1e6);
        ((*name).to_owned(), Json::String(units))
    };
    Json::Object(usd.iter().map(amount).collect())
}

pub fn book(credit: &str, collateral: &[(&str, f64)], debt: &[(&str, f64)]) -> Json {
    json!({
        "config": config(credit), "assets": assets(),
        "liquidation": {"bonus_floor": "0.005", "target_health": "1.05", "min_position_value": "10"},
        "collateral": amounts(collateral), "debt": amounts(debt)
    })
}

pub fn parsed(book: &Json) -> BookJson {
    serde_json::from_value(book.clone()).unwrap()
}

pub fn answer(book: &Json) -> Answer {
    evaluate(&parsed(book)).unwrap()
}

/// What a pair of named assets would do, and why not.
pub fn pair_quote(
    book: &Json,
    (debt, collateral): (&str, &str),
    sent: Option<u128>,
) -> Result<Liquidation, LiquidationError> {
    let parsed = parsed(book);
    let id = |name: &str| {
        let names = parsed.names();
        AssetIndex::at(names.iter().position(|n| *n == name).unwrap())
    };
    parsed.book().unwrap().quote(&LiquidationRequest {
        debt: id(debt),
        collateral: id(collateral),
        max_repay: sent.map(Amount::new),
    })
}

pub fn health(book: &Json) -> f64 {
    let found = answer(book).health_factor.unwrap_or(HealthFactor::MAX);
    found.raw() as f64 / 1e18
}

/// S at Maintenance in 1e-12 USD.
pub fn surplus(book: &Json) -> i128 {
    answer(book).maintenance.surplus.map_or(0, SignedValue::raw)
}
