//! Another source in the place of one: compared with the price before, unless the message says that any price will do.

use crate::error::ContractError;
use crate::halt;
use crate::records::{definitions, Feed, Standing, StoredSource};
use crate::sources::board::Board;
use crate::sources::definition::Definition;
use crate::sources::read::{self, ReadError};
use crate::sources::{asked, says};
use ballast_interface::oracle::{PriceQuote, PriceStatus, RateSource, Source, SourceSwap};
use ballast_interface::AssetId;
use ballast_pricing::{differs, Bracket, PriceLimits, Publication};
use ballast_risk::Ratio;
use cosmwasm_std::{Deps, Env};

/// A new source whose price is further than this from the present one needs the override.
const SWAP_TOLERANCE: Ratio = Ratio::percent(5);

/// What a source and limits are to become.
pub struct Change<'a> {
    pub asset: &'a AssetId,
    pub source: &'a Source,
    pub definition: Definition,
    pub limits: PriceLimits,
    pub swap: Option<SourceSwap>,
}

/// Asks a source that has to be asked, and begins with what it says. Others say by themselves what they know.
pub fn begin(deps: Deps, env: &Env, source: &Source, feed: &mut Feed) -> Result<(), ReadError> {
    let StoredSource::Asked(asked) = &mut feed.source else {
        return Ok(());
    };
    let now = env.block.time.seconds();
    let answered = read::ask_source(&deps.querier, env, source).ok_or(ReadError::AsksNobody)?;
    let reading = match answered.and_then(|answered| answered.reading) {
        Ok(reading) => reading,
        Err(error) => {
            asked.fail(now);
            return Err(error);
        }
    };
    asked.take(reading.rate, reading.time.unwrap_or(now), now);
    let bracket = asked::first_bracket(reading.rate, asked.since);
    let bracket = feed.limits.bounds().clamp_bracket(bracket);
    feed.publication = Some(Publication::first(bracket, now));
    Ok(())
}

pub fn unreadable(asset: &AssetId, error: ReadError) -> ContractError {
    ContractError::SourceUnreadable {
        asset: asset.to_string(),
        error,
    }
}

/// A feed with another source or other limits. What was published stays, within the new bounds, until there is a new price.
pub fn changed(
    deps: Deps,
    env: &Env,
    board: &Board,
    mut before: Feed,
    change: Change,
) -> Result<Feed, ContractError> {
    halt::settle(&mut before, board);
    let present = board.quote(&before);
    let known = definitions::load(deps.storage, change.asset)?;
    let mut feed = before;
    feed.limits = change.limits;
    if let Some(publication) = &mut feed.publication {
        publication.clamp(&feed.limits);
    }
    if known == *change.source {
        return Ok(feed);
    }
    let unit_stays = base(feed.standing.as_ref()) == base(change.definition.standing.as_ref());
    let Change {
        definition, swap, ..
    } = &change;
    let readings = kept_readings(&feed, &known, change.source);
    feed.source = definition.source.clone();
    feed.standing = definition.standing.clone();
    if let (StoredSource::Asked(asked), Some(StoredSource::Asked(before))) =
        (&mut feed.source, readings)
    {
        (asked.readings, asked.since) = (before.readings, before.since);
    }
    if !unit_stays {
        // numbers of another unit: what stands until the first new one is what governance says itself
        feed.reports.clear();
        feed.publication = governed_number(&feed, &present).map(|number| {
            let bracket = feed.limits.bounds().clamp_bracket(number);
            Publication::first(bracket, board.now)
        });
    }
    let read = begin(deps, env, change.source, &mut feed);
    match (swap, read) {
        (None, Err(error)) => return Err(unreadable(change.asset, error)),
        (None, Ok(())) if present.status == PriceStatus::Missing => {}
        (None, Ok(())) => compare(board, &feed, &present, change.asset)?,
        (Some(SourceSwap::AnyPrice), _) => {
            // whoever names the override wants this price and no breaker between; a halt holds all the same
            let says = says(&feed, board.all, board.now);
            if says.is_some() && feed.halt.is_none() {
                feed.publication = None;
            }
        }
    }
    Ok(feed)
}

/// Readings of the same question go on counting.
fn kept_readings(feed: &Feed, before: &Source, now: &Source) -> Option<StoredSource> {
    (leg(before) == leg(now)).then(|| feed.source.clone())
}

/// What a source asks, whatever it stands on.
fn leg(source: &Source) -> Option<RateSource> {
    match source {
        Source::Ratio(ratio) => Some(ratio.rate.clone()),
        Source::Contract(source) => Some(RateSource::Contract(source.clone())),
        Source::Module(source) => Some(RateSource::Module(source.clone())),
        Source::Fixed { .. } | Source::Feeders {} => None,
    }
}

fn base(standing: Option<&Standing>) -> Option<&AssetId> {
    standing.map(|standing| &standing.base)
}

/// The anchor of a rate, or the present price in USD.
fn governed_number(feed: &Feed, present: &PriceQuote) -> Option<Bracket> {
    let number = match &feed.standing {
        Some(standing) => asked::number(standing.derivative.as_ref()?.cap.anchor),
        None => present.spot,
    };
    Some(Bracket::at(number, 0))
}

/// Without the override a new source says now what the asset is worth, and nearly what the old one said.
fn compare(
    board: &Board,
    feed: &Feed,
    present: &PriceQuote,
    asset: &AssetId,
) -> Result<(), ContractError> {
    let mut candidate = feed.clone();
    candidate.halt = None;
    let is_asked = matches!(feed.source, StoredSource::Asked(_));
    let says = says(feed, board.all, board.now);
    if let (false, Some(bracket)) = (is_asked, says) {
        candidate.publication = Some(Publication::first(bracket, board.now));
    }
    let found = board.quote(&candidate);
    let asset = asset.to_string();
    if (!is_asked && says.is_none()) || found.status == PriceStatus::Missing {
        return Err(ContractError::SourceNotFresh {
            asset,
            present: present.spot,
        });
    }
    if differs(present.spot, found.spot, SWAP_TOLERANCE) {
        return Err(ContractError::SourceTooFar {
            asset,
            found: found.spot,
            present: present.spot,
        });
    }
    Ok(())
}
