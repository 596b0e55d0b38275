#![allow(clippy::unwrap_used)] // a test may stop at the first surprise

use super::*;
use ballast_interface::lending;
use ballast_interface::oracle::{FeederReport, PriceQuote};
use ballast_risk::{Amount, Price};

const NOW: u64 = 1_700_000_000;

fn asset(status: PriceStatus) -> AssetFacts {
    let listed = r#"{"asset": {"native": "uatom"}, "decimals": 6, "risk": {"collateral_factor": "0.65",
        "liquidation_threshold": "0.7", "borrow_weight": "1.3", "group": "atom"}, "ramp": null, "liquidation":
        {"bonus_min": "0.01", "bonus_slope": "1", "bonus_max": "0.05", "protocol_fee": "0.1"}, "rates": {"base": "0.01",
        "slope1": "0.1", "slope2": "3", "optimal_utilisation": "0.8"}, "reserve_factor": "0.1", "flash_fee": null,
        "caps": {"supply_cap": null, "borrow_cap": null}, "pauses": {"supply": null, "borrow": null, "liquidate": null},
        "seeded": true}"#;
    let listed: lending::AssetResponse = serde_json::from_str(listed).unwrap();
    AssetFacts {
        listed,
        balance: Amount::ZERO,
        quote: PriceQuote {
            spot: Price::new(10),
            low: Price::new(9),
            high: Price::new(11),
            published_at: NOW - 300,
            status,
            ..PriceQuote::MISSING
        },
        priced: None,
    }
}

fn said(asset: &AssetFacts) -> Option<String> {
    price_findings(asset, &price_line(asset, NOW)).map(|it| it.what)
}

#[test]
fn a_fresh_price_is_nothing_to_speak_of() {
    assert_eq!(said(&asset(PriceStatus::Fresh)), None);
}

#[test]
fn a_stale_price_says_since_when_and_who_can_help() {
    let expected = "uatom: the price is stale, published 300 s ago; feeders must report, or somebody must refresh it";
    assert_eq!(said(&asset(PriceStatus::Stale)).as_deref(), Some(expected));
}

#[test]
fn a_halt_that_nobody_asked_about_names_refresh() {
    let mut halted = asset(PriceStatus::Halted);
    halted.quote.halted_until = Some(NOW - 1);
    let expected =
        "uatom: the price is halted until 1699999999; if that is past, `refresh` ends it";
    assert_eq!(said(&halted).as_deref(), Some(expected));
}

fn feeder(address: &str, number: u8) -> FeederResponse {
    FeederResponse {
        address: address.to_owned(),
        number,
        since: 0,
        key: None,
    }
}

/// Fred saw it 40 s ago, Fiona says nothing.
#[test]
fn a_feeder_that_says_nothing_is_named() {
    let asset = AssetResponse {
        asset: AssetId::native("uatom"),
        source: Source::Feeders {},
        limits: serde_json::from_str(
            r#"{"max_age": 120, "min_price": "0.01", "max_price": "1000"}"#,
        )
        .unwrap(),
        price: PriceQuote::MISSING,
        pending: None,
        reports: vec![FeederReport {
            feeder: "fred".to_owned(),
            price: Price::new(10),
            time: NOW - 40,
        }],
        reading: None,
        halt: None,
        guardian_seconds: 0,
    };
    let fred = feeder_line(&feeder("fred", 0), &[&asset], NOW);
    assert_eq!((fred.oldest_report, silent(&fred)), (Some(40), None));
    let fiona = feeder_line(&feeder("fiona", 1), &[&asset], NOW);
    let said = silent(&fiona).unwrap().what;
    assert_eq!(
        said,
        "feeder 1 (fiona): no report that counts of uatom; look at its log"
    );
}
