//! All accounts of a market in little memory: each as its record lies on chain, read when it is judged.

use ballast_interface::AccountId;
use ballast_ledger::records::account;
use ballast_ledger::LedgerError;
use ballast_risk::{Account, AssetIndex};
use std::collections::HashMap;
use std::sync::Arc;

/// Whose account; the owner's name is shared with the index.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name {
    owner: Arc<str>,
    id: u8,
}

impl From<&AccountId> for Name {
    fn from(account: &AccountId) -> Self {
        Self {
            owner: account.owner.as_str().into(),
            id: account.id,
        }
    }
}

impl From<&Name> for AccountId {
    fn from(name: &Name) -> Self {
        Self::sub(name.owner.as_ref(), name.id)
    }
}

/// What an account was when it was judged last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// Came or changed since.
    #[default]
    Unknown,
    /// Owes nothing.
    Free,
    /// Its health factor is above the edge.
    Far,
    /// Healthy, and within the edge.
    Edge,
    Liquidatable,
    /// A price that it needs is missing, or a number is too large.
    Unjudged,
}

/// One account.
#[derive(Clone, Debug)]
pub struct Slot {
    pub name: Name,
    pub standing: Standing,
    /// The bit of each asset of the account; numbers from 64 on share bits.
    assets: u64,
    record: Box<[u8]>,
}

impl Slot {
    pub fn account(&self) -> Result<Account, LedgerError> {
        account::read(&self.record)
    }

    /// Is that its record?
    pub fn is_record(&self, record: &[u8]) -> bool {
        *self.record == *record
    }

    /// Has it to do with one of these assets? It may say so though it has not.
    pub fn touches(&self, assets: AssetBits) -> bool {
        self.assets & assets.0 != 0
    }
}

/// A set of assets in one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AssetBits(u64);

impl AssetBits {
    pub fn add(&mut self, asset: AssetIndex) {
        self.0 |= 1u64.rotate_left(u32::from(asset.raw()));
    }
}

/// Every account that was met.
#[derive(Debug, Default)]
pub struct Accounts {
    slots: Vec<Slot>,
    places: HashMap<Name, u32>,
}

impl Accounts {
    /// The record of an account as it is now; none: it is empty.
    pub fn put(&mut self, account: &AccountId, record: Option<&[u8]>) -> Result<(), LedgerError> {
        let name = Name::from(account);
        let Some(record) = record else {
            self.remove(&name);
            return Ok(());
        };
        let slot = slot(name, record)?;
        match self.places.get(&slot.name).map(|place| *place as usize) {
            Some(place) => {
                if let Some(known) = self.slots.get_mut(place) {
                    *known = slot;
                }
            }
            None => {
                let place = u32::try_from(self.slots.len()).unwrap_or(u32::MAX);
                self.places.insert(slot.name.clone(), place);
                self.slots.push(slot);
            }
        }
        Ok(())
    }

    fn remove(&mut self, name: &Name) {
        let Some(place) = self.places.remove(name).map(|place| place as usize) else {
            return;
        };
        // the last one takes its place
        self.slots.swap_remove(place);
        if let Some(moved) = self.slots.get(place) {
            let place = u32::try_from(place).unwrap_or(u32::MAX);
            self.places.insert(moved.name.clone(), place);
        }
    }

    /// Forgets every account that is not among these, after all of them were read again.
    pub fn keep_only(&mut self, seen: &std::collections::HashSet<Name>) {
        let gone: Vec<Name> = self.places.keys().cloned().collect();
        for name in gone.iter().filter(|name| !seen.contains(name)) {
            self.remove(name);
        }
    }

    pub fn get(&self, account: &AccountId) -> Option<&Slot> {
        let place = self.places.get(&Name::from(account))?;
        self.slots.get(*place as usize)
    }

    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    pub fn slots_mut(&mut self) -> &mut [Slot] {
        &mut self.slots
    }

    pub fn len(&self) -> usize {
        self.slots.len()
    }

    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }
}

fn slot(name: Name, record: &[u8]) -> Result<Slot, LedgerError> {
    let account = account::read(record)?;
    let mut assets = AssetBits::default();
    for position in account.positions() {
        assets.add(position.asset());
    }
    Ok(Slot {
        name,
        standing: Standing::Unknown,
        assets: assets.0,
        record: record.into(),
    })
}
