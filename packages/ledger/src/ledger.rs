//! Accounts and their markets in memory: everything that a message changes, and whether it was judged.

use crate::error::{LedgerError, Result};
use crate::fact::{Accrued, Fact, SharesDropped};
use crate::markets::{LoadedMarket, Markets};
use crate::reader::Records;
use crate::records::{account, asset, AccountKey};
use ballast_interface::AssetId;
use ballast_risk::{Account, AssetIndex, Position};
use cosmwasm_std::Storage;

/// What one message has loaded: the account that it acts on, and those that it only gives to.
#[derive(Clone)]
#[allow(missing_debug_implementations)] // records have none
pub struct Ledger<'a> {
    records: &'a dyn Records,
    pub markets: Markets,
    /// At most sixteen are named by a batch beside the one acted on.
    accounts: Vec<OpenAccount>,
    /// The place of the one acted on.
    principal: usize,
    /// What was borrowed: these debts must be worth a liquidation.
    borrowed: Vec<AssetIndex>,
    facts: Vec<Fact>,
}

#[derive(Clone, Debug)]
struct OpenAccount {
    key: AccountKey,
    account: Account,
    standing: Standing,
}

/// What is known of an account's surplus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// Nothing lowered it, or it was judged since.
    Sound,
    Lowered,
}

/// One position and its market, to be changed together.
#[allow(missing_debug_implementations)] // borrowed from a ledger
pub struct Entry<'l> {
    pub account: &'l mut Account,
    pub loaded: &'l mut LoadedMarket,
}

impl<'a> Ledger<'a> {
    /// With the account that the message acts on; its markets follow as they are needed.
    pub fn open(records: &'a dyn Records, now: u64, key: AccountKey) -> Result<Self> {
        let mut ledger = Self {
            records,
            markets: Markets::new(now),
            accounts: Vec::new(),
            principal: 0,
            borrowed: Vec::new(),
            facts: Vec::new(),
        };
        ledger.find_or_load(&key)?;
        Ok(ledger)
    }

    pub fn records(&self) -> &'a dyn Records {
        self.records
    }

    pub fn now(&self) -> u64 {
        self.markets.now
    }

    /// Another account is the one acted on from now on. Each remembers what lowered its surplus.
    pub fn turn_to(&mut self, key: &AccountKey) -> Result<()> {
        self.principal = self.find_or_load(key)?;
        Ok(())
    }

    /// The account acted on.
    pub fn key(&self) -> &AccountKey {
        &self.principal().key
    }

    pub fn account(&self) -> &Account {
        &self.principal().account
    }

    pub fn account_mut(&mut self) -> &mut Account {
        &mut self.principal_mut().account
    }

    // what `open` and `turn_to` find or put there nothing takes away
    #[allow(clippy::indexing_slicing)]
    fn principal(&self) -> &OpenAccount {
        &self.accounts[self.principal]
    }

    #[allow(clippy::indexing_slicing)]
    fn principal_mut(&mut self) -> &mut OpenAccount {
        &mut self.accounts[self.principal]
    }

    /// The number of a listed asset, its market loaded.
    pub fn load(&mut self, name: &AssetId) -> Result<AssetIndex> {
        if let Some(loaded) = self.markets.find(name) {
            return Ok(loaded.index);
        }
        let index = asset::index(self.records, name)?;
        self.markets.load(self.records, index)?;
        Ok(index)
    }

    /// All markets of the account acted on.
    pub fn load_all(&mut self) -> Result<()> {
        let Self {
            records,
            markets,
            accounts,
            principal,
            ..
        } = self;
        match accounts.get(*principal) {
            Some(open) => markets.load_all(*records, &open.account),
            None => Ok(()),
        }
    }

    /// The account acted on and one of its markets.
    pub fn entry(&mut self, index: AssetIndex) -> Result<Entry<'_>> {
        self.entry_at(self.principal, index)
    }

    /// An account by its validated key and one market, both loaded once however often they are named. Shares of an
    /// epoch that has ended are dropped from the position.
    pub fn entry_of(&mut self, key: &AccountKey, index: AssetIndex) -> Result<Entry<'_>> {
        let place = self.find_or_load(key)?;
        self.entry_at(place, index)
    }

    fn entry_at(&mut self, place: usize, index: AssetIndex) -> Result<Entry<'_>> {
        let missing = LedgerError::Corrupt { record: "account" };
        let open = self.accounts.get_mut(place).ok_or(missing)?;
        let loaded = self.markets.change(index)?;
        if let Some(position) = open.account.position_mut(index) {
            let dropped = position.enter_epoch(&loaded.market);
            if !dropped.is_zero() {
                self.facts.push(Fact::Dropped(SharesDropped {
                    account: open.key.clone(),
                    asset: loaded.asset.asset.clone(),
                    shares: dropped,
                    epoch: loaded.market.epoch(),
                }));
            }
        }
        Ok(Entry {
            account: &mut open.account,
            loaded,
        })
    }

    fn find_or_load(&mut self, key: &AccountKey) -> Result<usize> {
        if let Some(place) = self.accounts.iter().position(|open| open.key == *key) {
            return Ok(place);
        }
        self.accounts.push(OpenAccount {
            key: key.clone(),
            account: account::load(self.records, key)?,
            standing: Standing::Sound,
        });
        Ok(self.accounts.len().saturating_sub(1))
    }

    /// What is held and owed of one asset by the account acted on.
    pub fn position(&self, index: AssetIndex) -> Option<&Position> {
        self.account().position(index)
    }

    /// Something lowered the surplus of the account acted on. Nothing takes this back but a judgement.
    pub(crate) fn mark_lowered(&mut self) {
        self.principal_mut().standing = Standing::Lowered;
    }

    pub(crate) fn mark_borrowed(&mut self, index: AssetIndex) {
        self.mark_lowered();
        self.borrowed.push(index);
    }

    pub(crate) fn borrowed(&self) -> &[AssetIndex] {
        &self.borrowed
    }

    pub(crate) fn is_lowered(&self) -> bool {
        self.principal().standing == Standing::Lowered
    }

    /// Only `judge` says so.
    pub(crate) fn mark_judged(&mut self) {
        self.principal_mut().standing = Standing::Sound;
    }

    pub fn tell(&mut self, fact: Fact) {
        self.facts.push(fact);
    }

    /// What has happened so far, in order.
    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// Ends the ledger: what is to be written, without what it was read from.
    ///
    /// An account whose surplus was lowered and not judged since is an error. No message can reach it.
    pub fn close(mut self) -> Result<Changes> {
        for open in &mut self.accounts {
            if open.standing == Standing::Lowered {
                return Err(LedgerError::Unjudged);
            }
            open.account.tidy();
        }
        Ok(Changes {
            accounts: self.accounts,
            markets: self.markets,
            facts: self.facts,
        })
    }
}

/// All that a message changes, judged.
#[derive(Clone, Debug)]
#[must_use = "nothing is stored before it is committed"]
pub struct Changes {
    accounts: Vec<OpenAccount>,
    markets: Markets,
    facts: Vec<Fact>,
}

/// What a message did, for its events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    pub accrued: Vec<Accrued>,
    pub facts: Vec<Fact>,
}

impl Changes {
    /// Writes accounts, and markets whose totals moved.
    pub fn commit(self, storage: &mut dyn Storage) -> Result<Told> {
        for open in &self.accounts {
            account::save(storage, &open.key, &open.account)?;
        }
        Ok(Told {
            accrued: self.markets.save(storage)?,
            facts: self.facts,
        })
    }
}
