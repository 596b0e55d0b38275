//! The reasons as tables: rows of cells, for the terminal and for the page.

use ballast_desk::calibrate::{AssetReason, Calibration, Explained, SideReason};
use ballast_desk::time;
use std::fmt::Write;

/// A table with its title; a cell that explains stands last.
pub struct Table {
    pub title: &'static str,
    pub note: String,
    pub head: Vec<&'static str>,
    pub rows: Vec<Vec<String>>,
}

pub fn percent(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}

fn rho(entry: Option<f64>) -> String {
    entry.map_or("–".to_owned(), |entry| format!("{entry:.2}"))
}

/// What the calibration was asked for, in a sentence.
pub fn asked(of: &Explained) -> String {
    let settings = &of.settings;
    format!(
        "Prices from {} to {}, one each {}; losses within {} hours, of which a stress covers {} and the mean of the worst {}.",
        time::format(of.begins), time::format(of.ends), time::length(of.step), settings.horizon_hours,
        percent(settings.confidence), settings.worst_windows,
    )
}

pub fn all(of: &Calibration) -> Vec<Table> {
    let explained = &of.explained;
    let mut tables = vec![
        assets(of),
        side("Falls: why each threshold", &explained.assets, |asset| {
            &asset.long
        }),
    ];
    tables.push(side("Rises: why each weight", &explained.assets, |asset| {
        &asset.short
    }));
    tables.extend([
        groups(explained),
        pairs(explained),
        credit(explained),
        sensitivity(explained),
        worst(explained),
    ]);
    tables.retain(|table| !table.rows.is_empty());
    tables
}

fn assets(of: &Calibration) -> Table {
    let row = |(ticker, asset): (&String, &ballast_desk::market::MarketAsset)| {
        let or_none = |cell: Option<String>| cell.unwrap_or("–".to_owned());
        vec![
            ticker.clone(),
            asset.group.clone(),
            asset.collateral_factor.to_string(),
            asset.liquidation_threshold.to_string(),
            or_none(asset.borrow_weight.map(|weight| weight.to_string())),
            asset.bonus.bonus_max.to_string(),
            or_none(asset.supply_cap.map(|cap| cap.to_string())),
        ]
    };
    Table {
        title: "Assets",
        note: format!("Correlation credit {}, least margin {}. A cap is in base units, where a depth was given.", of.market.correlation_credit, of.market.min_margin),
        head: vec!["asset", "group", "CF", "LT", "weight", "most bonus", "cap"],
        rows: of.market.assets.iter().map(row).collect(),
    }
}

fn side(
    title: &'static str,
    assets: &[AssetReason],
    side: fn(&AssetReason) -> &SideReason,
) -> Table {
    let row = |asset: &AssetReason| {
        let of = side(asset);
        let worst = of.worst.first().map_or(String::new(), |worst| {
            format!("{} on {}", percent(worst.loss), worst.day)
        });
        vec![
            asset.ticker.clone(),
            asset.windows.to_string(),
            percent(of.tail),
            percent(of.worst_mean),
            percent(of.stress),
            percent(of.looser),
            percent(of.stricter),
            percent(of.gaussian),
            worst,
        ]
    };
    Table {
        title,
        note: "The stress is the worse of the tail and the mean of the worst windows, rounded up to a whole percent; a debt's is at least a collateral's, an asset's own part at least its basis to its group. Looser: twice the tail and one more window; stricter: half of it and one fewer. Normal: what a normal distribution would say.".to_owned(),
        head: vec!["asset", "windows", "tail", "worst, mean", "stress", "looser", "stricter", "normal", "worst"],
        rows: assets.iter().map(row).collect(),
    }
}

fn groups(of: &Explained) -> Table {
    let row = |group: &ballast_desk::calibrate::GroupReason| {
        vec![
            group.name.clone(),
            group.members.join(", "),
            percent(group.stress),
            group.why.clone(),
        ]
    };
    Table {
        title: "Groups",
        note:
            "Only inside a group do collateral and debt cancel. Its stress is its calmest member's."
                .to_owned(),
        head: vec!["group", "members", "stress", "why"],
        rows: of.groups.iter().map(row).collect(),
    }
}

