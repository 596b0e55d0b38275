//! One page that needs nothing but itself: charts as inline SVG, no script, no network.

pub mod backtest;
mod health;
mod heard;
mod liquidated;
mod matrix;
mod power;
mod prices;
mod storm;
mod tables;
mod theme;

use crate::demo::record::Report;
use crate::demo::table::grouped;
use crate::simulation::record::Comparison;
use anyhow::Result;
use plotters::style::RGBColor;

const PAGE: &str = include_str!("page.html");
const SIMULATION_PAGE: &str = include_str!("simulation.html");
/// Of all pages; on a phone charts and tables scroll within their places.
const STYLE: &str = include_str!("style.css");

/// The demo's, with the simulation below it.
pub fn page(report: &Report, compared: &Comparison) -> Result<String> {
    let health: Vec<_> = report
        .health_classes
        .into_iter()
        .zip(theme::HEALTH)
        .collect();
    let mut parts = vec![
        ("style", STYLE.to_owned()),
        ("title", escaped(&report.title)),
        ("accounts", report.run.accounts.to_string()),
        ("prices", escaped(&report.prices)),
        ("figures", figures(report)),
        ("chart_prices", prices::chart(report)?),
        ("chart_health", health::chart(report)?),
        ("legend_health", legend(&health)),
        ("chart_liquidated", liquidated::chart(report)?),
        (
            "legend_liquidated",
            legend(&[("repaid", theme::BLUE), ("written off", theme::RED)]),
        ),
        ("chart_power", power::chart(report)?),
        (
            "legend_power",
            legend(&[
                ("correlation credit 0", theme::PALE_BLUE),
                ("correlation credit 0.75", theme::BLUE),
            ]),
        ),
        ("chart_matrix", matrix::chart(report)?),
        ("compared", tables::compared(report)),
        ("markets", tables::markets(&report.run.closing)),
        ("seed", report.seed.to_string()),
        ("verdict", verdict(report)),
    ];
    parts.extend(heard::parts(&report.feeders)?);
    parts.extend(storm::parts(compared)?);
    Ok(filled(PAGE, &parts))
}

/// The simulation's own.
pub fn simulation_page(compared: &Comparison) -> Result<String> {
    let mut parts = vec![("style", STYLE.to_owned())];
    parts.extend(storm::parts(compared)?);
    Ok(filled(SIMULATION_PAGE, &parts))
}

/// A page with its places filled.
fn filled(page: &str, parts: &[(&str, String)]) -> String {
    let fill = |page: String, (name, part): &(&str, String)| {
        page.replace(&format!("{{{{{name}}}}}"), part)
    };
    parts.iter().fold(page.to_owned(), fill)
}

fn figure(number: &str, class: &str, what: &str) -> String {
    format!("<div class=\"figure\"><b class=\"{class}\">{number}</b><span>{what}</span></div>")
}

fn figures(report: &Report) -> String {
    let totals = &report.run.totals;
    let lowest = report.run.steps.iter().map(|step| step.below_one).max();
    let of = format!("{} of {}", totals.accounts_liquidated, report.run.accounts);
    let (lost, colour) = match totals.bad_debt {
        lost if lost < 0.5 => ("0".to_owned(), "good"),
        lost => (grouped(lost), "bad"),
    };
    let (solvent, verdict) = if report.solvent {
        ("all", "good")
    } else {
        ("not all", "bad")
    };
    [
        figure(&of, "", "accounts liquidated"),
        figure(
            &lowest.unwrap_or(0).to_string(),
            "",
            "most below 1.00 at once",
        ),
        figure(&grouped(totals.liquidated), "", "USD liquidated"),
        figure(&grouped(totals.bonus), "", "USD of bonus paid"),
        figure(&lost, colour, "USD of bad debt"),
        figure(solvent, verdict, "markets solvent"),
    ]
    .concat()
}

fn verdict(report: &Report) -> String {
    let text = if report.solvent {
        "In every market all claims are covered, the contract holds what it tracks, accounts add up to the totals, and no debt is without collateral."
    } else {
        "Not every market is solvent."
    };
    if report.run.totals.bad_debt < 0.5 {
        return text.to_owned();
    }
    format!("{text} Bad debt was written off: reserves bore it first, then the suppliers of those markets.")
}

fn legend(entries: &[(&str, RGBColor)]) -> String {
    let entry = |(name, colour): &(&str, RGBColor)| {
        format!(
            "<li><i style=\"background:{}\"></i>{name}</li>",
            theme::css(*colour)
        )
    };
    entries.iter().map(entry).collect()
}

/// A file may be called anything.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
