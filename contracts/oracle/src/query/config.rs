//! Who feeds and who guards.

use crate::error::ContractError;
use crate::records::{quorum, signing, GUARDIAN};
use ballast_interface::oracle::{ConfigResponse, FeederResponse, FeedersResponse};
use cosmwasm_std::{Binary, Deps};

pub fn feeders(deps: Deps) -> Result<FeedersResponse, ContractError> {
    let Some(found) = quorum::load(deps.storage)? else {
        return Ok(FeedersResponse {
            feeders: Vec::new(),
            quorum: 0,
            faults: 0,
        });
    };
    let keys = signing::load(deps.storage)?;
    let feeders = found.feeders.iter().map(|feeder| {
        let key = keys.iter().find(|key| key.feeder == feeder.number);
        FeederResponse {
            address: feeder.address.to_string(),
            number: feeder.number,
            since: feeder.since,
            key: key.map(|key| Binary::new(key.key.clone())),
        }
    });
    Ok(FeedersResponse {
        feeders: feeders.collect(),
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
