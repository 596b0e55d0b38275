//! What becomes a price: the one way from what a source says to what lending is told.

use crate::records::{Feed, Feeders, StoredSource};
use crate::sources;
use ballast_pricing::{Offer, Outcome, Publication, Voice};

/// Offers what the source says now to what was published. `None` where it says nothing, or while the asset is halted.
pub fn publish(feed: &mut Feed, all: Option<&Feeders>, now: u64) -> Option<Outcome> {
    if feed.halt.is_some() {
        return None;
    }
    let bracket = sources::says(feed, all, now)?;
    let governed = matches!(feed.source, StoredSource::Fixed { .. });
    let Some(mut publication) = feed.publication.take().filter(|_| !governed) else {
        feed.publication = Some(Publication::first(bracket, now));
        return Some(Outcome::Published);
    };
    let limits = feed.limits;
    let again = |from| sources::says_since(feed, all, from, now);
    let voice = match feed.source {
        StoredSource::Asked(_) => Voice::OneSource,
        StoredSource::Feeders | StoredSource::Fixed { .. } => Voice::Quorum,
    };
    let outcome = publication.offer(Offer { bracket, voice }, &limits, now, again);
    feed.publication = Some(publication);
    if outcome == Outcome::Confirmed {
        settle_readings(feed);
    }
    Some(outcome)
}

/// What was read before a confirmed price is not held against it.
pub fn settle_readings(feed: &mut Feed) {
    if let StoredSource::Asked(asked) = &mut feed.source {
        asked.readings.settle();
    }
}
