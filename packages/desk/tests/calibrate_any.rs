//! Whatever prices come: a market that the contracts take, or one line that says why not.
#![allow(
    clippy::unwrap_used,
    clippy::float_arithmetic,
    clippy::arithmetic_side_effects
)] // a test stops at the first surprise, and makes prices

use ballast_desk::calibrate::calibrate;
use ballast_desk::market::Market;
use ballast_desk::prices::Prices;
use ballast_desk::settings::Settings;
use proptest::prelude::*;
use std::fmt::Write;

/// One asset: where it begins and ends, and its daily moves; some of them are crashes.
#[derive(Clone, Debug)]
struct Walk {
    from: usize,
    to: usize,
    common: f64,
    moves: Vec<f64>,
}

fn walk(days: usize) -> impl Strategy<Value = Walk> {
    let moved = prop_oneof![
        20 => -0.05..0.05f64,
        2 => Just(0.0),
        1 => -0.99..4.0f64,
    ];
    let moves = prop::collection::vec(moved, days);
    let ends = (0..days / 2, days / 2..=days);
    (ends, -1.0..2.0f64, moves).prop_map(|((from, to), common, moves)| Walk {
        from,
        to,
        common,
        moves,
    })
}

fn file(walks: &[Walk], common: &[f64]) -> String {
    let mut text = String::from("time");
    for at in 0..walks.len() {
        write!(text, ",A{at}").unwrap();
    }
    let mut prices = vec![1.0f64; walks.len()];
    for (day, together) in common.iter().enumerate() {
        write!(text, "\n{}", day * 86_400).unwrap();
        for (walk, price) in walks.iter().zip(&mut prices) {
            let own = walk.moves.get(day).copied().unwrap_or(0.0);
            let moved = (together * walk.common + own).max(-0.99);
            *price = (*price * (1.0 + moved)).clamp(1e-6, 1e8);
            let there = (walk.from..walk.to).contains(&day);
            match there {
                true => write!(text, ",{price:.12}").unwrap(),
                false => text.push(','),
            }
        }
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn a_market_that_the_contracts_take_or_one_line(
        walks in prop::collection::vec(walk(160), 2..7),
        common in prop::collection::vec(-0.1..0.08f64, 160),
    ) {
        let settings = Settings::read("matrix_distance = 0.2\nmin_history_days = 90\nrolling_days = 30\n").unwrap();
        let prices = Prices::read(file(&walks, &common).as_bytes(), &settings.reading().unwrap());
        match prices.map(|prices| calibrate(&prices, &settings)) {
            Ok(Ok(found)) => {
                let written = found.market.write().unwrap();
                prop_assert_eq!(Market::read(&written).unwrap(), found.market);
                prop_assert!(found.explained.matrix_moved <= 0.2);
                prop_assert!((0.0..=0.9).contains(&found.explained.credit.credit));
            }
            Ok(Err(error)) => prop_assert_eq!(error.to_string().lines().count(), 1),
            Err(error) => prop_assert_eq!(error.to_string().lines().count(), 1),
        }
    }
}
