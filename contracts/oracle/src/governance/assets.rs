//! Where the price of an asset comes from, and how far it is believed.

use super::feeders;
use crate::error::{missing, ContractError};
use crate::records::{feeds, quorum, Feed, Feeders, StoredSource, BARE_ASSETS};
use crate::{breaker, event, guard, halt, sources};
use ballast_interface::oracle::{Limits, PriceQuote, PriceStatus, Source, SourceSwap};
use ballast_interface::AssetId;
use ballast_pricing::{differs, AskedLimits, PriceLimits};
use ballast_risk::{Budget, Price, Ratio};
use cosmwasm_std::{Addr, Api, DepsMut, Response, Storage};

/// A new source whose price is further than this from the present one needs the override.
const SWAP_TOLERANCE: Ratio = Ratio::percent(5);

/// What `set_asset` asks for.
pub struct NewSource {
    pub asset: AssetId,
    pub source: Source,
    pub limits: Limits,
    pub swap: Option<SourceSwap>,
}

/// Sets source and limits; both hold at once, also for reports that are stored.
///
/// 1. check 2. load 3. take source and limits over, compare with the price before, publish 4. save 5. say
pub fn set_asset(
    deps: DepsMut,
    now: u64,
    sender: &Addr,
    new: NewSource,
) -> Result<Response, ContractError> {
    guard::owner(deps.storage, sender)?;
    refuse_impossible(deps.api, &new.asset)?;
    let limits = PriceLimits::new(asked(&new.limits))?;
    let source = read_source(&new.asset, new.source, &limits)?;
    let all = quorum::load(deps.storage)?;
    let before = feeds::load(deps.storage, &new.asset)?;
    let was_bare = before.as_ref().is_some_and(is_bare);
    let mut feed = match before {
        None => first(source, limits),
        Some(mut before) => {
            halt::settle(&mut before, all.as_ref(), now);
            let change = Change {
                asset: &new.asset,
                source,
                limits,
                swap: new.swap,
            };
            changed(before, change, all.as_ref(), now)?
        }
    };
    count_bare(deps.storage, was_bare, is_bare(&feed), all.as_ref())?;
    breaker::publish(&mut feed, all.as_ref(), now);
    let found = sources::quote(&feed, all.as_ref(), now);
    feeds::save(deps.storage, &new.asset, &feed)?;
    let event = event::set_asset(&new.asset, kind(source), &found);
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

fn first(source: StoredSource, limits: PriceLimits) -> Feed {
    Feed {
        source,
        limits,
        publication: None,
        reports: Vec::new(),
        halt: None,
        budget: Budget::default(),
    }
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

struct Change<'a> {
    asset: &'a AssetId,
    source: StoredSource,
    limits: PriceLimits,
    swap: Option<SourceSwap>,
}

/// A feed with another source or other limits. What was published stays, within the new bounds, until there is a new price.
fn changed(
    mut feed: Feed,
    change: Change,
    all: Option<&Feeders>,
    now: u64,
) -> Result<Feed, ContractError> {
    let present = sources::quote(&feed, all, now);
    let is_another = feed.source != change.source;
    feed.source = change.source;
    feed.limits = change.limits;
    if let Some(publication) = &mut feed.publication {
        publication.clamp(&feed.limits);
    }
    if !is_another || present.status == PriceStatus::Missing {
        return Ok(feed);
    }
    let says = sources::says(&feed, all, now).map(|bracket| bracket.spot);
    match (change.swap, says) {
        (None, says) => compare(change.asset, &present, says)?,
        // whoever names the override wants this price and no breaker between; a halt holds all the same
        (Some(SourceSwap::AnyPrice), Some(_)) if feed.halt.is_none() => feed.publication = None,
        (Some(SourceSwap::AnyPrice), _) => {}
    }
    Ok(feed)
}

/// Without the override a new source says now what the asset is worth, and nearly what the old one said.
fn compare(
    asset: &AssetId,
    present: &PriceQuote,
    says: Option<Price>,
) -> Result<(), ContractError> {
    let asset = asset.to_string();
    let found = says.ok_or_else(|| ContractError::SourceNotFresh {
        asset: asset.clone(),
        present: present.spot,
    })?;
    if differs(present.spot, found, SWAP_TOLERANCE) {
        return Err(ContractError::SourceTooFar {
            asset,
            found,
            present: present.spot,
        });
    }
    Ok(())
}

fn read_source(
    asset: &AssetId,
    source: Source,
    limits: &PriceLimits,
) -> Result<StoredSource, ContractError> {
    let not_available = |what| Err(ContractError::NotAvailable { what });
    match source {
        Source::Fixed { price } => {
            let bounds = limits.bounds();
            if price <= bounds.min() || price >= bounds.max() {
                return Err(ContractError::PriceOutOfBounds {
                    asset: asset.to_string(),
                    found: price,
                    above: bounds.min(),
                    below: bounds.max(),
                });
            }
            Ok(StoredSource::Fixed { price })
        }
        Source::Feeders {} => Ok(StoredSource::Feeders),
        Source::Ratio { .. } => not_available(missing::SOURCE_RATIO),
        Source::Pyth { .. } => not_available(missing::SOURCE_PYTH),
        Source::Contract { .. } => not_available(missing::SOURCE_CONTRACT),
    }
}

fn kind(source: StoredSource) -> &'static str {
    match source {
        StoredSource::Feeders => "feeders",
        StoredSource::Fixed { .. } => "fixed",
    }
}

fn asked(limits: &Limits) -> AskedLimits {
    AskedLimits {
        max_age: limits.max_age,
        min_price: limits.min_price,
        max_price: limits.max_price,
        max_step: limits.max_step,
        step_window: limits.step_window,
        confirm_after: limits.confirm_after,
        half_life: limits.half_life,
        max_spread: limits.max_spread,
    }
}
