//! Who may do what. Privilege comes from the sender, never from the message.

use crate::error::ContractError;
use crate::records::GUARDIAN;
use cosmwasm_std::{Addr, Storage};

/// In which right somebody acts; who is both acts as the owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Owner,
    Guardian,
}

pub fn owner(storage: &dyn Storage, sender: &Addr) -> Result<(), ContractError> {
    if cw_ownable::is_owner(storage, sender)? {
        Ok(())
    } else {
        Err(refused("the owner", sender))
    }
}

pub fn guardian_or_owner(storage: &dyn Storage, sender: &Addr) -> Result<Role, ContractError> {
    if cw_ownable::is_owner(storage, sender)? {
        return Ok(Role::Owner);
    }
    if GUARDIAN.may_load(storage)?.as_ref() == Some(sender) {
        return Ok(Role::Guardian);
    }
    Err(refused("the guardian or the owner", sender))
}

pub fn refused(needed: &'static str, sender: &Addr) -> ContractError {
    ContractError::Unauthorized {
        needed,
        found: sender.to_string(),
    }
}
