//! The market as the node has it, kept in memory: all of it once, then what each block's events name.

use crate::accounts::Name;
use crate::copy::{PricesCopy, RecordsCopy};
use crate::error::KeeperError;
use crate::judge::Judge;
use crate::link::Link;
use crate::memory::{Judged, Memory};
use ballast_chain::{ChainError, Event, Head};
use ballast_interface::event::key;
use ballast_interface::lending::PackedAccountsPage;
use ballast_interface::oracle::PriceQuote;
use ballast_interface::{AccountId, AssetId};
use ballast_ledger::records::{self, keys, settings};
use ballast_ledger::LedgerError;
use cosmwasm_std::Addr;
use futures::future::try_join_all;
use serde_json::json;
use std::collections::{BTreeSet, HashSet};
use std::num::NonZeroUsize;

/// What a lending contract calls itself.
const LENDING: &str = "ballast-lending";
/// Accounts of one page; the contract ends it earlier by bytes.
const PAGE: u32 = 1_000;
/// Questions that are asked at once.
const AT_ONCE: usize = 16;
/// Further behind than this it is quicker to read everything again.
const MOST_BLOCKS: u64 = 100;

/// A copy of one market.
#[derive(Debug)]
pub struct Mirror {
    lending: String,
    records: RecordsCopy,
    prices: PricesCopy,
    pub memory: Memory,
    /// The last block whose events are in it.
    height: u64,
}

/// How much of the market was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    All,
    /// So many accounts that events named.
    Named(usize),
}

impl Mirror {
    /// Reads all of a market. Refuses what is none, and one whose records are laid out in a way that is not known.
    pub async fn load<L: Link>(
        link: &L,
        lending: &str,
        threads: NonZeroUsize,
    ) -> Result<Self, KeeperError> {
        is_lending(link, lending).await?;
        let mut mirror = Self {
            lending: lending.to_owned(),
            records: RecordsCopy::default(),
            prices: PricesCopy::default(),
            memory: Memory::new(threads),
            height: 0,
        };
        let head = link.head().await?;
        mirror.read_all(link, head).await?;
        Ok(mirror)
    }

    pub fn height(&self) -> u64 {
        self.height
    }

    pub fn assets(&self) -> Result<Vec<AssetId>, KeeperError> {
        self.records.assets().map_err(|error| self.failed(error))
    }

    pub fn oracle(&self) -> Result<Addr, KeeperError> {
        let settings = settings::load(&self.records).map_err(|error| self.failed(error))?;
        Ok(settings.oracle.0)
    }

    pub fn quote(&self, asset: &AssetId) -> Option<&PriceQuote> {
        self.prices.get(asset)
    }

    /// Everything anew: what an event did not name would show here.
    pub async fn read_all<L: Link>(&mut self, link: &L, head: Head) -> Result<(), KeeperError> {
        self.read_records(link).await?;
        self.read_accounts(link).await?;
        self.height = head.height;
        Ok(())
    }

    /// What the blocks up to `head` changed, and the prices of now.
    pub async fn follow<L: Link>(&mut self, link: &L, head: Head) -> Result<Extent, KeeperError> {
        let behind = head.height.saturating_sub(self.height);
        let extent = if behind > MOST_BLOCKS {
            self.read_all(link, head).await?;
            Extent::All
        } else {
            self.follow_events(link, head).await?
        };
        self.read_prices(link).await?;
        Ok(extent)
    }

    /// Judges whoever has to be judged at the time of a block.
    pub fn judge(&mut self, head: Head) -> Result<Judged, KeeperError> {
        let judge = Judge::new(&self.records, &self.prices, head.time);
        let judge = judge.map_err(|error| self.failed(error))?;
        Ok(self.memory.judge(judge))
    }

    async fn follow_events<L: Link>(
        &mut self,
        link: &L,
        head: Head,
    ) -> Result<Extent, KeeperError> {
        let mut named = BTreeSet::new();
        let mut touched = Touched::No;
        for height in self.height.saturating_add(1)..=head.height {
            match link.events(height).await {
                Ok(events) => touched = touched.and(self.read_events(&events, &mut named)),
                Err(error) if error.is_passing() => return Err(error.into()),
                Err(error) => {
                    tracing::warn!("block {height}: its events are not to be had ({error}); everything is read anew");
                    self.read_all(link, head).await?;
                    return Ok(Extent::All);
                }
            }
        }
        if touched == Touched::Yes {
            self.read_records(link).await?;
        }
        let accounts: Vec<AccountId> = named.into_iter().collect();
        for part in accounts.chunks(AT_ONCE) {
            let keys = part.iter().map(account_key);
            let keys: Vec<Vec<u8>> = keys.collect();
            let found = self.read(link, keys).await?;
            for (account, record) in part.iter().zip(found) {
                self.put(account, record.as_deref())?;
            }
        }
        self.height = head.height;
        Ok(Extent::Named(accounts.len()))
    }

