//! Why an account is left alone this time.

use super::routes::NoRoute;
use ballast_interface::{AccountId, AssetId};
use ballast_ledger::LedgerError;
use ballast_risk::liquidate::LiquidationError;
use ballast_risk::{NumError, Value};
use thiserror::Error;

/// In one line, for the log and for `--dry-run`.
#[derive(Error, Clone, Debug, PartialEq)]
pub enum Skip {
    #[error("a transaction for it is under way")]
    Pending,
    #[error("no liquidation is accepted: {0}")]
    Refused(LiquidationError),
    #[error("liquidation of `{asset}` is paused")]
    Paused { asset: AssetId },
    #[error("there are no flash loans of `{asset}`")]
    NoFlashLoan { asset: AssetId },
    #[error("the market has no cash of `{asset}` to lend")]
    NoCash { asset: AssetId },
    #[error("the wallet has nothing of `{asset}` to repay with")]
    NoInventory { asset: AssetId },
    #[error(transparent)]
    NoRoute(NoRoute),
    #[error(
        "it would bring {brings} USD and cost {costs} USD; asked for is a profit of {minimum} USD"
    )]
    BelowMinimum {
        brings: Value,
        costs: Value,
        minimum: Value,
    },
    #[error("{0}")]
    Ledger(LedgerError),
}

impl From<LedgerError> for Skip {
    fn from(error: LedgerError) -> Self {
        Self::Ledger(error)
    }
}

impl From<NumError> for Skip {
    fn from(error: NumError) -> Self {
        Self::Ledger(error.into())
    }
}

impl From<NoRoute> for Skip {
    fn from(error: NoRoute) -> Self {
        Self::NoRoute(error)
    }
}

/// An account that is left alone, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Skipped {
    pub account: AccountId,
    pub why: Skip,
}
