#![allow(clippy::unwrap_used)] // a test may stop at the first surprise

use super::*;
use crate::market::Market;
use crate::prices::{Prices, ReadOptions};
use ballast_risk::Ratio;

/// BTC and ETH fall together, USDC is money: thresholds and weights of the worked figures in the specification.
const MARKET: &str = r#"
correlation_credit = "0.75"
min_margin = "0.02"
rho = [["1", "0.85", "0"], ["0.85", "1", "0"], ["0", "0", "1"]]
groups = [{ name = "btc", stress = "0.18" }, { name = "eth", stress = "0.22" }, { name = "usd", stress = "0.03" }]
liquidation = { bonus_floor = "0.005", target_health = "1.05", min_position_value = "10", write_off_value = "0.1" }

[assets.BTC]
group = "btc"
collateral_factor = "0.78"
liquidation_threshold = "0.82"
borrow_weight = "1.18"
bonus = { bonus_min = "0.01", bonus_slope = "1", bonus_max = "0.08", protocol_fee = "0.1" }

[assets.ETH]
group = "eth"
collateral_factor = "0.74"
liquidation_threshold = "0.78"
borrow_weight = "1.22"
bonus = { bonus_min = "0.01", bonus_slope = "1", bonus_max = "0.08", protocol_fee = "0.1" }

[assets.USDC]
group = "usd"
collateral_factor = "0.95"
liquidation_threshold = "0.97"
borrow_weight = "1.03"
bonus = { bonus_min = "0.01", bonus_slope = "1", bonus_max = "0.03", protocol_fee = "0.1" }
"#;

/// Nobody watches.
struct Silent;

impl Ticks for Silent {
    fn tick(&self) {}
}

fn market() -> Market {
    Market::read(MARKET).unwrap()
}

/// One line a day from 2021-05-01: `BTC,ETH,USDC`.
fn closes(days: &[&str]) -> Closes {
    let lines = (1..)
        .zip(days)
        .map(|(day, cells)| format!("2021-05-{day:02},{cells}\n"));
    let text = format!("time,BTC,ETH,USDC\n{}", lines.collect::<String>());
    let options = ReadOptions {
        max_gap: 99,
        ..ReadOptions::default()
    };
    let prices = Prices::read(text.as_bytes(), &options).unwrap();
    Closes::new(&prices, &market()).unwrap()
}

fn practice(days: usize) -> Practice {
    Practice {
        days,
        speed: Ratio::ONE,
        slippage: Ratio::ZERO,
    }
}

fn classic() -> Market {
    let classic = Classic {
        weights: DebtWeights::Governed,
        scale: Ratio::ONE,
    };
    classic.of(&market())
}

/// The outcomes of one basket by its name.
fn outcomes(closes: &Closes, market: &Market, name: &str, practice: &Practice) -> Vec<Outcome> {
    let mut baskets = baskets(&super::tests::market());
    baskets.retain(|basket| basket.name == name);
    let policy = Policy::constant(market.clone());
    let mut found = run(closes, &baskets, &policy, practice, &Silent).unwrap();
    assert_eq!(found.len(), 1, "{name}");
    found.pop().unwrap()
}

#[track_caller]
fn near(found: f64, expected: f64, within: f64) {
    assert!(
        (found - expected).abs() <= within,
        "found {found}, expected {expected}"
    );
}

#[test]
fn the_portfolio_is_made_of_what_the_market_lists() {
    let found = baskets(&market());
    let names: Vec<&str> = found.iter().map(|basket| basket.name.as_str()).collect();
    let expected = [
        "BTC → USDC",
        "ETH → USDC",
        "BTC+ETH → USDC",
        "ETH → BTC",
        "BTC → ETH",
        "USDC → BTC",
        "USDC → ETH",
        "USDC+ETH → BTC",
        "USDC+BTC → ETH",
    ];
    assert_eq!(names, expected);
}

#[test]
fn accounts_are_opened_where_the_formula_ends() {
    let still = closes(&["40000,2500,1"; 3]);
    let of = |market: &Market, name| {
        let found = outcomes(&still, market, name, &practice(1));
        Tally::of(&found).carried()
    };
    // classic: CF / w, 0.78 / 1.03 and 0.74 / 1.18
    near(of(&classic(), "BTC → USDC"), 75.7282, 0.001);
    near(of(&classic(), "ETH → BTC"), 62.7119, 0.001);
    // governed at thresholds instead of collateral factors: the worked figure of the specification, κ = 0.75
    let mut thresholds = market();
    for asset in thresholds.assets.values_mut() {
        asset.collateral_factor = asset.liquidation_threshold;
    }
    near(of(&thresholds, "BTC+ETH → USDC"), 79.816, 0.001);
    near(of(&thresholds, "ETH → BTC"), 78.937, 0.001);
}

