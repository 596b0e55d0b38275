//! What a user may do to an account, one verb a file: each changes the ledger in memory and leaves a fact. None knows
//! storage or messages.

mod borrow;
mod deposit;
mod offset;
mod repay;
mod shift;
mod withdraw;

pub use borrow::Borrow;
pub use deposit::{may_open_for_another, Deposit};
pub use offset::Offset;
pub use repay::Repay;
pub use shift::Shift;
pub use withdraw::Withdraw;

use crate::error::{LedgerError, Result};
use crate::ledger::Ledger;
use crate::markets::LoadedMarket;
use crate::purse::Purse;
use crate::records::AccountKey;
use ballast_interface::lending::AccountAction;
use ballast_risk::Amount;
use cosmwasm_std::Api;

/// One action, its accounts by validated keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    Deposit(Deposit),
    Withdraw(Withdraw),
    Borrow(Borrow),
    Repay(Repay),
    Shift(Shift),
    Offset(Offset),
}

impl Action {
    /// Of a message on the account `on`: what names no account of its own is about that one.
    pub fn read(api: &dyn Api, action: AccountAction, on: &AccountKey) -> Result<Self> {
        let named = |account: Option<_>| match account {
            None => Ok(on.clone()),
            Some(account) => AccountKey::validated(api, &account),
        };
        Ok(match action {
            AccountAction::Deposit {
                asset,
                amount,
                mode,
                account,
            } => Action::Deposit(Deposit {
                asset,
                amount,
                mode,
                to: named(account)?,
            }),
            AccountAction::Withdraw {
                asset,
                amount,
                mode,
            } => Action::Withdraw(Withdraw {
                asset,
                amount,
                mode,
            }),
            AccountAction::Borrow { asset, amount } => Action::Borrow(Borrow { asset, amount }),
            AccountAction::Repay {
                asset,
                amount,
                account,
            } => Action::Repay(Repay {
                asset,
                amount,
                of: named(account)?,
            }),
            AccountAction::Shift { asset, amount, to } => {
                Action::Shift(Shift { asset, amount, to })
            }
            AccountAction::Offset { asset, amount } => Action::Offset(Offset { asset, amount }),
        })
    }

    pub fn apply(&self, ledger: &mut Ledger<'_>, purse: &mut Purse) -> Result<()> {
        match self {
            Action::Deposit(action) => action.apply(ledger, purse),
            Action::Withdraw(action) => action.apply(ledger, purse),
            Action::Borrow(action) => action.apply(ledger, purse),
            Action::Repay(action) => action.apply(ledger, purse),
            Action::Shift(action) => action.apply(ledger),
            Action::Offset(action) => action.apply(ledger),
        }
    }
}

fn above_zero(amount: Amount) -> Result<()> {
    if amount.is_zero() {
        return Err(LedgerError::ZeroAmount);
    }
    Ok(())
}

/// An amount that may be absent is above zero where it is there.
fn absent_or_above_zero(amount: Option<Amount>) -> Result<()> {
    amount.map_or(Ok(()), above_zero)
}

/// Not paused, and given a weight.
pub(crate) fn may_borrow(loaded: &LoadedMarket, now: u64) -> Result<()> {
    loaded.not_paused("borrow", loaded.asset.paused.borrow.until(), now)?;
    if loaded.asset.risk.destination().borrow_weight.is_none() {
        return Err(LedgerError::NotBorrowable {
            asset: loaded.name(),
        });
    }
    Ok(())
}
