//! For what the VM gas of an operation is spent, as the table of docs/gas.md.
//!
//! ```text
//! scripts/build-wasm --names
//! cargo run -p ballast-gas --example phases
//! ```
//!
//! Each operation runs twice on the build with names: as it is, for the totals, and instrumented, for the parts of
//! lending. What its metering says beyond those parts is the price of calls of the host.
#![allow(
    clippy::expect_used,
    clippy::arithmetic_side_effects,
    reason = "a developer's tool: where it cannot go on it stops"
)]

use ballast_gas::artifact::lending_with_names;
use ballast_gas::market::Market;
use ballast_gas::operation::perform;
use ballast_gas::phase::{Phase, NAMED};
use std::collections::BTreeMap;

const SHOWN: [(&str, usize); 5] = [
    ("deposit", 1),
    ("borrow", 1),
    ("borrow", 10),
    ("liquidate", 1),
    ("liquidate", 10),
];

struct Column {
    phases: BTreeMap<Phase, u64>,
    host: u64,
    oracle: u64,
    total: u64,
}

fn main() {
    let wasm = lending_with_names();
    let columns = SHOWN.map(|(operation, positions)| measure(&wasm, operation, positions));
    let heads = SHOWN.map(|(operation, positions)| format!("{operation}, N = {positions}"));
    println!("| VM gas | {} |", heads.join(" | "));
    println!("|---|{}", "---|".repeat(SHOWN.len()));
    for phase in Phase::ALL {
        row(phase.name(), &columns, |c| {
            c.phases.get(&phase).copied().unwrap_or_default()
        });
    }
    row("calls of the host", &columns, |c| c.host);
    row("the oracle contract", &columns, |c| c.oracle);
    row("**all**", &columns, |c| c.total);
}

fn measure(wasm: &[u8], operation: &str, positions: usize) -> Column {
    let collateral = 10.max(positions);
    let plain = perform(&Market::of(collateral, wasm), operation, positions);
    // uploaded in this order
    let by_code = |code: usize| plain.codes.get(&code).copied().unwrap_or_default();
    let (oracle, lending) = (by_code(0), by_code(1));
    let (market, profile) = Market::profiled(collateral, wasm);
    for (start, _) in NAMED {
        assert!(
            profile.knows(start),
            "no function {start}: has it another name?"
        );
    }
    perform(&market, operation, positions);
    let host = lending.checked_sub(profile.total());
    Column {
        phases: profile.phases(),
        host: host.expect("the parts are less than the whole"),
        oracle,
        total: plain.vm_gas,
    }
}

fn row(name: &str, columns: &[Column], gas: impl Fn(&Column) -> u64) {
    let cells: Vec<_> = columns.iter().map(|c| millions(gas(c))).collect();
    println!("| {name} | {} |", cells.join(" | "));
}

fn millions(gas: u64) -> String {
    format!("{}.{}", gas / 1_000_000, gas / 100_000 % 10)
}
