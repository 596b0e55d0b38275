//! The lending contract: it holds the deposits and the debts, and no code that only reads.
//!
//! `contract` dispatches, `operate` is the one path of every user's message, `liquidate` that of a liquidation, `governance`
//! its own wing. What happens to accounts and markets is `ballast_ledger`'s, the numbers are `ballast_risk`'s.

mod accrue;
pub mod contract;
pub mod error;
mod event;
mod flash;
mod governance;
mod guard;
mod hook;
mod liquidate;
mod migrate;
mod operate;
mod operators;
mod query;
mod setup;
mod transfer;

pub use ballast_ledger::LedgerError;
pub use error::ContractError;
