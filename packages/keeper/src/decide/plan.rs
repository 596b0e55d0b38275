//! One transaction that would be sent, and what is expected of it.

use super::money::GasPrice;
use super::skip::Skip;
use ballast_interface::{AccountId, AssetId};
use ballast_risk::{Amount, Value};
use cosmwasm_std::{Binary, Coin};
use std::fmt;

/// What kind of transaction it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Pairs that share their debt.
    Pairs,
    ProRata,
    WriteOff,
}

/// A message to a contract.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    pub contract: String,
    /// JSON.
    pub msg: Binary,
    pub funds: Vec<Coin>,
}

/// What a transaction does, costs and brings.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    pub kind: Kind,
    pub accounts: Vec<AccountId>,
    pub message: Message,
    /// What it is thought to use.
    pub gas: u64,
    /// What is left of this asset after loan, fee and swaps; nothing where it writes off.
    pub wins: Option<(AssetId, Amount)>,
    /// The same in USD, gas not taken off.
    pub brings: Value,
}

impl Plan {
    /// Refuses what does not bring its gas and the minimum on top. A write-off brings nothing to anybody.
    pub fn check(&self, gas: &GasPrice, minimum: Value) -> Result<(), Skip> {
        let costs = gas.cost_up(self.gas)?;
        if self.kind == Kind::WriteOff || self.brings >= costs.add(minimum)? {
            return Ok(());
        }
        Err(Skip::BelowMinimum {
            brings: self.brings,
            costs,
            minimum,
        })
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let accounts: Vec<String> = self.accounts.iter().map(ToString::to_string).collect();
        let accounts = accounts.join(", ");
        match self.kind {
            Kind::Pairs => write!(f, "liquidate {accounts}")?,
            Kind::ProRata => write!(f, "liquidate {accounts} pro rata")?,
            Kind::WriteOff => write!(f, "write off {accounts}")?,
        }
        match &self.wins {
            Some((asset, amount)) => write!(f, ": brings {amount} `{asset}`, {} USD", self.brings),
            None => Ok(()),
        }
    }
}
