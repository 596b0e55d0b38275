//! Owner and guardian.

use crate::error::ContractError;
use crate::records::GUARDIAN;
use crate::{event, guard};
use cosmwasm_std::{Addr, Api, DepsMut, Env, MessageInfo, Response, Storage};

pub fn set_guardian(
    deps: DepsMut,
    sender: &Addr,
    guardian: Option<String>,
) -> Result<Response, ContractError> {
    guard::owner(deps.storage, sender)?;
    let event = event::set_guardian(guardian.as_deref());
    write_guardian(deps.storage, deps.api, guardian)?;
    Ok(Response::new().add_event(event))
}

pub fn write_guardian(
    storage: &mut dyn Storage,
    api: &dyn Api,
    guardian: Option<String>,
) -> Result<(), ContractError> {
    match guardian {
        Some(guardian) => GUARDIAN.save(storage, &api.addr_validate(&guardian)?)?,
        None => GUARDIAN.remove(storage),
    }
    Ok(())
}

/// Two steps, with cw-ownable; nobody may leave the contract without an owner.
pub fn update_ownership(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    action: cw_ownable::Action,
) -> Result<Response, ContractError> {
    if action == cw_ownable::Action::RenounceOwnership {
        return Err(ContractError::RenounceRefused);
    }
    let ownership = cw_ownable::update_ownership(deps, &env.block, &info.sender, action)?;
    let event = event::update_ownership().add_attributes(ownership.into_attributes());
    Ok(Response::new().add_event(event))
}
