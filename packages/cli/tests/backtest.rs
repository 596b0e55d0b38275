//! What `ballast backtest` prints, writes and refuses.
#![allow(
    clippy::unwrap_used,
    clippy::float_arithmetic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)] // a test stops at the first surprise

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const MARKET: &str = include_str!("data/market.toml");

fn ballast(folder: &Path, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ballast"))
        .current_dir(folder)
        .args([
            "backtest",
            "--prices",
            "prices.csv",
            "--market",
            "market.toml",
        ])
        .args(more)
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn complained(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Forty days; on 2021-01-21 BTC and ETH fall by a quarter and a third.
fn prices() -> String {
    let mut text = "time,BTC,ETH,USDC\n".to_owned();
    for day in 0..40 {
        let wave = f64::from(day % 5) * 0.01;
        let (btc, eth) = if day < 20 {
            (40_000.0, 2_500.0)
        } else {
            (30_000.0, 1_667.0)
        };
        let (month, of_month) = if day < 31 {
            (1, day + 1)
        } else {
            (2, day - 30)
        };
        let row = format!(
            "2021-{month:02}-{of_month:02},{},{},1\n",
            btc * (1.0 + wave),
            eth * (1.0 + 1.3 * wave)
        );
        text.push_str(&row);
    }
    text
}

fn folder(prices: &str, market: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("prices.csv"), prices).unwrap();
    fs::write(folder.path().join("market.toml"), market).unwrap();
    folder
}

#[test]
fn a_market_is_tested_beside_a_classic_one() {
    let folder = folder(&prices(), MARKET);
    let output = ballast(folder.path(), &["--days", "5"]);
    let text = said(&output);
    assert!(output.status.success(), "{}", complained(&output));
    for part in [
        "40 steps of prices of 3 assets, 2021-01-01 to 2021-02-09",
        "governed, κ = 0.75",
        "classic, as safe: factors × ",
        "BTC+ETH → USDC",
        "2021-01-21, -3",
        "κ = 0.25",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    // 9 baskets on 35 days
    let all = text
        .lines()
        .find(|line| line.contains("all baskets"))
        .unwrap();
    assert_eq!(all.split_whitespace().nth(2), Some("315"), "{all}");
    // piped: no progress bar, nothing on the error stream
    assert_eq!(complained(&output), "");
    assert_eq!(
        said(&ballast(folder.path(), &["--days", "5"])),
        text,
        "the same again"
    );
}

#[test]
fn the_page_needs_nothing_and_its_figures_lie_beside_it() {
    let folder = folder(&prices(), MARKET);
    let output = ballast(folder.path(), &["--days", "5", "--html", "page.html"]);
    assert!(output.status.success(), "{}", complained(&output));
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    let page = read("page.html");
    assert_eq!(page.matches("<svg").count(), 4);
    assert!(!page.contains("{{"), "a place of the page was not filled");
    for outside in ["<script", "<link", "src=", "@import", "url("] {
        assert!(!page.contains(outside), "{outside}");
    }
    // three markets, nine baskets, a header; three pairs of groups
    assert_eq!(read("page.baskets.csv").lines().count(), 28);
    assert_eq!(read("page.correlations.csv").lines().count(), 4);
    let frontier = read("page.frontier.csv");
    assert_eq!(
        frontier
            .lines()
            .filter(|line| line.starts_with("governed,"))
            .count(),
        5
    );
    // the first bar of the chart is the first line of the file
    let baskets = read("page.baskets.csv");
    let first = baskets.lines().nth(1).unwrap();
    let carried: f64 = first.rsplit(',').next().unwrap().parse().unwrap();
    assert!(page.contains(&format!("{carried:.2}")), "{first}");
}

/// Prices, market, further arguments, and what the refusal says.
fn wrong() -> Vec<(String, String, Vec<&'static str>, &'static str)> {
    let good = || (prices(), MARKET.to_owned());
    let (p, m) = good();
    let no_usdc = p.replace("USDC", "DAI");
    vec![
        (no_usdc, m.clone(), vec![], "the prices have no column `USDC`, found BTC, ETH, DAI; add one, or take the asset out of the market"),
        (p.clone(), m.replace("\"0.85\"", "\"1.5\""), vec![], "market.toml is no market"),
        (p.clone(), m.replace("borrow_weight", "weight"), vec![], "line 12, column 1: unknown field `weight`"),
        (p.replace("2021-01-02,40400", "2021-01-02,cheap"), m.clone(), vec![], "line 3, column 2"),
        (p.lines().take(9).collect::<Vec<_>>().join("\n"), m.clone(), vec![], "found 8 steps of prices"),
        (p.clone(), m.clone(), vec!["--speed", "2"], "--speed: found `2`; allowed is a decimal number from"),
        (p.clone(), m.clone(), vec!["--slippage", "much"], "--slippage: found `much`"),
        (p.clone(), m.clone(), vec!["--begins", "BTC"], "write it such as AAVE=2020-10-03"),
        (p.clone(), m.clone(), vec!["--begins", "DOGE=2021-01-02"], "the market has no asset `DOGE`"),
        (p, m, vec!["--html", "no-such-folder/page.html"], "cannot write no-such-folder/page.html"),
    ]
}

#[test]
fn what_cannot_be_used_is_refused_in_one_line() {
    for (prices, market, more, hint) in wrong() {
        let folder = folder(&prices, &market);
        let output = ballast(folder.path(), &[&["--days", "7"], more.as_slice()].concat());
        let complaint = complained(&output);
        assert_eq!(output.status.code(), Some(2), "{hint}: {complaint}");
        assert!(complaint.contains(hint), "{hint}: {complaint}");
        assert_eq!(complaint.trim_end().lines().count(), 1, "{complaint}");
    }
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let folder = folder(&prices(), MARKET);
    fs::remove_file(folder.path().join("market.toml")).unwrap();
    let output = ballast(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        complained(&output).contains("cannot read market.toml"),
        "{}",
        complained(&output)
    );
}

#[test]
fn what_is_odd_about_prices_is_named() {
    let odd = prices().replacen("2021-01-01,40000,2500,", "2021-01-01,40000,25,", 1);
    let folder = folder(&odd, MARKET);
    let text = said(&ballast(folder.path(), &["--days", "5"]));
    assert!(
        text.contains("ETH went to 101.300 times its price on 2021-01-02"),
        "{text}"
    );
    let later = ballast(
        folder.path(),
        &["--days", "5", "--begins", "ETH=2021-01-02"],
    );
    let text = said(&later);
    assert!(
        text.contains("ETH has prices from 2021-01-02 to 2021-02-09 only"),
        "{text}"
    );
    assert!(!text.contains("times its price"), "{text}");
}
