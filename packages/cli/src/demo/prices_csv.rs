//! Prices from a file. Whatever is wrong with it is named by row and column; the header is row 1.

use super::path::{Moment, Path, TICKERS};
use ballast_risk::Price;
use csv::StringRecord;
use thiserror::Error;

/// A billion dollars: the largest price with which every amount still fits.
const MOST: Price = Price::new(1_000_000_000_000_000_000_000_000_000);

#[derive(Error, Debug, PartialEq, Eq)]
pub enum CsvError {
    #[error("the file is empty; the first row must be `time,BTC,ETH,…`")]
    Empty,
    #[error("row 1, column 1: found `{found}`, expected `time`")]
    NoTime { found: String },
    #[error("row 1, column {column}: unknown asset `{found}`; known are BTC, ETH, stETH, ATOM, SOL, USDC")]
    UnknownAsset { column: usize, found: String },
    #[error("row 1, column {column}: `{found}` stands there twice")]
    Twice { column: usize, found: String },
    #[error("row 1: no asset has a column; the first row must be `time,BTC,ETH,…`")]
    NoAsset,
    #[error("row {row}: found {found} cells, the header has {expected}")]
    Cells {
        row: u64,
        found: usize,
        expected: usize,
    },
    #[error(
        "row {row}, column {column}: the cell is empty; every row needs a price in every column"
    )]
    Gap { row: u64, column: String },
    #[error("row {row}, column {column}: found `{found}`; a price is a decimal number above 0 and at most 1000000000, such as 2512.75")]
    NotAPrice {
        row: u64,
        column: String,
        found: String,
    },
    #[error("row {row}, column time: found `{found}`; a time is unix seconds, or such as 2021-05-19T08:00:00Z")]
    NotATime { row: u64, found: String },
    #[error("row {row}, column time: {found} is not after the time of the row before; sort the rows by time, each time once")]
    Unsorted { row: u64, found: String },
    #[error("found {found} rows of prices, at least 2 are needed")]
    TooShort { found: usize },
    #[error("row {row}: {reason}")]
    NotCsv { row: u64, reason: String },
}

/// Reads a whole file. `fallback` are the prices of assets that have no column.
pub fn read(name: &str, text: &str, fallback: &[Price]) -> Result<Path, CsvError> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut rows = reader.records();
    let first = rows.next().ok_or(CsvError::Empty)?;
    let columns = header(&first.map_err(not_csv)?)?;
    let mut moments: Vec<Moment> = Vec::new();
    let mut begins = None;
    for row in rows {
        let row = row.map_err(not_csv)?;
        let number = row.position().map_or(0, csv::Position::line);
        let (time, given) = cells(&row, number, &columns)?;
        let begin = *begins.get_or_insert(time);
        let seconds = time.checked_sub(begin);
        let before = moments.last().map(|moment| moment.seconds);
        let (Some(seconds), true) = (
            seconds,
            before.is_none_or(|b| begin.saturating_add(b) < time),
        ) else {
            let found = row.get(0).unwrap_or_default().to_owned();
            return Err(CsvError::Unsorted { row: number, found });
        };
        let prices = complete(&columns, &given, fallback);
        moments.push(Moment { seconds, prices });
    }
    if moments.len() < 2 {
        return Err(CsvError::TooShort {
            found: moments.len(),
        });
    }
    Ok(Path {
        name: name.to_owned(),
        title: format!("Prices of {name}"),
        source: source(&columns),
        begins: begins.unwrap_or_default(),
        faults: None,
        moments,
    })
}

fn header(row: &StringRecord) -> Result<Vec<&'static str>, CsvError> {
    let found = row.get(0).unwrap_or_default();
    if !found.eq_ignore_ascii_case("time") {
        return Err(CsvError::NoTime {
            found: found.to_owned(),
        });
    }
    let mut columns = Vec::new();
    for (at, found) in row.iter().enumerate().skip(1) {
        let (column, found) = (at + 1, found.to_owned());
        let known = TICKERS
            .iter()
            .find(|ticker| ticker.eq_ignore_ascii_case(&found));
        match known {
            None => return Err(CsvError::UnknownAsset { column, found }),
            Some(ticker) if columns.contains(ticker) => {
                return Err(CsvError::Twice { column, found })
            }
            Some(ticker) => columns.push(*ticker),
        }
    }
    if columns.is_empty() {
        return Err(CsvError::NoAsset);
    }
    Ok(columns)
}

