//! Asks sources that stand in other contracts or in modules of the chain, each by a message to itself.
//!
//! One that fails, or uses up the gas that it may, is named and keeps what was stored: so does everything else. The time of
//! each try is stored, also of a failed one, so that nobody gains by not asking.

use crate::error::{ContractError, SkipReason};
use crate::monitor::history;
use crate::records::{definitions, feeds, quorum, Feed, StoredSource};
use crate::sources::board::Board;
use crate::sources::read::{self, ReadError};
use crate::{event, guard, halt, report};
use ballast_interface::oracle::SelfMsg;
use ballast_interface::{AssetId, OracleContract, Read};
use ballast_pricing::SourceReading;
use cosmwasm_std::{
    from_json, to_json_binary, Deps, DepsMut, Env, Event, MessageInfo, Reply, Response, Storage,
    SubMsg,
};

/// One message to itself and one question each.
const MAX_ASSETS: usize = 16;
/// The only reply there is: of a reading that failed or used up its gas.
const READ_FAILED: u64 = 1;

/// Asks each source by a message to itself.
///
/// The first message does nothing and has no reply: whoever calls from so deep that this contract cannot call itself fails
/// altogether, and makes no source look as if it had failed.
pub fn refresh(deps: DepsMut, env: &Env, assets: Vec<AssetId>) -> Result<Response, ContractError> {
    if assets.is_empty() || assets.len() > MAX_ASSETS {
        return Err(ContractError::BatchSize {
            found: assets.len(),
            max: MAX_ASSETS,
        });
    }
    let me = OracleContract(env.contract.address.clone());
    let mut response = Response::new().add_message(me.call_itself(&SelfMsg::Nothing {})?);
    for asset in assets {
        match gas(deps.storage, &asset) {
            Ok(gas) => {
                let payload = to_json_binary(&asset)?;
                let read = me.call_itself(&SelfMsg::Read { asset })?;
                let read = SubMsg::reply_on_error(read, READ_FAILED);
                response = response.add_submessage(read.with_gas_limit(gas).with_payload(payload));
            }
            Err(reason) => response = response.add_event(event::skipped(&asset, &reason)),
        }
    }
    Ok(response)
}

/// What one reading of an asset may use.
fn gas(storage: &dyn Storage, asset: &AssetId) -> Result<u64, SkipReason> {
    let feed = feeds::load(storage, asset).map_err(|_| SkipReason::Corrupt)?;
    match feed.ok_or(SkipReason::UnknownAsset)?.source {
        StoredSource::Asked(asked) => Ok(asked.gas),
        StoredSource::Feeders | StoredSource::Fixed { .. } => Err(SkipReason::AsksNobody),
    }
}

/// Only the contract itself sends this.
pub fn nothing(env: &Env, info: &MessageInfo) -> Result<Response, ContractError> {
    only_itself(env, info)?;
    Ok(Response::new())
}

/// One reading: what the source says is stored and published, or that it said nothing.
pub fn read(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    asset: &AssetId,
) -> Result<Response, ContractError> {
    only_itself(env, info)?;
    let mut feed = feeds::known(deps.storage, asset)?;
    let reading = ask(deps.as_ref(), env, asset, &feed);
    let now = env.block.time.seconds();
    let event = match reading {
        Ok(reading) => store(deps.storage, asset, &mut feed, reading, now)?,
        Err(error) => {
            if let StoredSource::Asked(asked) = &mut feed.source {
                asked.fail(now);
            }
            event::unread(asset, &error.to_string())
        }
    };
    feeds::save(deps.storage, asset, &feed)?;
    Ok(Response::new().add_event(event))
}

/// What the source of a feed says now, not older than what it said before.
fn ask(deps: Deps, env: &Env, asset: &AssetId, feed: &Feed) -> Result<SourceReading, ReadError> {
    let source = definitions::load(deps.storage, asset);
    let source = source.map_err(|error| ReadError::Refused {
        error: error.to_string(),
    })?;
    let answered = read::ask_source(&deps.querier, env, &source).ok_or(ReadError::AsksNobody)?;
    let reading = answered?.reading?;
    if let (Some(found), StoredSource::Asked(asked)) = (reading.time, &feed.source) {
        if found < asked.since {
            return Err(ReadError::Older {
                found,
                known: asked.since,
            });
        }
    }
    Ok(reading)
}

fn store(
    storage: &mut dyn Storage,
    asset: &AssetId,
    feed: &mut Feed,
    reading: SourceReading,
    now: u64,
) -> Result<Event, ContractError> {
    let all = quorum::load(storage)?;
    let board = Board::new(storage, all.as_ref(), now);
    // a halt that ended publishes what was known before this reading
    halt::settle(feed, &board);
    if let StoredSource::Asked(asked) = &mut feed.source {
        asked.take(reading.rate, reading.time.unwrap_or(now), now);
    }
    let (outcome, ended) = report::publish(feed, &board);
    history::save(storage, feed, &ended)?;
    Ok(report::said(asset, feed, outcome))
}

/// A reading that failed or used up its gas was tried all the same.
pub fn reply(deps: DepsMut, env: &Env, reply: Reply) -> Result<Response, ContractError> {
    let Read(asset): Read<AssetId> = from_json(&reply.payload)?;
    let mut feed = feeds::known(deps.storage, &asset)?;
    if let StoredSource::Asked(asked) = &mut feed.source {
        asked.fail(env.block.time.seconds());
    }
    feeds::save(deps.storage, &asset, &feed)?;
    let error = match reply.result.into_result() {
        Err(error) => error,
        Ok(_) => "no answer".to_owned(),
    };
    Ok(Response::new().add_event(event::unread(&asset, &error)))
}

fn only_itself(env: &Env, info: &MessageInfo) -> Result<(), ContractError> {
    if info.sender == env.contract.address {
        Ok(())
    } else {
        Err(guard::refused("the contract itself", &info.sender))
    }
}
