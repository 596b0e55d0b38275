//! What keeps the keeper from working.

use ballast_chain::{ChainError, KeyError};
use ballast_daemon::{MetricsError, SecretError, SettingsError};
use ballast_ledger::LedgerError;
use thiserror::Error;

#[derive(Error, Debug, PartialEq)]
pub enum KeeperError {
    #[error(transparent)]
    Settings(#[from] SettingsError),
    #[error("{key}: {reason}")]
    Setting { key: &'static str, reason: String },
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error(transparent)]
    Secret(#[from] SecretError),
    #[error(transparent)]
    Metrics(#[from] MetricsError),
    #[error(transparent)]
    Chain(#[from] ChainError),
    #[error("{address} is a {found}, not a {expected}; set `{key}` to the address of one")]
    WrongContract {
        key: &'static str,
        address: String,
        found: String,
        expected: &'static str,
    },
    #[error("the liquidator {address} {what}; deploy one of your own for this market")]
    NotOurs { address: String, what: String },
    #[error("the market at {address} cannot be read: {error}")]
    Market {
        address: String,
        error: Box<LedgerError>,
    },
    #[error("the wallet {address} has {found} `{denom}` and a transaction needs some {needed}; send it some")]
    NoGas {
        address: String,
        denom: String,
        found: u128,
        needed: u128,
    },
}

impl KeeperError {
    /// Is there nothing to wait for, since somebody has to change the settings or deploy another version?
    pub fn is_final(&self) -> bool {
        match self {
            Self::Chain(ChainError::WrongChain { .. }) => true,
            Self::Market { error, .. } => matches!(
                **error,
                LedgerError::OtherLayout { .. } | LedgerError::NotALendingContract
            ),
            Self::Chain(_) | Self::NoGas { .. } => false,
            _ => true,
        }
    }

    /// Will it be over without anybody changing anything?
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Chain(error) if error.is_passing())
            || matches!(self, Self::NoGas { .. })
    }
}
