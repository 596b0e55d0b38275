//! Prints the measured figures as the tables of docs/gas.md.
//!
//! ```text
//! cargo run -p ballast-gas --example figures
//! ```
#![allow(
    clippy::arithmetic_side_effects,
    reason = "divisions by a constant, for show"
)]

use ballast_gas::story;

fn main() {
    let measured = story::all();
    println!("| operation | VM gas | reads / bytes | writes / bytes | smart queries | messages | modelled gas, unpinned / pinned |");
    println!("|---|---|---|---|---|---|---|");
    for (operation, f) in &measured.0 {
        println!(
            "| {operation} | {} M | {} / {} | {} / {} | {} | {} | {} k / {} k |",
            f.vm_gas / 1_000_000,
            f.reads,
            f.bytes_read,
            f.writes,
            f.bytes_written,
            f.smart_queries,
            f.messages,
            f.sdk_gas / 1000,
            f.sdk_gas_pinned / 1000,
        );
    }
}
