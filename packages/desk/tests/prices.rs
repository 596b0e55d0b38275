//! Files of prices: what is read, and what is refused and where.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test stops at the first surprise
#![allow(clippy::arithmetic_side_effects, clippy::float_arithmetic)] // and makes files

use ballast_desk::prices::{Gap, Prices, ReadOptions};
use std::fmt::Write;
use std::time::Instant;

fn read(text: &str) -> Result<Prices, String> {
    with(text, &ReadOptions::default())
}

fn with(text: &str, options: &ReadOptions) -> Result<Prices, String> {
    Prices::read(text.as_bytes(), options).map_err(|error| error.to_string())
}

#[test]
fn closes_and_ranges_stand_side_by_side() {
    let text = "date,BTC,ETH.open,ETH.high,ETH.low,ETH.close\n2021-05-18,43000,3300,3500,3200,3400\n2021-05-19,37000,3400,3440,1950,2460\n";
    let prices = read(text).unwrap();
    assert_eq!(
        (prices.len(), prices.step(), prices.time(1)),
        (2, 86_400, 1_621_382_400)
    );
    let (btc, eth) = (prices.of("BTC").unwrap(), prices.of("ETH").unwrap());
    assert_eq!(
        (btc.low(1), btc.close(1), btc.has_range()),
        (Some(37_000.0), Some(37_000.0), false)
    );
    assert_eq!(
        (eth.low(1), eth.high(1), eth.close(1)),
        (Some(1_950.0), Some(3_440.0), Some(2_460.0))
    );
}

#[test]
fn a_late_start_and_an_early_end_are_no_gaps() {
    let prices = read("time,A,B\n0,,1\n300,,1\n600,2,1\n900,2,\n1200,2,\n").unwrap();
    let (a, b) = (&prices.series()[0], &prices.series()[1]);
    assert_eq!((a.first(), a.last(), a.count()), (Some(2), Some(4), 3));
    assert_eq!((b.first(), b.last(), b.count()), (Some(0), Some(2), 3));
    assert!(a.gaps().is_empty() && b.gaps().is_empty());
}

#[test]
fn gaps_pass_as_far_as_they_are_allowed() {
    // B has nothing at 300; the line of 600 is missing
    let text = "time,A,B\n0,1,1\n300,1,\n900,1,1\n";
    let options = ReadOptions {
        max_gap: 2,
        ..ReadOptions::default()
    };
    let refused = with("time,A,B\n0,1,1\n300,1,1\n1500,1,1\n", &options).unwrap_err();
    assert!(
        refused.starts_with("line 4, column 1 (time): 3 lines are missing"),
        "{refused}"
    );
    let prices = with(text, &options).unwrap();
    assert_eq!(prices.len(), 4);
    assert_eq!(prices.series()[0].gaps(), [Gap { at: 2, steps: 1 }]);
    assert_eq!(prices.series()[1].gaps(), [Gap { at: 1, steps: 2 }]);
}

#[test]
fn a_column_begins_where_the_options_say_and_others_are_left_out() {
    let options = ReadOptions {
        only: Some(["A", "B"].map(str::to_owned).into()),
        begins: [("B".to_owned(), 600)].into(),
        ..ReadOptions::default()
    };
    let prices = with(
        "time,A,B,C\n0,1,9,x\n300,1,,\n600,1,2,0\n900,1,2,-\n",
        &options,
    )
    .unwrap();
    assert_eq!(
        (prices.of("B").unwrap().first(), prices.ignored()),
        (Some(2), &["C".to_owned()][..])
    );
    let part = prices.between(prices.place(301), 9);
    assert_eq!(
        (part.len(), part.time(0), part.of("B").unwrap().close(0)),
        (2, 600, Some(2.0))
    );
}

