//! Volatilities and correlations as they were: evidence for governance, never an input of the health formula.
//!
//! The figures of RiskMetrics (J.P. Morgan, 1996): exponentially weighted means of squares and products of returns, λ = 0.94
//! per day, the mean of the returns taken as zero. Until there are as many returns as that weight remembers, all count alike.

use crate::average::{decay_down, HalfLife, DECAY_ONE};
use ballast_risk::integer::{mul_div_down, saturated_i64, saturated_u64, ONE};
use ballast_risk::{Move, Price, Ratio, Seconds};
use serde::{Deserialize, Serialize};

/// Samples lie at least this many seconds apart.
pub const SAMPLE_EVERY: Seconds = Seconds::hours(1);
/// Assets that are sampled: one product for each pair of them is kept.
pub const MAX_SAMPLED: usize = 32;
/// λ = 0.94 per day: 86400 s · ln 0.5 / ln 0.94.
const HALF_LIFE: Seconds = Seconds::new(967_880);
/// Hours of a year of 365 days.
const HOURS: u128 = 8_760;
/// 1 in the scale of returns.
const RETURN_ONE: u128 = 1_000_000_000_000;
/// Returns beyond ten times the price count as that.
const MAX_RETURN: u128 = 10_000_000_000_000;
/// From products of two returns to products in 1e-18.
const PRODUCT_SCALE: u128 = 1_000_000;

/// The mean product of two assets' hourly returns, 1e-18, and of how many.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Product {
    mean: i64,
    count: u16,
}

/// What the monitor remembers. Assets are added at the end and keep their places.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq, Eq)]
pub struct Monitor {
    /// Seconds.
    sampled_at: u64,
    /// The price of each asset at the last sample, where it was fresh.
    last: Vec<Option<Price>>,
    /// Of the pairs (0,0), (0,1), (1,1), (0,2), …
    products: Vec<Product>,
}

/// What is known of two assets together; of an asset with itself the correlation is 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PairFigure {
    pub correlation: Move,
    pub count: u16,
}

impl Monitor {
    pub fn sampled_at(&self) -> u64 {
        self.sampled_at
    }

    pub fn assets(&self) -> usize {
        self.last.len()
    }

    /// Takes one price of each asset at the same time; `None` where there is no fresh one. Assets beyond those known are new.
    ///
    /// A return counts where its asset was fresh at both ends, a product where both were: all returns of a sample span the
    /// same time, and are brought to one hour.
    pub fn sample(&mut self, prices: &[Option<Price>], now: u64) {
        let elapsed = Seconds::between(self.sampled_at, now);
        let assets = prices.len().min(MAX_SAMPLED).max(self.last.len());
        self.last.resize(assets, None);
        let pairs = place(assets, 0);
        self.products.resize(pairs, Product::default());
        let pairs = self.last.iter().zip(prices);
        let returns: Vec<Option<i128>> = pairs
            .map(|(before, now)| Some(relative_move((*before)?, (*now)?)))
            .collect();
        for (i, first) in returns.iter().enumerate() {
            for (j, second) in returns.iter().enumerate().take(i.saturating_add(1)) {
                let known = self.products.get_mut(place(i, j));
                if let (Some(first), Some(second), Some(known)) = (first, second, known) {
                    known.take(first.saturating_mul(*second), elapsed);
                }
            }
        }
        for (known, price) in self.last.iter_mut().zip(prices) {
            *known = *price;
        }
        self.sampled_at = now;
    }

    /// Standard deviation of an asset's returns, per year, and of how many returns.
    pub fn volatility(&self, asset: usize) -> (Ratio, u16) {
        let Some(own) = self.products.get(place(asset, asset)) else {
            return (Ratio::ZERO, 0);
        };
        // mean ≤ 9.3 in 1e-18: with 1e14 it fits, and the root has the scale 1e-16
        let year = u128::from(own.mean.unsigned_abs()).saturating_mul(HOURS);
        let root = year.saturating_mul(100_000_000_000_000).isqrt();
        let ratio = saturated_u64(root.saturating_mul(100));
        (Ratio::new(ratio), own.count)
    }

    /// The correlation of two assets' returns; 0 where one of them never moved.
    pub fn pair(&self, a: usize, b: usize) -> PairFigure {
        let get = |a: usize, b: usize| {
            let found = self.products.get(place(a.max(b), a.min(b)));
            found.copied().unwrap_or_default()
        };
        let (own_a, own_b, both) = (get(a, a), get(b, b), get(a, b));
        let squares = u128::from(own_a.mean.unsigned_abs())
            .saturating_mul(u128::from(own_b.mean.unsigned_abs()));
        let one = u128::from(ONE);
        let size = mul_div_down(u128::from(both.mean.unsigned_abs()), one, squares.isqrt());
        // means over different samples may exceed their bound
        let size = saturated_i64(size.unwrap_or(0).min(one));
        PairFigure {
            correlation: Move::new(size.saturating_mul(both.mean.signum())),
            count: both.count,
        }
    }
}

impl Product {
    /// The mean moves towards the product by its weight: what λ forgets in the time, or one n-th while that is more.
    fn take(&mut self, product: i128, elapsed: Seconds) {
        let hourly = mul_div_down(
            product.unsigned_abs(),
            SAMPLE_EVERY.into(),
            u128::from(elapsed).saturating_mul(PRODUCT_SCALE),
        );
        let size = saturated_i64(hourly.unwrap_or(u128::MAX));
        let hourly = if product < 0 {
            i128::from(size).saturating_neg()
        } else {
            i128::from(size)
        };
        self.count = self.count.saturating_add(1);
        let forgotten = HalfLife::new(HALF_LIFE).map_or(0, |half_life| {
            DECAY_ONE.saturating_sub(decay_down(elapsed, half_life))
        });
        let equal = mul_div_down(DECAY_ONE, 1, u128::from(self.count)).unwrap_or(0);
        let weight = forgotten.max(equal);
        let distance = hourly.saturating_sub(i128::from(self.mean));
        let step = mul_div_down(distance.unsigned_abs(), weight, DECAY_ONE).unwrap_or(0);
        // a step is at most the distance of two 64-bit numbers
        let step = saturated_u64(step);
        self.mean = if distance < 0 {
            self.mean.saturating_sub_unsigned(step)
        } else {
            self.mean.saturating_add_unsigned(step)
        };
    }
}

/// Where the product of two assets stands, `j ≤ i`.
fn place(i: usize, j: usize) -> usize {
    // i · (i + 1) is even
    (i.saturating_mul(i.saturating_add(1)) >> 1).saturating_add(j)
}

/// `now / before − 1` in [`RETURN_ONE`], rounded towards zero.
fn relative_move(before: Price, now: Price) -> i128 {
    let apart = before.raw().abs_diff(now.raw());
    let size = mul_div_down(apart, RETURN_ONE, before.raw());
    let size = i128::from(saturated_i64(size.unwrap_or(MAX_RETURN).min(MAX_RETURN)));
    if now < before {
        size.saturating_neg()
    } else {
        size
    }
}

#[cfg(test)]
mod tests;
