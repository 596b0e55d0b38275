//! What liquidation costs, on a smaller storm than the one whose figures are written down.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::float_arithmetic
)] // a test stops at the first surprise, and reads figures that are made for people

use serde_json::Value;
use std::fs;
use std::process::{Command, Output};

fn simulate(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ballast"))
        .arg("simulate")
        .args(args)
        .output()
        .unwrap()
}

fn json(accounts: &str, seed: &str) -> Value {
    let args = ["--json", "--steps", "80", "--accounts", accounts];
    let output = simulate(&[&args[..], &["--seed", seed]].concat());
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn number(outcome: &Value, name: &str) -> f64 {
    outcome[name].as_f64().unwrap()
}

/// Best pair, dearest pair, slices; then the classic rule.
fn ours_and_classic(compared: &Value) -> ([&Value; 3], &Value) {
    let all = &compared["outcomes"];
    let names = ["best", "dearest", "slices", "classic"];
    for (at, name) in names.iter().enumerate() {
        assert_eq!(all[at]["liquidator"], *name);
    }
    ([&all[0], &all[1], &all[2]], &all[3])
}

#[test]
fn whoever_liquidates_borrowers_lose_less_than_half_of_what_the_classic_rule_takes() {
    for seed in ["1", "2", "3"] {
        let compared = json("200", seed);
        let (ours, classic) = ours_and_classic(&compared);
        assert!(number(classic, "borrowers_lost") > 1_000.0, "seed {seed}");
        for outcome in ours {
            let (lost, half) = (
                number(outcome, "borrowers_lost"),
                number(classic, "borrowers_lost") / 2.0,
            );
            let who = &outcome["liquidator"];
            assert!(lost < half, "seed {seed}, {who}: {lost} of {half}");
            assert!(
                number(outcome, "bad_debt") <= number(classic, "bad_debt"),
                "seed {seed}, {who}: bad debt"
            );
        }
    }
}

#[test]
fn no_account_stays_unhealthy_for_lack_of_a_message() {
    let compared = json("200", "4");
    let (ours, _) = ours_and_classic(&compared);
    for outcome in ours {
        // P-29 at work: many were unhealthy, and each of them found a message
        assert!(number(outcome, "accounts_liquidated") >= 40.0, "{outcome}");
        assert_eq!(outcome["left_unhealthy"], 0, "{}", outcome["refusals"]);
    }
}

#[test]
fn the_same_seed_is_the_same_storm() {
    assert_eq!(json("30", "7"), json("30", "7"));
    assert_ne!(json("30", "7"), json("30", "8"));
}

#[test]
fn the_page_stands_alone_and_shows_all_four() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("simulation.html");
    let html = file.to_str().unwrap();
    let output = simulate(&["--accounts", "30", "--steps", "20", "--html", html]);
    assert!(output.status.success(), "{output:?}");
    let page = fs::read_to_string(file).unwrap();
    assert_eq!(page.matches("<svg").count(), 2);
    for title in ["best pair", "dearest pair", "slices", "classic rule"] {
        assert!(page.contains(title), "{title}");
        assert!(String::from_utf8_lossy(&output.stdout).contains(title));
    }
    for outside in ["{{", "<script", "<link", "src=", "@import", "url("] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn what_cannot_be_simulated_is_refused() {
    for args in [["--accounts", "7"], ["--steps", "0"], ["--seed", "-1"]] {
        assert_eq!(simulate(&args).status.code(), Some(2), "{args:?}");
    }
}
