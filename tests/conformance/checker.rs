//! A checker that accepts everything would prove nothing: answers that are a little wrong must be noticed.

use ballast_tests::{check, generate, program};
use serde_json::{json, Value};

/// A Book whose quote is an offer that agrees, and the answer to it.
fn liquidatable() -> (ballast_tests::exact::format::BookLine, Value) {
    let mut found = (0..2_000).filter_map(|seed| {
        let book = generate::book(seed);
        let answer = program::answer(&serde_json::to_string(&book).unwrap());
        let value: Value = serde_json::from_str(&answer).unwrap();
        let long = |field: &str| {
            value["quote"][field]
                .as_str()
                .is_some_and(|text| text.len() > 8)
        };
        let offered = ["repay", "seize", "bonus"].into_iter().all(long);
        let below = value["maintenance"]["surplus"]
            .as_str()
            .is_some_and(|text| text.starts_with("-1"));
        let watched = offered && below && value["quote"]["close_out"] == json!(false);
        (watched && check::compare(&book, &answer).is_empty()).then_some((book, value))
    });
    found.next().unwrap()
}

/// The number a hundred-thousandth larger, or smaller.
fn nudged(text: &str, larger: bool) -> Value {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let number: u128 = digits.parse().unwrap();
    let part = number / 100_000;
    let moved = format!(
        "{:0width$}",
        if larger { number + part } else { number - part },
        width = digits.len()
    );
    let point = text.find('.').unwrap_or(text.len());
    let (whole, fraction) = moved.split_at(point);
    json!(if fraction.is_empty() {
        whole.to_string()
    } else {
        format!("{whole}.{fraction}")
    })
}

#[test]
fn every_number_of_a_quote_is_watched() {
    let (book, answer) = liquidatable();
    for field in ["repay", "seize", "bonus"] {
        for larger in [false, true] {
            let mut wrong = answer.clone();
            wrong["quote"][field] = nudged(answer["quote"][field].as_str().unwrap(), larger);
            let findings = check::compare(&book, &wrong.to_string());
            assert!(
                !findings.is_empty(),
                "{field} may be {} instead of {}",
                wrong["quote"][field],
                answer["quote"][field]
            );
        }
    }
}

#[test]
fn flags_and_the_health_factor_are_watched() {
    let (book, answer) = liquidatable();
    let mut wrong = answer.clone();
    wrong["maintenance"]["healthy"] = json!(true);
    assert!(
        !check::compare(&book, &wrong.to_string()).is_empty(),
        "P-15"
    );
    for larger in [false, true] {
        let mut wrong = answer.clone();
        wrong["health_factor"] = nudged(answer["health_factor"].as_str().unwrap(), larger);
        assert!(
            !check::compare(&book, &wrong.to_string()).is_empty(),
            "health factor"
        );
    }
}

/// Olga owes 3 of a token at 1e9 USD against two of the largest positions there may be, so nothing but the size of a position stops her.
#[test]
fn what_a_position_may_be_at_most_bounds_max_borrow_and_is_watched() {
    let asset = || {
        json!({"decimals": 0, "collateral_factor": "0.9", "liquidation_threshold": "0.9", "borrow_weight": "1.1", "group": "g",
        "price": {"spot": "1000000000", "low": "1000000000", "high": "1000000000"},
        "liquidation": {"bonus_min": "0", "bonus_slope": "0", "bonus_max": "0", "protocol_fee": "0"}})
    };
    let whale = "1000000000000000";
    let book = json!({"id": "olga", "config": {"correlation_credit": "0", "min_margin": "0", "rho": [["1"]], "groups": [{"name": "g", "stress": "0"}]},
        "assets": {"a": asset(), "b": asset(), "c": asset()}, "collateral": {"a": whale, "b": whale}, "debt": {"c": "3"},
        "liquidation": {"bonus_floor": "0", "target_health": "1.05", "min_position_value": "0"}, "max": {"borrow": "c"}});
    let line = serde_json::from_value(book.clone()).unwrap();
    let answer: Value = serde_json::from_str(&program::answer(&book.to_string())).unwrap();
    assert_eq!(answer["max_borrow"], "999999999999997", "P-18");
    for wrong in ["999999999999996", "999999999999998"] {
        let mut moved = answer.clone();
        moved["max_borrow"] = json!(wrong);
        assert!(
            !check::compare(&line, &moved.to_string()).is_empty(),
            "{wrong}"
        );
    }
}
