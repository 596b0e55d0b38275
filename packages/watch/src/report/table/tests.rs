//! A market of two assets, as people see it.
#![allow(clippy::arithmetic_side_effects)] // a test may stop at the first surprise

use super::*;
use crate::report::{AccountLine, AccountsLine, PauseSeconds, PriceLine};
use ballast_interface::lending::Pauses;
use ballast_interface::AssetId;
use ballast_risk::{Amount, Price, Ratio, Value};

fn asset(name: &str, price: u128, status: PriceStatus) -> AssetLine {
    let price = Price::new(price * 1_000_000_000_000_000_000);
    AssetLine {
        asset: AssetId::native(name),
        cash: Amount::new(600_000),
        protected: Amount::new(50_000),
        borrowed: Amount::new(400_000),
        supplied: Amount::new(1_000_000),
        utilisation: Ratio::percent(40),
        balance: Amount::new(650_000),
        pauses: Pauses::default(),
        pause_seconds: PauseSeconds {
            supply: 259_200,
            borrow: 7_200,
        },
        price: PriceLine {
            spot: price,
            low: price,
            high: price,
            status,
            wide: false,
            age: 12,
            reports: Some(3),
            guardian_seconds: Some(86_400),
        },
    }
}

fn report() -> Report {
    Report {
        chain: "ballast-1".to_owned(),
        height: 42,
        time: 1_700_000_000,
        lending: "wasm1lending".to_owned(),
        oracle: "wasm1oracle".to_owned(),
        sound: false,
        findings: vec![Finding::unsound("uatom: the price is stale".to_owned())],
        accounts: AccountsLine {
            all: 7,
            liquidatable: 1,
            unjudged: 0,
            unhealthy_debt: Value::usd(640),
            bad_debt: Value::ZERO,
            worst: vec![AccountLine {
                account: "wasm1anna/0".to_owned(),
                health_factor: "0.98765".parse().ok(),
                debt: Value::usd(640),
                collateral: Value::usd(700),
            }],
        },
        assets: vec![
            asset("uusdc", 1, PriceStatus::Fresh),
            asset("uatom", 10, PriceStatus::Stale),
        ],
        ramps: vec![RampLine {
            of: "uatom".to_owned(),
            course: RampCourse::GoOn,
            progress: Ratio::percent(5),
            ends_at: Some(1_700_003_660),
        }],
        feeders: Vec::new(),
        correlations: Vec::new(),
    }
}

#[test]
fn a_market_on_one_screen() {
    let expected = "\
wasm1lending on ballast-1, block 42, NOT SOUND

!! uatom: the price is stale

7 accounts, 1 liquidatable owing 640 USD, bad debt 0 USD, 0 unjudged
account      health  owes USD  has USD
wasm1anna/0  0.9876       640      700

asset  supplied  protected  borrowed    used  price USD  status  age s  reports  halt left  pause left
uusdc   1000000      50000    400000  40.0 %          1   fresh     12        3    24 h 00      2 h 00
uatom   1000000      50000    400000  40.0 %         10   STALE     12        3    24 h 00      2 h 00

ramp    course   done  ends in
uatom  goes on  5.0 %   1 h 01

";
    assert_eq!(table(&report()), expected);
}

#[test]
fn shares_are_cut_after_a_tenth_of_a_per_cent() {
    assert_eq!(percent("0"), "0.0 %");
    assert_eq!(percent("1"), "100.0 %");
    assert_eq!(percent("0.8129"), "81.2 %");
    assert_eq!(percent("0.007"), "0.7 %");
}
