use crate::error::ContractError;
use crate::state::{known_feed, save_feed};
use crate::{auth, event};
use ballast_interface::AssetId;
use cosmwasm_std::{Addr, DepsMut, Response};

/// No new risk with an asset until the owner says so: for when its price is known to be wrong.
pub fn freeze(deps: DepsMut, sender: &Addr, asset: &AssetId) -> Result<Response, ContractError> {
    auth::guardian_or_owner(deps.storage, sender)?;
    set_frozen(deps, asset, true)?;
    Ok(Response::new().add_event(event::frozen(asset, sender)))
}

pub fn unfreeze(deps: DepsMut, sender: &Addr, asset: &AssetId) -> Result<Response, ContractError> {
    auth::owner(deps.storage, sender)?;
    set_frozen(deps, asset, false)?;
    Ok(Response::new().add_event(event::unfrozen(asset, sender)))
}

/// Without a breaker no price is ever pending.
pub fn confirm(deps: DepsMut, sender: &Addr, asset: &AssetId) -> Result<Response, ContractError> {
    auth::guardian_or_owner(deps.storage, sender)?;
    known_feed(deps.storage, asset)?;
    Err(ContractError::NothingPending {
        asset: asset.to_string(),
    })
}

fn set_frozen(deps: DepsMut, asset: &AssetId, frozen: bool) -> Result<(), ContractError> {
    let mut feed = known_feed(deps.storage, asset)?;
    feed.frozen = frozen;
    save_feed(deps.storage, asset, &feed);
    Ok(())
}
