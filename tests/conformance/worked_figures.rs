//! The table of section 5 of the specification, and its three special cases, as the exact model gives them.

use ballast_tests::exact::Model;
use serde_json::{json, Value};

const STRESS: [(&str, &str, &str); 6] = [
    ("btc", "btc", "0.18"),
    ("eth", "eth", "0.22"),
    ("sol", "sol", "0.34"),
    ("atom", "atom", "0.40"),
    ("usdc", "usd", "0.03"),
    // √(.22² + .06²)
    ("steth", "eth", "0.228035085019827597"),
];

fn asset(group: &str, stress: &str) -> Value {
    let digits: u128 = format!("{:0<18}", &stress[2..]).parse().unwrap();
    let threshold = format!("0.{:018}", 1_000_000_000_000_000_000 - digits);
    json!({"decimals": 6, "collateral_factor": threshold, "liquidation_threshold": threshold, "group": group,
        "borrow_weight": format!("1.{digits:018}"), "price": {"spot": "1", "low": "1", "high": "1"},
        "liquidation": {"bonus_min": "0.01", "bonus_slope": "1", "bonus_max": "0.05", "protocol_fee": "0.1"}})
}

fn held(positions: &[(&str, u64)]) -> Value {
    positions
        .iter()
        .map(|(name, usd)| (name.to_string(), json!((usd * 1_000_000).to_string())))
        .collect()
}

/// The most that can be owed, in the stated proportions, against the stated collateral worth 100 USD.
fn most_debt(credit: &str, collateral: &[(&str, u64)], debt: &[(&str, u64)]) -> f64 {
    let groups = ["btc", "eth", "sol", "atom"].map(|name| {
        let stress = STRESS.iter().find(|entry| entry.0 == name).unwrap().2;
        json!({"name": name, "stress": stress})
    });
    let groups: Vec<Value> = groups
        .into_iter()
        .chain([json!({"name": "usd", "stress": "0.03"})])
        .collect();
    let rho = json!([
        ["1", "0.85", "0.67", "0.62", "0"],
        ["0.85", "1", "0.70", "0.65", "0"],
        ["0.67", "0.70", "1", "0.60", "0"],
        ["0.62", "0.65", "0.60", "1", "0"],
        ["0", "0", "0", "0", "1"]
    ]);
    let assets: Value = STRESS
        .iter()
        .map(|(name, group, stress)| (name.to_string(), asset(group, stress)))
        .collect();
    let line = json!({"id": "figure", "assets": assets, "collateral": held(collateral), "debt": held(debt),
        "config": {"correlation_credit": credit, "min_margin": "0.02", "groups": groups, "rho": rho},
        "liquidation": {"bonus_floor": "0.005", "target_health": "1.05", "min_position_value": "10"}});
    let model = Model::parse(&line.to_string()).unwrap();
    100.0
        * model
            .health_factor(&model.account)
            .unwrap()
            .unwrap()
            .approx()
}

#[track_caller]
fn row(collateral: &[(&str, u64)], debt: &[(&str, u64)], figures: [f64; 3]) {
    for (credit, figure) in ["0", "0.75", "1"].into_iter().zip(figures) {
        let found = most_debt(credit, collateral, debt);
        assert!(
            (found - figure).abs() < 0.000_501,
            "κ = {credit}: {collateral:?} → {debt:?}: {found}, table {figure}"
        );
    }
}

#[test]
fn worked_figures() {
    row(&[("btc", 100)], &[("usdc", 100)], [79.612, 81.242, 81.833]);
    row(
        &[("btc", 50), ("eth", 50)],
        &[("usdc", 100)],
        [77.670, 79.816, 80.605],
    );
    let four = [("btc", 25), ("eth", 25), ("sol", 25), ("atom", 25)];
    row(&four, &[("usdc", 100)], [69.417, 73.589, 75.182]);
    row(&[("steth", 100)], &[("eth", 100)], [93.849, 93.849, 93.849]);
    row(&[("eth", 100)], &[("btc", 100)], [66.102, 78.937, 88.066]);
    row(&[("atom", 100)], &[("eth", 100)], [49.180, 60.948, 67.632]);
    row(&[("usdc", 100)], &[("btc", 100)], [82.203, 83.886, 84.497]);
    row(
        &[("usdc", 50), ("eth", 50)],
        &[("btc", 100)],
        [74.153, 84.377, 90.795],
    );
    row(
        &[("steth", 70), ("usdc", 30)],
        &[("eth", 60), ("usdc", 40)],
        [94.763, 94.870, 94.906],
    );
    row(&[("eth", 100)], &[("eth", 100)], [98.039, 98.039, 98.039]);
}
