//! The six assets of the demo and of most stories, with the parameters of the worked figures in `docs/spec.md`.

use crate::asset::Kind;
use crate::listing::Listing;
use ballast_risk::governance::{
    AssetParams, CorrelationSpec, Group, LiquidationBonus, LiquidationConfig, RateModel,
};
use ballast_risk::{Move, Ratio};

/// Threshold = 1 − stress and weight = 1 + stress; the collateral factor some points below the threshold.
struct Row {
    ticker: &'static str,
    kind: Kind,
    decimals: u8,
    group: &'static str,
    collateral_factor: &'static str,
    threshold: &'static str,
    weight: &'static str,
    bonus_max: &'static str,
    price: &'static str,
}

#[rustfmt::skip] // a table
const ROWS: [Row; 6] = [
    Row { ticker: "BTC",   kind: Kind::Native, decimals: 8,  group: "btc",  collateral_factor: "0.78", threshold: "0.82",  weight: "1.18",  bonus_max: "0.08", price: "40000" },
    Row { ticker: "ETH",   kind: Kind::Native, decimals: 18, group: "eth",  collateral_factor: "0.74", threshold: "0.78",  weight: "1.22",  bonus_max: "0.08", price: "2500" },
    // √(.22² + .06²) = .228: what is beyond the group's .22 is a basis of .06 that no ETH debt hedges
    Row { ticker: "stETH", kind: Kind::Cw20,   decimals: 18, group: "eth",  collateral_factor: "0.76", threshold: "0.772", weight: "1.228", bonus_max: "0.08", price: "2500" },
    Row { ticker: "ATOM",  kind: Kind::Native, decimals: 6,  group: "atom", collateral_factor: "0.55", threshold: "0.6",   weight: "1.4",   bonus_max: "0.08", price: "20" },
    Row { ticker: "SOL",   kind: Kind::Cw20,   decimals: 9,  group: "sol",  collateral_factor: "0.61", threshold: "0.66",  weight: "1.34",  bonus_max: "0.08", price: "40" },
    // (1 + bonus_max) · threshold stays below 1
    Row { ticker: "USDC",  kind: Kind::Native, decimals: 6,  group: "usd",  collateral_factor: "0.95", threshold: "0.97",  weight: "1.03",  bonus_max: "0.03", price: "1" },
];

/// BTC (8 decimals), ETH (18), stETH (18, cw20), ATOM (6), SOL (9, cw20), USDC (6).
pub fn listings() -> Vec<Listing> {
    ROWS.iter().map(listing).collect()
}

fn listing(row: &Row) -> Listing {
    Listing {
        ticker: row.ticker.to_owned(),
        kind: row.kind,
        decimals: row.decimals,
        risk: AssetParams {
            collateral_factor: ratio(row.collateral_factor),
            liquidation_threshold: ratio(row.threshold),
            borrow_weight: Some(ratio(row.weight)),
            group: row.group.to_owned(),
        },
        bonus: LiquidationBonus {
            bonus_min: ratio("0.01"),
            bonus_slope: ratio("1"),
            bonus_max: ratio(row.bonus_max),
            protocol_fee: ratio("0.1"),
        },
        rates: rates(),
        flash_fee: None,
        price: row.price.parse().unwrap(),
        seed: "0.001",
        listed: true,
    }
}

/// 6 % a year where 80 % is lent out, 106 % where everything is.
fn rates() -> RateModel {
    RateModel {
        base: Ratio::ZERO,
        slope1: ratio("0.06"),
        slope2: ratio("1"),
        optimal_utilisation: ratio("0.8"),
    }
}

/// Groups, stresses and the matrix, trusted as far as `credit`.
pub fn correlations(credit: Ratio) -> CorrelationSpec {
    let group = |name: &str, stress: &str| Group {
        name: name.to_owned(),
        stress: ratio(stress),
    };
    CorrelationSpec {
        groups: vec![
            group("btc", "0.18"),
            group("eth", "0.22"),
            group("sol", "0.34"),
            group("atom", "0.4"),
            group("usd", "0.03"),
        ],
        rho: [
            ["1", "0.85", "0.67", "0.62", "0"],
            ["0.85", "1", "0.7", "0.65", "0"],
            ["0.67", "0.7", "1", "0.6", "0"],
            ["0.62", "0.65", "0.6", "1", "0"],
            ["0", "0", "0", "0", "1"],
        ]
        .iter()
        .map(|row| row.iter().map(|text| correlation(text)).collect())
        .collect(),
        correlation_credit: credit,
        min_margin: ratio("0.02"),
    }
}

pub fn liquidation() -> LiquidationConfig {
    LiquidationConfig {
        bonus_floor: ratio("0.005"),
        target_health: ratio("1.05"),
        min_position_value: "10".parse().unwrap(),
        write_off_value: "0.1".parse().unwrap(),
    }
}

fn ratio(text: &str) -> Ratio {
    text.parse().unwrap()
}

fn correlation(text: &str) -> Move {
    text.parse().unwrap()
}