    /// The accounts that lending's events name, and whether there are any at all.
    fn read_events(&self, events: &[Event], named: &mut BTreeSet<AccountId>) -> Touched {
        let mut touched = Touched::No;
        for event in events {
            let says = |key: &str, value: &str| {
                let mut all = event.attributes.iter();
                all.any(|(k, v)| k == key && v == value)
            };
            if !says("_contract_address", &self.lending) {
                continue;
            }
            touched = Touched::Yes;
            let names = event.attributes.iter();
            let names = names.filter(|(k, _)| k == key::ACCOUNT || k == key::RECEIVE_ACCOUNT);
            named.extend(names.filter_map(|(_, value)| account_named(value)));
        }
        touched
    }

    async fn read_records<L: Link>(&mut self, link: &L) -> Result<(), KeeperError> {
        for step in [Step::First, Step::Assets] {
            let keys = match step {
                Step::First => RecordsCopy::first_keys(),
                Step::Assets => {
                    let keys = self.records.asset_keys();
                    keys.map_err(|error| self.failed(error))?
                }
            };
            for part in keys.chunks(AT_ONCE) {
                let found = self.read(link, part.to_vec()).await?;
                for (key, value) in part.iter().zip(found) {
                    self.records.put(key.clone(), value);
                }
            }
            records::check_layout(&self.records).map_err(|error| self.failed(error))?;
        }
        Ok(())
    }

    async fn read<L: Link>(
        &self,
        link: &L,
        keys: Vec<Vec<u8>>,
    ) -> Result<Vec<Option<Vec<u8>>>, ChainError> {
        try_join_all(keys.into_iter().map(|key| link.raw(&self.lending, key))).await
    }

    async fn read_accounts<L: Link>(&mut self, link: &L) -> Result<(), KeeperError> {
        let mut seen: HashSet<Name> = HashSet::new();
        let mut start_after: Option<AccountId> = None;
        loop {
            let asked = json!({"packed_accounts": {"start_after": start_after, "limit": PAGE}});
            let page: PackedAccountsPage = link.smart(&self.lending, &asked).await?;
            for packed in &page.items {
                seen.insert(Name::from(&packed.account));
                let known = self.memory.accounts.get(&packed.account);
                if !known.is_some_and(|slot| slot.is_record(&packed.record)) {
                    self.put(&packed.account, Some(&packed.record))?;
                }
            }
            start_after = page.next;
            if start_after.is_none() {
                break;
            }
        }
        self.memory.accounts.keep_only(&seen);
        Ok(())
    }

    async fn read_prices<L: Link>(&mut self, link: &L) -> Result<(), KeeperError> {
        let (oracle, assets) = (self.oracle()?, self.assets()?);
        if assets.is_empty() {
            return Ok(());
        }
        let asked = json!({"prices": {"assets": assets}});
        let quotes: Vec<PriceQuote> = link.smart(oracle.as_str(), &asked).await?;
        for (asset, quote) in assets.into_iter().zip(quotes) {
            self.prices.put(asset, quote);
        }
        Ok(())
    }

    fn put(&mut self, account: &AccountId, record: Option<&[u8]>) -> Result<(), KeeperError> {
        let put = self.memory.accounts.put(account, record);
        put.map_err(|error| self.failed(error))
    }

    fn failed(&self, error: LedgerError) -> KeeperError {
        KeeperError::Market {
            address: self.lending.clone(),
            error: Box::new(error),
        }
    }
}

/// In which order records are read.
#[derive(Clone, Copy)]
enum Step {
    First,
    Assets,
}

/// Did a block have to do with lending?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Touched {
    No,
    Yes,
}

impl Touched {
    fn and(self, other: Self) -> Self {
        match self {
            Self::Yes => Self::Yes,
            Self::No => other,
        }
    }
}

/// `owner/number`, as events have it.
fn account_named(text: &str) -> Option<AccountId> {
    let (owner, id) = text.rsplit_once('/')?;
    Some(AccountId::sub(owner, id.parse().ok()?))
}

fn account_key(account: &AccountId) -> Vec<u8> {
    keys::account(&records::AccountKey {
        owner: Addr::unchecked(&account.owner),
        id: account.id,
    })
}

/// Is it the contract that it is taken for?
pub async fn is_named<L: Link>(link: &L, what: Expected<'_>) -> Result<(), KeeperError> {
    let info = link.raw(what.address, b"contract_info".to_vec()).await?;
    let name = info.and_then(|info| {
        let info: serde_json::Value = serde_json::from_slice(&info).ok()?;
        Some(info.get("contract")?.as_str()?.to_owned())
    });
    if name.as_deref() == Some(what.name) {
        return Ok(());
    }
    Err(KeeperError::WrongContract {
        key: what.key,
        address: what.address.to_owned(),
        found: name.unwrap_or_else(|| "contract without a name".to_owned()),
        expected: what.name,
    })
}

/// A contract of the settings.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// Of the settings.
    pub key: &'static str,
    pub address: &'a str,
    /// By cw2.
    pub name: &'static str,
}

async fn is_lending<L: Link>(link: &L, address: &str) -> Result<(), KeeperError> {
    let expected = Expected {
        key: "lending",
        address,
        name: LENDING,
    };
    is_named(link, expected).await
}
