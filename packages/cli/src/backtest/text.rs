//! The tables on the terminal.

use super::found::{cells, percent, signed, Found};
use ballast_desk::backtest::{Tally, Walk};
use ballast_desk::time;
use std::fmt::Write;

const HEAD: [&str; 6] = [
    "accounts",
    "debt/100",
    "insolv/1000",
    "liquid/100",
    "cost/100",
    "bad/10000",
];

pub fn all(found: &Found<'_>) -> String {
    let mut out = opening(found);
    out.push_str(&walk(found, &found.study.compared));
    if let Some(forward) = &found.study.walk_forward {
        let _ = writeln!(
            out,
            "\nWalk-forward: each quarter under parameters of the prices before it"
        );
        out.push_str(&walk(found, forward));
    }
    let _ = writeln!(out, "\nBy basket, as governed");
    head(&mut out);
    for (at, basket) in found.study.baskets.iter().enumerate() {
        line(
            &mut out,
            &basket.name,
            &found.study.compared.governed.basket(at),
        );
    }
    let _ = writeln!(
        out,
        "\nBy crash: accounts that lived through it, governed and classic"
    );
    head(&mut out);
    for crash in &found.study.crashes {
        let name = format!("{}, {:+.1} %", time::format(crash.at), 100.0 * crash.mean);
        line(&mut out, &name, &found.study.compared.governed.crash(crash));
        line(
            &mut out,
            "  classic",
            &found.study.compared.classic.crash(crash),
        );
    }
    let _ = writeln!(out, "\nBy correlation credit");
    head(&mut out);
    for point in &found.study.credits {
        line(&mut out, &format!("κ = {}", point.at), &point.total);
    }
    out
}

fn opening(found: &Found<'_>) -> String {
    let input = found.input;
    let (first, last) = input.span();
    let mut out = String::new();
    let _ = writeln!(
        out,
        "Ballast back-test: {} steps of prices of {} assets, {first} to {last}",
        input.closes.steps.len(),
        input.closes.assets.len()
    );
    let _ = writeln!(
        out,
        "Every basket is opened at its limit at every close and followed for {} steps. Liquidators repay at most {} of a debt in a step \
         and sell at {} below the close.",
        input.practice.days,
        percent(input.practice.speed),
        percent(input.practice.slippage)
    );
    for note in &input.notes {
        let _ = writeln!(out, "Note: {note}");
    }
    out
}

fn walk(found: &Found<'_>, walk: &Walk) -> String {
    let mut out = String::new();
    let baskets = &found.study.baskets;
    for market in found.markets(walk) {
        let _ = writeln!(out, "\n{}", market.title);
        head(&mut out);
        line(&mut out, "all baskets", &market.run.total());
        for kind in found.kinds() {
            line(&mut out, kind.title(), &market.run.kind(baskets, kind));
        }
    }
    let _ = writeln!(
        out,
        "\nMore debt per 100 USD of collateral than the classic market that is as safe"
    );
    for kind in found.kinds() {
        let _ = writeln!(
            out,
            "  {:<34}{:>9}",
            kind.title(),
            signed(found.lead(walk, kind))
        );
    }
    out
}

fn head(out: &mut String) {
    let _ = write!(out, "  {:<34}", "");
    for name in HEAD {
        let _ = write!(out, "{name:>12}");
    }
    let _ = writeln!(out);
}

fn line(out: &mut String, name: &str, tally: &Tally) {
    let _ = write!(out, "  {name:<34}");
    for cell in cells(tally) {
        let _ = write!(out, "{cell:>12}");
    }
    let _ = writeln!(out);
}
