//! Who may do what. Privilege comes from the sender, never from the message.

use crate::error::ContractError;
use crate::records::GUARDIAN;
use cosmwasm_std::{Addr, Storage};

pub fn owner(storage: &dyn Storage, sender: &Addr) -> Result<(), ContractError> {
    if cw_ownable::is_owner(storage, sender)? {
        Ok(())
    } else {
        Err(refused("the owner", sender))
    }
}

pub fn guardian_or_owner(storage: &dyn Storage, sender: &Addr) -> Result<(), ContractError> {
    if GUARDIAN.may_load(storage)?.as_ref() == Some(sender) {
        return Ok(());
    }
    owner(storage, sender).map_err(|_| refused("the guardian or the owner", sender))
}

pub fn refused(needed: &'static str, sender: &Addr) -> ContractError {
    ContractError::Unauthorized {
        needed,
        found: sender.to_string(),
    }
}
