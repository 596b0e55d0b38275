//! What is wrong with a market.

use ballast_risk::governance::{CorrelationError, ParamError};
use ballast_risk::NumError;
use thiserror::Error;

#[derive(Error, Debug, Clone, PartialEq, Eq)]
pub enum MarketError {
    #[error("line {line}, column {column}: {reason}")]
    Toml {
        line: usize,
        column: usize,
        reason: String,
    },
    #[error("the market cannot be written: {reason}")]
    NotWritten { reason: String },
    #[error("[assets] has {found} entries; 1 to 256 are allowed")]
    AssetCount { found: usize },
    #[error("[assets.{asset}]: {error}")]
    Group {
        asset: String,
        error: CorrelationError,
    },
    #[error("[assets.{asset}]: {error}")]
    Asset { asset: String, error: ParamError },
    #[error("[assets.{asset}]: decimals: found {found}, allowed is 0 to 18")]
    Decimals { asset: String, found: u8 },
    #[error("[liquidation]: {0}")]
    Rules(ParamError),
    #[error("[[scenarios]] `{scenario}` moves `{asset}`, which is not among [assets]; add it there or take it out")]
    ScenarioAsset { scenario: String, asset: String },
    #[error(transparent)]
    Correlation(#[from] CorrelationError),
    #[error(transparent)]
    Num(#[from] NumError),
}

impl MarketError {
    /// Says where in `text` it is.
    pub(super) fn toml(text: &str, error: &toml::de::Error) -> Self {
        let at = crate::place::Place::of(text, error.span());
        Self::Toml {
            line: at.line,
            column: at.column,
            reason: crate::place::one_line(error.message()),
        }
    }
}
