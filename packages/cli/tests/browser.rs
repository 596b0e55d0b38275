//! The pages in a real browser, as wide as a phone and as a desk. Needs Chromium: `cargo test -p ballast-cli --test browser -- --ignored`
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)] // a test stops at the first surprise

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Loads a page at each width and says what sticks out of it, and how small its smallest letters are.
const PROBE: &str = include_str!("data/probe.html");
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

fn browser() -> String {
    if let Ok(named) = std::env::var("BALLAST_BROWSER") {
        return named;
    }
    let runs = |name: &&&str| Command::new(**name).arg("--version").output().is_ok();
    let found = BROWSERS.iter().find(runs);
    (*found.expect("no Chromium; install it or name it in BALLAST_BROWSER")).to_owned()
}

fn ballast(folder: &Path, args: &[&str]) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ballast"));
    let output = command.current_dir(folder).args(args).output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// What the probe says of a page in the folder, one object for each width.
fn probed(folder: &Path, page: &str) -> Vec<Value> {
    let file = folder.join("probe.html");
    fs::write(&file, PROBE.replace("PAGE", page)).unwrap();
    let output = Command::new(browser())
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--allow-file-access-from-files",
        ])
        .args(["--virtual-time-budget=20000", "--dump-dom"])
        .arg(format!(
            "--user-data-dir={}",
            folder.join("profile").display()
        ))
        .arg(format!("file://{}", file.display()))
        .output()
        .unwrap();
    let dom = String::from_utf8(output.stdout).unwrap();
    let (_, rest) = dom.split_once("<pre id=\"out\">").unwrap();
    let (json, _) = rest.split_once("</pre>").unwrap();
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"))
}

fn assert_readable(folder: &Path, page: &str) {
    let found = probed(folder, page);
    assert_eq!(found.len(), 5, "{found:?}");
    for at in &found {
        let width = at["width"].as_u64().unwrap();
        assert_eq!(
            at["wide"], 0,
            "{page} at {width}: the page can be pushed sideways"
        );
        assert_eq!(
            at["out"].as_array().unwrap().len(),
            0,
            "{page} at {width}: {}",
            at["out"]
        );
        let letters = at["letters"].as_f64().unwrap();
        assert!(
            letters >= 9.0,
            "{page} at {width}: letters of {letters} points"
        );
        assert!(
            at["charts"].as_u64().unwrap() > 0 && at["wrapped"] == 0,
            "{page} at {width}: {at}"
        );
    }
}

#[test]
#[ignore = "needs Chromium"]
fn the_demos_page_can_be_read_on_a_phone() {
    let folder = tempfile::tempdir().unwrap();
    ballast(
        folder.path(),
        &["demo", "--accounts", "30", "--html", "page.html"],
    );
    assert_readable(folder.path(), "page.html");
}

#[test]
#[ignore = "needs Chromium"]
fn the_back_tests_page_can_be_read_on_a_phone() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("market.toml"),
        include_str!("data/market.toml"),
    )
    .unwrap();
    let days = (1..=31).map(|day| {
        format!(
            "2021-01-{day:02},{},{},1\n",
            40_000 - 700 * (day % 6),
            2_500 - 60 * (day % 6)
        )
    });
    let prices = format!("time,BTC,ETH,USDC\n{}", days.collect::<String>());
    fs::write(folder.path().join("prices.csv"), prices).unwrap();
    let args = [
        "backtest",
        "--prices",
        "prices.csv",
        "--market",
        "market.toml",
        "--html",
        "page.html",
    ];
    ballast(folder.path(), &args);
    assert_readable(folder.path(), "page.html");
}

#[test]
#[ignore = "needs Chromium"]
fn a_page_that_is_too_wide_is_seen() {
    let folder = tempfile::tempdir().unwrap();
    let wide = "<!doctype html><meta name=viewport content='width=device-width'><table><tr><td style='min-width:900px'>x</table>";
    fs::write(folder.path().join("wide.html"), wide).unwrap();
    let found = probed(folder.path(), "wide.html");
    assert_eq!(found[0]["width"], 320);
    assert!(found[0]["wide"].as_u64().unwrap() >= 500, "{found:?}");
}
