//! Who feeds and who guards.

use crate::error::ContractError;
use crate::records::{quorum, GUARDIAN};
use ballast_interface::oracle::{ConfigResponse, FeedersResponse};
use cosmwasm_std::Deps;

pub fn feeders(deps: Deps) -> Result<FeedersResponse, ContractError> {
    let Some(found) = quorum::load(deps.storage)? else {
        return Ok(FeedersResponse {
            feeders: Vec::new(),
            quorum: 0,
            faults: 0,
        });
    };
    let feeders = found.feeders.iter();
    Ok(FeedersResponse {
        feeders: feeders.map(|feeder| feeder.address.to_string()).collect(),
        quorum: found.quorum.quorum(),
        faults: found.quorum.faults(),
    })
}

pub fn config(deps: Deps) -> Result<ConfigResponse, ContractError> {
    let guardian = GUARDIAN.may_load(deps.storage)?;
    Ok(ConfigResponse {
        guardian: guardian.map(Into::into),
    })
}