/// The time, and the prices in the order of the columns.
fn cells(row: &StringRecord, number: u64, columns: &[&str]) -> Result<(u64, Vec<Price>), CsvError> {
    let expected = columns.len() + 1;
    if row.len() != expected {
        return Err(CsvError::Cells {
            row: number,
            found: row.len(),
            expected,
        });
    }
    let text = row.get(0).unwrap_or_default();
    let time = seconds(text).ok_or_else(|| CsvError::NotATime {
        row: number,
        found: text.to_owned(),
    })?;
    let prices = row.iter().skip(1).zip(columns);
    let prices = prices.map(|(cell, column)| price(cell, number, column));
    Ok((time, prices.collect::<Result<_, _>>()?))
}

fn price(cell: &str, row: u64, column: &str) -> Result<Price, CsvError> {
    let column = column.to_owned();
    if cell.is_empty() {
        return Err(CsvError::Gap { row, column });
    }
    match cell.parse::<Price>() {
        Ok(price) if !price.is_zero() && price <= MOST => Ok(price),
        _ => Err(CsvError::NotAPrice {
            row,
            column,
            found: cell.to_owned(),
        }),
    }
}

/// Prices of all assets; stETH without a column follows ETH.
fn complete(columns: &[&str], given: &[Price], fallback: &[Price]) -> Vec<Price> {
    let of = |ticker: &str| {
        let at = columns.iter().position(|column| *column == ticker)?;
        given.get(at).copied()
    };
    let all = TICKERS.iter().zip(fallback);
    all.map(|(ticker, stays)| match *ticker {
        "stETH" => of("stETH").or_else(|| of("ETH")).unwrap_or(*stays),
        ticker => of(ticker).unwrap_or(*stays),
    })
    .collect()
}

fn source(columns: &[&str]) -> String {
    let stays = |ticker: &&str| !columns.contains(ticker) && *ticker != "stETH";
    let others: Vec<&str> = TICKERS.iter().copied().filter(stays).collect();
    let mut text = format!("{} as in the file", columns.join(", "));
    if !columns.contains(&"stETH") {
        text.push_str("; stETH follows ETH");
    }
    if !others.is_empty() {
        text.push_str("; no move of ");
        text.push_str(&others.join(", "));
    }
    text
}

fn not_csv(error: csv::Error) -> CsvError {
    CsvError::NotCsv {
        row: error.position().map_or(0, csv::Position::line),
        reason: error.to_string(),
    }
}

/// Unix seconds, or a UTC date and time such as `2021-05-19T08:00:00Z` or `2021-05-19 08:00`.
fn seconds(text: &str) -> Option<u64> {
    if let Ok(seconds) = text.parse() {
        return Some(seconds);
    }
    let text = text.strip_suffix('Z').unwrap_or(text);
    let (date, time) = text.split_once(['T', ' '])?;
    let [year, month, day] = numbers(date, '-')?;
    let whole = if time.matches(':').count() == 1 {
        format!("{time}:00")
    } else {
        time.to_owned()
    };
    let [hour, minute, second] = numbers(&whole, ':')?;
    let valid =
        (1970..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    if !valid || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    Some(days(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second)
}

fn numbers(text: &str, between: char) -> Option<[u64; 3]> {
    let parts: Option<Vec<u64>> = text.split(between).map(|part| part.parse().ok()).collect();
    parts?.try_into().ok()
}

/// Days since 1970-01-01 in the Gregorian calendar, counting years from March.
fn days(year: u64, month: u64, day: u64) -> u64 {
    let year = if month <= 2 { year - 1 } else { year };
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    year * 365 + year / 4 - year / 100 + year / 400 + of_year - 719_468
}

#[cfg(test)]
#[path = "prices_csv_tests.rs"]
mod tests;
