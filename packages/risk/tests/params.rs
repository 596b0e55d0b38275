//! The range of every parameter, at its border and one step beyond.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test may stop at the first surprise

use ballast_risk::governance::{
    AssetParams, CorrelationSpec, Correlations, LiquidationBonus, LiquidationConfig, Pace,
    RateModel, Scenario,
};
use ballast_risk::{Ratio, Seconds};
use serde_json::{json, Value as Json};

/// Fields that replace those of a legal base, and whether the result is legal.
fn check(base: &Json, cases: &[(Json, bool)], legal: impl Fn(Json) -> bool) {
    assert!(legal(base.clone()), "the base itself: {base}");
    for (change, expected) in cases {
        let mut json = base.clone();
        for (field, value) in change.as_object().unwrap() {
            json[field] = value.clone();
        }
        assert_eq!(legal(json), *expected, "{change}");
    }
}

fn ratio(text: &str) -> Ratio {
    serde_json::from_value(json!(text)).unwrap()
}

#[test]
#[rustfmt::skip] // a table, one case a line
fn factors_and_weights() {
    let base = json!({"collateral_factor": "0.7", "liquidation_threshold": "0.75", "borrow_weight": "1.25", "group": "g"});
    let cases = [
        (json!({"collateral_factor": "0"}), true),
        (json!({"collateral_factor": "0.750000000000000001"}), false),
        (json!({"liquidation_threshold": "0.98"}), true),
        (json!({"liquidation_threshold": "0.980000000000000001"}), false),
        (json!({"liquidation_threshold": "0", "collateral_factor": "0"}), true),
        (json!({"borrow_weight": null}), true),
        (json!({"borrow_weight": "1"}), true),
        (json!({"borrow_weight": "0.999999999999999999"}), false),
        (json!({"borrow_weight": "1.98"}), true),
        (json!({"borrow_weight": "1.980000000000000001"}), false),
    ];
    let legal = |json| serde_json::from_value::<AssetParams>(json).unwrap().checked("X", Ratio::ZERO).is_ok();
    check(&base, &cases, legal);
}

#[test]
fn both_sides_carry_the_stress_of_the_group() {
    let base = json!({"collateral_factor": "0.7", "liquidation_threshold": "0.78", "borrow_weight": "1.22", "group": "g"});
    let cases = [
        (
            json!({"liquidation_threshold": "0.780000000000000001"}),
            false,
        ),
        (json!({"borrow_weight": "1.219999999999999999"}), false),
        (json!({"borrow_weight": null}), true),
    ];
    let legal = |json| {
        serde_json::from_value::<AssetParams>(json)
            .unwrap()
            .checked("X", ratio("0.22"))
            .is_ok()
    };
    check(&base, &cases, legal);
}

#[test]
fn bonuses() {
    let base = json!({"bonus_min": "0.01", "bonus_slope": "1", "bonus_max": "0.05", "protocol_fee": "0.1"});
    let cases = [
        (json!({"bonus_min": "0.05"}), true),
        (json!({"bonus_min": "0.050000000000000001"}), false),
        (
            json!({"bonus_max": "0.004999999999999999", "bonus_min": "0"}),
            false,
        ),
        (json!({"bonus_max": "0.25"}), false), // 1.25 · 0.8 is 1, not below
        (json!({"bonus_max": "0.249999999999999999"}), true),
        (json!({"bonus_slope": "10"}), true),
        (json!({"bonus_slope": "10.000000000000000001"}), false),
        (json!({"protocol_fee": "0.999999999999999999"}), true),
        (json!({"protocol_fee": "1"}), false),
    ];
    let bonus = |json| serde_json::from_value::<LiquidationBonus>(json).unwrap();
    check(&base, &cases, |json| {
        bonus(json).checked(ratio("0.8"), ratio("0.005")).is_ok()
    });
}

#[test]
fn rules_of_liquidation() {
    let base = json!({"bonus_floor": "0.005", "target_health": "1.05", "min_position_value": "10", "write_off_value": "0.1"});
    let cases = [
        (json!({"bonus_floor": "0.01"}), true),
        (json!({"bonus_floor": "0.010000000000000001"}), false), // m must be at least twice of it
        (json!({"target_health": "1"}), false),
        (json!({"target_health": "1.000000000000000001"}), true),
        (json!({"target_health": "2"}), true),
        (json!({"target_health": "2.000000000000000001"}), false),
        (json!({"write_off_value": "10"}), true),
        (json!({"write_off_value": "10.000000000001"}), false),
        (
            json!({"min_position_value": "1000", "write_off_value": "10"}),
            true,
        ),
        (
            json!({"min_position_value": "1000", "write_off_value": "10.000000000001"}),
            false,
        ),
        (json!({"min_position_value": "1000.000000000001"}), false),
    ];
    let legal = |json| {
        serde_json::from_value::<LiquidationConfig>(json)
            .unwrap()
            .checked(ratio("0.02"))
            .is_ok()
    };
    check(&base, &cases, legal);
}

