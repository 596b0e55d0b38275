use crate::error::{ContractError, Result};
use crate::event;
use crate::transfer::no_funds;
use ballast_interface::AssetId;
use ballast_ledger::records::asset;
use ballast_ledger::{Markets, Stored};
use cosmwasm_std::{DepsMut, MessageInfo, Response};

/// One message touches at most as many markets as an account may hold positions.
const MAX_ASSETS: usize = 16;

/// Stores the interest up to now. Nothing needs it: every message accrues for itself.
pub fn accrue(deps: DepsMut, now: u64, info: &MessageInfo, assets: &[AssetId]) -> Result<Response> {
    no_funds(info)?;
    if assets.is_empty() || assets.len() > MAX_ASSETS {
        return Err(ContractError::BatchSize {
            found: assets.len(),
            max: MAX_ASSETS,
        });
    }
    let stored = Stored(deps.storage);
    let mut markets = Markets::new(now);
    for name in assets {
        let index = asset::index(&stored, name)?;
        markets.load(&stored, index)?;
        markets.change(index)?;
    }
    let earned = markets.save(deps.storage)?;
    Ok(Response::new().add_events(earned.iter().map(event::accrued)))
}
