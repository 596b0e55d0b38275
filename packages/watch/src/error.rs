//! Why nobody could look.

use ballast_chain::ChainError;
use ballast_daemon::MetricsError;
use ballast_ledger::LedgerError;
use thiserror::Error;

#[derive(Error, Debug, PartialEq)]
pub enum WatchError {
    #[error(transparent)]
    Chain(#[from] ChainError),
    #[error(transparent)]
    Metrics(#[from] MetricsError),
    #[error("the records of {lending} are not ones that this program knows: {reason}; take the program of the market's version")]
    Records {
        lending: String,
        reason: LedgerError,
    },
    #[error("the report cannot be written: {0}")]
    Unwritten(String),
}

impl WatchError {
    /// Does it go away by itself, so that waiting helps?
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Chain(error) if error.is_passing())
    }
}
