//! A basket under some terms, ready to be opened: weights read once, and the limit found by the contracts' own test.

use super::basket::{Basket, Part};
use super::error::{BacktestError, LifeError};
use crate::market::{Held, Parameters};
use ballast_risk::governance::RateModel;
use ballast_risk::{Amount, AssetIndex, Book, Level, Price, PriceBand, PriceStatus, Ratio, Value};

/// Enough for a token of a millionth of a cent, and few enough for one of a million dollars.
pub(super) const DECIMALS: u8 = 12;
/// What every account is opened with: well above any least position.
pub(super) const COLLATERAL: Value = Value::usd(10_000);
/// The limit is found to a millionth of the collateral.
const STEP: u64 = 1_000_000_000_000;
/// Debts of twice the collateral and more pass no test.
const MOST_STEPS: u64 = 2_000_000;

/// Where the market names none: 6 % a year where 80 % is lent out, 106 % where everything is.
const RATES: RateModel = RateModel {
    base: Ratio::ZERO,
    slope1: Ratio::percent(6),
    slope2: Ratio::percent(100),
    optimal_utilisation: Ratio::percent(80),
};
const RESERVE_FACTOR: Ratio = Ratio::percent(10);

/// One asset of a basket.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Its column in the closes.
    pub column: usize,
    pub collateral: Ratio,
    pub debt: Ratio,
    pub rates: RateModel,
    pub reserve_factor: Ratio,
}

/// A basket under some terms.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    /// Without prices and amounts; its holdings are the lines.
    pub book: Book,
    pub lines: Vec<Line>,
    /// The most debt per 1 USD of collateral that passes Initial, rounded down.
    pub limit: Ratio,
}

impl Sheet {
    /// Nothing where the market does not list one of the basket's assets, or not for its side. `tickers`: of the columns.
    pub fn new(
        parameters: &Parameters,
        tickers: &[String],
        basket: &Basket,
    ) -> Result<Option<Self>, BacktestError> {
        let mut lines: Vec<Line> = Vec::new();
        let mut holdings = Vec::new();
        let parts = basket.collateral.iter().chain(&basket.debt);
        for column in parts.map(|part| part.asset) {
            let ticker = tickers.get(column).map_or("", String::as_str);
            let Some(asset) = parameters.asset(ticker) else {
                return Ok(None);
            };
            let owed = !share(&basket.debt, column).is_zero();
            if owed && asset.params.borrow_weight.is_none() {
                return Ok(None);
            }
            if lines.iter().any(|line| line.column == column) {
                continue;
            }
            let mut holding = asset.holding(PriceBand::MISSING, Held::default());
            // few assets each with its place among the lines, and amounts fine enough for any price
            holding.asset = AssetIndex::at(lines.len());
            holding.decimals = DECIMALS;
            holdings.push(holding);
            lines.push(Line {
                column,
                collateral: share(&basket.collateral, column),
                debt: share(&basket.debt, column),
                rates: asset.rates.unwrap_or(RATES),
                reserve_factor: asset.reserve_factor.unwrap_or(RESERVE_FACTOR),
            });
        }
        let book = Book {
            correlations: parameters.in_force.clone(),
            rules: parameters.rules.clone(),
            scenarios: parameters.scenarios,
            holdings,
            episode: None,
        };
        let mut sheet = Self {
            book,
            lines,
            limit: Ratio::ZERO,
        };
        sheet.limit = sheet.limit().map_err(|error| life(basket, error))?;
        Ok(Some(sheet))
    }

    /// Halves an interval of which the lower end passes and the upper fails.
    fn limit(&self) -> Result<Ratio, LifeError> {
        let (mut passes, mut fails) = (0u64, MOST_STEPS);
        while fails - passes > 1 {
            let middle = u64::midpoint(passes, fails);
            if self.holds(Ratio::new(middle * STEP))? {
                passes = middle;
            } else {
                fails = middle;
            }
        }
        // a step for what opening rounds: a few base units
        Ok(Ratio::new(passes.saturating_sub(1) * STEP))
    }

    /// Do so many USD of debt for each of collateral pass, at prices of 1?
    fn holds(&self, ratio: Ratio) -> Result<bool, LifeError> {
        let mut book = self.book.clone();
        for (holding, line) in book.holdings.iter_mut().zip(&self.lines) {
            let opening = line.opening(ratio)?;
            holding.price = fresh(Price::new(Ratio::ONE.raw().into()));
            holding.collateral = Amount::new(opening.collateral.raw());
            holding.debt = Amount::new(opening.debt.raw());
        }
        Ok(book.is_healthy(Level::Initial)?)
    }
}

/// What an account begins with of one asset, USD.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Opening {
    pub collateral: Value,
    pub debt: Value,
}

impl Line {
    pub fn opening(&self, ratio: Ratio) -> Result<Opening, LifeError> {
        let debts = COLLATERAL.times_down(ratio)?;
        Ok(Opening {
            collateral: COLLATERAL.times_down(self.collateral)?,
            debt: debts.times_down(self.debt)?,
        })
    }
}

/// A price that everybody agrees on: the close.
pub(super) fn fresh(price: Price) -> PriceBand {
    PriceBand {
        spot: price,
        low: price,
        high: price,
        status: PriceStatus::Fresh,
        ..PriceBand::MISSING
    }
}

fn share(parts: &[Part], column: usize) -> Ratio {
    let part = parts.iter().find(|part| part.asset == column);
    part.map_or(Ratio::ZERO, |part| part.share)
}

pub(super) fn life(basket: &Basket, reason: LifeError) -> BacktestError {
    BacktestError::Life {
        name: basket.name.clone(),
        reason,
    }
}
