//! Who may act for an account besides its owner: at most eight, each for a time.

use super::codec::{decode, encode};
use super::keys::{self, AccountKey};
use crate::error::LedgerError;
use crate::reader::Records;
use ballast_interface::lending::{OperatorRight, PayTo};
use ballast_risk::HealthFactor;
use cosmwasm_std::{Addr, Storage};
use serde::{Deserialize, Serialize};

const RECORD: &str = "operators";
/// The list is read with every message of an operator: it stays one small record.
pub const MAX_OPERATORS: usize = 8;

/// What an operator may do beyond what anybody may.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rights {
    pub borrow: bool,
    pub withdraw: bool,
    pub shift: bool,
}

impl Rights {
    /// From a list; what stands there twice is the same.
    pub fn of(list: &[OperatorRight]) -> Self {
        Self {
            borrow: list.contains(&OperatorRight::Borrow),
            withdraw: list.contains(&OperatorRight::Withdraw),
            shift: list.contains(&OperatorRight::Shift),
        }
    }

    pub fn list(self) -> Vec<OperatorRight> {
        let all = [
            (self.borrow, OperatorRight::Borrow),
            (self.withdraw, OperatorRight::Withdraw),
            (self.shift, OperatorRight::Shift),
        ];
        let named = all.into_iter().filter(|(may, _)| *may);
        named.map(|(_, right)| right).collect()
    }

    pub fn has(self, right: OperatorRight) -> bool {
        match right {
            OperatorRight::Borrow => self.borrow,
            OperatorRight::Withdraw => self.withdraw,
            OperatorRight::Shift => self.shift,
        }
    }

    pub fn is_none(self) -> bool {
        self == Self::default()
    }
}

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Operator {
    pub address: Addr,
    pub may: Rights,
    pub pay_to: PayTo,
    /// What the account's health factor must be after it withdrew or borrowed.
    pub min_health: Option<HealthFactor>,
    /// To the second: from then on it may nothing.
    pub until: u64,
}

/// Those whose time has not come to an end.
pub fn load(
    records: &dyn Records,
    key: &AccountKey,
    now: u64,
) -> Result<Vec<Operator>, LedgerError> {
    let Some(bytes) = records.read(&keys::operators(key))? else {
        return Ok(Vec::new());
    };
    let mut all: Vec<Operator> = decode(&bytes, RECORD)?;
    all.retain(|operator| now < operator.until);
    Ok(all)
}

pub fn save(
    storage: &mut dyn Storage,
    key: &AccountKey,
    all: &Vec<Operator>,
) -> Result<(), LedgerError> {
    let place = keys::operators(key);
    if all.is_empty() {
        storage.remove(&place);
    } else {
        storage.set(&place, &encode(all, RECORD)?);
    }
    Ok(())
}
