use super::rights;
use crate::error::{ContractError, Result};
use crate::event::administered;
use crate::transfer::no_funds;
use ballast_interface::event::{key, lending as name};
use ballast_interface::lending::PausableAction;
use ballast_interface::AssetId;
use ballast_ledger::records::{asset, Paused};
use ballast_ledger::Stored;
use ballast_risk::ParamError;
use cosmwasm_std::{DepsMut, MessageInfo, Response};

/// The guardian's pauses end by themselves after this: 72 hours.
const GUARDIAN_SECONDS: u64 = 72 * 60 * 60;
/// Then this action of this asset is out of the guardian's reach for a week, in which the owner decides: pauses that
/// follow each other would be a pause without end.
const REST_SECONDS: u64 = 7 * 24 * 60 * 60;

/// What is paused, and until when.
pub struct Pause {
    pub asset: AssetId,
    pub actions: Vec<PausableAction>,
    pub until: Option<u64>,
}

/// Stops actions on one asset. Repaying, and withdrawing without debt, are not among them.
pub fn pause(deps: DepsMut, now: u64, info: &MessageInfo, msg: Pause) -> Result<Response> {
    no_funds(info)?;
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
        let (place, rest) = place(&mut listed.paused, *action);
        *place = match rest {
            _ if standing.owner => msg.until.unwrap_or(u64::MAX),
            None => return Err(rights::lacking("the owner", &info.sender)),
            // the guardian lengthens, never shortens
            Some(rest) => guardian_until(rest, msg.until, now)?.max(*place),
        };
        ends.push(place.to_string());
    }
    asset::save(deps.storage, id, &listed)?;
    let said = administered(name::PAUSE, &info.sender)
        .add_attribute(key::ASSET, msg.asset.name())
        .add_attribute(key::ACTIONS, names(&msg.actions))
        .add_attribute(key::UNTIL, ends.join(","));
    Ok(Response::new().add_event(said))
}

/// Until when the guardian may pause: 72 hours from when it began, then not again until it has rested.
fn guardian_until(rest: &mut u64, asked: Option<u64>, now: u64) -> Result<u64> {
    if now >= *rest {
        *rest = now
            .saturating_add(GUARDIAN_SECONDS)
            .saturating_add(REST_SECONDS);
    }
    let latest = rest.saturating_sub(REST_SECONDS);
    if now >= latest || asked.is_some_and(|until| until > latest) {
        return Err(ContractError::PauseTooLong {
            latest,
            again_at: *rest,
        });
    }
    Ok(asked.unwrap_or(latest))
}

/// Ends pauses at once.
pub fn unpause(
    deps: DepsMut,
    now: u64,
    info: &MessageInfo,
    asset: &AssetId,
    actions: &[PausableAction],
) -> Result<Response> {
    no_funds(info)?;
    rights::owner(deps.storage, &info.sender)?;
    let id = asset::index(&Stored(deps.storage), asset)?;
    let mut listed = asset::load(&Stored(deps.storage), id)?;
    for action in actions {
        let (place, rest) = place(&mut listed.paused, *action);
        *place = 0;
        if let Some(rest) = rest {
            // the guardian does not undo it
            *rest = (*rest).min(now.saturating_add(REST_SECONDS));
        }
    }
    asset::save(deps.storage, id, &listed)?;
    let said = administered(name::UNPAUSE, &info.sender)
        .add_attribute(key::ASSET, asset.name())
        .add_attribute(key::ACTIONS, names(actions));
    Ok(Response::new().add_event(said))
}

/// Where the end of a pause stands, and until when the guardian rests; liquidation is the owner's alone.
fn place(paused: &mut Paused, action: PausableAction) -> (&mut u64, Option<&mut u64>) {
    match action {
        PausableAction::Supply => (&mut paused.supply, Some(&mut paused.supply_rest)),
        PausableAction::Borrow => (&mut paused.borrow, Some(&mut paused.borrow_rest)),
        PausableAction::Liquidate => (&mut paused.liquidate, None),
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
