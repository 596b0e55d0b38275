//! Why prices give no market.

use crate::market::MarketError;
use crate::time;
use thiserror::Error;

#[derive(Error, Debug, Clone, PartialEq)]
pub enum CalibrateError {
    #[error("horizon_hours: found {hours}, allowed is a whole number of steps of the prices, each {}", time::length(*step))]
    Horizon { hours: u64, step: u64 },
    #[error("{ticker}: found {found} windows of the horizon, at least {} are needed; bring more prices, or take the asset out", super::LEAST_WINDOWS)]
    TooShort { ticker: String, found: usize },
    #[error("found {found} groups, at most 16 are allowed; name fewer assets, or give some of them one `group`")]
    Groups { found: usize },
    #[error("the matrix is not positive semi-definite and the nearest that is lies {distance:.4} away at {pair}, at most {allowed} is allowed; raise matrix_distance, or bring prices of the same times for all assets")]
    NotSemiDefinite {
        distance: f64,
        pair: String,
        allowed: f64,
    },
    #[error(transparent)]
    Market(#[from] MarketError),
}
