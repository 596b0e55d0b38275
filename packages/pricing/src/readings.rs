//! What was read of a source lately: a rate that one transaction can move and restore is no rate.

use crate::span::RateSpan;
use ballast_risk::ExchangeRate;
use serde::{Deserialize, Serialize};

/// Seconds by which a reading must be older than the newest to stand against it.
pub const SETTLING: u64 = 30;
/// Readings within this many seconds of each other may be kept as one, so that a record stays small however often one reads.
const MERGED: u64 = 10;

/// Readings close to each other in time, as one; of the last of them both the time and what it was. Seconds.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
struct Group {
    first: u64,
    last: u64,
    span: RateSpan,
    latest: RateSpan,
}

/// The newest reading, the newest that is [`SETTLING`] older, and all between.
///
/// Readings that lie close together are merged, so the span may reach some seconds further back than that: it is never
/// narrower. At most `SETTLING / MERGED + 3` = 6 groups are kept.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq, Eq)]
pub struct Readings {
    groups: Vec<Group>,
}

impl Readings {
    /// Adds what was read now. A time before the newest one counts as that one's.
    pub fn add(&mut self, read: RateSpan, now: u64) {
        let now = self.newest_at().map_or(now, |newest| newest.max(now));
        match self.groups.last_mut() {
            Some(group) if now < group.first.saturating_add(MERGED) => {
                group.last = now;
                group.span = group.span.union(read);
                group.latest = read;
            }
            _ => self.groups.push(Group {
                first: now,
                last: now,
                span: read,
                latest: read,
            }),
        }
        let needed = self.settled_from(now).unwrap_or(0);
        self.groups.drain(..needed);
    }

    /// The rate of the newest reading, rounded down, and when it was read.
    pub fn newest(&self) -> Option<(ExchangeRate, u64)> {
        let newest = self.groups.last()?;
        Some((newest.latest.low, newest.last))
    }

    /// What all readings span that count; `None` where there is none that the newest can be held against.
    pub fn span(&self) -> Option<RateSpan> {
        let from = self.settled_from(self.newest_at()?)?;
        let (oldest, rest) = self.groups.get(from..)?.split_first()?;
        let between = rest.iter().map(|group| group.span);
        Some(between.fold(oldest.latest, RateSpan::union))
    }

    /// What all readings span that there are, settled or not.
    pub fn whole_span(&self) -> Option<RateSpan> {
        let all = self.groups.iter().map(|group| group.span);
        all.reduce(RateSpan::union)
    }

    fn newest_at(&self) -> Option<u64> {
        self.groups.last().map(|group| group.last)
    }

    /// The newest group all of which is old enough: its last reading is the one to hold the newest against.
    fn settled_from(&self, newest: u64) -> Option<usize> {
        let settled = |group: &Group| group.last.saturating_add(SETTLING) <= newest;
        self.groups.iter().rposition(settled)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)] // a test may stop at the first surprise
    use super::*;
    use proptest::prelude::*;

    fn at(raw: u128) -> RateSpan {
        RateSpan::at(ExchangeRate::new(raw))
    }

    fn readings(all: &[(u64, u128)]) -> Readings {
        let mut readings = Readings::default();
        for (time, rate) in all {
            readings.add(at(*rate), *time);
        }
        readings
    }

    fn span(all: &[(u64, u128)]) -> Option<(u128, u128)> {
        let span = readings(all).span()?;
        Some((span.low.raw(), span.high.raw()))
    }

    #[test]
    fn one_reading_says_nothing() {
        assert_eq!(span(&[(100, 1_000)]), None);
        assert_eq!(span(&[(100, 1_000), (129, 1_000)]), None);
        assert_eq!(span(&[(100, 1_000), (130, 1_000)]), Some((1_000, 1_000)));
    }

    #[test]
    fn a_pumped_reading_stands_against_the_honest_one_before_it() {
        assert_eq!(span(&[(100, 1_000), (160, 9_000)]), Some((1_000, 9_000)));
        // and is forgotten once an honest one is 30 s older than another
        let early = [(100, 1_000), (160, 9_000), (161, 1_000), (190, 1_000)];
        assert_eq!(span(&early), Some((1_000, 9_000)));
        let settled = [(100, 1_000), (160, 9_000), (161, 1_000), (191, 1_000)];
        assert_eq!(span(&settled), Some((1_000, 1_000)));
    }

    #[test]
    fn the_newest_is_the_last_and_not_the_extreme() {
        let found = readings(&[(100, 1_000), (160, 9_000), (161, 2_000)]);
        assert_eq!(found.newest(), Some((ExchangeRate::new(2_000), 161)));
    }

    #[test]
    fn time_that_goes_back_stands_still() {
        // the 7 took the place of the 5 in the same moment
        assert_eq!(span(&[(100, 5), (50, 7), (130, 6)]), Some((6, 7)));
    }

    proptest! {
        /// The rule as it is written, over all readings ever, is never wider than what is kept.
        #[test]
        fn what_is_kept_spans_what_the_rule_asks(
            steps in prop::collection::vec((0u64..40, 1u128..1_000), 1..200)
        ) {
            let mut readings = Readings::default();
            let mut all: Vec<(u64, u128)> = Vec::new();
            let mut now = 1_000;
            for (wait, rate) in steps {
                now += wait;
                all.push((now, rate));
                readings.add(at(rate), now);
                prop_assert!(readings.groups.len() <= 6, "{:?}", readings);
                let old = all.iter().rposition(|(time, _)| time + SETTLING <= now);
                prop_assert!(readings.span().is_none() || old.is_some());
                let Some(old) = old else { continue };
                let Some(span) = readings.span() else {
                    // merged with younger ones: not settled yet, which is the safe side
                    continue;
                };
                let asked = all.iter().skip(old).map(|(_, rate)| *rate);
                prop_assert!(span.low.raw() <= asked.clone().min().unwrap());
                prop_assert!(span.high.raw() >= asked.max().unwrap());
            }
        }
    }
}
