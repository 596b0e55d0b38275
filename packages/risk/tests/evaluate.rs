//! The stream of Books: a bad line is answered with an error under its id, and the next line as if nothing had been.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)] // a test may stop at the first surprise

mod common;
#[path = "../examples/evaluate.rs"]
#[allow(dead_code)] // its main
mod program;

use serde_json::{json, Value as Json};

fn good(id: &str) -> Json {
    let mut book = common::book("0.75", &[("ETH", 1_000.0)], &[("USDC", 500.0)]);
    book["id"] = json!(id);
    book
}

/// What the program writes to these lines.
fn written(lines: &[Vec<u8>]) -> Vec<Json> {
    let mut out = Vec::new();
    program::stream(lines.join(&b'\n').as_slice(), &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// The error that a line is answered with, between two good lines.
fn error(line: &str) -> String {
    let (before, after) = (good("before").to_string(), good("after").to_string());
    let answers = written(&[before.into(), line.into(), after.into()]);
    assert_eq!(answers.len(), 3, "{line}");
    assert_eq!(answers[0]["id"], "before", "{line}");
    assert_eq!(answers[2]["id"], "after", "{line}");
    assert_eq!(answers[0]["health_factor"], answers[2]["health_factor"]);
    answers[1]["error"].as_str().unwrap_or_default().to_owned()
}

/// The error that a good Book is answered with after a change.
fn changed(change: impl FnOnce(&mut Json)) -> String {
    let mut book = good("changed");
    change(&mut book);
    error(&book.to_string())
}

#[test]
fn a_line_that_is_no_book_is_answered_and_the_stream_goes_on() {
    assert!(error("").contains("EOF"), "a blank line");
    assert!(error("[]").contains("invalid"), "a list");
    assert!(error("{\"id\": \"x\"").contains("EOF"), "half a line");
    let answers = written(&[vec![0xff, 0xfe], good("after").to_string().into()]);
    assert!(answers[0]["error"].as_str().unwrap().contains("utf-8"));
    assert_eq!(answers[1]["id"], "after");
}

#[test]
fn the_error_carries_the_id_of_its_line() {
    let mut book = good("anna");
    book["collateral"] = json!({"DOGE": "1"});
    let answers = written(&[book.to_string().into()]);
    assert_eq!(answers[0]["id"], "anna");
    assert!(answers[0]["error"].as_str().unwrap().contains("DOGE"));
}

#[test]
fn what_stands_there_twice_is_not_chosen_from() {
    let text = good("twice").to_string();
    for (map, name) in [("collateral", "ETH"), ("debt", "USDC")] {
        let once = format!("\"{map}\":{{");
        let twice = text.replace(&once, &format!("{once}\"{name}\":\"1\","));
        assert!(error(&twice).contains(&format!("`{name}` stands there twice")));
    }
    let eth = good("twice")["assets"]["ETH"].to_string();
    let twice = text.replace("\"assets\":{", &format!("\"assets\":{{\"ETH\":{eth},"));
    assert!(error(&twice).contains("`ETH` stands there twice"));
}

#[test]
fn numbers_that_are_none_are_refused() {
    for number in ["NaN", "Infinity", "1e3", "-1", "", " 1", "0x10", "1.0"] {
        let refused = changed(|book| book["collateral"]["ETH"] = json!(number));
        assert!(!refused.is_empty(), "{number:?}");
    }
    for number in ["NaN", "1e3", "-0.5", "", ".", "0.0000000000000000001"] {
        let refused = changed(|book| book["config"]["correlation_credit"] = json!(number));
        assert!(!refused.is_empty(), "{number:?}");
    }
    let too_large = changed(|book| {
        book["collateral"]["ETH"] = json!("340282366920938463463374607431768211456");
    });
    assert!(!too_large.is_empty(), "2^128");
}

#[test]
fn a_book_that_cannot_be_is_refused_by_name() {
    let asked =
        |pointer: &str, value: Json| changed(|book| *book.pointer_mut(pointer).unwrap() = value);
    let low_above_spot = json!({"spot": "1", "low": "1.1", "high": "1.2"});
    assert!(asked("/assets/ETH/price", low_above_spot).contains("ETH"));
    let unknown_group = json!("gold");
    assert!(asked("/assets/ETH/group", unknown_group).contains("gold"));
    let no_weight = json!(null);
    assert!(asked("/assets/USDC/borrow_weight", no_weight).contains("USDC"));
    let indefinite = json!([["1", "1", "-1"], ["1", "1", "1"], ["-1", "1", "1"]]);
    let refused = changed(|book| {
        book["config"]["rho"] = indefinite;
        book["config"]["groups"] = json!([
            {"name": "btc", "stress": "0.18"}, {"name": "eth", "stress": "0.22"}, {"name": "usd", "stress": "0.03"}
        ]);
        book["assets"] = json!({
            "ETH": common::asset("eth", "0.78", "1.22"), "USDC": common::asset("usd", "0.97", "1.03")
        });
    });
    assert!(refused.contains("not positive semi-definite"), "{refused}");
    let lopsided = changed(|book| book["config"]["rho"][0][1] = json!("0.5"));
    assert!(lopsided.contains("the same both ways"), "{lopsided}");
}
