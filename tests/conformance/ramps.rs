//! Ramps that are under way or held midway, worked by hand: the exact model and the program say the same.

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
fn a_threshold_stands_where_it_was_held() {
    let assets = json!({"sol": asset("a", "0.7", "1.5"), "usd": asset("b", "0.9", "1")});
    let mut book = book(
        assets,
        ["0", "0", "0"],
        json!({"sol": "100"}),
        json!({"usd": "50"}),
    );
    // Without a stress of the group all of 1 − LT is idiosyncratic: a quarter of the way from 0.2 to 0.3.
    book["assets"]["sol"]["ramp"] = ramp(json!({"liquidation_threshold": "0.8"}), "25000");
    // 100 − 50 − 0.225·100
    surplus(&book, "27.5");
}

fn stress(of_a: &str) -> Value {
    json!([{"name": "a", "stress": of_a}, {"name": "b", "stress": "0"}, {"name": "c", "stress": "0"}])
}

#[test]
fn a_stress_midway_blends_idiosyncratic_parts() {
    let assets = json!({"eth": asset("a", "0.75", "1.25"), "steth": asset("a", "0.75", "1.25")});
    let mut book = book(
        assets,
        ["0.2", "0", "0"],
        json!({"steth": "100"}),
        json!({"eth": "100"}),
    );
    // Beside 0.07 and 0.2 those of 0.25 are 0.24 and 0.15: half way 0.195, not what 0.25 has beside 0.135.
    book["config"]["ramp"] = ramp(json!({"groups": stress("0.07")}), "50000");
    // The group cancels: 100 − 100 − 0.195·200
    surplus(&book, "-39");
}

#[test]
fn an_asset_midway_beside_a_stress_midway_is_taken_at_each_pair_of_ends() {
    let assets = json!({"eth": asset("a", "0.75", "1.25"), "steth": asset("a", "0.75", "1.25")});
    let mut book = book(
        assets,
        ["0.15", "0", "0"],
        json!({"eth": "100"}),
        json!({"steth": "100"}),
    );
    book["config"]["ramp"] = ramp(json!({"groups": stress("0")}), "50000");
    book["assets"]["eth"]["ramp"] = ramp(json!({"liquidation_threshold": "0.83"}), "50000");
    // Beside 0 and 0.15 those of 0.17 are 0.17 and 0.08, those of 0.25 are 0.25 and 0.2: the mean of four is 0.175, that of the
    // debt 0.225. The group cancels: 100 − 100 − 17.5 − 22.5
    surplus(&book, "-40");
}

#[test]
fn a_matrix_midway_is_the_blend_of_both() {
    let assets = json!({"sol": asset("a", "0.7", "1.5"), "atom": asset("b", "0.5", "1.5"), "usd": asset("c", "0.9", "1")});
    let mut book = book(
        assets,
        ["0.3", "0.5", "0"],
        json!({"sol": "100", "atom": "100"}),
        json!({"usd": "30"}),
    );
    let rho = |entry: &str| json!([["1", entry, "0"], [entry, "1", "0"], ["0", "0", "1"]]);
    // three quarters of the way from −0.25 to 0.75
    book["config"]["rho"] = rho("0.75");
    book["config"]["ramp"] = ramp(json!({"rho": rho("-0.25")}), "75000");
    // 200 − 30 − √(30² + 50² + 2·0.5·30·50)
    surplus(&book, "100");
}

#[test]
fn what_the_format_does_not_have_is_refused() {
    let assets = json!({"sol": asset("a", "0.7", "1.5")});
    let mut book = book(assets, ["0", "0", "0"], json!({}), json!({}));
    let refused = |book: &Value| {
        let answer: Value = serde_json::from_str(&program::answer(&book.to_string())).unwrap();
        answer["error"].as_str().unwrap().to_owned()
    };
    let past = ramp(json!({"liquidation_threshold": "0.8"}), "1");
    book["assets"]["sol"]["ramp"] =
        ramp(json!({"liquidation_threshold": "0.8", "ramp": past}), "1");
    assert!(refused(&book).contains("unknown field `ramp`"));
    book["assets"]["sol"]["ramp"] =
        json!({"from": {"liquidation_threshold": "0.8"}, "elapsed": "1", "duration": "2592001"});
    assert!(refused(&book).contains("found 2592001, allowed is 1 to 2592000"));
    book["assets"]["sol"]["ramp"] = json!(null);
    let rho = book["config"]["rho"].clone();
    book["config"]["ramp"] = ramp(
        json!({"groups": stress("0.1"), "correlation_credit": "0", "rho": rho}),
        "1",
    );
    assert!(refused(&book).contains("cannot move in one ramp"));
}

/// Without its ramps a Book is another one.
fn without_ramps(book: &Value) -> Value {
    let mut book = book.clone();
    book["config"].as_object_mut().unwrap().remove("ramp");
    for asset in book["assets"].as_object_mut().unwrap().values_mut() {
        asset.as_object_mut().unwrap().remove("ramp");
    }
    book
}

#[test]
fn ramps_are_watched() {
    let (mut ramps, mut noticed) = (0, 0);
    for seed in 0..500 {
        let line = generate::book(seed);
        let book = serde_json::to_value(&line).unwrap();
        let other = without_ramps(&book);
        if other != book {
            let findings = check::compare(&line, &program::answer(&other.to_string()));
            ramps += 1;
            noticed += u32::from(!findings.is_empty());
        }
    }
    assert!(ramps > 200, "{ramps} of 500 random Books are midway");
    assert!(noticed * 2 > ramps, "{noticed} of {ramps} noticed");
}
