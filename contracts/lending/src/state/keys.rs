//! Every storage key of the contract on one screen. Layout as cw-storage-plus maps have it: each part but the last
//! after its length in two bytes.

use crate::error::{ContractError, Result};
use cosmwasm_std::Addr;
use std::fmt;

const ACCOUNT: &str = "account";
const MARKET: &str = "market";
const ASSET: &str = "asset";
const ASSET_ID: &str = "asset_id";
pub(super) const ASSET_COUNT: &str = "asset_count";
pub(super) const CORRELATIONS: &str = "correlations";
pub(super) const SCENARIOS: &str = "scenarios";
pub(super) const SETTINGS: &str = "settings";
pub(super) const ROLES: &str = "roles";
// beside these: `ownership` of cw-ownable and `contract_info` of cw2

/// Whose account, and which of theirs. The address has been validated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountKey {
    pub owner: Addr,
    pub id: u8,
}

impl fmt::Display for AccountKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.owner, self.id)
    }
}

pub(super) fn account(key: &AccountKey) -> Vec<u8> {
    let mut place = part(ACCOUNT.as_bytes());
    place.extend(part(key.owner.as_bytes()));
    place.push(key.id);
    place
}

/// From after `start` to the end of all accounts.
pub(super) fn account_range(start: Option<&AccountKey>) -> (Vec<u8>, Vec<u8>) {
    let all = part(ACCOUNT.as_bytes());
    let mut end = all.clone();
    // the owner's length never begins with two bytes of 255
    end.extend([u8::MAX, u8::MAX]);
    let from = match start {
        None => all,
        Some(key) => {
            let mut place = account(key);
            // the first key after it
            place.push(0);
            place
        }
    };
    (from, end)
}

pub(super) fn read_account(place: &[u8]) -> Result<AccountKey> {
    let prefix = part(ACCOUNT.as_bytes()).len().saturating_add(2);
    let read = || {
        let (id, owner) = place.get(prefix..)?.split_last()?;
        let owner = String::from_utf8(owner.to_vec()).ok()?;
        Some(AccountKey {
            owner: Addr::unchecked(owner),
            id: *id,
        })
    };
    Ok(read().ok_or(ContractError::Corrupt { record: "account" })?)
}

pub(super) fn market(id: u8) -> Vec<u8> {
    with(MARKET, &[id])
}

pub(super) fn asset(id: u8) -> Vec<u8> {
    with(ASSET, &[id])
}

pub(super) fn asset_id(kind: u8, name: &str) -> Vec<u8> {
    let mut place = with(ASSET_ID, &[kind]);
    place.extend_from_slice(name.as_bytes());
    place
}

pub(super) fn asset_count() -> Vec<u8> {
    ASSET_COUNT.into()
}

pub(super) fn correlations() -> Vec<u8> {
    CORRELATIONS.into()
}

pub(super) fn scenarios() -> Vec<u8> {
    SCENARIOS.into()
}

pub(super) fn settings() -> Vec<u8> {
    SETTINGS.into()
}

fn with(namespace: &str, key: &[u8]) -> Vec<u8> {
    let mut place = part(namespace.as_bytes());
    place.extend_from_slice(key);
    place
}

/// A part and its length. Namespaces and addresses are far shorter than 64 KiB.
fn part(bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(bytes.len()).unwrap_or(u16::MAX);
    let mut place = length.to_be_bytes().to_vec();
    place.extend_from_slice(bytes);
    place
}
