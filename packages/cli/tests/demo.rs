//! What the command prints, writes and returns.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::float_arithmetic
)] // a test stops at the first surprise, and reads figures that are made for people

use serde_json::Value;
use std::fs;
use std::process::{Command, Output};

fn ballast(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ballast"))
        .arg("demo")
        .args(args)
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn complained(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn json(args: &[&str]) -> Value {
    let all = [args, &["--json", "--accounts", "30"]].concat();
    let output = ballast(&all);
    assert!(output.status.success(), "{}", complained(&output));
    serde_json::from_str(&said(&output)).unwrap()
}

#[test]
fn the_demo_prints_a_row_for_each_step_and_ends_solvent() {
    let output = ballast(&["--accounts", "30"]);
    let text = said(&output);
    assert!(output.status.success(), "{text}");
    let rows = text
        .lines()
        .filter(|line| line.trim_start().starts_with('+'));
    assert_eq!(rows.count(), 37);
    for part in [
        "liquidated",
        "bonus",
        "bad debt",
        "util",
        "correlation credit",
        "Solvent:",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    // piped: no progress bar, nothing on the error stream
    assert_eq!(complained(&output), "");
}

#[test]
fn json_has_all_steps_all_shapes_and_all_runs() {
    let report = json(&["--scenario", "2022-11-08"]);
    assert_eq!(report["scenario"], "2022-11-08");
    assert_eq!(report["run"]["steps"].as_array().unwrap().len(), 37);
    assert_eq!(report["run"]["accounts"], 30);
    assert_eq!(report["run"]["shapes"].as_array().unwrap().len(), 5);
    assert_eq!(
        report["run"]["closing"]["markets"]
            .as_array()
            .unwrap()
            .len(),
        6
    );
    assert_eq!(report["compared"][0]["correlation_credit"], "0");
    assert_eq!(report["compared"][1]["correlation_credit"], "0.75");
    assert_eq!(report["run"]["correlation_credit"], "0.75");
    assert_eq!(report["solvent"], true);
}

#[test]
fn a_crash_ends_where_history_did_and_somebody_is_liquidated() {
    let report = json(&["--scenario", "2021-05-19"]);
    let steps = report["run"]["steps"].as_array().unwrap();
    let atom = |step: &Value| step["prices"][3].as_f64().unwrap();
    let fall = atom(&steps[36]) / atom(&steps[0]) - 1.0;
    assert!((fall + 0.356).abs() < 1e-6, "{fall}");
    assert!(report["run"]["totals"]["liquidated"].as_f64().unwrap() > 1_000.0);
    assert!(report["run"]["totals"]["bonus"].as_f64().unwrap() > 1.0);
}

#[test]
fn credit_lends_more_to_baskets_and_hedges_and_the_same_to_a_loop() {
    let report = json(&[]);
    let power = |run: &Value, shape: usize| run["shapes"][shape]["power"].as_f64().unwrap();
    let (with, without) = (&report["run"], &report["compared"][0]);
    for (shape, name) in [(0, "single"), (1, "basket"), (3, "short"), (4, "hedged")] {
        assert!(power(with, shape) > power(without, shape) + 0.005, "{name}");
    }
    // one group on both sides: correlations have no say
    assert!((power(with, 2) - power(without, 2)).abs() < 1e-9);
}

#[test]
fn the_same_seed_is_the_same_run() {
    let (one, again, other) = (
        json(&["--seed", "7"]),
        json(&["--seed", "7"]),
        json(&["--seed", "8"]),
    );
    assert_eq!(one, again);
    assert_ne!(one, other);
}

#[test]
fn the_page_has_every_chart_and_needs_no_network() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("demo.html");
    let output = ballast(&["--accounts", "30", "--html", file.to_str().unwrap()]);
    assert!(output.status.success(), "{}", complained(&output));
    let page = fs::read_to_string(file).unwrap();
    assert_eq!(page.matches("<svg").count(), 8);
    for title in [
        "Feeders that fail",
        "Four ways to liquidate",
        "Prices",
        "Health of the accounts",
        "Liquidated value",
        "Correlation matrix",
    ] {
        assert!(page.contains(title), "{title}");
    }
    assert!(!page.contains("{{"), "a place of the page was not filled");
    for outside in ["<script", "<link", "src=", "@import", "url("] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn feeders_that_fail_move_no_price_and_lend_nothing() {
    let report = json(&["--scenario", "feeders-fail"]);
    let heard = report["feeders"]["heard"].as_array().unwrap();
    let during = |fault: &'static str| heard.iter().filter(move |h| h["fault"] == fault);
    let usd = |h: &Value, what: &str| h[what].as_f64().unwrap();
    // one of five says half of the price for an hour: published is the median of the others
    assert_eq!(during("liar").count(), 6);
    for h in during("liar") {
        assert!(
            (usd(h, "spot") / usd(h, "truth") - 1.0).abs() < 0.001,
            "{h}"
        );
    }
    // all say 55 % of it once: that waits, what was published ten minutes before stands, and nobody is liquidated
    let (spike, before) = (&heard[18], &heard[17]);
    assert_eq!(
        (&spike["fault"], &spike["status"]),
        (&"spike".into(), &"frozen".into())
    );
    assert!((usd(spike, "pending") / usd(spike, "truth") - 0.55).abs() < 0.001);
    assert_eq!(spike["spot"], before["spot"]);
    assert_eq!(spike["endangered"], 0);
    assert!(spike["believed"].as_u64().unwrap() > 0);
    // a report counts for 15 minutes: of the six moments of a silent hour five find nothing fresh, and no new risk
    let stale = during("silence").filter(|h| h["status"] == "stale");
    assert_eq!(stale.clone().count(), 5);
    assert!(stale.clone().all(|h| h["refused"].is_string()));
    assert_eq!(report["solvent"], true);
}

#[test]
fn prices_of_a_file_are_replayed_even_where_everything_falls_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("crash.csv");
    fs::write(
        &file,
        "time,BTC,ETH,ATOM,SOL\n0,40000,3000,22,45\n600,20000,1200,5,8\n",
    )
    .unwrap();
    let report = json(&["--prices", file.to_str().unwrap()]);
    assert_eq!(report["run"]["steps"].as_array().unwrap().len(), 2);
    // what no collateral covers is written off, and then every claim is covered again
    assert!(report["run"]["totals"]["bad_debt"].as_f64().unwrap() > 1_000.0);
    assert_eq!(report["solvent"], true);
}

/// A file, and the place that its refusal names.
const WRONG: [(&str, &str); 5] = [
    (
        "time,BTC,ETH\n0,40000,3000\n600,,2900\n",
        "row 3, column BTC",
    ),
    (
        "time,BTC,ETH\n0,40000,3000\n600,39000,-1\n",
        "row 3, column ETH",
    ),
    (
        "time,BTC,ETH\n0,40000,3000\n600,39000,cheap\n",
        "row 3, column ETH",
    ),
    ("time,DOGE\n0,1\n600,1\n", "row 1, column 2"),
    ("time,BTC\n600,40000\n0,39000\n", "row 3, column time"),
];

#[test]
fn a_file_that_is_wrong_is_refused_by_row_and_column() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("prices.csv");
    for (text, place) in WRONG {
        fs::write(&file, text).unwrap();
        let output = ballast(&["--prices", file.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(2), "{text}");
        assert!(
            complained(&output).contains(place),
            "{text}: {}",
            complained(&output)
        );
        assert_eq!(said(&output), "");
    }
}

#[test]
fn what_cannot_be_asked_is_refused_with_what_can() {
    for (args, hint) in [
        (["--scenario", "1929-10-24"], "2021-05-19"),
        (["--accounts", "29"], "30..=2000"),
        (
            ["--prices", "no-such-file.csv"],
            "cannot read no-such-file.csv",
        ),
    ] {
        let output = ballast(&args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(
            complained(&output).contains(hint),
            "{}",
            complained(&output)
        );
    }
}
