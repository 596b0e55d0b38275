//! The committed figures hold, the targets are met, and the largest account stays well inside a chain's limits.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test stops where something is not as it must be"
)]

use ballast_gas::artifact;
use ballast_gas::snapshot::{Figures, Snapshot};
use ballast_gas::story;
use std::sync::LazyLock;

static MEASURED: LazyLock<Snapshot> = LazyLock::new(story::all);

fn figures(operation: &str) -> &'static Figures {
    &MEASURED.0[operation]
}

/// `UPDATE_GAS=1` writes what was measured instead.
#[test]
fn no_figure_is_worse_than_the_snapshot() {
    let path = artifact::package().join("gas.json");
    if std::env::var_os("UPDATE_GAS").is_some_and(|v| v == "1") {
        MEASURED.store(&path);
        return;
    }
    let worse = MEASURED.worse_than(&Snapshot::load(&path));
    assert!(
        worse.is_empty(),
        "worse by more than 2 %:\n{}",
        worse.join("\n")
    );
}

struct Target {
    operation: &'static str,
    /// In millions.
    vm_gas: u64,
    smart_queries: u64,
    messages: u64,
    /// Modelled gas in thousands.
    unpinned: u64,
    pinned: u64,
}

/// Nothing may cost more, the model of a node included.
#[rustfmt::skip] // a table
const TARGETS: [Target; 7] = [
    Target { operation: "deposit again, N=1",                    vm_gas: 130, smart_queries: 0, messages: 0, unpinned: 180, pinned: 120 },
    Target { operation: "borrow again, N=1",                     vm_gas: 230, smart_queries: 1, messages: 1, unpinned: 265, pinned: 145 },
    Target { operation: "repay partly, N=1",                     vm_gas: 130, smart_queries: 0, messages: 0, unpinned: 182, pinned: 122 },
    Target { operation: "withdraw with debt, N=1",               vm_gas: 230, smart_queries: 1, messages: 1, unpinned: 265, pinned: 145 },
    Target { operation: "liquidate and receive the asset, N=1",  vm_gas: 380, smart_queries: 1, messages: 2, unpinned: 335, pinned: 215 },
    Target { operation: "borrow again, N=10",                    vm_gas: 500, smart_queries: 1, messages: 1, unpinned: 310, pinned: 190 },
    Target { operation: "liquidate and receive the asset, N=10", vm_gas: 700, smart_queries: 1, messages: 2, unpinned: 375, pinned: 255 },
];

#[test]
fn targets_are_met() {
    for target in TARGETS {
        let found = figures(target.operation);
        let pairs = [
            (found.vm_gas, target.vm_gas * 1_000_000),
            (found.smart_queries, target.smart_queries),
            (found.messages, target.messages),
            (found.sdk_gas, target.unpinned * 1_000),
            (found.sdk_gas_pinned, target.pinned * 1_000),
        ];
        for (found, most) in pairs {
            assert!(found <= most, "{}: {found} > {most}", target.operation);
        }
    }
}

#[test]
fn each_further_collateral_costs_at_most_25_million() {
    for operation in ["borrow again", "withdraw with debt"] {
        let ten = figures(&format!("{operation}, N=10")).vm_gas;
        let one = figures(&format!("{operation}, N=1")).vm_gas;
        let each = (ten - one) / 9;
        assert!(each <= 25_000_000, "{operation}: {each}");
    }
}

/// Sixteen positions in sixteen groups: a third of what nodes allow.
#[test]
fn the_largest_account_stays_well_inside_the_limits() {
    for query in ["health", "liquidation_quote"] {
        let found = figures(&format!("query {query}, N=15")).sdk_gas;
        assert!(found <= 1_000_000, "{query}: {found}");
    }
    for operation in ["borrow again", "liquidate and receive the asset"] {
        let found = figures(&format!("{operation}, N=15")).sdk_gas;
        assert!(found <= 3_000_000, "{operation}: {found}");
    }
}
