//! `books N [SEED]`: N random Books, one JSON line each, for any program that reads the `evaluate` format.

#![allow(clippy::expect_used, clippy::arithmetic_side_effects)] // development only

use ballast_tests::generate;

fn main() {
    let mut arguments = std::env::args()
        .skip(1)
        .map(|text| text.parse::<u64>().expect("a number"));
    let (books, seed) = (arguments.next().unwrap_or(1), arguments.next().unwrap_or(0));
    for index in 0..books {
        println!(
            "{}",
            serde_json::to_string(&generate::book(seed + index)).expect("a Book is JSON")
        );
    }
}
