//! The report as people read it in a terminal.

use super::{AssetLine, FeederLine, Finding, PairLine, RampLine, Report, Severity};
use crate::accounts::whole;
use ballast_risk::governance::RampCourse;
use ballast_risk::PriceStatus;

/// Columns, each as wide as its widest cell; the first to the left, the others to the right.
fn columns(rows: &[Vec<String>]) -> String {
    let most = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..most).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (at, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let cell = match at {
                0 => format!("{cell:<width$}"),
                _ => format!("  {cell:>width$}"),
            };
            line.push_str(&cell);
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}

pub fn table(report: &Report) -> String {
    let mut text = format!(
        "{} on {}, block {}, {}\n\n",
        report.lending,
        report.chain,
        report.height,
        if report.sound { "sound" } else { "NOT SOUND" }
    );
    for finding in &report.findings {
        text.push_str(&finding_line(finding));
    }
    if !report.findings.is_empty() {
        text.push('\n');
    }
    text.push_str(&accounts(report));
    text.push_str(&assets(&report.assets));
    text.push_str(&ramps(&report.ramps, report.time));
    text.push_str(&feeders(&report.feeders));
    text.push_str(&pairs(&report.correlations));
    text
}

fn finding_line(finding: &Finding) -> String {
    let mark = match finding.severity {
        Severity::Unsound => "!!",
        Severity::Warning => " !",
    };
    format!("{mark} {}\n", finding.what)
}

fn accounts(report: &Report) -> String {
    let found = &report.accounts;
    let mut text = format!(
        "{} accounts, {} liquidatable owing {} USD, bad debt {} USD, {} unjudged\n",
        found.all,
        found.liquidatable,
        whole(found.unhealthy_debt),
        whole(found.bad_debt),
        found.unjudged
    );
    if found.worst.is_empty() {
        text.push('\n');
        return text;
    }
    let mut rows = vec![row(["account", "health", "owes USD", "has USD"])];
    for account in &found.worst {
        let health = account.health_factor.map(|it| it.to_string());
        rows.push(vec![
            account.account.clone(),
            short(&health.unwrap_or_default(), 4),
            whole(account.debt),
            whole(account.collateral),
        ]);
    }
    text.push_str(&columns(&rows));
    text.push('\n');
    text
}

fn assets(assets: &[AssetLine]) -> String {
    let head = [
        "asset",
        "supplied",
        "protected",
        "borrowed",
        "used",
        "price USD",
        "status",
        "age s",
        "reports",
        "halt left",
        "pause left",
    ];
    let mut rows = vec![row(head)];
    for asset in assets {
        let price = &asset.price;
        let reports = price.reports.map(|it| it.to_string());
        let halt = price.guardian_seconds.map(hours);
        rows.push(vec![
            asset.asset.to_string(),
            asset.supplied.to_string(),
            asset.protected.to_string(),
            asset.borrowed.to_string(),
            percent(&asset.utilisation.to_string()),
            short(&price.spot.to_string(), 6),
            status(price.status, price.wide),
            price.age.to_string(),
            reports.unwrap_or_else(|| "-".to_owned()),
            halt.unwrap_or_else(|| "-".to_owned()),
            hours(asset.pause_seconds.supply.min(asset.pause_seconds.borrow)),
        ]);
    }
    columns(&rows) + "\n"
}

fn status(status: PriceStatus, wide: bool) -> String {
    let word = match status {
        PriceStatus::Fresh if wide => "wide",
        PriceStatus::Fresh => "fresh",
        PriceStatus::Stale => "STALE",
        PriceStatus::Frozen => "FROZEN",
        PriceStatus::Halted => "HALTED",
        PriceStatus::Missing => "MISSING",
    };
    word.to_owned()
}

fn ramps(ramps: &[RampLine], now: u64) -> String {
    if ramps.is_empty() {
        return String::new();
    }
    let mut rows = vec![row(["ramp", "course", "done", "ends in"])];
    for ramp in ramps {
        let ends = ramp.ends_at.map(|it| hours(it.saturating_sub(now)));
        let course = match ramp.course {
            RampCourse::GoOn => "goes on",
            RampCourse::Hold => "held",
            RampCourse::TurnBack => "turns back",
        };
        rows.push(vec![
            ramp.of.clone(),
            course.to_owned(),
            percent(&ramp.progress.to_string()),
            ends.unwrap_or_else(|| "-".to_owned()),
        ]);
    }
    columns(&rows) + "\n"
}

fn feeders(feeders: &[FeederLine]) -> String {
    if feeders.is_empty() {
        return String::new();
    }
    let mut rows = vec![row(["feeder", "number", "oldest report s", "silent on"])];
    for feeder in feeders {
        let oldest = feeder.oldest_report.map(|it| it.to_string());
        rows.push(vec![
            feeder.address.clone(),
            feeder.number.to_string(),
            oldest.unwrap_or_else(|| "-".to_owned()),
            feeder.silent_on.len().to_string(),
        ]);
    }
    columns(&rows) + "\n"
}

fn pairs(pairs: &[PairLine]) -> String {
    if pairs.is_empty() {
        return String::new();
    }
    let mut rows = vec![row(["correlation", "realised", "governed", "returns"])];
    for pair in pairs {
        let governed = pair.governed.map(|it| short(&it.to_string(), 3));
        rows.push(vec![
            format!("{} / {}", pair.first, pair.second),
            short(&pair.realised.to_string(), 3),
            governed.unwrap_or_else(|| "-".to_owned()),
            pair.returns.to_string(),
        ]);
    }
    columns(&rows)
}

/// A decimal with at most so many places, the rest left out.
fn short(text: &str, places: usize) -> String {
    match text.split_once('.') {
        Some((whole, part)) => format!("{whole}.{}", part.get(..places).unwrap_or(part)),
        None => text.to_owned(),
    }
}

/// A share such as `0.8125` as `81.2 %`, the rest left out.
fn percent(share: &str) -> String {
    let (whole, part) = share.split_once('.').unwrap_or((share, ""));
    let digits = format!("{whole}{part:0<3}");
    let (percent, tenth) = digits
        .split_at_checked(whole.len().saturating_add(2))
        .unwrap_or((&digits, ""));
    let percent = percent.trim_start_matches('0');
    let percent = if percent.is_empty() { "0" } else { percent };
    format!("{percent}.{} %", tenth.get(..1).unwrap_or("0"))
}

/// Hours and minutes.
fn hours(seconds: u64) -> String {
    let minutes = seconds / 60;
    format!("{} h {:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests;