#[test]
fn a_fall_within_the_margin_costs_the_borrower_a_bonus_and_the_lenders_nothing() {
    let fall = closes(&["40000,2500,1", "36000,2500,1", "36000,2500,1"]);
    let found = outcomes(&fall, &classic(), "BTC → USDC", &practice(1));
    let first = found.first().unwrap();
    // 7572.82 owed against 9000 at .82: health 7380 / 7800 = .946, bonus 1 % + 5.4 %
    assert!(
        first.repaid > 1_000.0 && first.repaid < 7_572.0,
        "{first:?}"
    );
    near(first.cost / first.repaid, 0.064, 0.001);
    assert_eq!((first.insolvent_at, first.bad_debt), (None, 0.0));
}

#[test]
fn a_fall_through_the_margin_leaves_bad_debt_to_the_dollar() {
    let crash = closes(&["40000,2500,1", "20000,2500,1", "20000,2500,1"]);
    let found = outcomes(&crash, &classic(), "BTC → USDC", &practice(1));
    let first = found.first().unwrap();
    assert_eq!(first.insolvent_at, Some(1));
    // close-out at 0.5 %: 5000 / 1.005 = 4975.12 are repaid, and of 7572.82 and a day's interest (1.24) the rest is lost
    near(first.repaid, 4_975.12, 0.01);
    near(first.bad_debt, 7_572.82 + 1.24 - 4_975.12, 0.02);
}

#[test]
fn liquidators_whom_selling_costs_more_than_the_bonus_do_nothing() {
    let crash = closes(&["40000,2500,1", "20000,2500,1", "20000,2500,1"]);
    let dear = Practice {
        slippage: Ratio::percent(1),
        ..practice(1)
    };
    let found = outcomes(&crash, &classic(), "BTC → USDC", &dear);
    let first = found.first().unwrap();
    assert_eq!((first.repaid, first.cost), (0.0, 0.0));
    near(first.bad_debt, 7_572.82 + 1.24 - 5_000.0, 0.02);
}

#[test]
fn slow_liquidators_repay_their_part_a_day() {
    // far below the target: everything that is left may be repaid
    let fall = closes(&["40000,2500,1", "31000,2500,1", "31000,2500,1"]);
    let slow = Practice {
        speed: Ratio::percent(10),
        ..practice(1)
    };
    let found = outcomes(&fall, &classic(), "BTC → USDC", &slow);
    let first = found.first().unwrap();
    near(first.repaid, 757.4, 0.5);
}

#[test]
fn days_without_a_price_open_nothing() {
    let gap = closes(&[
        "40000,2500,1",
        "40000,2500,1",
        "40000,,1",
        "40000,2500,1",
        "40000,2500,1",
        "40000,2500,1",
    ]);
    let starts = |name| {
        let found = outcomes(&gap, &market(), name, &practice(1));
        found
            .iter()
            .map(|outcome| outcome.start)
            .collect::<Vec<_>>()
    };
    assert_eq!(starts("BTC → USDC"), [0, 1, 2, 3, 4]);
    assert_eq!(starts("ETH → USDC"), [0, 3, 4]);
}

#[test]
fn the_classic_market_is_scaled_until_it_is_as_safe() {
    let fall = closes(&[
        "40000,2500,1",
        "40000,2500,1",
        "31600,2000,1",
        "31600,2000,1",
    ]);
    let study = study(&fall, &market(), None, &practice(1), &Silent).unwrap();
    let compared = &study.compared;
    assert_eq!(compared.governed.total().insolvent, 0);
    assert_eq!(compared.classic.total().insolvent, 0);
    // BTC → USDC breaks first: 0.78·s/1.03, with a day's interest and a bonus of 0.5 % on top, is .79 at s = 1.0377
    assert_eq!(compared.classic_scale.to_string(), "1.037");
    assert_eq!(study.crashes.first().map(|crash| crash.step), Some(2));
    let credits: Vec<String> = study.credits.iter().map(|c| c.at.to_string()).collect();
    assert_eq!(credits, ["0", "0.25", "0.5", "0.75", "1"]);
}

#[test]
fn more_credit_carries_more() {
    let still = closes(&["40000,2500,1"; 4]);
    let study = study(&still, &market(), None, &practice(1), &Silent).unwrap();
    let carried: Vec<f64> = study.credits.iter().map(|c| c.total.carried()).collect();
    assert!(carried.is_sorted_by(|a, b| a < b), "{carried:?}");
}

#[test]
fn what_does_not_fit_says_what_to_do() {
    let text = "time,BTC,ETH\n2021-05-01,1,1\n2021-05-02,1,1\n";
    let prices = Prices::read(text.as_bytes(), &ReadOptions::default()).unwrap();
    let said = Closes::new(&prices, &market()).unwrap_err().to_string();
    assert_eq!(said, "the prices have no column `USDC`, found BTC, ETH; add one, or take the asset out of the market");
    let short = closes(&["40000,2500,1"; 3]);
    let said = study(&short, &market(), None, &practice(9), &Silent)
        .unwrap_err()
        .to_string();
    assert!(
        said.contains("found 3 steps") && said.contains("at least 11"),
        "{said}"
    );
}
