//! What a back-test is given: closes in the order of a market's assets, and how accounts live.

use super::error::BacktestError;
use crate::market::Market;
use crate::prices::Prices;
use ballast_risk::{Price, Ratio};

/// Closes of a market's assets, step by step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closes {
    /// In the order of the market.
    pub assets: Vec<String>,
    /// In the order of time.
    pub steps: Vec<Close>,
}

/// Prices at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Close {
    /// Unix seconds.
    pub at: u64,
    /// In the order of the assets; nothing where the file has no price.
    pub prices: Vec<Option<Price>>,
}

impl Closes {
    /// The columns that the market asks for.
    pub fn new(prices: &Prices, market: &Market) -> Result<Self, BacktestError> {
        let assets: Vec<String> = market.assets.keys().cloned().collect();
        let mut columns = Vec::new();
        for ticker in &assets {
            let column = prices.of(ticker).ok_or_else(|| BacktestError::NoColumn {
                ticker: ticker.clone(),
                found: prices
                    .series()
                    .iter()
                    .map(|series| series.ticker.as_str())
                    .collect::<Vec<_>>()
                    .join(", "),
            })?;
            columns.push(column);
        }
        let step = |at| Close {
            at: prices.time(at),
            prices: columns
                .iter()
                .map(|column| column.close(at).and_then(price))
                .collect(),
        };
        Ok(Self {
            assets,
            steps: (0..prices.len()).map(step).collect(),
        })
    }

    pub fn price(&self, step: usize, asset: usize) -> Option<Price> {
        *self.steps.get(step)?.prices.get(asset)?
    }

    /// The move of an asset from the step before, −0.1 for a fall of a tenth.
    pub fn change(&self, step: usize, asset: usize) -> Option<f64> {
        let before = self.price(step.checked_sub(1)?, asset)?;
        let now = self.price(step, asset)?;
        Some(now.raw() as f64 / before.raw() as f64 - 1.0)
    }
}

/// A close as the oracle would say it; nothing where it is too small for one.
fn price(close: f64) -> Option<Price> {
    let price = Price::new((close * 1e18) as u128);
    (!price.is_zero()).then_some(price)
}

/// How accounts live and how liquidators work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Practice {
    /// So many steps every account is followed, at least 1.
    pub days: usize,
    /// The most of an account's debt that liquidators repay in one step.
    pub speed: Ratio,
    /// What selling the seized collateral costs them: they act only where their bonus pays for it.
    pub slippage: Ratio,
}

/// The stress of the group of each asset, in the order of the market.
pub(super) fn group_stresses(market: &Market) -> Vec<Ratio> {
    let of = |name: &String| {
        let found = market.groups.iter().find(|group| group.name == *name);
        found.map_or(Ratio::ZERO, |group| group.stress)
    };
    market
        .assets
        .values()
        .map(|asset| of(&asset.group))
        .collect()
}
