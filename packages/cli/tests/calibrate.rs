//! What `ballast calibrate` prints, writes and refuses.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing
)] // a test stops at the first surprise

use serde_json::Value;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::{tempdir, TempDir};

/// A folder with these prices and this configuration.
fn folder(prices: &str, config: &str) -> TempDir {
    let folder = tempdir().unwrap();
    fs::write(folder.path().join("prices.csv"), prices).unwrap();
    fs::write(folder.path().join("desk.toml"), config).unwrap();
    folder
}

fn ballast(folder: &Path, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ballast"))
        .current_dir(folder)
        .args([
            "calibrate",
            "--prices",
            "prices.csv",
            "--config",
            "desk.toml",
        ])
        .args(more)
        .output()
        .unwrap()
}

/// Two assets and a peg, 400 days: A falls by a fifth on every fiftieth day, B by a quarter.
fn prices() -> String {
    let mut text = String::from("time,A,B,USDC\n");
    for day in 0..400 {
        let crash = day % 50 == 49;
        let wave = day % 7;
        let (a, b) = if crash {
            (80, 75)
        } else {
            (100 + wave, 100 + wave * 2)
        };
        writeln!(text, "{},{a},{b},1.000{}", day * 86_400, day % 2).unwrap();
    }
    text
}

#[test]
fn a_market_a_page_and_reasons() {
    let folder = folder(
        &prices(),
        "[assets.A]\ndepth_usd = 1000000.0\n[assets.B]\n[assets.USDC]\n",
    );
    let output = ballast(
        folder.path(),
        &["--html", "page.html", "--json", "reasons.json"],
    );
    assert!(output.status.success(), "{output:?}");
    let read = |name| fs::read_to_string(folder.path().join(name)).unwrap();
    let market = read("market.toml");
    assert!(
        market.starts_with("# ballast calibrate --prices prices.csv --config desk.toml\n"),
        "{market}"
    );
    let reasons: Value = serde_json::from_str(&read("reasons.json")).unwrap();
    assert_eq!(reasons["assets"].as_array().unwrap().len(), 3);
    let page = read("page.html");
    for part in [
        "Falls: why each threshold",
        "Correlation credit",
        "One step of each",
    ] {
        assert!(page.contains(part), "{part}");
    }
    assert!(!page.contains("{{") && !page.contains("http"), "{page}");
    // half of a depth of 1,000,000 USD at 100 USD and 6 decimals, day 399 being a crash: at 80
    assert!(market.contains("supply_cap = \"6250000000\""), "{market}");
}

#[test]
fn the_same_input_gives_the_same_market() {
    let folder = folder(&prices(), "");
    let once = ballast(folder.path(), &["--out", "a.toml"]);
    let again = ballast(folder.path(), &["--out", "b.toml"]);
    assert!(once.status.success() && again.status.success());
    let read = |name| fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(read("a.toml"), read("b.toml"));
}

#[test]
fn what_cannot_be_used_is_one_line_and_leaves_no_market() {
    let gap = prices().replacen("\n259200,103,", "\n259200,,", 1);
    for (prices, config, place) in [
        (
            gap.as_str(),
            "",
            "error: prices.csv: line 5, column 2 (A): no price for 1 steps",
        ),
        (
            "time,A\n0,1\n",
            "",
            "error: prices.csv: line 1: found 1 of the assets",
        ),
        (
            &prices(),
            "horizon = 1\n",
            "error: desk.toml: line 1, column 1: unknown field `horizon`",
        ),
        (
            &prices(),
            "[assets.A]\n[assets.X]\n",
            "error: prices.csv: line 1: there is no column `X`",
        ),
        (
            &prices(),
            "horizon_hours = 5\n",
            "error: prices.csv: horizon_hours: found 5",
        ),
    ] {
        let folder = folder(prices, config);
        let output = ballast(folder.path(), &[]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.starts_with(place), "{said}");
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(!folder.path().join("market.toml").exists());
    }
}
