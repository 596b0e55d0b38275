//! The tables of a back-test.

use super::super::escaped;
use crate::backtest::found::{cells, signed, Found, HEADINGS};
use ballast_desk::backtest::{Outcome, Walk};
use ballast_desk::calibrate::{AssetReason, SideReason};
use ballast_desk::time;
use std::fmt::Write;

fn row(name: &str, cells: &[String]) -> String {
    let cells: String = cells
        .iter()
        .map(|cell| format!("<td>{cell}</td>"))
        .collect();
    format!("<tr><td>{name}</td>{cells}</tr>")
}

fn head(names: &[&str]) -> String {
    let cells: String = names
        .iter()
        .map(|name| format!("<th>{name}</th>"))
        .collect();
    format!("<thead><tr><th></th>{cells}</tr></thead>")
}

pub fn compared(found: &Found<'_>, walk: &Walk) -> String {
    let baskets = &found.study.baskets;
    let mut out = head(&HEADINGS);
    for market in found.markets(walk) {
        let total = row(&market.title, &cells(&market.run.total()));
        out.push_str(&total.replacen("<tr>", "<tr class=\"total\">", 1));
        for kind in found.kinds() {
            out.push_str(&row(kind.title(), &cells(&market.run.kind(baskets, kind))));
        }
    }
    out
}

pub fn by_basket(found: &Found<'_>) -> String {
    let mut names = HEADINGS.to_vec();
    names.extend(["classic carries", "difference"]);
    let mut out = head(&names);
    let compared = &found.study.compared;
    for (at, basket) in found.study.baskets.iter().enumerate() {
        let (governed, classic) = (compared.governed.basket(at), compared.classic.basket(at));
        let mut all = cells(&governed).to_vec();
        all.push(format!("{:.2}", classic.carried()));
        all.push(signed(governed.carried() - classic.carried()));
        out.push_str(&row(&escaped(&basket.name), &all));
    }
    out
}

pub fn parameters(found: &Found<'_>) -> String {
    let desk = found.input.desk.as_ref();
    let mut out = head(&[
        "group",
        "collateral factor",
        "liquidation threshold",
        "borrow weight",
        "least bonus",
        "most bonus",
    ]);
    if desk.is_some() {
        out = out.replace("</tr></thead>", "<th class=\"why\">why</th></tr></thead>");
    }
    for (ticker, asset) in &found.input.market.assets {
        let weight = asset.borrow_weight;
        let weight = weight.map_or("none".to_owned(), |weight| weight.to_string());
        let all = [
            escaped(&asset.group),
            asset.collateral_factor.to_string(),
            asset.liquidation_threshold.to_string(),
            weight,
            asset.bonus.bonus_min.to_string(),
            asset.bonus.bonus_max.to_string(),
        ];
        let reasons = desk.map(|desk| &desk.explained.assets);
        let reason = reasons.map(|all| all.iter().find(|reason| reason.ticker == *ticker));
        let why = reason.map(|reason| reason.map_or(String::new(), why));
        let why = why.map_or(String::new(), |why| format!("<td class=\"why\">{why}</td>"));
        let row = row(&escaped(ticker), &all);
        out.push_str(&row.replace("</tr>", &format!("{why}</tr>")));
    }
    out
}

/// How the stresses of both sides were found.
fn why(reason: &AssetReason) -> String {
    let percent = |share: f64| format!("{:.1} %", 100.0 * share);
    let side = |name: &str, side: &SideReason| {
        let worst = side.worst.first();
        let worst = worst.map_or(String::new(), |worst| {
            format!(", worst {} from {}", percent(worst.loss), worst.day)
        });
        format!(
            "{name}: stress {} (tail {}, worst windows {}{worst}; a normal distribution says {})",
            percent(side.stress),
            percent(side.tail),
            percent(side.worst_mean),
            percent(side.gaussian)
        )
    };
    let history = if reason.short_history {
        " Short history."
    } else {
        ""
    };
    format!(
        "{}; {}. {} windows.{history}",
        side("falls", &reason.long),
        side("rises", &reason.short),
        reason.windows
    )
}

/// One table for each crash, the worst open.
pub fn crashes(found: &Found<'_>) -> String {
    let assets = &found.input.closes.assets;
    let mut out = String::new();
    for (at, crash) in found.study.crashes.iter().enumerate() {
        let moves = assets.iter().zip(&crash.moves);
        let moves = moves.filter_map(|(name, by)| Some((name, (*by)?)));
        let moves: Vec<String> = moves
            .map(|(name, by)| format!("{} {:+.1} %", escaped(name), 100.0 * by))
            .collect();
        let open = if at == 0 { " open" } else { "" };
        let _ = write!(
            out,
            "<details{open}><summary><b>{}</b> {}</summary><div class=\"scroll\"><table>{}</table></div></details>",
            time::format(crash.at),
            moves.join(", "),
            replayed(found, crash)
        );
    }
    out
}

fn replayed(found: &Found<'_>, crash: &ballast_desk::backtest::Crash) -> String {
    let names = [
        "owed per 100, governed",
        "repaid",
        "cost",
        "bad debt",
        "owed per 100, classic",
        "repaid",
        "cost",
        "bad debt",
    ];
    let mut out = head(&names);
    let compared = &found.study.compared;
    let both = compared
        .governed
        .outcomes
        .iter()
        .zip(&compared.classic.outcomes);
    for (basket, (governed, classic)) in found.study.baskets.iter().zip(both) {
        let (Some(governed), Some(classic)) = (crash.replayed(governed), crash.replayed(classic))
        else {
            continue;
        };
        let all = [life(governed), life(classic)].concat();
        out.push_str(&row(&escaped(&basket.name), &all));
    }
    out
}

/// Debt, repaid, cost and bad debt per 100 USD of collateral.
fn life(outcome: &Outcome) -> [String; 4] {
    let per_100 = |usd: f64| 100.0 * usd / outcome.collateral.max(1.0);
    let lost = per_100(outcome.bad_debt);
    let lost = if lost >= 0.005 {
        format!("<span class=\"bad\">{lost:.2}</span>")
    } else {
        "0".to_owned()
    };
    [
        format!("{:.2}", per_100(outcome.debt)),
        format!("{:.2}", per_100(outcome.repaid)),
        format!("{:.2}", per_100(outcome.cost)),
        lost,
    ]
}
