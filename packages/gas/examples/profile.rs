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
use ballast_gas::market::{
    account, borrow, liquidate, native, withdraw, Market, COLLATERAL, DEBT, TOKEN,
};
use ballast_gas::message::coin;
use ballast_gas::profile::Spent;
use serde_json::json;
use std::cmp::Reverse;

const SHOWN: usize = 40;

fn main() {
    let mut args = std::env::args().skip(1);
    let operation = args.next().expect("an operation");
    let positions = args.next().map_or(1, |n| n.parse().expect("a number"));
    let path = artifact::project().join("target/wasm/named/ballast_lending.wasm");
    let wasm = std::fs::read(path).expect("scripts/build-wasm --names");
    let (market, profile) = Market::profiled(10.max(positions), &wasm);
    market.alice_borrows(positions, 5_000 * positions as u128);
    run(&market, &operation);

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

fn run(market: &Market, operation: &str) {
    let crash = matches!(operation, "liquidate" | "liquidation_quote");
    market.next_day(if crash { "6.6" } else { "10" });
    let first = COLLATERAL[0];
    let alice = account("alice");
    match operation {
        "deposit" => {
            let deposit = json!({"deposit": {"mode": "lend"}});
            market.pays("alice", &deposit, coin(10 * TOKEN, first));
        }
        "borrow" => drop(market.does("alice", &borrow(DEBT, 100 * TOKEN))),
        "repay" => drop(market.pays("alice", &json!({"repay": {}}), coin(200 * TOKEN, DEBT))),
        "withdraw" => drop(market.does("alice", &withdraw(first, 10 * TOKEN))),
        "liquidate" => {
            let msg = liquidate("alice", first, "asset");
            market.pays("liam", &msg, coin(500 * TOKEN, DEBT));
        }
        "health" => drop(market.ask(&json!({"health": {"account": alice}}))),
        "liquidation_quote" => {
            let (debt, collateral) = (native(DEBT), native(first));
            let query = json!({"account": alice, "debt": debt, "collateral": collateral});
            market.ask(&json!({ "liquidation_quote": query }));
        }
        other => panic!("no operation {other}"),
    }
}

fn show((name, spent): &(String, Spent)) {
    let short: String = name.chars().take(120).collect();
    let (alone, total) = (millions(spent.alone), millions(spent.with_callees));
    println!("{alone:>8} {total:>8} {:>6}  {short}", spent.calls);
}

fn millions(gas: u64) -> String {
    format!("{}.{:02}", gas / 1_000_000, gas / 10_000 % 100)
}
