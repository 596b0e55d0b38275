//! What is wrong with a file of prices, by line and column, and what to do.

use crate::time;
use thiserror::Error;

/// Lines and columns count from 1; the header is line 1.
#[derive(Error, Debug, Clone, PartialEq, Eq)]
pub enum PricesError {
    #[error("the file is empty; line 1 must be `time,BTC,ETH,…`")]
    Empty,
    #[error("line 1, column 1: found `{found}`; the first column must be `time` or `date`")]
    NoTime { found: String },
    #[error("line 1, column {column}: found `{found}`; a column is a name of 1 to 32 letters, digits, `-` or `_`, with .open, .high, .low or .close behind it or nothing")]
    BadName { column: usize, found: String },
    #[error("line 1, column {column}: `{found}` stands there twice; remove one")]
    Twice { column: usize, found: String },
    #[error("line 1, column {column}: {ticker} has `.{found}` but not all of .high, .low and .close; add them, or keep the close alone")]
    HalfARange {
        column: usize,
        ticker: String,
        found: &'static str,
    },
    #[error("line 1: found {found} of the assets asked for; at least 2 are needed, correlations are between two")]
    OneAsset { found: usize },
    #[error("line 1: there is no column `{ticker}`; add its prices, or take the asset out of the configuration")]
    NoColumn { ticker: String },
    #[error("line {line}: found {found} cells, the header has {expected}; every line needs a cell for every column, an empty one where there is no price")]
    Cells {
        line: u64,
        found: usize,
        expected: usize,
    },
    #[error("line {line}, column {column} ({name}): found `{found}`; a price is a plain decimal number above 0 and at most 1000000000, such as 2512.75")]
    NotAPrice {
        line: u64,
        column: usize,
        name: String,
        found: String,
    },
    #[error("line {line}, column {column} ({name}): {reason}; correct the cell")]
    Crossed {
        line: u64,
        column: usize,
        name: String,
        reason: &'static str,
    },
    #[error("line {line}, column {column} ({name}): no price for {steps} steps, at most {allowed} are allowed; fill the cells, begin the asset later, or raise max_gap")]
    Gap {
        line: u64,
        column: usize,
        name: String,
        steps: usize,
        allowed: u64,
    },
    #[error("line {line}, column 1 (time): found `{found}`; a time is unix seconds, 2021-05-19, or such as 2021-05-19T08:00:00Z")]
    NotATime { line: u64, found: String },
    #[error("line {line}, column 1 (time): {found} stands on the line before too; remove one of the two lines")]
    Duplicate { line: u64, found: String },
    #[error("line {line}, column 1 (time): {found} comes after {before}; sort the lines by time")]
    OutOfOrder {
        line: u64,
        found: String,
        before: String,
    },
    #[error("line {line}, column 1 (time): {} after the line before; a step is 5 minutes to a day", time::length(*found))]
    StepRange { line: u64, found: u64 },
    #[error("line {line}, column 1 (time): {} after the line before, which is no whole number of steps of {}; bring all lines to one step", time::length(*found), time::length(*step))]
    Uneven { line: u64, found: u64, step: u64 },
    #[error("line {line}, column 1 (time): {missing} lines are missing before it, at most {allowed} are allowed; add them, or raise max_gap")]
    MissingLines {
        line: u64,
        missing: u64,
        allowed: u64,
    },
    #[error("line 1, column {column} ({name}): the column has {found} prices, at least 2 are needed; remove it, or bring more")]
    TooFew {
        column: usize,
        name: String,
        found: usize,
    },
    #[error("found {found} lines of prices, at least 2 are needed")]
    TooShort { found: usize },
    #[error("line {line}: this is no CSV text in UTF-8 ({reason})")]
    NotCsv { line: u64, reason: String },
}
