//! Where the price of an asset comes from, and how far it is believed.

use super::feeders;
use super::swap::{self, Change};
use crate::error::ContractError;
use crate::monitor::history;
use crate::records::{
    definitions, feeds, quorum, Feed, Feeders, StoredSource, ASSETS, BARE_ASSETS,
};
use crate::sources::board::Board;
use crate::sources::chain::Links;
use crate::sources::definition::{self, Definition};
use crate::{breaker, event, guard};
use ballast_interface::oracle::{Limits, Source, SourceSwap};
use ballast_interface::AssetId;
use ballast_pricing::{AskedLimits, PriceLimits};
use ballast_risk::governance::Budget;
use ballast_risk::Seconds;
use cosmwasm_std::{Addr, Api, DepsMut, Env, Response, Storage};

/// Each is read once for every sample, and to see what stands on what.
pub const MAX_ASSETS: u16 = 64;

/// What `set_asset` asks for.
pub struct NewSource {
    pub asset: AssetId,
    pub source: Source,
    pub limits: Limits,
    pub swap: Option<SourceSwap>,
}

/// Sets source and limits; both hold at once, also for reports that are stored.
///
/// 1. check 2. load 3. ask the source, compare with the price before, publish 4. save 5. say
pub fn set_asset(
    mut deps: DepsMut,
    env: &Env,
    sender: &Addr,
    new: NewSource,
) -> Result<Response, ContractError> {
    guard::owner(deps.storage, sender)?;
    refuse_impossible(deps.api, &new.asset)?;
    let now = env.block.time.seconds();
    let definition = definition::check(deps.api, &new.source, now)?;
    let limits = PriceLimits::new(asked(&new.limits, &definition))?;
    refuse_beyond(&new.asset, &definition.source, &limits)?;
    if let Some(standing) = &definition.standing {
        Links::load(deps.storage)?.set(&new.asset, standing)?;
    }
    let all = quorum::load(deps.storage)?;
    let before = feeds::load(deps.storage, &new.asset)?;
    let was_bare = before.as_ref().is_some_and(is_bare);
    let change = Change {
        asset: &new.asset,
        source: &new.source,
        definition,
        limits,
        swap: new.swap,
    };
    let mut feed = match before {
        None => first(deps.branch(), env, change)?,
        Some(before) => {
            let board = Board::new(deps.storage, all.as_ref(), now);
            swap::changed(deps.as_ref(), env, &board, before, change)?
        }
    };
    count_bare(deps.storage, was_bare, is_bare(&feed), all.as_ref())?;
    let outcome = breaker::publish(&mut feed, all.as_ref(), now);
    let board = Board::new(deps.storage, all.as_ref(), now);
    let ended = history::record(&mut feed, outcome, &board);
    let found = board.quote(&feed);
    history::save(deps.storage, &feed, &ended)?;
    feeds::save(deps.storage, &new.asset, &feed)?;
    definitions::save(deps.storage, &new.asset, &new.source)?;
    let event = event::set_asset(&new.asset, kind(&new.source), &found);
    Ok(Response::new().add_event(event))
}

/// An asset that no chain has would never be reported under the name it was given.
fn refuse_impossible(api: &dyn Api, asset: &AssetId) -> Result<(), ContractError> {
    match asset {
        AssetId::Cw20(token) => {
            api.addr_validate(token)?;
            Ok(())
        }
        AssetId::Native(denom) if AssetId::is_denom(denom) => Ok(()),
        AssetId::Native(denom) => Err(ContractError::OutOfRange {
            field: "asset",
            found: format!("`{}`", denom.chars().take(128).collect::<String>()),
            allowed: "a letter, then 2 to 127 letters, digits or any of /:._-",
        }),
    }
}

/// A source that has to be asked is asked once at once, so that a path that leads nowhere is found where it is set.
fn first(deps: DepsMut, env: &Env, change: Change) -> Result<Feed, ContractError> {
    let number = ASSETS.may_load(deps.storage)?.unwrap_or(0);
    if number >= MAX_ASSETS {
        return Err(ContractError::TooManyAssets { max: MAX_ASSETS });
    }
    let Definition {
        source, standing, ..
    } = change.definition;
    let mut feed = Feed {
        number,
        source,
        standing,
        limits: change.limits,
        publication: None,
        reports: Vec::new(),
        halt: None,
        budget: Budget::default(),
        history: None,
    };
    swap::begin(deps.as_ref(), env, change.source, &mut feed).or_else(|error| {
        match change.swap {
            Some(SourceSwap::AnyPrice) => Ok(()),
            None => Err(swap::unreadable(change.asset, error)),
        }
    })?;
    ASSETS.save(deps.storage, &number.saturating_add(1))?;
    Ok(feed)
}

/// Priced by feeders and without an average.
fn is_bare(feed: &Feed) -> bool {
    feed.source == StoredSource::Feeders && feed.limits.half_life().is_none()
}

/// Keeps count of the assets that a smallest set of feeders would leave without any second opinion, and refuses one more
/// while there is such a set.
fn count_bare(
    storage: &mut dyn Storage,
    was: bool,
    is: bool,
    all: Option<&Feeders>,
) -> Result<(), ContractError> {
    if is {
        if let Some(all) = all {
            feeders::refuse_smallest(all.quorum, all.feeders.len())?;
        }
    }
    let count = BARE_ASSETS.may_load(storage)?.unwrap_or(0);
    let count = match (was, is) {
        (false, true) => count.saturating_add(1),
        (true, false) => count.saturating_sub(1),
        _ => return Ok(()),
    };
    BARE_ASSETS.save(storage, &count)?;
    Ok(())
}

/// A price that governance names lies within the limits that it names.
fn refuse_beyond(
    asset: &AssetId,
    source: &StoredSource,
    limits: &PriceLimits,
) -> Result<(), ContractError> {
    let bounds = limits.bounds();
    match source {
        StoredSource::Fixed { price, .. } if *price <= bounds.min() || *price >= bounds.max() => {
            Err(ContractError::PriceOutOfBounds {
                asset: asset.to_string(),
                found: *price,
                above: bounds.min(),
                below: bounds.max(),
            })
        }
        _ => Ok(()),
    }
}

fn kind(source: &Source) -> &'static str {
    match source {
        Source::Feeders {} => "feeders",
        Source::Fixed { .. } => "fixed",
        Source::Contract(_) => "contract",
        Source::Module(_) => "module",
        Source::Ratio(_) => "ratio",
    }
}

/// The rate of a derivative that is asked for has no average unless one is named: it hardly moves, and an average would only
/// lag behind it. What is quoted in another asset is a market, and has one as all others.
fn asked(limits: &Limits, definition: &Definition) -> AskedLimits {
    let standing = definition.standing.as_ref();
    let is_rate = standing.is_some_and(|standing| standing.derivative.is_some());
    let is_asked_rate = is_rate && matches!(definition.source, StoredSource::Asked(_));
    let half_life = limits.half_life.or(is_asked_rate.then_some(0));
    AskedLimits {
        half_life: half_life.map(Seconds::new),
        max_fall: definition.max_fall,
        ..limits.asked()
    }
}
