//! Ramps that were stopped or sent elsewhere midway, worked by hand: the exact model and the program say the same.

use ballast_tests::exact::{Model, Num};
use ballast_tests::{check, generate, program};
use serde_json::{json, Value};

fn asset(group: &str, threshold: &str, weight: &str) -> Value {
    json!({"decimals": 0, "collateral_factor": threshold, "liquidation_threshold": threshold, "borrow_weight": weight,
        "group": group, "price": {"spot": "1", "low": "1", "high": "1"},
        "liquidation": {"bonus_min": "0", "bonus_slope": "0", "bonus_max": "0", "protocol_fee": "0"}})
}

fn ramp(from: Value, elapsed: &str) -> Value {
    json!({"from": from, "elapsed": elapsed, "duration": "100000"})
}

fn book(assets: Value, groups: [&str; 3], collateral: Value, debt: Value) -> Value {
    let groups = ["a", "b", "c"]
        .iter()
        .zip(groups)
        .map(|(name, stress)| json!({"name": name, "stress": stress}));
    let config = json!({"correlation_credit": "1", "min_margin": "0", "groups": groups.collect::<Vec<_>>(),
        "rho": [["1", "0", "0"], ["0", "1", "0"], ["0", "0", "1"]]});
    json!({"id": "", "config": config, "assets": assets, "collateral": collateral, "debt": debt,
        "liquidation": {"bonus_floor": "0", "target_health": "1.05", "min_position_value": "10"}})
}

#[track_caller]
fn surplus(book: &Value, usd: &str) {
    let line = book.to_string();
    let model = Model::parse(&line).unwrap();
    let found = model.maintenance(&model.account).unwrap().value;
    let away = (&found - &Num::lit(usd)).abs();
    let near = Num::lit("0.000000000000000000000000000001");
    assert!(near.surely_above(&away), "P-19: {found}, not {usd}");
    let book = serde_json::from_value(book.clone()).unwrap();
    let findings = check::compare(&book, &program::answer(&line));
    assert!(findings.is_empty(), "P-15: {findings:?}");
}

#[test]
fn a_threshold_that_was_turned_midway_goes_on_from_where_it_stood() {
    let assets = json!({"sol": asset("a", "0.9", "1.5"), "usd": asset("b", "0.9", "1")});
    let mut book = book(
        assets,
        ["0", "0", "0"],
        json!({"sol": "100"}),
        json!({"usd": "50"}),
    );
    // Without a stress of the group all of 1 − LT is own: 0.2, half way to 0.3, half way from there to 0.1.
    let start = json!({"liquidation_threshold": "0.8"});
    let turn = json!({"liquidation_threshold": "0.7", "ramp": ramp(start, "50000")});
    book["assets"]["sol"]["ramp"] = ramp(turn, "50000");
    // 100 − 50 − 0.175·100
    surplus(&book, "32.5");
}

#[test]
fn a_stress_that_was_turned_midway_goes_on_with_its_own_parts() {
    let assets = json!({"eth": asset("a", "0.75", "1.25"), "steth": asset("a", "0.75", "1.25")});
    let mut book = book(
        assets,
        ["0.2", "0", "0"],
        json!({"steth": "100"}),
        json!({"eth": "100"}),
    );
    let groups = |stress: &str| json!([{"name": "a", "stress": stress}, {"name": "b", "stress": "0"}, {"name": "c", "stress": "0"}]);
    // Own parts of 0.25 beside 0.15, 0.07 and 0.2 are 0.2, 0.24 and 0.15: half way 0.22, half way on 0.185.
    let turn =
        json!({"groups": groups("0.07"), "ramp": ramp(json!({"groups": groups("0.15")}), "50000")});
    book["config"]["ramp"] = ramp(turn, "50000");
    // The group cancels: 100 − 100 − 0.185·200
    surplus(&book, "-37");
    // The same beside a matrix that moves too: there is only one group, so it does not matter.
    let identity = book["config"]["rho"].clone();
    book["config"]["stress_ramp"] = book["config"]["ramp"].clone();
    book["config"]["ramp"] = ramp(json!({ "rho": identity }), "1");
    surplus(&book, "-37");
}

#[test]
fn a_matrix_that_was_turned_midway_goes_on_from_the_blend() {
    let assets = json!({"sol": asset("a", "0.7", "1.5"), "atom": asset("b", "0.5", "1.5"), "usd": asset("c", "0.9", "1")});
    let mut book = book(
        assets,
        ["0.3", "0.5", "0"],
        json!({"sol": "100", "atom": "100"}),
        json!({"usd": "30"}),
    );
    let rho = |entry: &str| json!([["1", entry, "0"], [entry, "1", "0"], ["0", "0", "1"]]);
    // 0, half way to −0.5: −0.25; three quarters of the way from there to 0.75: 0.5.
    let turn = json!({"rho": rho("-0.5"), "ramp": ramp(json!({"rho": rho("0")}), "50000")});
    book["config"]["rho"] = rho("0.75");
    book["config"]["ramp"] = ramp(turn, "75000");
    // 200 − 30 − √(30² + 50² + 2·0.5·30·50)
    surplus(&book, "100");
}

/// Without its past a ramp is another one.
fn without_past(book: &Value) -> Value {
    let mut book = book.clone();
    let mut forget = |path: &str| {
        if let Some(ramp) = book.pointer_mut(path).filter(|ramp| ramp.is_object()) {
            ramp["from"].as_object_mut().unwrap().remove("ramp");
        }
    };
    forget("/config/ramp");
    forget("/config/stress_ramp");
    (0..16).for_each(|at| forget(&format!("/assets/a{at:02}/ramp")));
    book
}

#[test]
fn the_past_of_a_ramp_is_watched() {
    let (mut pasts, mut noticed) = (0, 0);
    for seed in 0..500 {
        let line = generate::book(seed);
        let book = serde_json::to_value(&line).unwrap();
        let other = without_past(&book);
        if other != book {
            let findings = check::compare(&line, &program::answer(&other.to_string()));
            pasts += 1;
            noticed += u32::from(!findings.is_empty());
        }
    }
    assert!(pasts > 75, "{pasts} of 500 random Books were turned midway");
    assert!(noticed * 2 > pasts, "{noticed} of {pasts} noticed");
}
