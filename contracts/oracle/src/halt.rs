//! Halts: the price stands as it was.

use crate::error::ContractError;
use crate::records::feeds;
use crate::{event, guard};
use ballast_interface::AssetId;
use cosmwasm_std::{Addr, DepsMut, Response};

/// No new risk with an asset until the owner says so: for when its price is known to be wrong.
pub fn freeze(deps: DepsMut, sender: &Addr, asset: &AssetId) -> Result<Response, ContractError> {
    guard::guardian_or_owner(deps.storage, sender)?;
    set_frozen(deps, asset, true)?;
    Ok(Response::new().add_event(event::frozen(asset, sender)))
}

pub fn unfreeze(deps: DepsMut, sender: &Addr, asset: &AssetId) -> Result<Response, ContractError> {
    guard::owner(deps.storage, sender)?;
    set_frozen(deps, asset, false)?;
    Ok(Response::new().add_event(event::unfrozen(asset, sender)))
}

fn set_frozen(deps: DepsMut, asset: &AssetId, frozen: bool) -> Result<(), ContractError> {
    let mut feed = feeds::known(deps.storage, asset)?;
    feed.frozen = frozen;
    feeds::save(deps.storage, asset, &feed)
}
