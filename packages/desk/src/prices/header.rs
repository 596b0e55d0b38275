//! The first line: which column is what of which asset.

use super::{PricesError, ReadOptions};
use csv::ByteRecord;

/// What a column says of its asset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Open,
    High,
    Low,
    Close,
}

impl Field {
    fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::High => "high",
            Self::Low => "low",
            Self::Close => "close",
        }
    }
}

/// The columns of one asset, counted from 0 in the record.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    pub ticker: String,
    pub close: usize,
    pub range: Option<Range>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Range {
    pub open: Option<usize>,
    pub high: usize,
    pub low: usize,
}

/// A header, read.
pub(super) struct Header {
    pub width: usize,
    pub assets: Vec<Columns>,
    pub ignored: Vec<String>,
}

pub(super) fn header(row: &ByteRecord, options: &ReadOptions) -> Result<Header, PricesError> {
    let cells: Vec<String> = row
        .iter()
        .map(|cell| String::from_utf8_lossy(cell).into_owned())
        .collect();
    let first = cells.first().map(String::as_str).unwrap_or_default();
    // some programs begin a file with a byte order mark
    let first = first.trim_start_matches('\u{feff}');
    if !first.eq_ignore_ascii_case("time") && !first.eq_ignore_ascii_case("date") {
        return Err(PricesError::NoTime {
            found: first.chars().take(48).collect(),
        });
    }
    let mut found: Vec<(String, Field, usize)> = Vec::new();
    for (at, text) in cells.iter().enumerate().skip(1) {
        let (ticker, field) = name(text).ok_or_else(|| PricesError::BadName {
            column: at + 1,
            found: text.chars().take(48).collect(),
        })?;
        let twice = |(other, of, _): &(String, Field, usize)| *other == ticker && *of == field;
        if found.iter().any(twice) {
            return Err(PricesError::Twice {
                column: at + 1,
                found: text.clone(),
            });
        }
        found.push((ticker, field, at));
    }
    let (assets, ignored) = assets(&found, options)?;
    Ok(Header {
        width: cells.len(),
        assets,
        ignored,
    })
}

fn name(text: &str) -> Option<(String, Field)> {
    let (ticker, field) = match text.rsplit_once('.') {
        None => (text, Field::Close),
        Some((ticker, field)) => {
            let all = [Field::Open, Field::High, Field::Low, Field::Close];
            (
                ticker,
                all.into_iter()
                    .find(|one| field.eq_ignore_ascii_case(one.name()))?,
            )
        }
    };
    let plain = ticker
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    (plain && (1..=32).contains(&ticker.len())).then(|| (ticker.to_owned(), field))
}

fn assets(
    found: &[(String, Field, usize)],
    options: &ReadOptions,
) -> Result<(Vec<Columns>, Vec<String>), PricesError> {
    let (mut assets, mut ignored): (Vec<Columns>, Vec<String>) = (Vec::new(), Vec::new());
    for (ticker, field, at) in found {
        let known = |columns: &Columns| columns.ticker == *ticker;
        if assets.iter().any(known) || ignored.contains(ticker) {
            continue;
        }
        if options
            .only
            .as_ref()
            .is_some_and(|only| !only.contains(ticker))
        {
            ignored.push(ticker.clone());
            continue;
        }
        let of = |field| {
            found
                .iter()
                .find(|(name, of, _)| name == ticker && *of == field)
                .map(|(_, _, at)| *at)
        };
        let incomplete = PricesError::HalfARange {
            column: at + 1,
            ticker: ticker.clone(),
            found: field.name(),
        };
        let close = of(Field::Close).ok_or_else(|| incomplete.clone())?;
        let range = match (of(Field::Open), of(Field::High), of(Field::Low)) {
            (open, Some(high), Some(low)) => Some(Range { open, high, low }),
            (None, None, None) => None,
            _ => return Err(incomplete),
        };
        assets.push(Columns {
            ticker: ticker.clone(),
            close,
            range,
        });
    }
    let missing = options
        .only
        .iter()
        .flatten()
        .find(|ticker| !assets.iter().any(|a| a.ticker == **ticker));
    if let Some(ticker) = missing {
        return Err(PricesError::NoColumn {
            ticker: ticker.clone(),
        });
    }
    if assets.len() < 2 {
        return Err(PricesError::OneAsset {
            found: assets.len(),
        });
    }
    Ok((assets, ignored))
}
