//! An account: all of it in one record. An empty account has none.

use super::codec::{decode, encode};
use super::keys::{self, AccountKey};
use crate::error::LedgerError;
use crate::reader::Records;
use ballast_risk::Account;
use cosmwasm_std::{Order, Storage};

const RECORD: &str = "account";

pub fn load(records: &dyn Records, key: &AccountKey) -> Result<Account, LedgerError> {
    match records.read(&keys::account(key))? {
        None => Ok(Account::default()),
        Some(bytes) => decode(&bytes, RECORD),
    }
}

pub fn save(
    storage: &mut dyn Storage,
    key: &AccountKey,
    account: &Account,
) -> Result<(), LedgerError> {
    let place = keys::account(key);
    if account.is_empty() {
        storage.remove(&place);
    } else {
        storage.set(&place, &encode(account, RECORD)?);
    }
    Ok(())
}

/// Records of accounts after `start`, in the order of their keys, not read yet.
pub fn range<'a>(
    storage: &'a dyn Storage,
    start: Option<&AccountKey>,
) -> impl Iterator<Item = Result<(AccountKey, Vec<u8>), LedgerError>> + 'a {
    let (from, to) = keys::account_range(start);
    storage
        .range(Some(&from), Some(&to), Order::Ascending)
        .map(|(place, bytes)| Ok((keys::read_account(&place)?, bytes)))
}

/// An account out of its record.
pub fn read(bytes: &[u8]) -> Result<Account, LedgerError> {
    decode(bytes, RECORD)
}
