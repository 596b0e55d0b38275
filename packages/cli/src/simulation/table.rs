//! What `ballast simulate` prints, and the rows that its page shows too.

use super::record::{Comparison, Outcome};
use crate::demo::table::grouped;
use std::fmt::Write;

/// A figure by its name, for each outcome.
pub struct Row {
    pub name: &'static str,
    pub cell: fn(&Outcome) -> String,
}

pub const ROWS: [Row; 11] = [
    Row {
        name: "debt repaid by liquidation, USD",
        cell: |o| grouped(o.liquidated),
    },
    Row {
        name: "bonus paid, USD",
        cell: |o| grouped(o.bonus),
    },
    Row {
        name: "of it from borrowers' own, USD",
        cell: |o| grouped(o.borrowers_lost),
    },
    Row {
        name: "the same in % of all debt",
        cell: |o| format!("{:.3} %", 100.0 * o.cost_of_debt),
    },
    Row {
        name: "the same in % of debt repaid",
        cell: |o| format!("{:.2} %", 100.0 * o.borrowers_lost / o.liquidated.max(1.0)),
    },
    Row {
        name: "bad debt, USD",
        cell: |o| grouped(o.bad_debt),
    },
    Row {
        name: "accounts liquidated",
        cell: |o| o.accounts_liquidated.to_string(),
    },
    Row {
        name: "accounts touched more than once",
        cell: |o| o.accounts_touched_again.to_string(),
    },
    Row {
        name: "accounts written off",
        cell: |o| o.accounts_written_off.to_string(),
    },
    Row {
        name: "messages (of them pro rata)",
        cell: |o| format!("{} ({})", o.messages, o.pro_rata),
    },
    Row {
        name: "left unhealthy for lack of a message",
        cell: |o| o.left_unhealthy.to_string(),
    },
];

pub fn text(compared: &Comparison) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{} accounts that owe {} USD against {} USD, {} steps of an hour, seed {}; the deepest fall of a step is {:.1} %.\n",
        compared.accounts,
        grouped(compared.debt),
        grouped(compared.collateral),
        compared.steps,
        compared.seed,
        100.0 * compared.deepest_fall
    );
    let _ = write!(out, "{:<38}", "");
    for outcome in &compared.outcomes {
        let _ = write!(out, "{:>15}", outcome.liquidator.title());
    }
    let _ = writeln!(out);
    for row in &ROWS {
        let _ = write!(out, "{:<38}", row.name);
        for outcome in &compared.outcomes {
            let _ = write!(out, "{:>15}", (row.cell)(outcome));
        }
        let _ = writeln!(out);
    }
    for outcome in &compared.outcomes {
        for refusal in &outcome.refusals {
            let _ = writeln!(out, "{}: {refusal}", outcome.liquidator.title());
        }
    }
    out
}
