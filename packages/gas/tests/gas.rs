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
    smart_queries: u64,
    messages: u64,
    /// Modelled gas in thousands.
    unpinned: u64,
    pinned: u64,
}

/// Nothing may cost more, the model of a node included.
#[rustfmt::skip] // a table
const TARGETS: [Target; 7] = [
    Target { operation: "deposit again, N=1", smart_queries: 0, messages: 0, unpinned: 180, pinned: 120 },
    Target { operation: "borrow again, N=1", smart_queries: 1, messages: 1, unpinned: 265, pinned: 145 },
    Target { operation: "repay partly, N=1", smart_queries: 0, messages: 0, unpinned: 182, pinned: 122 },
    Target { operation: "withdraw with debt, N=1", smart_queries: 1, messages: 1, unpinned: 265, pinned: 145 },
    Target { operation: "liquidate and receive the asset, N=1", smart_queries: 1, messages: 2, unpinned: 335, pinned: 215 },
    Target { operation: "borrow again, N=10", smart_queries: 1, messages: 1, unpinned: 310, pinned: 190 },
    Target { operation: "liquidate and receive the asset, N=10", smart_queries: 1, messages: 2, unpinned: 375, pinned: 255 },
];

#[test]
fn targets_are_met() {
    for target in TARGETS {
        let found = figures(target.operation);
        let pairs = [
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
fn each_further_collateral_costs_at_most_6200() {
    for operation in [
        "borrow again",
        "withdraw with debt",
        "liquidate and receive the asset",
    ] {
        let ten = figures(&format!("{operation}, N=10")).sdk_gas;
        let one = figures(&format!("{operation}, N=1")).sdk_gas;
        let each = (ten - one) / 9;
        assert!(each <= 6_200, "{operation}: {each}");
    }
}

#[test]
fn a_batch_of_one_costs_what_its_message_costs() {
    for (batch, message) in [
        ("batch of a deposit, N=1", "deposit again, N=1"),
        ("batch of a borrow, N=1", "borrow again, N=1"),
    ] {
        let (batch, message) = (figures(batch).sdk_gas, figures(message).sdk_gas);
        assert!(batch * 100 <= message * 102, "{batch} for {message}");
    }
}

/// Deposit, borrow, deposit, borrow.
#[test]
fn a_batch_of_four_costs_less_than_half_of_its_messages() {
    let batch = figures("batch of four, N=1").sdk_gas;
    let messages =
        2 * (figures("deposit again, N=1").sdk_gas + figures("borrow again, N=1").sdk_gas);
    assert!(batch * 2 < messages, "{batch} for {messages}");
}

/// Many chains ask 60,000 for each load, however often a transaction loads the same code.
#[test]
fn no_message_loads_a_code_twice() {
    let messages = MEASURED
        .0
        .iter()
        .filter(|(name, _)| !name.starts_with("query "))
        // the present oracle and the new one are both asked, and are of one code
        .filter(|(name, _)| !name.starts_with("update_config, oracle"))
        // the oracle asks the same contract four times, each time by a message to itself
        .filter(|(name, _)| !name.starts_with("refresh"));
    for (name, found) in messages {
        assert_eq!(found.sdk_gas_uncached, found.sdk_gas, "{name}");
    }
}

/// A node answers no query that takes more.
#[test]
fn every_query_stays_well_below_3_million() {
    let queries = MEASURED
        .0
        .iter()
        .filter(|(name, _)| name.starts_with("query "));
    for (name, found) in queries {
        assert!(
            found.sdk_gas_uncached <= 1_500_000,
            "{name}: {}",
            found.sdk_gas_uncached
        );
    }
}

/// Sixteen positions in sixteen groups: a third of what nodes allow.
#[test]
fn the_largest_account_stays_well_inside_the_limits() {
    for operation in ["borrow again", "liquidate and receive the asset"] {
        let found = figures(&format!("{operation}, N=15")).sdk_gas;
        assert!(found <= 3_000_000, "{operation}: {found}");
    }
}
