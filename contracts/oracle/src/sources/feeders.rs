//! A quorum of feeders.

use crate::records::{Feed, Feeders};
use ballast_pricing::{Bracket, Report};

/// The bracket of the reports that are young enough and of active feeders; `None` below the quorum.
pub fn bracket(feed: &Feed, feeders: Option<&Feeders>, now: u64) -> Option<Bracket> {
    let feeders = feeders?;
    let fresh = |report: &Report| now.saturating_sub(report.time) < feed.max_age;
    let counting = feed.reports.iter();
    let counting = counting.filter(|(number, report)| feeders.is_active(*number) && fresh(report));
    Bracket::of(
        counting.map(|(_, report)| *report).collect(),
        feeders.quorum,
    )
}
