//! The keeper's file of settings; `docs/keeper.md` explains every key.

use crate::decide::{GasGuess, Prefer, WriteOffs};
use crate::error::KeeperError;
use ballast_chain::{GasPrice, KeySource};
use ballast_daemon::{LogSettings, Outside, SecretSource};
use ballast_risk::{Price, Value};
use serde::Deserialize;
use std::num::NonZeroUsize;

/// Liquidations of one `liquidate_many`.
const MOST: usize = 20;

#[derive(Deserialize, Clone, Debug)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// RPC of a node, `http://host:port`.
    pub node: String,
    pub chain_id: String,
    /// Of addresses of the chain.
    pub address_prefix: String,
    /// The market.
    pub lending: String,
    pub key: SecretSource,
    /// `0.025ustake`.
    pub gas_price: GasPrice,
    /// Needed where the market does not list the fee coin.
    pub fee_coin: Option<FeeCoin>,
    pub means: MeansSetting,
    /// The own liquidator contract, for flash loans.
    pub liquidator: Option<String>,
    /// USD above the gas.
    pub minimum_profit: Value,
    #[serde(default = "most")]
    pub most_per_transaction: usize,
    #[serde(default = "pairs")]
    pub prefer: Prefer,
    #[serde(default = "write_offs")]
    pub write_offs: WriteOffs,
    /// Whom the keeper asks how to swap.
    pub routes: Option<Outside>,
    /// Seconds after which a route's answer is too old.
    #[serde(default = "route_max_age")]
    pub route_max_age: u64,
    #[serde(default)]
    pub gas_guess: GasGuess,
    /// Blocks after which everything is read anew.
    #[serde(default = "reread")]
    pub reread_after_blocks: u64,
    /// Blocks after which a transaction that no block has is handed over again.
    #[serde(default = "resend")]
    pub resend_after_blocks: u64,
    /// Absent: as many as there are cores.
    pub threads: Option<NonZeroUsize>,
    /// On loopback; absent: there are none.
    pub metrics_port: Option<u16>,
    #[serde(default)]
    pub log: LogSettings,
}

/// What the fee is paid in.
#[derive(Deserialize, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct FeeCoin {
    pub decimals: u8,
    /// USD for a whole one.
    pub price: Price,
}

/// With what debts are repaid.
#[derive(Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum MeansSetting {
    FlashLoan,
    Inventory,
}

fn most() -> usize {
    10
}

fn pairs() -> Prefer {
    Prefer::Pairs
}

fn write_offs() -> WriteOffs {
    WriteOffs::Do
}

fn route_max_age() -> u64 {
    30
}

fn reread() -> u64 {
    500
}

fn resend() -> u64 {
    5
}

impl Settings {
    /// What a file can say wrongly though each key is well formed.
    pub fn check(&self) -> Result<(), KeeperError> {
        let refuse = |key, reason: &str| {
            let reason = reason.to_owned();
            Err(KeeperError::Setting { key, reason })
        };
        if !(1..=MOST).contains(&self.most_per_transaction) {
            let found = self.most_per_transaction;
            let reason = format!("found {found}, allowed is 1 to {MOST}");
            return refuse("most_per_transaction", &reason);
        }
        match (self.means, &self.liquidator) {
            (MeansSetting::FlashLoan, None) => refuse(
                "liquidator",
                "flash loans go through a contract of your own; write its address, or `means = \"inventory\"`",
            ),
            (MeansSetting::Inventory, Some(_)) => refuse(
                "liquidator",
                "out of the inventory no contract is used; leave it out, or write `means = \"flash_loan\"`",
            ),
            _ => Ok(()),
        }
    }

    /// Where the key stands, after looking whether others may read it.
    pub fn key_source(&self) -> Result<KeySource, KeeperError> {
        self.key.read()?;
        Ok(match &self.key {
            SecretSource::File(path) => KeySource::File(path.clone()),
            SecretSource::Env(name) => KeySource::Environment(name.clone()),
        })
    }
}

impl Default for GasGuess {
    /// What a run of one pair and of each further one uses on a node that caches no code, rounded up (`docs/gas.md`).
    fn default() -> Self {
        Self {
            start: 900_000,
            each: 250_000,
        }
    }
}
