//! Who may do what. Privilege comes from the sender, never from the message.

use crate::error::{ContractError, Result};
use ballast_interface::lending::StewardLimits;
use ballast_ledger::records::keys;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Storage};
use cw_storage_plus::Item;

/// Everybody with rights but the owner. Read by administration only, so it may be JSON.
#[cw_serde]
pub struct Roles {
    pub guardian: Option<Addr>,
    pub steward: Option<Addr>,
    pub steward_limits: StewardLimits,
}

pub const ROLES: Item<Roles> = Item::new(keys::ROLES);

/// The owner, or an error that names the sender.
pub fn owner(storage: &dyn Storage, sender: &Addr) -> Result<()> {
    if is_owner(storage, sender)? {
        Ok(())
    } else {
        Err(lacking("the owner", sender))
    }
}

pub fn is_owner(storage: &dyn Storage, sender: &Addr) -> Result<bool> {
    Ok(cw_ownable::is_owner(storage, sender)?)
}

/// What a sender is to the protocol. One address may have several roles.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    pub owner: bool,
    pub guardian: bool,
    /// The steward has limits.
    pub steward: Option<StewardLimits>,
}

/// Owner, steward or guardian, or an error that names the sender.
pub fn anybody_with_rights(storage: &dyn Storage, sender: &Addr) -> Result<Standing> {
    let roles = ROLES.load(storage)?;
    let steward = roles.steward.as_ref() == Some(sender);
    let standing = Standing {
        owner: is_owner(storage, sender)?,
        guardian: roles.guardian.as_ref() == Some(sender),
        steward: Some(roles.steward_limits).filter(|_| steward),
    };
    if standing.owner || standing.guardian || standing.steward.is_some() {
        Ok(standing)
    } else {
        Err(lacking("the owner, the steward or the guardian", sender))
    }
}

pub fn lacking(needed: &'static str, sender: &Addr) -> ContractError {
    let found = sender.to_string();
    ContractError::Unauthorized { needed, found }
}
