//! The special cases that section 5 says hold exactly, as the exact model gives them.

use ballast_tests::exact::{Model, Num};
use serde_json::{json, Value};

fn asset(group: &str, threshold: &str, weight: &str) -> Value {
    json!({"decimals": 0, "collateral_factor": threshold, "liquidation_threshold": threshold, "borrow_weight": weight,
        "group": group, "price": {"spot": "1", "low": "1", "high": "1"},
        "liquidation": {"bonus_min": "0", "bonus_slope": "0", "bonus_max": "0", "protocol_fee": "0"}})
}

/// ETH and ATOM as collateral against USDC and BTC, one group each unless all share one.
fn model(credit: &str, groups: Value, of: [&str; 4]) -> Model {
    let count = groups.as_array().unwrap().len();
    let rho: Vec<Vec<&str>> = (0..count)
        .map(|g| {
            (0..count)
                .map(|h| if g == h { "1" } else { "0.5" })
                .collect()
        })
        .collect();
    let assets = json!({"eth": asset(of[0], "0.78", "1.22"), "atom": asset(of[1], "0.6", "1.4"),
        "usdc": asset(of[2], "0.97", "1.03"), "btc": asset(of[3], "0.82", "1.18")});
    let line = json!({"id": "", "assets": assets, "collateral": {"eth": "700", "atom": "300"}, "debt": {"usdc": "400", "btc": "250"},
        "config": {"correlation_credit": credit, "min_margin": "0", "groups": groups, "rho": rho},
        "liquidation": {"bonus_floor": "0", "target_health": "1.05", "min_position_value": "10"}});
    Model::parse(&line.to_string()).unwrap()
}

fn surplus(model: &Model) -> Num {
    model.maintenance(&model.account).unwrap().value
}

#[test]
fn a_every_asset_alone_without_credit_is_the_classic_formula() {
    let group = |name: &str, stress: &str| json!({"name": name, "stress": stress});
    let groups = json!([
        group("e", "0.22"),
        group("a", "0.4"),
        group("u", "0.03"),
        group("b", "0.18")
    ]);
    let alone = model("0", groups, ["e", "a", "u", "b"]);
    // 0.78·700 + 0.6·300 − 1.03·400 − 1.18·250 = 546 + 180 − 412 − 295
    assert_eq!(surplus(&alone), Num::lit("19"), "P-13");
    // 726 / 707
    let factor = alone.health_factor(&alone.account).unwrap().unwrap();
    let away = (&factor - &Num::lit("1.026874115983026874115983")).abs();
    assert!(
        Num::lit("0.000000000000000000000001").surely_above(&away),
        "P-13: {factor}"
    );
}

#[test]
fn b_one_collateral_against_a_debt_of_weight_one() {
    for (margin, most) in [
        ("0", "0.78"),
        ("0.02", "0.78"),
        ("0.5", "0.666666666666666666666666"),
    ] {
        let line = json!({"id": "", "assets": {"eth": asset("e", "0.78", "1.22"), "usdc": asset("u", "0.97", "1")},
            "collateral": {"eth": "1"}, "debt": {"usdc": "1"},
            "config": {"correlation_credit": "0.75", "min_margin": margin, "rho": [["1", "0.3"], ["0.3", "1"]],
                "groups": [{"name": "e", "stress": "0.1"}, {"name": "u", "stress": "0"}]},
            "liquidation": {"bonus_floor": "0", "target_health": "1.05", "min_position_value": "10"}});
        let model = Model::parse(&line.to_string()).unwrap();
        let factor = model.health_factor(&model.account).unwrap().unwrap();
        let away = (&factor - &Num::lit(most)).abs();
        assert!(
            Num::lit("0.00000000000000000000001").surely_above(&away),
            "m = {margin}: {factor}, not {most}"
        );
    }
}

#[test]
fn c_in_one_group_the_credit_does_not_matter() {
    let together = |credit: &str| {
        surplus(&model(
            credit,
            json!([{"name": "g", "stress": "0.03"}]),
            ["g"; 4],
        ))
    };
    assert_eq!(together("0"), together("1"));
    assert_eq!(together("0"), together("0.75"));
}
