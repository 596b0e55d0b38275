//! What was read of a source lately: a rate that one transaction can move and restore is no rate.

use crate::span::RateSpan;
use ballast_risk::{ExchangeRate, Seconds};
use serde::{Deserialize, Serialize};

/// Seconds by which a reading must be older than the newest to stand against it.
pub const SETTLING: u64 = 30;
/// Readings within a fourth of what counts may be kept as one, so that a record stays small however often one reads.
const PARTS: u32 = 2;

/// Readings close to each other in time, as one; of the last of them both the time and what it was. Seconds.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
struct Group {
    first: u64,
    last: u64,
    span: RateSpan,
    latest: RateSpan,
}

/// The newest reading, the newest that is older by what a source says (`reach`), and all between: where somebody honest asks
/// at least once in that time, one of theirs is among them, whoever else asks how often.
///
/// Where none is as old as that it is all there are, and at least one must be [`SETTLING`] older. Readings that lie close
/// together are merged, so the span may reach a fourth of the time further back: it is never narrower. At most 7 groups are
/// kept.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq, Eq)]
pub struct Readings {
    groups: Vec<Group>,
}

impl Readings {
    /// Adds what was read now. A time before the newest one counts as that one's.
    pub fn add(&mut self, read: RateSpan, now: u64, reach: Seconds) {
        let now = self.newest_at().map_or(now, |newest| newest.max(now));
        let reach = at_least_settling(reach);
        match self.groups.last_mut() {
            Some(group) if now < group.first.saturating_add(reach >> PARTS) => {
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
        // the newest group all of which is old enough: its last reading is the one to hold the newest against
        let is_old = |group: &Group| group.last.saturating_add(reach) <= now;
        let needed = self.groups.iter().rposition(is_old).unwrap_or(0);
        self.groups.drain(..needed);
    }

    /// The rate of the newest reading, rounded down, and when it was read.
    pub fn newest(&self) -> Option<(ExchangeRate, u64)> {
        let newest = self.groups.last()?;
        Some((newest.latest.low, newest.last))
    }

    /// What all readings span that count; `None` where there is none that the newest can be held against.
    pub fn span(&self, reach: Seconds) -> Option<RateSpan> {
        let newest = self.newest_at()?;
        let (oldest, rest) = self.groups.split_first()?;
        if oldest.first.saturating_add(SETTLING) > newest {
            return None;
        }
        let is_old = oldest.last.saturating_add(at_least_settling(reach)) <= newest;
        let oldest = if is_old { oldest.latest } else { oldest.span };
        let between = rest.iter().map(|group| group.span);
        Some(between.fold(oldest, RateSpan::union))
    }

    /// What all readings span that there are, settled or not.
    pub fn whole_span(&self) -> Option<RateSpan> {
        let all = self.groups.iter().map(|group| group.span);
        all.reduce(RateSpan::union)
    }

    /// The newest was confirmed: nothing that was read before is held against it.
    pub fn settle(&mut self) {
        if let Some(newest) = self.groups.pop() {
            self.groups.clear();
            self.groups.push(Group {
                first: newest.last.saturating_sub(SETTLING),
                span: newest.latest,
                ..newest
            });
        }
    }

    fn newest_at(&self) -> Option<u64> {
        self.groups.last().map(|group| group.last)
    }
}

fn at_least_settling(reach: Seconds) -> u64 {
    reach.raw().max(SETTLING)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)] // a test may stop at the first surprise
    use super::*;
    use proptest::prelude::*;

    const MINUTE: Seconds = Seconds::new(60);

    fn at(raw: u128) -> RateSpan {
        RateSpan::at(ExchangeRate::new(raw))
    }

    fn readings(all: &[(u64, u128)]) -> Readings {
        let mut readings = Readings::default();
        for (time, rate) in all {
            readings.add(at(*rate), *time, MINUTE);
        }
        readings
    }

