use ballast_ledger::LedgerError;
use ballast_risk::governance::{CorrelationError, ParamError};
use ballast_risk::{HealthFactor, NumError};
use cosmwasm_std::StdError;
use thiserror::Error;

pub type Result<T, E = ContractError> = std::result::Result<T, E>;

/// Why a question has no answer.
#[derive(Error, Debug, PartialEq)]
pub enum ContractError {
    #[error("found {found} items, allowed are at most {max}")]
    TooMany { found: usize, max: usize },
    #[error("ahead: found {found}, allowed are at most {max} seconds")]
    TooFarAhead { found: u64, max: u64 },
    #[error(
        "max_health: found {found}, allowed is at most {max}; above it nobody is near the edge"
    )]
    TooHealthy {
        found: HealthFactor,
        max: HealthFactor,
    },
    #[error("cannot migrate from {found}; this is {expected}")]
    WrongContract { found: String, expected: String },
    #[error("this message takes no funds")]
    UnexpectedFunds,
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    #[error(transparent)]
    Param(#[from] ParamError),
    #[error(transparent)]
    Correlation(#[from] CorrelationError),
    #[error(transparent)]
    Num(#[from] NumError),
    #[error(transparent)]
    Std(#[from] StdError),
}
