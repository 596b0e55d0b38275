//! The highest and the lowest of the prices that were published lately, and of those that will be when these have left.

use ballast_risk::integer::mul_div_down;
use ballast_risk::Price;
use serde::{Deserialize, Serialize};

/// Neighbours closer than one part in this are kept as one, the further price with the later time: a quiet market needs
/// one place on each side. The window is never narrower for it, and at most this part wider.
const MERGED: u128 = 100;
/// Places on each side, so that a record stays small in a market that is not quiet.
const MAX_PLACES: usize = 8;

#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
struct Extreme {
    price: Price,
    /// When it was last published, seconds.
    at: u64,
}

/// Older published prices above and below the one in force, the oldest first; each nearer to it than the one before.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq, Eq)]
pub struct Extremes {
    above: Vec<Extreme>,
    below: Vec<Extreme>,
}

impl Extremes {
    /// A price that was in force, last published at `at`, gives way to another.
    pub fn replace(&mut self, before: Price, at: u64, now_in_force: Price) {
        let before = Extreme { price: before, at };
        if before.price > now_in_force {
            push(&mut self.above, before, |old, new| old > new);
        } else if before.price < now_in_force {
            push(&mut self.below, before, |old, new| old < new);
        }
        self.above.retain(|extreme| extreme.price > now_in_force);
        self.below.retain(|extreme| extreme.price < now_in_force);
    }

    /// Drops what was published before `time`.
    pub fn forget_before(&mut self, time: u64) {
        self.above.retain(|extreme| extreme.at >= time);
        self.below.retain(|extreme| extreme.at >= time);
    }

    /// The furthest published since `time`, on each side.
    pub fn since(&self, time: u64) -> impl Iterator<Item = Price> + '_ {
        // the oldest that counts is the furthest
        let furthest =
            move |side: &[Extreme]| side.iter().find(|extreme| extreme.at >= time).copied();
        let both = [furthest(&self.above), furthest(&self.below)];
        both.into_iter().flatten().map(|extreme| extreme.price)
    }
}

/// Adds the newest; what is no further than it has no say any more.
fn push(side: &mut Vec<Extreme>, new: Extreme, further: impl Fn(Price, Price) -> bool) {
    while side
        .last()
        .is_some_and(|old| !further(old.price, new.price))
    {
        side.pop();
    }
    match side.last_mut() {
        Some(old) if are_close(old.price, new.price) => old.at = new.at,
        _ => side.push(new),
    }
    if side.len() > MAX_PLACES {
        // the furthest price with the time of the next: wider, never narrower
        let next = side.remove(1);
        if let Some(first) = side.first_mut() {
            first.at = next.at;
        }
    }
}

fn are_close(a: Price, b: Price) -> bool {
    let apart = a.raw().abs_diff(b.raw());
    mul_div_down(a.raw().min(b.raw()), 1, MERGED).is_ok_and(|allowed| apart <= allowed)
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::arithmetic_side_effects,
        clippy::indexing_slicing
    )] // a test may stop at the first surprise
    use super::*;
    use proptest::prelude::*;

    fn seen(steps: &[(u64, u128)]) -> Extremes {
        let mut extremes = Extremes::default();
        for pair in steps.windows(2) {
            let ((at, before), (_, now)) = (pair[0], pair[1]);
            extremes.replace(Price::new(before), at, Price::new(now));
        }
        extremes
    }

    fn since(extremes: &Extremes, time: u64) -> Vec<u128> {
        extremes.since(time).map(Price::raw).collect()
    }

    #[test]
    fn the_furthest_on_each_side_count_until_they_leave() {
        let extremes = seen(&[(0, 1_000), (10, 1_200), (20, 900), (30, 1_000)]);
        assert_eq!(since(&extremes, 0), [1_200, 900]);
        assert_eq!(since(&extremes, 11), [900]);
        assert!(since(&extremes, 21).is_empty());
    }

    #[test]
    fn when_the_lowest_has_left_the_next_lowest_counts() {
        let extremes = seen(&[(0, 1_000), (10, 1_100), (20, 1_300), (30, 1_200)]);
        assert_eq!(since(&extremes, 0), [1_300, 1_000]);
        assert_eq!(since(&extremes, 1), [1_300, 1_100]);
    }

    #[test]
    fn neighbours_share_a_place() {
        let noise = |time: u64| (time, 10_000 + u128::from(time * 37 % 90));
        let steps: Vec<_> = (0..100).map(noise).collect();
        let extremes = seen(&steps);
        assert!(
            extremes.above.len() <= 1 && extremes.below.len() <= 1,
            "{extremes:?}"
        );
    }

    proptest! {
        /// Whatever was published is no further than what is remembered, and that is no more than a hundredth further
        /// where there was no need to drop a place.
        #[test]
        fn nothing_that_was_published_is_missing(
            steps in proptest::collection::vec((1u64..50, 5_000u128..20_000), 2..200),
            window in 1u64..2_000,
        ) {
            let (mut extremes, mut all, mut now) = (Extremes::default(), Vec::new(), 0);
            for (wait, price) in steps {
                if let Some((at, before)) = all.last().copied() {
                    extremes.replace(Price::new(before), at, Price::new(price));
                }
                now += wait;
                all.push((now, price));
                let from = now.saturating_sub(window);
                extremes.forget_before(from);
                let found = since(&extremes, from).into_iter().chain([price]);
                let (low, high) = (found.clone().min().unwrap(), found.max().unwrap());
                let counting = all.iter().filter(|(at, _)| *at >= from).map(|(_, price)| *price);
                prop_assert!(low <= counting.clone().min().unwrap());
                prop_assert!(high >= counting.max().unwrap());
                prop_assert!(extremes.above.len() <= MAX_PLACES && extremes.below.len() <= MAX_PLACES);
            }
        }
    }
}
