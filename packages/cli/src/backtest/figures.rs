//! The figures of the page as CSV files: what a chart shows, a spreadsheet can check.

use super::found::Found;
use ballast_desk::backtest::{Matrices, Tally, Walk};
use ballast_desk::time;
use std::fmt::Write;

const COLUMNS: &str =
    "accounts,liquidated,insolvent,collateral_usd,debt_usd,repaid_usd,cost_usd,bad_debt_usd,debt_per_100";

/// Name and text of each file.
pub fn all(found: &Found<'_>) -> Vec<(&'static str, String)> {
    let mut files = vec![
        ("baskets", baskets(found, &found.study.compared)),
        ("crashes", crashes(found)),
        ("frontier", frontier(found)),
        ("correlations", correlations(found)),
    ];
    if let Some(forward) = &found.study.walk_forward {
        files.push(("walk-forward", baskets(found, forward)));
    }
    files
}

fn figures(tally: &Tally) -> String {
    format!(
        "{},{},{},{:.2},{:.2},{:.2},{:.2},{:.2},{:.4}",
        tally.starts,
        tally.liquidated,
        tally.insolvent,
        tally.collateral,
        tally.debt,
        tally.repaid,
        tally.cost,
        tally.bad_debt,
        tally.carried()
    )
}

fn baskets(found: &Found<'_>, walk: &Walk) -> String {
    let mut out = format!("market,kind,basket,{COLUMNS}\n");
    for market in found.markets(walk) {
        for (at, basket) in found.study.baskets.iter().enumerate() {
            let (kind, name) = (basket.kind.title(), &basket.name);
            let figures = figures(&market.run.basket(at));
            let _ = writeln!(out, "\"{}\",{kind},{name},{figures}", market.title);
        }
    }
    out
}

fn crashes(found: &Found<'_>) -> String {
    let mut out = format!("day,mean_move,market,{COLUMNS}\n");
    for crash in &found.study.crashes {
        for market in found.markets(&found.study.compared) {
            let (day, mean) = (time::format(crash.at), crash.mean);
            let figures = figures(&market.run.crash(crash));
            let _ = writeln!(out, "{day},{mean:.4},\"{}\",{figures}", market.title);
        }
    }
    out
}

fn frontier(found: &Found<'_>) -> String {
    let mut out = format!("market,kappa_or_scale,{COLUMNS}\n");
    let both = [
        ("governed", &found.study.credits),
        ("classic", &found.study.compared.tried),
    ];
    for (name, points) in both {
        for point in points {
            let _ = writeln!(out, "{name},{},{}", point.at, figures(&point.total));
        }
    }
    out
}

fn correlations(found: &Found<'_>) -> String {
    let matrices = Matrices::new(&found.input.closes, &found.input.market);
    let mut out = "one,other,governed,realised,realised_on_the_worst_tenth\n".to_owned();
    let said = |entry: Option<f64>| entry.map_or(String::new(), |entry| format!("{entry:.4}"));
    for (row, one) in matrices.groups.iter().enumerate() {
        for (column, other) in matrices.groups.iter().enumerate().skip(row + 1) {
            let of = |all: &[Vec<Option<f64>>]| {
                said(all.get(row).and_then(|r| r.get(column).copied().flatten()))
            };
            let governed = matrices
                .governed
                .get(row)
                .and_then(|r| r.get(column).copied());
            let (realised, tail) = (of(&matrices.realised), of(&matrices.tail));
            let _ = writeln!(out, "{one},{other},{},{realised},{tail}", said(governed));
        }
    }
    out
}
