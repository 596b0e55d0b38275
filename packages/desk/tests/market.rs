//! market.toml: read, checked as the contracts check it, written back.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)] // a test stops at the first surprise

use ballast_desk::market::{Held, Market};
use ballast_risk::{Amount, Book, Level, Price, PriceBand, PriceStatus};

const TWO: &str = r#"
correlation_credit = "0.75"
min_margin = "0.02"
rho = [["1", "0.1"], ["0.1", "1"]]

[[groups]]
name = "eth"
stress = "0.2"
[[groups]]
name = "usd"
stress = "0"

[liquidation]
bonus_floor = "0.005"
target_health = "1.05"
min_position_value = "10"
write_off_value = "1"

[assets.ETH]
group = "eth"
collateral_factor = "0.75"
liquidation_threshold = "0.8"
borrow_weight = "1.25"
supply_cap = "1000000"
bonus = { bonus_min = "0.01", bonus_slope = "1", bonus_max = "0.1", protocol_fee = "0" }

[assets.USDC]
group = "usd"
collateral_factor = "0.95"
liquidation_threshold = "0.97"
borrow_weight = "1"
bonus = { bonus_min = "0.01", bonus_slope = "1", bonus_max = "0.02", protocol_fee = "0" }

[[scenarios]]
name = "half"
moves = { ETH = "-0.5" }
"#;

#[test]
fn what_is_written_is_what_was_read() {
    let market = Market::read(TWO).unwrap();
    let again = market.write().unwrap();
    assert_eq!(Market::read(&again).unwrap(), market, "{again}");
}

fn at(spot: u128) -> PriceBand {
    let spot = Price::new(spot * 1_000_000_000_000_000_000);
    PriceBand {
        spot,
        low: spot,
        high: spot,
        status: PriceStatus::Fresh,
        wide: false,
        unsettled: None,
    }
}

#[test]
fn the_contracts_judge_an_account_by_it() {
    let parameters = Market::read(TWO).unwrap().parameters().unwrap();
    // 1 ETH at 2000 USD carries 0.8 · 2000 = 1600 USD of a debt of weight 1
    let owing = |debt: u128| Book {
        correlations: parameters.in_force.clone(),
        rules: parameters.rules.clone(),
        scenarios: 1,
        holdings: vec![
            parameters.asset("ETH").unwrap().holding(
                at(2_000),
                Held {
                    collateral: Amount::new(1_000_000),
                    ..Held::default()
                },
            ),
            parameters.asset("USDC").unwrap().holding(
                at(1),
                Held {
                    debt: Amount::new(debt),
                    ..Held::default()
                },
            ),
        ],
        episode: None,
    };
    assert!(owing(1_599_000_000).is_healthy(Level::Maintenance).unwrap());
    assert!(!owing(1_601_000_000).is_healthy(Level::Maintenance).unwrap());
    // the scenario leaves 1000
    assert!(owing(999_000_000).is_healthy(Level::Initial).unwrap());
    assert!(!owing(1_001_000_000).is_healthy(Level::Initial).unwrap());
}

/// What is changed in the file, and how the refusal begins.
const WRONG: [(&str, &str, &str); 13] = [
    ("\"0.75\"\nmin", "0.75\nmin", "line 2, column 22: "),
    (
        "min_margin",
        "margin",
        "line 3, column 1: unknown field `margin`",
    ),
    ("rho = [", "rho = ", "line 4, column "),
    (
        "0.1\"], [\"0.1",
        "1.1\"], [\"1.1",
        "correlation of usd and eth: found 1.1",
    ),
    (
        "0.1\"], [\"0.1",
        "0.00001\"], [\"0.00001",
        "correlation of usd and eth: found 0.00001",
    ),
    (
        "group = \"usd\"",
        "group = \"eur\"",
        "[assets.USDC]: there is no group `eur`",
    ),
    (
        "threshold = \"0.8\"",
        "threshold = \"0.81\"",
        "[assets.ETH]: ETH needs a stress of at least 0.2",
    ),
    (
        "threshold = \"0.8\"",
        "threshold = \"0.7\"",
        "[assets.ETH]: collateral_factor: found 0.75",
    ),
    (
        "bonus_max = \"0.1\"",
        "bonus_max = \"0.25\"",
        "[assets.ETH]: bonus_max: found 0.25",
    ),
    (
        "bonus_floor = \"0.005\"",
        "bonus_floor = \"0.02\"",
        "[liquidation]: min_margin: found 0.02",
    ),
    ("{ ETH = ", "{ DOGE = ", "[[scenarios]] `half` moves `DOGE`"),
    ("\"-0.5\"", "\"-1.5\"", "move: found -1.5"),
    (
        "group = \"eth\"\n",
        "group = \"eth\"\ndecimals = 19\n",
        "[assets.ETH]: decimals: found 19",
    ),
];

#[test]
fn what_is_wrong_is_named_in_one_line() {
    for (from, to, place) in WRONG {
        let text = TWO.replace(from, to);
        assert_ne!(text, TWO, "{from}");
        let error = Market::read(&text).unwrap_err().to_string();
        assert!(error.starts_with(place), "{to:?}: {error}");
        assert_eq!(error.lines().count(), 1, "{error}");
    }
}
