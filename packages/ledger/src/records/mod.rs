//! What a lending contract stores: each record in a file of its own, all keys in one.

pub mod account;
pub mod asset;
mod codec;
pub mod correlations;
pub mod flash;
pub mod keys;
pub mod market;
pub mod operators;
pub mod scenarios;
pub mod settings;

pub use asset::{Asset, GuardiansPause, Pause, Paused};
pub use flash::FlashDebt;
pub use keys::{address, AccountKey};
pub use operators::{Operator, Rights};
pub use scenarios::StoredScenario;
pub use settings::Settings;

use crate::error::LedgerError;
use crate::reader::Records;
use cosmwasm_std::Storage;

/// The layout of all records together. A reader of another layout must not guess.
///
/// 1: scaled debt in whole base units. 2: with five digits more, and the reserve's interest with its remainder.
pub const LAYOUT: u8 = 2;

/// Marks the storage as one of this layout.
pub fn save_layout(storage: &mut dyn Storage) {
    storage.set(&keys::layout(), &[LAYOUT]);
}

/// Refuses a storage of another layout.
pub fn check_layout(records: &dyn Records) -> Result<(), LedgerError> {
    let found = records.read(&keys::layout())?;
    match found.as_deref() {
        Some([LAYOUT]) => Ok(()),
        Some([found, ..]) => Err(LedgerError::OtherLayout {
            found: *found,
            known: LAYOUT,
        }),
        _ => Err(LedgerError::NotALendingContract),
    }
}