#[test]
#[rustfmt::skip] // a table, one case a line
fn the_correlation_structure() {
    let groups = |stress: &str| json!([{"name": "g", "stress": stress}]);
    let base = json!({"groups": groups("0.2"), "rho": [["1"]], "correlation_credit": "0.75", "min_margin": "0.02"});
    let cases = [
        (json!({"groups": groups("0.95")}), true),
        (json!({"groups": groups("0.950000000000000001")}), false),
        (json!({"groups": groups("0")}), true),
        (json!({"groups": [{"name": "", "stress": "0.2"}]}), false),
        (json!({"groups": [{"name": "x".repeat(33), "stress": "0.2"}]}), false),
        (json!({"groups": [{"name": "g", "stress": "0.2"}, {"name": "g", "stress": "0.2"}], "rho": [["1", "0"], ["0", "1"]]}), false),
        (json!({"correlation_credit": "1"}), true),
        (json!({"correlation_credit": "1.000000000000000001"}), false),
        (json!({"min_margin": "1"}), true),
        (json!({"min_margin": "1.000000000000000001"}), false),
    ];
    let spec = |json| serde_json::from_value::<CorrelationSpec>(json).unwrap();
    check(&base, &cases, |json| Correlations::new(&spec(json)).is_ok());
}

#[test]
fn scenarios() {
    let named = |name: &str, by: &str| -> Scenario {
        serde_json::from_value(json!({"name": name, "moves": {"uatom": by}})).unwrap()
    };
    assert!(Scenario::check_all(&[named("a", "-1")]).is_ok());
    assert!(Scenario::check_all(&[named("a", "-1.000000000000000001")]).is_err());
    assert!(Scenario::check_all(&[named("a", "0.5"), named("a", "0.5")]).is_err());
    let many = |count: usize| {
        (0..count)
            .map(|at| named(&at.to_string(), "0.1"))
            .collect::<Vec<_>>()
    };
    assert!(Scenario::check_all(&many(16)).is_ok());
    assert!(Scenario::check_all(&many(17)).is_err());
}

#[test]
fn names_of_groups_and_scenarios() {
    let legal = |name: &str| {
        let scenario = json!({"name": name, "moves": {}});
        Scenario::check_all(&[serde_json::from_value(scenario).unwrap()]).is_ok()
    };
    assert!(legal("march 2020") && legal("Ünïcode"));
    for name in ["", " eth", "eth ", "e\nth", "e\u{7f}th", "e\u{0}th"] {
        assert!(!legal(name), "{name:?}");
    }
}

#[test]
fn an_asset_stands_in_a_scenario_once() {
    let twice = r#"{"name": "march", "moves": {"uatom": "-0.5", "uatom": "0.5"}}"#;
    let refused = serde_json::from_str::<Scenario>(twice).unwrap_err();
    assert!(
        refused.to_string().contains("`uatom` stands there twice"),
        "{refused}"
    );
}

#[test]
fn lengths_of_ramps() {
    // 1 to 30 days, 3 where nothing was asked
    let seconds = |asked| Pace::new(Seconds::new(asked)).map(|pace| pace.length().raw());
    assert_eq!(Pace::DEFAULT.length(), Seconds::days(3));
    assert_eq!(seconds(86_400), Ok(86_400));
    assert_eq!(seconds(2_592_000), Ok(2_592_000));
    assert!(seconds(86_399).is_err() && seconds(2_592_001).is_err());
}

#[test]
fn rate_models() {
    let base =
        json!({"base": "0.01", "slope1": "0.04", "slope2": "3", "optimal_utilisation": "0.8"});
    let cases = [
        (json!({"optimal_utilisation": "0"}), false),
        (json!({"optimal_utilisation": "1"}), false),
        (json!({"optimal_utilisation": "0.000000000000000001"}), true),
        (json!({"slope2": "0.04"}), true),
        (json!({"slope2": "0.039999999999999999"}), false),
        (json!({"slope2": "9.95"}), true), // 1000 % in all
        (json!({"slope2": "9.950000000000000001"}), false),
    ];
    check(&base, &cases, |json| {
        serde_json::from_value::<RateModel>(json)
            .unwrap()
            .checked()
            .is_ok()
    });
}
