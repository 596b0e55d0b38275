//! The two tables of the page.

use crate::demo::record::{Closing, Report, Run};
use crate::demo::table::{grouped, percent, tokens};

pub fn compared(report: &Report) -> String {
    let runs: Vec<&Run> = report.compared.iter().chain([&report.run]).collect();
    let row = |name: &str, cell: &dyn Fn(&Run) -> String| {
        let cells: String = runs
            .iter()
            .map(|run| format!("<td>{}</td>", cell(run)))
            .collect();
        format!("<tr><td>{name}</td>{cells}</tr>")
    };
    let head = "<thead><tr><th></th><th>credit 0</th><th>credit 0.75,<br>same debts</th>\
                <th>credit 0.75,<br>own power</th></tr></thead>";
    [
        head.to_owned(),
        row("Collateral, USD", &|run| grouped(run.collateral)),
        row("Borrowing power, USD", &|run| grouped(run.borrowing_power)),
        row("Borrowed, USD (loops go round five times)", &|run| {
            grouped(run.borrowed)
        }),
        row("Accounts liquidated", &|run| {
            run.totals.accounts_liquidated.to_string()
        }),
        row("Liquidations", &|run| run.totals.liquidations.to_string()),
        row("Liquidated, USD", &|run| grouped(run.totals.liquidated)),
        row("Bonus paid, USD", &|run| grouped(run.totals.bonus)),
        row("Bad debt, USD", &|run| grouped(run.totals.bad_debt)),
        row("Every market solvent", &|run| yes(run.closing.solvent)),
    ]
    .concat()
}

pub fn markets(closing: &Closing) -> String {
    let head = "<thead><tr><th>market</th><th>claims</th><th>cash</th><th>protected</th>\
                <th>owed</th><th>utilisation</th><th>covered</th></tr></thead>";
    let rows = closing.markets.iter().map(|market| {
        format!(
            "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            market.asset,
            tokens(market.claims),
            tokens(market.cash),
            tokens(market.protected),
            tokens(market.owed),
            percent(market.utilisation),
            yes(market.covered)
        )
    });
    format!("{head}{}", rows.collect::<String>())
}

fn yes(it_is: bool) -> String {
    let (class, word) = if it_is {
        ("good", "yes")
    } else {
        ("bad", "no")
    };
    format!("<span class=\"{class}\">{word}</span>")
}
