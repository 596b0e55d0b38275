//! Prices out of a CSV file: one row a time, one column (or four) an asset, at even steps from 5 minutes to a day.
//!
//! ```text
//! time,BTC,ETH.open,ETH.high,ETH.low,ETH.close
//! 2021-05-19T08:00:00Z,38900.5,2771,2779.4,2702,2710
//! ```
//!
//! A bare name is a close. Whatever cannot be used is refused with its line and column; what can be used and is odd (a short
//! history, a gap that was allowed) is kept as it is, for the desk to name.

mod error;
mod header;
mod read;

pub use error::PricesError;

use std::collections::{BTreeMap, BTreeSet};

/// The shortest and the longest step between two rows, seconds.
pub const STEPS: std::ops::RangeInclusive<u64> = 300..=86_400;
/// A billion dollars: the largest price with which every amount still fits.
pub const MOST: f64 = 1e9;

/// What is read of a file, and what is let pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The assets to read; absent: all columns.
    pub only: Option<BTreeSet<String>>,
    /// How many steps in a row may be without a price between two that have one.
    pub max_gap: u64,
    /// What an asset's column says before this time (unix seconds) is left out.
    pub begins: BTreeMap<String, u64>,
}

/// The prices of some assets on one grid of times.
#[derive(Clone, Debug, PartialEq)]
pub struct Prices {
    begins: u64,
    step: u64,
    rows: usize,
    series: Vec<Series>,
    ignored: Vec<String>,
}

/// One asset's prices in USD, one place a step; a place may be empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    pub ticker: String,
    /// NaN: none. Never seen outside.
    close: Vec<f64>,
    low: Option<Vec<f64>>,
    high: Option<Vec<f64>>,
    gaps: Vec<Gap>,
}

/// Steps without a price between two that have one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The first place without a price.
    pub at: usize,
    pub steps: usize,
}

impl Prices {
    /// The time of a place, unix seconds.
    pub fn time(&self, at: usize) -> u64 {
        let at = u64::try_from(at).unwrap_or(u64::MAX);
        self.begins.saturating_add(self.step.saturating_mul(at))
    }

    /// Seconds between two places.
    pub fn step(&self) -> u64 {
        self.step
    }

    /// How many places there are.
    pub fn len(&self) -> usize {
        self.rows
    }

    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// In the order of the columns.
    pub fn series(&self) -> &[Series] {
        &self.series
    }

    pub fn of(&self, ticker: &str) -> Option<&Series> {
        self.series.iter().find(|series| series.ticker == ticker)
    }

    /// Columns that were not asked for.
    pub fn ignored(&self) -> &[String] {
        &self.ignored
    }

    /// The first place at or after a time, at most the end.
    pub fn place(&self, time: u64) -> usize {
        let steps = time.saturating_sub(self.begins).div_ceil(self.step.max(1));
        usize::try_from(steps).unwrap_or(usize::MAX).min(self.rows)
    }

    /// The same, of some of the assets.
    pub fn keep(&self, wanted: impl Fn(&Series) -> bool) -> Prices {
        let series = self.series.iter().filter(|series| wanted(series));
        Prices {
            series: series.cloned().collect(),
            ..self.clone()
        }
    }

    /// The same, from one place to before another.
    pub fn between(&self, from: usize, to: usize) -> Prices {
        let to = to.min(self.rows);
        let from = from.min(to);
        Prices {
            begins: self.time(from),
            step: self.step,
            rows: to - from,
            series: self
                .series
                .iter()
                .map(|series| series.between(from, to))
                .collect(),
            ignored: self.ignored.clone(),
        }
    }
}

fn there(values: &[f64], at: usize) -> Option<f64> {
    values.get(at).copied().filter(|price| !price.is_nan())
}

impl Series {
    pub fn close(&self, at: usize) -> Option<f64> {
        there(&self.close, at)
    }

    /// The lowest price of the step that ends with this close; of a file of closes, the close.
    pub fn low(&self, at: usize) -> Option<f64> {
        there(self.low.as_ref().unwrap_or(&self.close), at)
    }

    /// The highest price of the step that ends with this close; of a file of closes, the close.
    pub fn high(&self, at: usize) -> Option<f64> {
        there(self.high.as_ref().unwrap_or(&self.close), at)
    }

    /// Whether the file has lows and highs.
    pub fn has_range(&self) -> bool {
        self.low.is_some()
    }

    /// The first place with a price.
    pub fn first(&self) -> Option<usize> {
        self.close.iter().position(|price| !price.is_nan())
    }

    /// The last place with a price.
    pub fn last(&self) -> Option<usize> {
        self.close.iter().rposition(|price| !price.is_nan())
    }

    /// How many places have a price.
    pub fn count(&self) -> usize {
        self.close.iter().filter(|price| !price.is_nan()).count()
    }

    /// Gaps that the options let pass.
    pub fn gaps(&self) -> &[Gap] {
        &self.gaps
    }

    fn between(&self, from: usize, to: usize) -> Series {
        let cut = |values: &Vec<f64>| values.get(from..to).unwrap_or_default().to_vec();
        let inside = |gap: &&Gap| gap.at >= from && gap.at < to;
        Series {
            ticker: self.ticker.clone(),
            close: cut(&self.close),
            low: self.low.as_ref().map(cut),
            high: self.high.as_ref().map(cut),
            gaps: self
                .gaps
                .iter()
                .filter(inside)
                .map(|gap| Gap {
                    at: gap.at - from,
                    ..*gap
                })
                .collect(),
        }
    }
}