    fn span(all: &[(u64, u128)]) -> Option<(u128, u128)> {
        let span = readings(all).span(MINUTE)?;
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
        // and is forgotten once an honest one is a minute older than another
        let early = [(100, 1_000), (160, 9_000), (161, 1_000), (220, 1_000)];
        assert_eq!(span(&early), Some((1_000, 9_000)));
        let settled = [(100, 1_000), (160, 9_000), (161, 1_000), (221, 1_000)];
        assert_eq!(span(&settled), Some((1_000, 1_000)));
    }

    #[test]
    fn two_pumped_readings_half_a_minute_apart_stand_against_the_honest_one_too() {
        let twice = [(100, 1_000), (160, 9_000), (190, 9_000)];
        assert_eq!(span(&twice), Some((1_000, 9_000)));
        // also where nobody had asked for an hour
        let idle = [(100, 1_000), (3_700, 9_000), (3_730, 9_000)];
        assert_eq!(span(&idle), Some((1_000, 9_000)));
        // a price that really moved counts a minute after somebody saw it
        let moved = [(100, 1_000), (160, 9_000), (220, 9_000)];
        assert_eq!(span(&moved), Some((9_000, 9_000)));
    }

    #[test]
    fn a_source_that_is_asked_every_six_hours_is_settled_by_then() {
        let six_hours = Seconds::hours(6);
        let mut readings = Readings::default();
        for (time, rate) in [(0, 1_000), (21_600, 1_100), (21_630, 1_100)] {
            readings.add(at(rate), time, six_hours);
        }
        assert_eq!(readings.span(six_hours).unwrap().low.raw(), 1_000);
        // six hours after the second of the two, which are kept as one
        readings.add(at(1_100), 43_230, six_hours);
        assert_eq!(readings.span(six_hours).unwrap().low.raw(), 1_100);
    }

    #[test]
    fn what_was_confirmed_stands_alone() {
        let mut readings = readings(&[(100, 1_000), (160, 600), (161, 600)]);
        readings.settle();
        assert_eq!(readings.span(MINUTE), Some(at(600)));
        assert_eq!(readings.newest(), Some((ExchangeRate::new(600), 161)));
    }

    #[test]
    fn the_newest_is_the_last_and_not_the_extreme() {
        let found = readings(&[(100, 1_000), (160, 9_000), (161, 2_000)]);
        assert_eq!(found.newest(), Some((ExchangeRate::new(2_000), 161)));
    }

    #[test]
    fn time_that_goes_back_stands_still() {
        // the 7 took the place of the 5 in the same moment
        assert_eq!(span(&[(100, 5), (50, 7), (160, 6)]), Some((6, 7)));
    }

    proptest! {
        /// The rule as it is written, over all readings ever, is never wider than what is kept.
        #[test]
        fn what_is_kept_spans_what_the_rule_asks(
            reach in 1u64..200,
            steps in prop::collection::vec((0u64..80, 1u128..1_000), 1..200)
        ) {
            let mut readings = Readings::default();
            let mut all: Vec<(u64, u128)> = Vec::new();
            let mut now = 1_000;
            for (wait, rate) in steps {
                now += wait;
                all.push((now, rate));
                readings.add(at(rate), now, Seconds::new(reach));
                prop_assert!(readings.groups.len() <= 7, "{:?}", readings);
                let settled = all.iter().any(|(time, _)| time + SETTLING <= now);
                let span = readings.span(Seconds::new(reach));
                prop_assert_eq!(span.is_some(), settled);
                let Some(span) = span else { continue };
                let is_old = |(time, _): &(u64, u128)| time + reach.max(SETTLING) <= now;
                let from = all.iter().rposition(is_old).unwrap_or(0);
                let asked = all.iter().skip(from).map(|(_, rate)| *rate);
                prop_assert!(span.low.raw() <= asked.clone().min().unwrap());
                prop_assert!(span.high.raw() >= asked.max().unwrap());
            }
        }
    }
}
