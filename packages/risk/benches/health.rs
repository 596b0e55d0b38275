//! What health costs as an account grows: the test, the health factor, a limit and a quote.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)] // a benchmark may stop at the first surprise

use ballast_risk::json::BookJson;
use ballast_risk::liquidate::LiquidationRequest;
use ballast_risk::{AssetIndex, Book, Level};
use criterion::{criterion_group, criterion_main, Criterion};
use serde_json::{json, Map, Value as Json};
use std::hint::black_box;

const SIZES: [usize; 4] = [1, 4, 8, 16];

/// One group per asset, all correlated at 0.6; the first quarter of the assets (at least one) is owed as well.
/// Per 1000 USD of every asset held, `owed` USD of every asset owed.
fn book(positions: usize, owed: u64) -> Book {
    let name = |at: usize| format!("asset-{at:02}");
    let row = |g: usize| -> Vec<&str> {
        let entry = |h| if g == h { "1" } else { "0.6" };
        (0..positions).map(entry).collect()
    };
    let group = |g: usize| json!({"name": name(g), "stress": format!("0.{:02}", 10 + g)});
    let asset = |at: usize| {
        let stress = 12 + at;
        let price = (17 * (at + 1)).to_string();
        json!({
            "decimals": 18, "group": name(at), "borrow_weight": format!("1.{stress:02}"),
            "collateral_factor": format!("0.{:02}", 98 - stress), "liquidation_threshold": format!("0.{:02}", 100 - stress),
            "price": {"spot": price, "low": price, "high": price},
            "liquidation": {"bonus_min": "0.01", "bonus_slope": "1", "bonus_max": "0.03", "protocol_fee": "0.1"}
        })
    };
    let amounts = |count: usize, usd: u64| -> Map<String, Json> {
        let amount = |at: usize| u128::from(usd) * 10u128.pow(18) / (17 * (at as u128 + 1));
        (0..count)
            .map(|at| (name(at), json!(amount(at).to_string())))
            .collect()
    };
    let json = json!({
        "config": {
            "correlation_credit": "0.75", "min_margin": "0.02",
            "groups": (0..positions).map(group).collect::<Vec<_>>(),
            "rho": (0..positions).map(row).collect::<Vec<_>>(),
        },
        "assets": (0..positions).map(|at| (name(at), asset(at))).collect::<Map<_, _>>(),
        "liquidation": {"bonus_floor": "0.005", "target_health": "1.05", "min_position_value": "10"},
        "collateral": amounts(positions, 1000),
        "debt": amounts(positions.div_ceil(4), owed),
    });
    let parsed: BookJson = serde_json::from_value(json).unwrap();
    parsed.book().unwrap()
}

/// The same with debts that leave a health factor just under `of` hundredths.
fn book_at(positions: usize, of: u64) -> Book {
    let factor = book(positions, 500).health_factor().unwrap().unwrap().raw();
    let owed = factor * 500 * 100 / u128::from(of) / 10u128.pow(18);
    book(positions, u64::try_from(owed).unwrap())
}

fn benches(criterion: &mut Criterion) {
    for positions in SIZES {
        let healthy = book_at(positions, 125);
        let unhealthy = book_at(positions, 97);
        assert!(healthy.is_healthy(Level::Initial).unwrap());
        assert!(!unhealthy.is_healthy(Level::Maintenance).unwrap());
        let last = AssetIndex::at(positions - 1);
        let asked = LiquidationRequest {
            debt: AssetIndex::new(0),
            collateral: last,
            max_repay: None,
        };
        assert!(positions == 1 || unhealthy.quote(&asked).is_ok());
        let mut measure = |name: &str, book: &Book, run: &dyn Fn(&Book)| {
            let id = format!("{name}/{positions}");
            criterion.bench_function(&id, |bench| bench.iter(|| run(black_box(book))));
        };
        measure("test", &healthy, &|book| {
            drop(black_box(book.is_healthy(Level::Maintenance)))
        });
        measure("health factor", &healthy, &|book| {
            drop(black_box(book.health_factor()))
        });
        measure("max_borrow", &healthy, &|book| {
            drop(black_box(book.max_borrow(AssetIndex::new(0))))
        });
        measure("quote", &unhealthy, &|book| {
            drop(black_box(book.quote(&asked)))
        });
    }
}

criterion_group!(health, benches);
criterion_main!(health);
