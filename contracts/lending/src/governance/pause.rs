use super::rights;
use crate::error::{ContractError, Result};
use crate::event::administered;
use crate::transfer::no_funds;
use ballast_interface::event::{key, lending as name};
use ballast_interface::lending::PausableAction;
use ballast_interface::AssetId;
use ballast_ledger::records::{asset, Paused};
use ballast_ledger::Stored;
use ballast_risk::governance::ParamError;
use cosmwasm_std::{DepsMut, MessageInfo, Response};

/// What is paused, and until when.
pub struct Pause {
    pub asset: AssetId,
    pub actions: Vec<PausableAction>,
    pub until: Option<u64>,
}

/// Stops actions on one asset. Repaying, and withdrawing without debt, are not among them.
pub fn pause(deps: DepsMut, now: u64, info: &MessageInfo, msg: Pause) -> Result<Response> {
    no_funds(info)?;
    named(&msg.actions)?;
    let standing = rights::anybody_with_rights(deps.storage, &info.sender)?;
    if !standing.owner && !standing.guardian {
        return Err(rights::lacking("the owner or the guardian", &info.sender));
    }
    if let Some(until) = msg.until.filter(|until| *until <= now) {
        let allowed = "a time to come; unpause ends a pause";
        return Err(ParamError::out_of_range("until", until, allowed).into());
    }
    let id = asset::index(&Stored(deps.storage), &msg.asset)?;
    let mut listed = asset::load(&Stored(deps.storage), id)?;
    let mut ends = Vec::new();
    for action in &msg.actions {
        let until = if standing.owner {
            owners(
                &mut listed.paused,
                *action,
                msg.until.unwrap_or(u64::MAX),
                now,
            )
        } else {
            let pause = shared(&mut listed.paused, *action);
            let pause = pause.ok_or_else(|| rights::lacking("the owner", &info.sender))?;
            pause.draw(msg.until, now)?;
            pause.until()
        };
        ends.push(until.to_string());
    }
    asset::save(deps.storage, id, &listed)?;
    let said = administered(name::PAUSE, &info.sender)
        .add_attribute(key::ASSET, msg.asset.name())
        .add_attribute(key::ACTIONS, names(&msg.actions))
        .add_attribute(key::UNTIL, ends.join(","));
    Ok(Response::new().add_event(said))
}

/// Ends pauses at once: the owner any, guardians those of guardians.
pub fn unpause(
    deps: DepsMut,
    now: u64,
    info: &MessageInfo,
    asset: &AssetId,
    actions: &[PausableAction],
) -> Result<Response> {
    no_funds(info)?;
    named(actions)?;
    let standing = rights::anybody_with_rights(deps.storage, &info.sender)?;
    if !standing.owner && !standing.guardian {
        return Err(rights::lacking("the owner or the guardian", &info.sender));
    }
    let id = asset::index(&Stored(deps.storage), asset)?;
    let mut listed = asset::load(&Stored(deps.storage), id)?;
    for action in actions {
        if standing.owner {
            owners(&mut listed.paused, *action, 0, now);
            continue;
        }
        let pause = shared(&mut listed.paused, *action);
        let pause = pause.filter(|pause| pause.guardians.is_some() || pause.owners <= now);
        let lacking = || rights::lacking("the owner, who paused it,", &info.sender);
        pause.ok_or_else(lacking)?.end_guardians(now);
    }
    asset::save(deps.storage, id, &listed)?;
    let said = administered(name::UNPAUSE, &info.sender)
        .add_attribute(key::ASSET, asset.name())
        .add_attribute(key::ACTIONS, names(actions));
    Ok(Response::new().add_event(said))
}

fn named(actions: &[PausableAction]) -> Result<()> {
    if actions.is_empty() {
        return Err(ContractError::NoAction);
    }
    Ok(())
}

/// The owner's word takes the place of the guardians'.
fn owners(paused: &mut Paused, action: PausableAction, until: u64, now: u64) -> u64 {
    match shared(paused, action) {
        Some(pause) => {
            pause.end_guardians(now);
            pause.owners = until;
        }
        None => paused.liquidate = until,
    }
    until
}

/// What guardians may pause too; liquidation is the owner's alone.
fn shared(paused: &mut Paused, action: PausableAction) -> Option<&mut asset::Pause> {
    match action {
        PausableAction::Supply => Some(&mut paused.supply),
        PausableAction::Borrow => Some(&mut paused.borrow),
        PausableAction::Liquidate => None,
    }
}

fn names(actions: &[PausableAction]) -> String {
    let names = actions.iter().map(|action| match action {
        PausableAction::Supply => "supply",
        PausableAction::Borrow => "borrow",
        PausableAction::Liquidate => "liquidate",
    });
    names.collect::<Vec<_>>().join(",")
}
