use super::super::respond;
use crate::auth::{self, Role};
use crate::error::ContractError;
use crate::event::administered;
use crate::state::asset::{self, Paused};
use crate::transfer::no_funds;
use ballast_interface::event::{key, lending as name};
use ballast_interface::lending::PausableAction;
use ballast_interface::AssetId;
use ballast_risk::params::ParamError;
use cosmwasm_std::{DepsMut, MessageInfo, Response};

/// The guardian's pauses end by themselves after this: 72 hours.
const GUARDIAN_SECONDS: u64 = 72 * 60 * 60;

/// What is paused, and until when.
pub struct Pause {
    pub asset: AssetId,
    pub actions: Vec<PausableAction>,
    pub until: Option<u64>,
}

/// Stops actions on one asset. Repaying, and withdrawing without debt, are not among them.
pub fn pause(
    deps: DepsMut,
    now: u64,
    info: &MessageInfo,
    msg: Pause,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    let until = match auth::role(deps.storage, &info.sender)? {
        Role::Owner => msg.until.unwrap_or(u64::MAX),
        Role::Guardian => guardian_until(&msg, info, now)?,
        Role::Steward => return Err(auth::refused("the owner or the guardian", &info.sender)),
    };
    let id = asset::id(deps.storage, &msg.asset)?;
    let mut listed = asset::load(deps.storage, id)?;
    let guardian = !auth::is_owner(deps.storage, &info.sender)?;
    for action in &msg.actions {
        let place = place(&mut listed.paused, *action);
        // the guardian lengthens, never shortens
        *place = if guardian { until.max(*place) } else { until };
    }
    asset::save(deps.storage, id, &listed);
    let said = administered(name::PAUSE, &info.sender)
        .add_attribute(key::ASSET, msg.asset.name())
        .add_attribute(key::ACTIONS, names(&msg.actions))
        .add_attribute(key::UNTIL, until.to_string());
    Ok(respond(vec![said], None))
}

/// Ends pauses at once.
pub fn unpause(
    deps: DepsMut,
    info: &MessageInfo,
    asset: &AssetId,
    actions: &[PausableAction],
) -> Result<Response, ContractError> {
    no_funds(info)?;
    auth::owner(deps.storage, &info.sender)?;
    let id = asset::id(deps.storage, asset)?;
    let mut listed = asset::load(deps.storage, id)?;
    for action in actions {
        *place(&mut listed.paused, *action) = 0;
    }
    asset::save(deps.storage, id, &listed);
    let said = administered(name::UNPAUSE, &info.sender)
        .add_attribute(key::ASSET, asset.name())
        .add_attribute(key::ACTIONS, names(actions));
    Ok(respond(vec![said], None))
}

fn guardian_until(msg: &Pause, info: &MessageInfo, now: u64) -> Result<u64, ContractError> {
    if msg.actions.contains(&PausableAction::Liquidate) {
        return Err(auth::refused("the owner", &info.sender));
    }
    let latest = now.saturating_add(GUARDIAN_SECONDS);
    match msg.until {
        Some(until) if until > latest => {
            Err(ParamError::out_of_range("until", until, "at most 72 hours from now").into())
        }
        until => Ok(until.unwrap_or(latest)),
    }
}

fn place(paused: &mut Paused, action: PausableAction) -> &mut u64 {
    match action {
        PausableAction::Supply => &mut paused.supply,
        PausableAction::Borrow => &mut paused.borrow,
        PausableAction::Liquidate => &mut paused.liquidate,
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
