//! What a source itself says of its asset now, before it is published.

pub mod asked;
pub mod board;
pub mod chain;
pub mod definition;
pub mod feeders;
pub mod read;

use crate::records::{Feed, Feeders, StoredSource};
use ballast_pricing::Bracket;

/// What the source says at `now`; `None` where that is nothing fresh.
pub fn says(feed: &Feed, all: Option<&Feeders>, now: u64) -> Option<Bracket> {
    says_since(feed, all, 0, now)
}

/// The same of what was seen at or after `from` alone.
pub fn says_since(feed: &Feed, all: Option<&Feeders>, from: u64, now: u64) -> Option<Bracket> {
    match &feed.source {
        StoredSource::Fixed { price, until } => (now < *until).then(|| Bracket::at(*price, now)),
        StoredSource::Feeders => feeders::bracket_since(feed, all, from, now),
        StoredSource::Asked(asked) => asked::bracket_since(asked, &feed.limits, from, now),
    }
}
