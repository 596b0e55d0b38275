//! What a halt holds, and when it is over.

use crate::error::ContractError;
use crate::records::{Feed, Halt, HaltedBy, Held};
use ballast_interface::oracle::{PriceQuote, PriceStatus};
use ballast_interface::AssetId;
use ballast_pricing::PriceLimits;

/// What lending sees of a halted asset.
pub fn quote(halt: &Halt, limits: &PriceLimits, now: u64) -> PriceQuote {
    let Some(held) = halt.held else {
        return PriceQuote::MISSING;
    };
    PriceQuote {
        spot: held.spot,
        low: held.low,
        high: held.high,
        published_at: held.published_at,
        status: PriceStatus::Halted,
        wide: held.wide,
        unsettled: None,
        halted_until: ends_by(halt, limits, now),
    }
}

/// When it is over; once its time has come, when it is at the latest. `None`: when the owner says so.
pub fn ends_by(halt: &Halt, limits: &PriceLimits, now: u64) -> Option<u64> {
    let until = halt.until?;
    Some(if now < until {
        until
    } else {
        limits.max_age().after(until)
    })
}

/// What of a price is held; nothing where there is none.
pub fn price(quote: &PriceQuote) -> Option<Held> {
    (quote.status != PriceStatus::Missing).then_some(Held {
        spot: quote.spot,
        low: quote.low,
        high: quote.high,
        published_at: quote.published_at,
        wide: quote.wide,
    })
}

pub fn refuse_if_halted(feed: &Feed, asset: &AssetId, now: u64) -> Result<(), ContractError> {
    match &feed.halt {
        None => Ok(()),
        Some(halt) => Err(already_halted(halt, &feed.limits, asset, now)),
    }
}

pub fn already_halted(
    halt: &Halt,
    limits: &PriceLimits,
    asset: &AssetId,
    now: u64,
) -> ContractError {
    ContractError::Halted {
        asset: asset.to_string(),
        until: match (&halt.by, ends_by(halt, limits, now)) {
            (HaltedBy::Base(base), None) => format!("the halt of `{base}` ends"),
            (_, None) => "the owner lifts it".to_owned(),
            (_, Some(end)) => end.to_string(),
        },
    }
}
