//! What each source says of its asset now.

use crate::state::{Feed, Feeders, StoredSource};
use ballast_interface::oracle::{PriceQuote, PriceStatus};
use ballast_pricing::{is_wide, Bracket, Sighting};

/// The bracket of the reports that are young enough and of active feeders; `None` below the quorum.
pub fn of_feeders(feed: &Feed, feeders: Option<&Feeders>, now: u64) -> Option<Bracket> {
    let feeders = feeders?;
    let fresh = |report: &Sighting| now.saturating_sub(report.time) < feed.max_age;
    let counting = feed.reports.iter();
    let counting = counting.filter(|(number, report)| feeders.is_active(*number) && fresh(report));
    Bracket::of(
        counting.map(|(_, report)| *report).collect(),
        feeders.quorum,
    )
}

/// The answer for one asset: live, or what was last published, with a status.
pub fn quote(feed: &Feed, feeders: Option<&Feeders>, now: u64) -> PriceQuote {
    let live = match feed.source {
        StoredSource::Fixed => feed.published.map(|fixed| Bracket {
            since: now,
            ..fixed
        }),
        StoredSource::Feeders => of_feeders(feed, feeders, now),
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
