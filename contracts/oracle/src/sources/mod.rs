//! What is said of an asset now.

pub mod feeders;

use crate::halt;
use crate::records::{Feed, Feeders, StoredSource};
use ballast_interface::oracle::{PriceQuote, PriceStatus};
use ballast_pricing::Bracket;

/// The answer for one asset, as if everything that time brings had been stored: halts that ended are over.
pub fn quote(feed: &Feed, all: Option<&Feeders>, now: u64) -> PriceQuote {
    match halt::ended(feed, all, now) {
        Some(settled) => present(&settled, all, now),
        None => present(feed, all, now),
    }
}

fn present(feed: &Feed, all: Option<&Feeders>, now: u64) -> PriceQuote {
    if let Some(halt) = &feed.halt {
        return halt::quote(halt, &feed.limits, now);
    }
    let Some(publication) = &feed.publication else {
        return PriceQuote::MISSING;
    };
    let live = says(feed, all, now);
    let band = publication.band(live.as_ref(), &feed.limits, now);
    let status = match live {
        _ if band.frozen => PriceStatus::Frozen,
        Some(_) => PriceStatus::Fresh,
        None => PriceStatus::Stale,
    };
    PriceQuote {
        spot: band.price.spot,
        low: band.price.low,
        high: band.price.high,
        published_at: match feed.source {
            StoredSource::Fixed { .. } => now,
            StoredSource::Feeders => publication.bracket.since,
        },
        status,
        wide: band.wide,
        halted_until: None,
    }
}

/// What the source itself says at `now`; `None` where that is nothing fresh.
pub fn says(feed: &Feed, all: Option<&Feeders>, now: u64) -> Option<Bracket> {
    match feed.source {
        StoredSource::Fixed { price } => Some(Bracket::at(price, now)),
        StoredSource::Feeders => feeders::bracket(feed, all, now),
    }
}
