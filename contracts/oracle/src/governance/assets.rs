//! Where the price of an asset comes from, and how far it is believed.

use crate::error::{missing, ContractError};
use crate::records::{feeds, quorum, Feed, StoredSource};
use crate::{event, guard, sources};
use ballast_interface::oracle::{Limits, PriceStatus, Source, SourceSwap};
use ballast_interface::AssetId;
use ballast_pricing::{differs, Bracket};
use ballast_risk::{Price, Ratio};
use cosmwasm_std::{Addr, DepsMut, Response};

/// A new source whose price is further than this from the present one needs the override.
const SWAP_TOLERANCE: Ratio = Ratio::percent(5);
const MAX_SECONDS: u64 = 30 * 86_400;
/// `(high − low) / spot` above which no new risk is taken, where the asset does not say: 10 %.
const DEFAULT_MAX_SPREAD: Ratio = Ratio::percent(10);

/// What `set_asset` asks for.
pub struct NewSource {
    pub asset: AssetId,
    pub source: Source,
    pub limits: Limits,
    pub swap: Option<SourceSwap>,
}

/// Sets source and limits. What was published stays until the new source has a price of its own.
pub fn set_asset(
    deps: DepsMut,
    now: u64,
    sender: &Addr,
    new: NewSource,
) -> Result<Response, ContractError> {
    let NewSource {
        asset,
        source,
        limits,
        swap,
    } = new;
    guard::owner(deps.storage, sender)?;
    if let AssetId::Cw20(token) = &asset {
        deps.api.addr_validate(token)?;
    }
    let max_spread = checked(&limits)?;
    let before = feeds::load(deps.storage, &asset)?;
    let feeders = quorum::load(deps.storage)?;
    let (stored, fixed) = read_source(source)?;
    let mut feed = Feed {
        source: stored,
        frozen: before.as_ref().is_some_and(|feed| feed.frozen),
        max_age: limits.max_age,
        min_price: limits.min_price,
        max_price: limits.max_price,
        max_spread,
        published: before.as_ref().and_then(|feed| feed.published),
        reports: before
            .as_ref()
            .map_or(Vec::new(), |feed| feed.reports.clone()),
    };
    if let Some(price) = fixed {
        within(&asset, &feed, price)?;
        feed.published = Some(Bracket::at(price, now));
    }
    let present = before.map(|feed| sources::quote(&feed, feeders.as_ref(), now));
    let found = sources::quote(&feed, feeders.as_ref(), now);
    if let (Some(present), None) = (present, swap) {
        let both = present.status != PriceStatus::Missing && found.status != PriceStatus::Missing;
        if both && differs(present.spot, found.spot, SWAP_TOLERANCE) {
            return Err(ContractError::SourceTooFar {
                asset: asset.to_string(),
                found: found.spot,
                present: present.spot,
            });
        }
    }
    feeds::save(deps.storage, &asset, &feed)?;
    let kind = match stored {
        StoredSource::Feeders => "feeders",
        StoredSource::Fixed => "fixed",
    };
    Ok(Response::new().add_event(event::set_asset(&asset, kind, &found)))
}

/// The kind of a source and, where it says one, its price.
fn read_source(source: Source) -> Result<(StoredSource, Option<Price>), ContractError> {
    let not_available = |what| Err(ContractError::NotAvailable { what });
    match source {
        Source::Fixed { price } => Ok((StoredSource::Fixed, Some(price))),
        Source::Feeders {} => Ok((StoredSource::Feeders, None)),
        Source::Ratio { .. } => not_available(missing::SOURCE_RATIO),
        Source::Pyth { .. } => not_available(missing::SOURCE_PYTH),
        Source::Contract { .. } => not_available(missing::SOURCE_CONTRACT),
    }
}

/// The ranges of the limits; the spread in force.
fn checked(limits: &Limits) -> Result<Ratio, ContractError> {
    let not_available = |what| Err(ContractError::NotAvailable { what });
    let refuse = |field, found: String, allowed| {
        Err(ContractError::OutOfRange {
            field,
            found,
            allowed,
        })
    };
    if limits.max_step.is_some() || limits.step_window.is_some() || limits.confirm_after.is_some() {
        return not_available(missing::BREAKER);
    }
    if limits.half_life.is_some() {
        return not_available(missing::AVERAGE);
    }
    if limits.max_age == 0 || limits.max_age > MAX_SECONDS {
        return refuse(
            "max_age",
            limits.max_age.to_string(),
            "1 to 2592000 seconds",
        );
    }
    if limits.max_price <= limits.min_price {
        return refuse("max_price", limits.max_price.to_string(), "above min_price");
    }
    let spread = limits.max_spread.unwrap_or(DEFAULT_MAX_SPREAD);
    if spread > Ratio::ONE {
        return refuse("max_spread", spread.to_string(), "0 to 1");
    }
    Ok(spread)
}

/// A price at a bound is a feed that is stuck there, not a price.
pub fn within(asset: &AssetId, feed: &Feed, price: Price) -> Result<(), ContractError> {
    if price.is_zero() || price <= feed.min_price || price >= feed.max_price {
        return Err(ContractError::PriceOutOfBounds {
            asset: asset.to_string(),
            found: price,
            above: feed.min_price,
            below: feed.max_price,
        });
    }
    Ok(())
}
