//! What keeps a feeder from beginning. Each line says what was found and what would work.

use crate::settings::InvalidSettings;
use crate::sign::SignError;
use ballast_chain::{ChainError, GasPriceError, KeyError};
use ballast_daemon::MetricsError;
use ballast_interface::AssetId;
use thiserror::Error;

#[derive(Error, Debug, PartialEq)]
pub enum FeederError {
    #[error(transparent)]
    Settings(#[from] InvalidSettings),
    #[error(transparent)]
    Chain(#[from] ChainError),
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error("[report] gas_price: {0}")]
    GasPrice(#[from] GasPriceError),
    #[error(transparent)]
    Sign(#[from] SignError),
    #[error(transparent)]
    Metrics(#[from] MetricsError),
    #[error("`feeder`: {feeder} is no feeder of {oracle}; its feeders are {known}")]
    NotAFeeder {
        feeder: String,
        oracle: String,
        known: String,
    },
    #[error("[report] wallet: its address is {found}, and way = \"own\" needs that of the feeder, {feeder}")]
    OtherWallet { found: String, feeder: String },
    #[error("[report] signing_key: its public half is {found}, and the oracle has {registered} for this feeder; register it with set_feeder_key")]
    OtherKey { found: String, registered: String },
    #[error("[[assets]] {asset}: {reason}")]
    Asset { asset: AssetId, reason: String },
}

impl FeederError {
    /// Does it go away by itself, so that waiting helps?
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Chain(error) if error.is_passing())
    }
}
