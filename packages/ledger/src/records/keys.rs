//! Every key of the contract on one screen.

use crate::error::LedgerError;
use ballast_interface::{AccountId, AssetId};
use ballast_risk::AssetIndex;
use cosmwasm_std::{Addr, Api};
use cw_storage_plus::Map;
use std::fmt;

/// No value is read or written through these: they make keys.
type Keys<K> = Map<K, ()>;

const ACCOUNT: Keys<(&str, u8)> = Map::new("account");
const OPERATORS: Keys<(&str, u8)> = Map::new("operators");
const MARKET: Keys<u8> = Map::new("market");
const ASSET: Keys<u8> = Map::new("asset");
const ASSET_ID: Keys<(u8, &str)> = Map::new("asset_id");
const ASSET_COUNT: &str = "asset_count";
const CORRELATIONS: &str = "correlations";
const SCENARIOS: &str = "scenarios";
const SETTINGS: &str = "settings";
const FLASH: &str = "flash";
const LAYOUT: &str = "layout";
/// Beside these: `ownership` of cw-ownable and `contract_info` of cw2.
pub const ROLES: &str = "roles";

const NATIVE: u8 = 0;
const CW20: u8 = 1;

/// Whose account, and which of theirs. The address has been validated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountKey {
    pub owner: Addr,
    pub id: u8,
}

impl AccountKey {
    /// The main account of an address.
    pub fn main(owner: &Addr) -> Self {
        Self {
            owner: owner.clone(),
            id: 0,
        }
    }

    /// The key of a named account.
    pub fn validated(api: &dyn Api, account: &AccountId) -> Result<Self, LedgerError> {
        Ok(Self {
            owner: address(api, &account.owner)?,
            id: account.id,
        })
    }

    /// The key of a named account, or the main account of `default`.
    pub fn named_or_main(
        api: &dyn Api,
        account: Option<&AccountId>,
        default: &Addr,
    ) -> Result<Self, LedgerError> {
        match account {
            None => Ok(Self::main(default)),
            Some(account) => Self::validated(api, account),
        }
    }
}

/// An address of this chain, or a refusal that names what was given for one.
pub fn address(api: &dyn Api, named: &str) -> Result<Addr, LedgerError> {
    api.addr_validate(named)
        .map_err(|error| LedgerError::NotAnAddress {
            found: named.chars().take(100).collect(),
            reason: error.to_string(),
        })
}

impl From<&AccountKey> for AccountId {
    fn from(key: &AccountKey) -> Self {
        AccountId::sub(&key.owner, key.id)
    }
}

impl fmt::Display for AccountKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.owner, self.id)
    }
}

pub fn account(key: &AccountKey) -> Vec<u8> {
    ACCOUNT.key((key.owner.as_str(), key.id)).to_vec()
}

pub fn operators(key: &AccountKey) -> Vec<u8> {
    OPERATORS.key((key.owner.as_str(), key.id)).to_vec()
}

pub fn market(asset: AssetIndex) -> Vec<u8> {
    MARKET.key(asset.raw()).to_vec()
}

pub fn asset(asset: AssetIndex) -> Vec<u8> {
    ASSET.key(asset.raw()).to_vec()
}

pub fn asset_id(asset: &AssetId) -> Vec<u8> {
    let kind = match asset {
        AssetId::Native(_) => NATIVE,
        AssetId::Cw20(_) => CW20,
    };
    ASSET_ID.key((kind, asset.name())).to_vec()
}

pub fn asset_count() -> Vec<u8> {
    ASSET_COUNT.into()
}

pub fn correlations() -> Vec<u8> {
    CORRELATIONS.into()
}

pub fn scenarios() -> Vec<u8> {
    SCENARIOS.into()
}

pub fn settings() -> Vec<u8> {
    SETTINGS.into()
}

pub fn flash() -> Vec<u8> {
    FLASH.into()
}

pub fn layout() -> Vec<u8> {
    LAYOUT.into()
}

/// From after `start` to the end of all accounts.
pub fn account_range(start: Option<&AccountKey>) -> (Vec<u8>, Vec<u8>) {
    // every key of an account begins with the length and the name of their namespace
    let first = ACCOUNT.key(("", 0)).to_vec();
    let name = first.len().saturating_sub(3);
    let all = first.get(..name).unwrap_or(&first).to_vec();
    let mut end = all.clone();
    // an owner's length never begins with two bytes of 255
    end.extend([u8::MAX, u8::MAX]);
    let from = match start {
        None => all,
        Some(key) => {
            // the first key after it
            let mut place = account(key);
            place.push(0);
            place
        }
    };
    (from, end)
}

pub(super) fn read_account(place: &[u8]) -> Result<AccountKey, LedgerError> {
    let (all, _) = account_range(None);
    let read = || {
        // two bytes for the owner's length, the owner, one byte for the number
        let rest = place.strip_prefix(all.as_slice())?.get(2..)?;
        let (id, owner) = rest.split_last()?;
        let owner = String::from_utf8(owner.to_vec()).ok()?;
        Some(AccountKey {
            owner: Addr::unchecked(owner),
            id: *id,
        })
    };
    read().ok_or(LedgerError::Corrupt { record: "account" })
}
