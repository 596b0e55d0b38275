//! Prices that moved too far to be believed at once.

use crate::error::ContractError;
use crate::guard;
use crate::records::feeds;
use ballast_interface::AssetId;
use cosmwasm_std::{Addr, DepsMut, Response};

/// Without a breaker no price is ever pending.
pub fn confirm(deps: DepsMut, sender: &Addr, asset: &AssetId) -> Result<Response, ContractError> {
    guard::guardian_or_owner(deps.storage, sender)?;
    feeds::known(deps.storage, asset)?;
    Err(ContractError::NothingPending {
        asset: asset.to_string(),
    })
}
