//! What each source says of its asset now.

pub mod feeders;

use crate::records::{Feed, Feeders, StoredSource};
use ballast_interface::oracle::{PriceQuote, PriceStatus};
use ballast_pricing::{is_wide, Bracket};

/// The answer for one asset: live, or what was last published, with a status.
pub fn quote(feed: &Feed, feeders: Option<&Feeders>, now: u64) -> PriceQuote {
    let live = match feed.source {
        StoredSource::Fixed => feed.published.map(|fixed| Bracket {
            since: now,
            ..fixed
        }),
        StoredSource::Feeders => feeders::bracket(feed, feeders, now),
    };
    let Some(bracket) = live.or(feed.published) else {
        return PriceQuote::MISSING;
    };
    let status = match live {
        _ if feed.frozen => PriceStatus::Frozen,
        Some(_) => PriceStatus::Fresh,
        None => PriceStatus::Stale,
    };
    PriceQuote {
        spot: bracket.spot,
        low: bracket.bid,
        high: bracket.ask,
        published_at: bracket.since,
        status,
        wide: is_wide(&bracket, feed.max_spread),
    }
}
