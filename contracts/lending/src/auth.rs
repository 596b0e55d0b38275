//! Who may do what. Privilege comes from the sender, never from the message.

use crate::error::ContractError;
use crate::state::ROLES;
use cosmwasm_std::{Addr, Storage};

/// The owner, or an error that names the sender.
pub fn owner(storage: &dyn Storage, sender: &Addr) -> Result<(), ContractError> {
    if is_owner(storage, sender)? {
        Ok(())
    } else {
        Err(refused("the owner", sender))
    }
}

pub fn is_owner(storage: &dyn Storage, sender: &Addr) -> Result<bool, ContractError> {
    Ok(cw_ownable::is_owner(storage, sender)?)
}

/// What a sender is to the protocol, the most powerful role first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Owner,
    Steward,
    Guardian,
}

/// Owner, steward or guardian, or an error that names the sender.
pub fn role(storage: &dyn Storage, sender: &Addr) -> Result<Role, ContractError> {
    if is_owner(storage, sender)? {
        return Ok(Role::Owner);
    }
    let roles = ROLES.load(storage)?;
    if roles.steward.as_ref() == Some(sender) {
        Ok(Role::Steward)
    } else if roles.guardian.as_ref() == Some(sender) {
        Ok(Role::Guardian)
    } else {
        Err(refused("the owner, the steward or the guardian", sender))
    }
}

pub fn refused(needed: &'static str, sender: &Addr) -> ContractError {
    ContractError::Unauthorized {
        needed,
        found: sender.to_string(),
    }
}
