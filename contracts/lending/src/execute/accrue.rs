use super::respond;
use crate::book::Markets;
use crate::error::{ContractError, Result};
use crate::state::asset;
use crate::transfer::no_funds;
use ballast_interface::AssetId;
use cosmwasm_std::{DepsMut, MessageInfo, Response};

/// One message touches at most as many markets as an account may hold positions.
const MOST: usize = 16;

/// Stores the interest up to now. Nothing needs it: every message accrues for itself.
pub fn accrue(deps: DepsMut, now: u64, info: &MessageInfo, assets: &[AssetId]) -> Result<Response> {
    no_funds(info)?;
    if assets.is_empty() || assets.len() > MOST {
        return Err(ContractError::BatchSize {
            found: assets.len(),
            most: MOST,
        }
        .into());
    }
    let mut markets = Markets::new(now);
    for name in assets {
        let id = asset::id(deps.storage, name)?;
        markets.load(deps.storage, id)?;
        markets.change(id)?;
    }
    markets.save(deps.storage);
    Ok(respond(markets.accruals(), None))
}
