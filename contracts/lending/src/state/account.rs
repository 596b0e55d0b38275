//! An account: all of it in one record. An empty account has none.

use super::codec::{Reader, Writer};
use super::keys::{self, AccountKey};
use crate::error::Result;
use ballast_risk::account::{Account, Episode, Position};
use ballast_risk::num::{Amount, Ratio, ScaledDebt, SupplyShares};
use cosmwasm_std::{Order, Storage};

const VERSION: u8 = 1;
const RECORD: &str = "account";

pub fn load(storage: &dyn Storage, key: &AccountKey) -> Result<Account> {
    match storage.get(&keys::account(key)) {
        None => Ok(Account::default()),
        Some(bytes) => decode(&bytes),
    }
}

pub fn save(storage: &mut dyn Storage, key: &AccountKey, account: &Account) -> Result<()> {
    let place = keys::account(key);
    if account.is_empty() {
        storage.remove(&place);
    } else {
        storage.set(&place, &encode(account));
    }
    Ok(())
}

/// Accounts after `start`, in the order of their keys.
pub fn range<'a>(
    storage: &'a dyn Storage,
    start: Option<&AccountKey>,
) -> impl Iterator<Item = Result<(AccountKey, Account)>> + 'a {
    let (from, to) = keys::account_range(start);
    storage
        .range(Some(&from), Some(&to), Order::Ascending)
        .map(|(place, bytes)| Ok((keys::read_account(&place)?, decode(&bytes)?)))
}

pub(super) fn encode(account: &Account) -> Vec<u8> {
    let mut writer = Writer::new(VERSION);
    // at most MAX_POSITIONS = 16
    writer.count(account.positions().len());
    for position in account.positions() {
        writer
            .byte(position.asset)
            .number(position.shares.raw())
            .number(position.epoch)
            .number(position.protected.raw())
            .number(position.scaled_debt.raw());
    }
    match account.episode {
        None => writer.byte(0),
        Some(episode) => writer
            .byte(1)
            .number(episode.lowest.raw())
            .number(episode.at),
    };
    writer.finish()
}

pub(super) fn decode(bytes: &[u8]) -> Result<Account> {
    let mut reader = Reader::new(bytes, VERSION, RECORD)?;
    let positions = reader.list(|r| {
        Ok(Position {
            asset: r.byte()?,
            shares: SupplyShares::new(r.u128()?),
            epoch: r.u32()?,
            protected: Amount::new(r.u128()?),
            scaled_debt: ScaledDebt::new(r.u128()?),
        })
    })?;
    let episode = match reader.byte()? {
        0 => None,
        _ => Some(Episode {
            lowest: Ratio::new(reader.u64()?),
            at: reader.u64()?,
        }),
    };
    reader.finish()?;
    Ok(Account::new(positions, episode))
}