/// A file, and how its refusal begins.
const WRONG: [(&str, &str); 31] = [
    ("", "the file is empty; line 1 must be"),
    ("when,A,B\n", "line 1, column 1: found `when`"),
    ("time,A,B b\n", "line 1, column 3: found `B b`"),
    ("time,A,B.mid\n", "line 1, column 3: found `B.mid`"),
    ("time,A,B,A\n", "line 1, column 4: `A` stands there twice"),
    (
        "time,A,B.close,B\n",
        "line 1, column 4: `B` stands there twice",
    ),
    (
        "time,A,B.high,B.close\n",
        "line 1, column 3: B has `.high` but not all",
    ),
    (
        "time,A,B.open\n",
        "line 1, column 3: B has `.open` but not all",
    ),
    ("time,BTC\n0,1\n", "line 1: found 1 of the assets"),
    ("time\n0\n", "line 1: found 0 of the assets"),
    ("time,A,B\n0,1\n", "line 2: found 2 cells, the header has 3"),
    (
        "time,A,B\n0,1,2,3\n",
        "line 2: found 4 cells, the header has 3",
    ),
    (
        "time,A,B\n0,1,2\n300,1,0\n",
        "line 3, column 3 (B): found `0`",
    ),
    (
        "time,A,B\n0,1,0.000\n",
        "line 2, column 3 (B): found `0.000`",
    ),
    ("time,A,B\n0,1,-3\n", "line 2, column 3 (B): found `-3`"),
    ("time,A,B\n0,n/a,3\n", "line 2, column 2 (A): found `n/a`"),
    ("time,A,B\n0,NaN,3\n", "line 2, column 2 (A): found `NaN`"),
    ("time,A,B\n0,inf,3\n", "line 2, column 2 (A): found `inf`"),
    ("time,A,B\n0,1e5,3\n", "line 2, column 2 (A): found `1e5`"),
    (
        "time,A,B\n0,1000000001,3\n",
        "line 2, column 2 (A): found `1000000001`",
    ),
    (
        "time,A,B\n0,1,1\n300,1,\n600,1,1\n",
        "line 3, column 3 (B): no price for 1 steps",
    ),
    (
        "time,A,B\nnoon,1,1\n",
        "line 2, column 1 (time): found `noon`",
    ),
    (
        "time,A,B\n0,1,1\n0,1,1\n",
        "line 3, column 1 (time): 1970-01-01 stands on the line before",
    ),
    (
        "time,A,B\n600,1,1\n300,1,1\n",
        "line 3, column 1 (time): 1970-01-01 00:05 comes after 1970-01-01 00:10",
    ),
    (
        "time,A,B\n0,1,1\n60,1,1\n",
        "line 3, column 1 (time): 1 minute after the line before",
    ),
    (
        "time,A,B\n0,1,1\n172800,1,1\n",
        "line 3, column 1 (time): 2 days after the line before",
    ),
    (
        "time,A,B\n0,1,1\n300,1,1\n700,1,1\n",
        "line 4, column 1 (time): 400 seconds after the line before",
    ),
    (
        "time,A,B\n0,1,1\n300,1,1\n900,1,1\n",
        "line 4, column 1 (time): 1 lines are missing before it",
    ),
    ("time,A,B\n0,1,1\n", "found 1 lines of prices"),
    (
        "time,A,B\n0,1,1\n300,1,\n",
        "line 1, column 3 (B): the column has 1 prices",
    ),
    (
        "time,A,B.high,B.low,B.close\n0,1,5,4,3\n",
        "line 2, column 4 (B): the low lies above",
    ),
];

#[test]
fn what_is_wrong_is_named_by_line_and_column_in_one_line() {
    for (text, place) in WRONG {
        let error = read(text).unwrap_err();
        assert!(error.starts_with(place), "{text:?}: {error}");
        assert_eq!(error.lines().count(), 1, "{error}");
    }
}

#[test]
fn an_asset_that_was_asked_for_and_is_not_there_is_named() {
    let options = ReadOptions {
        only: Some(["A", "X"].map(str::to_owned).into()),
        ..ReadOptions::default()
    };
    let error = with("time,A,B\n", &options).unwrap_err();
    assert!(
        error.starts_with("line 1: there is no column `X`"),
        "{error}"
    );
}

#[test]
fn a_million_lines_take_seconds() {
    let mut text = String::from("time,A,B,C\n");
    for row in 0..1_000_000u64 {
        writeln!(
            text,
            "{},{}.25,{}.5,1.0001",
            row * 300,
            30_000 + row % 997,
            2_000 + row % 89
        )
        .unwrap();
    }
    let begun = Instant::now();
    let prices = read(&text).unwrap();
    assert_eq!(prices.len(), 1_000_000);
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
    text.push_str("299999700,1,1,1\n");
    let error = read(&text).unwrap_err();
    assert!(
        error.starts_with("line 1000002, column 1 (time): "),
        "{error}"
    );
}