fn pairs(of: &Explained) -> Table {
    let row = |pair: &ballast_desk::calibrate::PairReason| {
        let rolling = pair.rolling.map_or("–".to_owned(), |[low, middle, high]| {
            format!("{low:.2} {middle:.2} {high:.2}")
        });
        vec![
            format!("{} / {}", pair.a, pair.b),
            format!("{:.4}", pair.governed),
            rho(pair.falls),
            pair.windows.to_string(),
            rho(pair.rises),
            rho(pair.all),
            rolling,
        ]
    };
    Table {
        title: "Correlations",
        note: format!(
            "Governed: of windows in which one of both fell through its {} tail, {} of it their mean of {:.2}, rounded up to 1e-4, moved by at most {:.4} to be positive semi-definite as the contract checks it; nothing between a peg and a market. Rolling: the 5th, 50th and 95th percentile of windows of {} days.",
            percent(of.settings.tail_share), percent(of.shrinkage), of.shrunk_towards, of.matrix_moved, of.settings.rolling_days,
        ),
        head: vec!["groups", "governed", "falls", "windows", "rises", "all", "rolling"],
        rows: of.pairs.iter().map(row).collect(),
    }
}

fn credit(of: &Explained) -> Table {
    let covers = of.credit.covers.iter();
    Table {
        title: "Correlation credit",
        note: format!(
            "{}: {}. In each rolling window every pair held together, every pair one against the other, and all together say with how much credit the governed requirement is still what the realised correlations ask for ({} cases).",
            of.credit.credit, of.credit.why, of.credit.cases,
        ),
        head: vec!["cases covered", "most credit"],
        rows: covers.map(|(cover, credit)| vec![percent(*cover), format!("{credit:.3}")]).collect(),
    }
}

fn sensitivity(of: &Explained) -> Table {
    let usd = |debt: Option<f64>| debt.map_or("–".to_owned(), |debt| format!("{debt:.2}"));
    let row = |step: &ballast_desk::calibrate::Sensitivity| {
        vec![
            step.parameter.clone(),
            step.value.to_string(),
            format!("± {}", step.step),
            usd(step.less),
            usd(step.now),
            usd(step.more),
            step.basket.clone(),
        ]
    };
    Table {
        title: "One step of each",
        note: "USD of debt that 100 USD of the basket carry at Maintenance, with one step less, as it is, and with one step more; – where that would be no market.".to_owned(),
        head: vec!["parameter", "value", "step", "less", "now", "more", "basket"],
        rows: of.sensitivity.iter().map(row).collect(),
    }
}

fn worst(of: &Explained) -> Table {
    let row = |window: &ballast_desk::calibrate::WorstWindow| {
        vec![window.day.clone(), percent(window.loss)]
    };
    Table {
        title: "The worst windows",
        note: "The mean fall of all that is not pegged, within the horizon from this time on; windows do not overlap.".to_owned(),
        head: vec!["from", "mean fall"],
        rows: of.worst_windows.iter().map(row).collect(),
    }
}

/// For the terminal; one step of each is on the page only.
pub fn text(of: &Calibration) -> String {
    let mut text = asked(&of.explained) + "\n";
    for note in &of.explained.notes {
        let asset = note
            .asset
            .as_deref()
            .map_or(String::new(), |asset| format!("{asset}: "));
        let _ = writeln!(text, "note: {asset}{}", note.text);
    }
    for table in all(of)
        .iter()
        .filter(|table| table.title != "One step of each")
    {
        let _ = writeln!(text, "\n{}\n{}", table.title, table.note);
        text += &plain(table);
    }
    text
}

fn plain(table: &Table) -> String {
    let head = table.head.iter().map(|cell| (*cell).to_owned()).collect();
    let rows: Vec<Vec<String>> = std::iter::once(head)
        .chain(table.rows.iter().cloned())
        .collect();
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..table.head.len()).map(width).collect();
    let mut text = String::new();
    for row in &rows {
        let cells = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell:<width$}"));
        let line = cells.collect::<Vec<_>>().join("  ");
        text += line.trim_end();
        text.push('\n');
    }
    text
}
