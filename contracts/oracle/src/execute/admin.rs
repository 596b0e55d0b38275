use crate::error::ContractError;
use crate::state::{load_feeders, save_feeders, Feeders, GUARDIAN};
use crate::{auth, event};
use ballast_pricing::Quorum;
use cosmwasm_std::{Addr, Api, DepsMut, Env, MessageInfo, Response, Storage};

/// Replaces the feeders. Who stays keeps their number, and with it their reports; numbers are never given twice.
pub fn set_feeders(
    deps: DepsMut,
    sender: &Addr,
    feeders: Vec<String>,
    (quorum, faults): (u8, u8),
) -> Result<Response, ContractError> {
    auth::owner(deps.storage, sender)?;
    let checked = Quorum::new(feeders.len(), quorum, faults)?;
    let before = load_feeders(deps.storage)?;
    let mut next = before.as_ref().map_or(0, |before| before.next);
    let mut numbered: Vec<(u8, Addr)> = Vec::with_capacity(feeders.len());
    // at most MAX_FEEDERS = 31
    for feeder in feeders {
        let feeder = deps.api.addr_validate(&feeder)?;
        if numbered.iter().any(|(_, known)| *known == feeder) {
            return Err(ContractError::DuplicateFeeder {
                feeder: feeder.into_string(),
            });
        }
        let kept = before.as_ref().and_then(|before| before.number(&feeder));
        let number = match kept {
            Some(number) => number,
            None => {
                let number = next;
                next = next.checked_add(1).ok_or(ContractError::OutOfRange {
                    field: "feeders",
                    found: "more than 255 over time".to_owned(),
                    allowed: "255 different feeders in all",
                })?;
                number
            }
        };
        numbered.push((number, feeder));
    }
    let said = event::set_feeders(numbered.len(), quorum, faults);
    let feeders = Feeders {
        quorum: checked,
        feeders: numbered,
        next,
    };
    save_feeders(deps.storage, &feeders);
    Ok(Response::new().add_event(said))
}

pub fn set_guardian(
    deps: DepsMut,
    sender: &Addr,
    guardian: Option<String>,
) -> Result<Response, ContractError> {
    auth::owner(deps.storage, sender)?;
    let said = event::set_guardian(guardian.as_deref());
    write_guardian(deps.storage, deps.api, guardian)?;
    Ok(Response::new().add_event(said))
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
    let said = event::update_ownership().add_attributes(ownership.into_attributes());
    Ok(Response::new().add_event(said))
}
