//! Why nothing can be tested.

use crate::market::MarketError as ParameterError;
use ballast_risk::liquidate::LiquidationError;
use ballast_risk::{BookError, MarketError, NumError, PositionError};
use thiserror::Error;

#[derive(Error, Debug, Clone, PartialEq, Eq)]
pub enum BacktestError {
    #[error("found {found} steps of prices; following accounts for {days} takes at least {needed}: bring more prices, or follow them for fewer")]
    TooShort {
        found: usize,
        days: usize,
        needed: usize,
    },
    #[error("no basket can be opened on any day: each needs prices of all its assets for {days} steps in a row")]
    NothingOpens { days: usize },
    #[error("no basket can be made of the market: it needs an asset that counts as collateral and another that can be borrowed")]
    NoBasket,
    #[error("{name} owes too little to be judged at its limit; give its assets higher factors")]
    NothingCarried { name: String },
    #[error("the prices have no column `{ticker}`, found {found}; add one, or take the asset out of the market")]
    NoColumn { ticker: String, found: String },
    #[error(transparent)]
    Market(#[from] ParameterError),
    #[error("the basket {name}: {reason}")]
    Life { name: String, reason: LifeError },
}

/// What the contracts would have refused. With prices and amounts of this size none of it is expected.
#[derive(Error, Debug, Clone, PartialEq, Eq)]
pub enum LifeError {
    #[error(transparent)]
    Book(#[from] BookError),
    #[error(transparent)]
    Position(#[from] PositionError),
    #[error(transparent)]
    Market(#[from] MarketError),
    #[error(transparent)]
    Liquidation(#[from] LiquidationError),
    #[error(transparent)]
    Num(#[from] NumError),
    #[error("the contracts would not open it at its limit")]
    NotOpened,
}
