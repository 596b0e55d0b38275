#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test may stop at the first surprise
use super::*;

fn refused(text: &str) -> String {
    let fallback = vec![Price::new(1_000_000_000_000_000_000); 6];
    read("a.csv", text, &fallback).unwrap_err().to_string()
}

#[test]
fn a_good_file_is_read_to_the_last_digit() {
    let text = "time,BTC,USDC\n1621411200,40000.123456789,1\n2021-05-19T08:10:00Z,39000,0.999\n";
    let fallback = vec![Price::new(7_000_000_000_000_000_000); 6];
    let path = read("a.csv", text, &fallback).unwrap();
    assert_eq!(path.begins, 1_621_411_200);
    let shown = |moment: &Moment| {
        moment
            .prices
            .iter()
            .map(Price::to_string)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        shown(&path.moments[0]),
        ["40000.123456789", "7", "7", "7", "7", "1"]
    );
    assert_eq!(path.moments[1].seconds, 600);
    assert_eq!(
        shown(&path.moments[1]),
        ["39000", "7", "7", "7", "7", "0.999"]
    );
}

#[test]
fn a_staked_coin_without_a_column_follows_its_own() {
    let fallback = vec![Price::new(1); 6];
    let path = read("a.csv", "time,ETH\n1,2500\n2,2000\n", &fallback).unwrap();
    assert_eq!(path.moments[1].prices[2].to_string(), "2000");
}

/// A file, and how its refusal begins.
const WRONG: [(&str, &str); 16] = [
    ("time,BTC,DOGE\n", "row 1, column 3: unknown asset `DOGE`"),
    (
        "time,BTC,btc\n",
        "row 1, column 3: `btc` stands there twice",
    ),
    (
        "date,BTC\n",
        "row 1, column 1: found `date`, expected `time`",
    ),
    (
        "time,BTC,ETH\n1,2,3\n2,,3\n",
        "row 3, column BTC: the cell is empty",
    ),
    (
        "time,BTC,ETH\n1,2,3\n2,2,-3\n",
        "row 3, column ETH: found `-3`",
    ),
    ("time,BTC\n1,2\n2,0\n", "row 3, column BTC: found `0`"),
    ("time,BTC\n1,2\n2,n/a\n", "row 3, column BTC: found `n/a`"),
    ("time,BTC\n1,2\n2,1e5\n", "row 3, column BTC: found `1e5`"),
    (
        "time,BTC\n1,2\n2,1000000001\n",
        "row 3, column BTC: found `1000000001`",
    ),
    (
        "time,BTC\n1,2\nnoon,2\n",
        "row 3, column time: found `noon`",
    ),
    (
        "time,BTC\n5,2\n6,2\n4,2\n",
        "row 4, column time: 4 is not after",
    ),
    ("time,BTC\n5,2\n5,2\n", "row 3, column time: 5 is not after"),
    (
        "time,BTC,ETH\n1,2\n",
        "row 2: found 2 cells, the header has 3",
    ),
    ("time,BTC\n1,2\n", "found 1 rows of prices, at least 2"),
    ("time\n1\n", "row 1: no asset has a column"),
    ("", "the file is empty"),
];

#[test]
fn what_is_wrong_is_named_by_row_and_column() {
    for (text, place) in WRONG {
        let error = refused(text);
        assert!(error.starts_with(place), "{text:?}: {error}");
    }
}

#[test]
fn dates_are_seconds_since_1970() {
    assert_eq!(seconds("1970-01-01T00:00:00Z"), Some(0));
    assert_eq!(seconds("2000-02-29 12:30"), Some(951_827_400));
    assert_eq!(seconds("2021-05-19T08:00:00"), Some(1_621_411_200));
    for text in [
        "2021-13-01T00:00:00",
        "2021-05-19",
        "2021-05-19T24:00",
        "-5",
    ] {
        assert_eq!(seconds(text), None, "{text}");
    }
}
