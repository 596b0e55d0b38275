//! Who may do what. Privilege comes from the sender, never from the message.

use crate::error::{ContractError, Result};
use crate::state::ROLES;
use ballast_interface::lending::StewardLimits;
use cosmwasm_std::{Addr, Storage};

/// The owner, or an error that names the sender.
pub fn owner(storage: &dyn Storage, sender: &Addr) -> Result<()> {
    if is_owner(storage, sender)? {
        Ok(())
    } else {
        Err(refused("the owner", sender))
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
        Err(refused("the owner, the steward or the guardian", sender))
    }
}

pub fn refused(needed: &'static str, sender: &Addr) -> Box<ContractError> {
    let found = sender.to_string();
    Box::new(ContractError::Unauthorized { needed, found })
}
