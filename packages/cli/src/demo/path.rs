//! Prices over time, wherever they come from.

use super::faults::Faults;
use ballast_risk::Price;

/// The assets of the demo, in the order of every list of prices.
pub const TICKERS: [&str; 6] = ["BTC", "ETH", "stETH", "ATOM", "SOL", "USDC"];

/// Prices of all assets at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Since the beginning.
    pub seconds: u64,
    /// In the order of [`TICKERS`].
    pub prices: Vec<Price>,
}

/// What the demo replays. Has at least two moments, the first at 0 seconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    pub name: String,
    pub title: String,
    /// What is history in it and what is not.
    pub source: String,
    /// Unix seconds of the first moment.
    pub begins: u64,
    /// What goes wrong with the feeders.
    pub faults: Option<Faults>,
    pub moments: Vec<Moment>,
}

impl Path {
    /// The prices with which the chain begins.
    pub fn opening(&self) -> &[Price] {
        self.moments.first().map_or(&[], |first| &first.prices)
    }
}

/// USD as a number for people.
pub fn dollars(price: Price) -> f64 {
    price.raw() as f64 / 1e18
}

/// As the oracle takes it; `None` for what is no price.
pub fn price(dollars: f64) -> Option<Price> {
    let text = format!("{dollars:.8}");
    text.parse().ok().filter(|price: &Price| !price.is_zero())
}

/// `+6:00` for six hours.
pub fn clock(seconds: u64) -> String {
    format!("+{}:{:02}", seconds / 3_600, seconds % 3_600 / 60)
}
