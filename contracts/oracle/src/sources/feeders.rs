//! A quorum of feeders: what their reports that count say.

use crate::records::{Feed, Feeders, StoredReport};
use ballast_pricing::Bracket;
use ballast_risk::Seconds;

/// The bracket of the reports that count at `now` and were seen at or after `from`; `None` below the quorum.
pub fn bracket_since(
    feed: &Feed,
    feeders: Option<&Feeders>,
    from: u64,
    now: u64,
) -> Option<Bracket> {
    let feeders = feeders?;
    let reports = counting(feed, feeders, now).filter(|report| report.seen_at() >= from);
    let bounded = reports.map(|report| {
        let mut seen = report.seen();
        // beyond a bound it counts as the bound
        seen.price = feed.limits.bounds().clamp(seen.price);
        seen
    });
    Bracket::of(bounded.collect(), feeders.quorum)
}

/// The reports of present feeders, of after their appointment, that are young enough.
pub fn counting<'a>(
    feed: &'a Feed,
    feeders: &'a Feeders,
    now: u64,
) -> impl Iterator<Item = &'a StoredReport> {
    let young = move |report: &StoredReport| {
        Seconds::between(report.seen_at(), now) < feed.limits.max_age()
    };
    let reports = feed.reports.iter();
    reports.filter(move |report| is_of_a_feeder(report, feeders) && young(report))
}

pub fn is_of_a_feeder(report: &StoredReport, feeders: &Feeders) -> bool {
    feeders
        .by_number(report.feeder)
        .is_some_and(|feeder| report.seen_at() >= feeder.since)
}
