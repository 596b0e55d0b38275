//! Which functions of lending spend the VM gas of an operation.
//!
//! ```text
//! scripts/build-wasm --names
//! cargo run -p ballast-gas --example profile -- liquidate 1
//! ```
//!
//! The operation is one of deposit, borrow, repay, withdraw, liquidate, health, liquidation_quote; the number that of
//! collateral assets. Two lists: gas of a function alone, and with all that it called. Calls of the host count apart.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "a developer's tool: where it cannot go on it stops"
)]

use ballast_gas::artifact;
use ballast_gas::market::Market;
use ballast_gas::operation::perform;
use ballast_gas::profile::Spent;
use std::cmp::Reverse;

const SHOWN: usize = 40;

fn main() {
    let mut args = std::env::args().skip(1);
    let operation = args.next().expect("an operation");
    let positions = args.next().map_or(1, |n| n.parse().expect("a number"));
    let wasm = artifact::lending_with_names();
    let (market, profile) = Market::profiled(10.max(positions), &wasm);
    perform(&market, &operation, positions);

    let mut spent: Vec<_> = profile.spent().into_iter().collect();
    println!(
        "{operation}, N={positions}: {} in wasm",
        millions(profile.total())
    );
    println!("\n   alone    total  calls");
    spent.sort_by_key(|(_, s)| Reverse(s.alone));
    spent.iter().take(SHOWN).for_each(show);
    println!("\n   alone    total  calls, by total");
    spent.sort_by_key(|(_, s)| Reverse(s.with_callees));
    spent.iter().take(SHOWN).for_each(show);
    println!("\n   calls of the host");
    let host = spent.iter().filter(|(_, s)| s.alone == 0);
    host.for_each(show);
}

fn show((name, spent): &(String, Spent)) {
    let short: String = name.chars().take(120).collect();
    let (alone, total) = (millions(spent.alone), millions(spent.with_callees));
    println!("{alone:>8} {total:>8} {:>6}  {short}", spent.calls);
}

fn millions(gas: u64) -> String {
    format!("{}.{:02}", gas / 1_000_000, gas / 10_000 % 100)
}
