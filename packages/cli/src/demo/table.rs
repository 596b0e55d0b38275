//! What the demo prints.

use super::path::{clock, Path, TICKERS};
use super::record::{Closing, Report, Run, Step};
use super::shape::{Plan, SHAPES};
use std::fmt::Write;

/// `12 345`, without decimals.
pub fn grouped(number: f64) -> String {
    let digits = format!("{:.0}", number.abs());
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            text.push(' ');
        }
        text.push(digit);
    }
    if number <= -0.5 {
        text.insert(0, '-');
    }
    text
}

/// Four or more significant digits.
pub fn price(dollars: f64) -> String {
    match dollars {
        d if d >= 1_000.0 => grouped(d),
        d if d >= 100.0 => format!("{d:.1}"),
        d if d >= 10.0 => format!("{d:.2}"),
        d => format!("{d:.4}"),
    }
}

/// Whole tokens of a market.
pub fn tokens(number: f64) -> String {
    if number == 0.0 {
        "0".to_owned()
    } else {
        price(number)
    }
}

pub fn percent(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}

pub fn opening(path: &Path, plans: &[Plan], seed: u64) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "Ballast demo: {}", path.title);
    let _ = writeln!(out, "Prices: {}.", path.source);
    let _ = writeln!(out,
        "Chain: embedded; the real lending and oracle contracts; five feeders; native coins and cw20 tokens."
    );
    let shapes: Vec<String> = SHAPES
        .iter()
        .map(|shape| {
            let of = plans.iter().filter(|plan| plan.shape == *shape).count();
            format!("{of} {}", shape.title())
        })
        .collect();
    let _ = writeln!(
        out,
        "Accounts: {} ({}); seed {seed}.\n",
        plans.len(),
        shapes.join(", ")
    );
    let _ = write!(out, "{:>7}", "time");
    for ticker in TICKERS {
        let _ = write!(out, "{ticker:>9}");
    }
    let _ = writeln!(
        out,
        " {:>6}{:>13}{:>10}{:>10}{:>8}",
        "<1.0", "liquidated", "bonus", "bad debt", "util"
    );
    let _ = write!(out, "{:>7}", "");
    for _ in TICKERS {
        let _ = write!(out, "{:>9}", "USD");
    }
    let _ = writeln!(
        out,
        " {:>6}{:>13}{:>10}{:>10}{:>8}",
        "accts", "USD", "USD", "USD", ""
    );
    out
}

pub fn step(step: &Step) -> String {
    let mut out = String::new();
    let _ = write!(out, "{:>7}", clock(step.seconds));
    for dollars in &step.prices {
        let _ = write!(out, "{:>9}", price(*dollars));
    }
    let nothing = |number: f64| {
        if number < 0.5 {
            "-".to_owned()
        } else {
            grouped(number)
        }
    };
    let _ = writeln!(
        out,
        " {:>6}{:>13}{:>10}{:>10}{:>8}",
        step.below_one,
        nothing(step.liquidated),
        nothing(step.bonus),
        nothing(step.bad_debt),
        percent(step.utilisation)
    );
    for refusal in &step.refusals {
        let _ = writeln!(out, "{:>7} {refusal}", "");
    }
    out
}

pub fn closing(report: &Report) -> String {
    let mut out = markets(&report.run.closing);
    let _ = writeln!(out, "\nThe same accounts and the same crash, compared");
    let runs: Vec<&Run> = report.compared.iter().chain([&report.run]).collect();
    let mut row = |name: &str, cell: &dyn Fn(&Run) -> String| {
        let _ = write!(out, "  {name:<42}");
        for run in &runs {
            let _ = write!(out, "{:>22}", cell(run));
        }
        let _ = writeln!(out);
    };
    row("correlation credit", &|run| run.correlation_credit.clone());
    row("debts", &|run| {
        let same = run.title.contains("debts of");
        (if same {
            "as at credit 0"
        } else {
            "by own power"
        })
        .to_owned()
    });
    row("collateral, USD", &|run| grouped(run.collateral));
    row("borrowing power, USD", &|run| grouped(run.borrowing_power));
    for (at, shape) in SHAPES.iter().enumerate() {
        let name = format!("  {} ({})", shape.title(), shape.pair());
        row(&name, &|run| {
            let power = run.shapes.get(at).map_or(0.0, |s| s.power);
            format!("{:.1} per 100", 100.0 * power)
        });
    }
    row("borrowed (loops go round), USD", &|run| {
        grouped(run.borrowed)
    });
    row("accounts liquidated", &|run| {
        format!("{} of {}", run.totals.accounts_liquidated, run.accounts)
    });
    row("liquidated, USD", &|run| grouped(run.totals.liquidated));
    row("bonus paid, USD", &|run| grouped(run.totals.bonus));
    row("bad debt, USD", &|run| grouped(run.totals.bad_debt));
    row("every market solvent", &|run| {
        (if run.closing.solvent { "yes" } else { "NO" }).to_owned()
    });
    let _ = writeln!(out);
    out.push_str(&verdict(report));
    out
}

fn markets(closing: &Closing) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "\nAt the end, in whole tokens");
    let _ = writeln!(
        out,
        "  {:<8}{:>16}{:>16}{:>16}{:>16}{:>8}  covered",
        "market", "claims", "cash", "protected", "owed", "util"
    );
    for market in &closing.markets {
        let _ = writeln!(
            out,
            "  {:<8}{:>16}{:>16}{:>16}{:>16}{:>8}  {}",
            market.asset,
            tokens(market.claims),
            tokens(market.cash),
            tokens(market.protected),
            tokens(market.owed),
            percent(market.utilisation),
            if market.covered { "yes" } else { "NO" }
        );
    }
    out
}

fn verdict(report: &Report) -> String {
    let mut out = String::new();
    let runs = report.compared.iter().chain([&report.run]);
    if report.solvent {
        let _ = writeln!(out,
            "Solvent: in every market cash and debts cover all claims, the contract holds what it tracks (P-01), \
             accounts add up to the totals (P-02), and no debt is without collateral."
        );
        let lost = report.run.totals.bad_debt;
        if lost >= 0.5 {
            let _ = writeln!(out,
                "Bad debt of {} USD was written off: reserves first, then the suppliers of those markets.",
                grouped(lost)
            );
        }
        return out;
    }
    for run in runs.filter(|run| !run.closing.solvent) {
        let closing = &run.closing;
        let broken = closing.broken.clone().unwrap_or_default();
        let _ = writeln!(
            out,
            "NOT SOLVENT ({}): {broken} debt without collateral: {} USD",
            run.title,
            grouped(closing.uncollectable)
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_for_people() {
        assert_eq!(grouped(1_234_567.8), "1 234 568");
        assert_eq!(grouped(-1_000.0), "-1 000");
        assert_eq!(grouped(0.2), "0");
        assert_eq!(price(39_999.6), "40 000");
        assert_eq!(price(0.99), "0.9900");
        assert_eq!(percent(0.5), "50.0 %");
    }
}
