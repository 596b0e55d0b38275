//! The page of a back-test.

mod crashes;
mod frontier;
mod matrix;
mod power;
mod tables;

use super::{escaped, figure, filled, legend, theme, STYLE};
use crate::backtest::found::{percent, signed, Found};
use crate::demo::table::grouped;
use anyhow::Result;
use ballast_desk::backtest::Kind;

const PAGE: &str = include_str!("page.html");

pub fn page(found: &Found<'_>) -> Result<String> {
    let (input, study) = (found.input, found.study);
    let (first, last) = input.span();
    let practice = &input.practice;
    let both = [
        ("governed", theme::BLUE),
        ("classic, as safe", theme::PALE_BLUE),
    ];
    let parts = [
        ("style", STYLE.to_owned()),
        ("first", first),
        ("last", last),
        ("baskets", study.baskets.len().to_string()),
        (
            "accounts",
            grouped(study.compared.governed.total().starts as f64),
        ),
        ("days", practice.days.to_string()),
        ("speed", percent(practice.speed)),
        ("slippage", percent(practice.slippage)),
        ("figures", figures(found)),
        ("compared", tables::compared(found, &study.compared)),
        ("legend_power", legend(&both)),
        ("chart_power", power::chart(found)?),
        ("legend_frontier", legend(&both)),
        ("chart_frontier", frontier::chart(found)?),
        ("chart_matrix", matrix::chart(found)?),
        ("legend_crashes", legend(&both)),
        ("chart_crashes", crashes::chart(found)?),
        ("crashes", tables::crashes(found)),
        ("kappa", input.market.correlation_credit.to_string()),
        ("margin", input.market.min_margin.to_string()),
        ("parameters_note", parameters_note(found)),
        ("parameters", tables::parameters(found)),
        ("walk_forward", walk_forward(found)),
        ("by_basket", tables::by_basket(found)),
        ("notes", notes(found)),
        ("command", escaped(&input.command)),
    ];
    Ok(filled(PAGE, &parts))
}

fn figures(found: &Found<'_>) -> String {
    let compared = &found.study.compared;
    let (governed, classic) = (compared.governed.total(), compared.classic.total());
    let lead = |kind: Kind| {
        let lead = found.lead(compared, kind);
        let class = if lead < 0.0 { "bad" } else { "good" };
        let what = format!("more debt per 100 USD than classic: {}", kind.title());
        figure(&signed(lead), class, &what)
    };
    let there = |kind: Kind| found.kinds().contains(&kind);
    let leads = [Kind::Pair, Kind::Diversified]
        .into_iter()
        .filter(|kind| there(*kind));
    let mut all: Vec<String> = leads.map(lead).collect();
    let of = |insolvent: usize| format!("{insolvent} of {}", grouped(governed.starts as f64));
    all.extend([
        figure(&of(governed.insolvent), "", "accounts insolvent, governed"),
        figure(&of(classic.insolvent), "", "accounts insolvent, classic"),
        figure(
            &format!("{:.2}", governed.cost_per_100()),
            "",
            "cost of liquidation per 100 USD lent",
        ),
        figure(
            &format!("{:.2}", governed.bad_debt_per_10000()),
            "",
            "bad debt per 10,000 USD lent",
        ),
    ]);
    all.concat()
}

fn parameters_note(found: &Found<'_>) -> String {
    let groups = found.input.market.groups.iter();
    let groups: Vec<String> = groups
        .map(|group| format!("{} {}", escaped(&group.name), group.stress))
        .collect();
    let stresses = format!("Stresses of the groups: {}.", groups.join(", "));
    match &found.input.desk {
        None => stresses,
        Some(desk) => format!(
            "{stresses} Of these prices the desk makes κ {:.2}: {} Reasons below are of its calibration on all of them.",
            desk.explained.credit.credit,
            escaped(&desk.explained.credit.why)
        ),
    }
}

fn walk_forward(found: &Found<'_>) -> String {
    let Some(forward) = &found.study.walk_forward else {
        return String::new();
    };
    format!(
        "<section><h2>Walk-forward</h2><p>Each quarter under parameters that were calibrated on the prices before it</p>\
         <div class=\"scroll\"><table>{}</table></div></section>",
        tables::compared(found, forward)
    )
}

fn notes(found: &Found<'_>) -> String {
    let note = |note: &String| format!("<p>{}</p>", escaped(note));
    found.input.notes.iter().map(note).collect()
}
