//! The example that is shipped, and what is refused of it.

use super::{Config, ConfigError};
use std::path::Path;

pub const EXAMPLE: &str = include_str!("../../../../../docs/deploy.toml");

fn read(text: &str) -> Result<Config, ConfigError> {
    Config::read(text, Path::new("/market"))
}

/// The example with one piece of text in the place of another, refused.
#[track_caller]
fn refused(old: &str, new: &str) -> String {
    assert!(EXAMPLE.contains(old), "the example has no `{old}`");
    let text = EXAMPLE.replacen(old, new, 1);
    read(&text).map(|_| ()).unwrap_err().to_string()
}

/// The line of a text in the example.
fn line(of: &str) -> usize {
    EXAMPLE.lines().position(|it| it.starts_with(of)).unwrap() + 1
}

#[test]
fn the_example_is_a_market() {
    let config = read(EXAMPLE).unwrap();
    let tickers: Vec<&String> = config.assets.keys().collect();
    assert_eq!(tickers, ["ATOM", "OSMO", "USDC"]);
    assert_eq!(
        config.assets["ATOM"].liquidation_threshold.to_string(),
        "0.6"
    );
    assert_eq!(config.chain.gas_price.to_string(), "0.025ustake");
    let moves = &config.scenarios()[0].moves;
    assert_eq!(moves["uatom"].to_string(), "-0.5", "by the chain's names");
    let lens = config.contracts.lens.display().to_string();
    assert_eq!(lens, "/market/../artifacts/ballast_lens.wasm");
}

#[test]
fn a_key_that_nobody_knows_is_refused_with_its_line() {
    let said = refused("seed = \"1000000\"", "sed = \"1000000\"");
    let at = line("seed");
    assert!(
        said.starts_with(&format!("line {at}: unknown field `sed`")),
        "{said}"
    );
}

#[test]
fn a_parameter_out_of_range_is_refused_with_its_line_and_what_would_do() {
    let said = refused(
        "liquidation_threshold = \"0.6\"",
        "liquidation_threshold = \"0.99\"",
    );
    let at = line("liquidation_threshold");
    let expected =
        format!("line {at}: [assets.ATOM] liquidation_threshold: found 0.99, allowed is 0 to 0.98");
    assert_eq!(said, expected);
    let said = refused("ramp_seconds = 259200", "ramp_seconds = 60");
    let at = line("ramp_seconds");
    assert_eq!(
        said,
        format!("line {at}: ramp_seconds: found 60, allowed is 86400 to 2592000")
    );
}

#[test]
fn an_asset_that_is_not_there_is_refused_by_its_name() {
    let said = refused("moves = { ATOM =", "moves = { ATUM =");
    assert!(
        said.contains("moves `ATUM`, which is not among [assets]"),
        "{said}"
    );
    let base = "source = { ratio = { base = { native = \"utia\" }, rate = { feeders = {} }, max_growth_per_year = \"0.2\", \
                anchor = { rate = \"1\", time = 1 } } }";
    let said = refused("source = { feeders = {} }", base);
    assert!(
        said.contains("stands on `utia`, which is no asset here; known are uatom, uosmo, uusdc"),
        "{said}"
    );
}

#[test]
fn addresses_are_of_the_chain() {
    let said = refused("# guardian = \"wasm1…\"", "guardian = \"osmo1anna\"");
    let at = line("# guardian");
    let expected =
        format!("line {at}: [roles] guardian: `osmo1anna` is no address that begins with wasm1");
    assert_eq!(said, expected);
}

#[test]
fn an_asset_has_one_name_and_one_entry() {
    let said = refused("denom = \"uosmo\"", "denom = \"uatom\"");
    assert!(
        said.contains("uatom is ATOM already; name it once"),
        "{said}"
    );
    let said = refused("denom = \"uosmo\"", "denom = \"u\"");
    assert!(said.contains("`u` is no denom"), "{said}");
}
