//! A quorum of feeders of whom some may lie, and the bracket that holds all the same.

use crate::derivative::Triple;
use ballast_risk::integer::{mul_div_down, ONE};
use ballast_risk::{Price, Ratio};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The most feeders: each may have a report in every asset's record.
pub const MAX_FEEDERS: usize = 31;

#[derive(Error, Debug, Clone, PartialEq, Eq)]
pub enum QuorumError {
    #[error("a quorum of {quorum} of {feeders} feeders cannot tolerate {faults} liars; it takes 2 * faults + 1 <= quorum <= feeders")]
    TooSmall {
        quorum: u8,
        feeders: usize,
        faults: u8,
    },
    #[error("found {found} feeders, allowed are 1 to {MAX_FEEDERS}")]
    FeederCount { found: usize },
}

/// How many reports make a price, and how many of them may lie: `quorum ≥ 2·faults + 1` by construction.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quorum {
    quorum: u8,
    faults: u8,
}

impl Quorum {
    pub fn new(feeders: usize, quorum: u8, faults: u8) -> Result<Self, QuorumError> {
        if feeders == 0 || feeders > MAX_FEEDERS {
            return Err(QuorumError::FeederCount { found: feeders });
        }
        let needed = usize::from(faults).saturating_mul(2).saturating_add(1);
        if usize::from(quorum) < needed || usize::from(quorum) > feeders {
            return Err(QuorumError::TooSmall {
                quorum,
                feeders,
                faults,
            });
        }
        Ok(Self { quorum, faults })
    }

    pub fn quorum(self) -> u8 {
        self.quorum
    }

    pub fn faults(self) -> u8 {
        self.faults
    }
}

/// What one feeder reports of one asset, and when it saw it.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Report {
    pub price: Price,
    pub time: u64,
}

/// Bid, spot and ask, and the time of the oldest report behind them.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bracket {
    pub bid: Price,
    pub spot: Price,
    pub ask: Price,
    pub since: u64,
}

impl Bracket {
    pub fn at(price: Price, since: u64) -> Self {
        Self {
            bid: price,
            spot: price,
            ask: price,
            since,
        }
    }

    pub fn triple(&self) -> Triple {
        Triple {
            low: self.bid,
            spot: self.spot,
            high: self.ask,
        }
    }

    /// `(f+1)`-th smallest, median, `(f+1)`-th largest of the reports; `None` below the quorum.
    ///
    /// With at most f liars the f smallest and the f largest may be theirs, but the next one lies between honest reports
    /// or is honest itself. The same holds for the median, since at least `f + 1` reports stand on either side of it or at it.
    pub fn of(mut reports: Vec<Report>, quorum: Quorum) -> Option<Self> {
        let count = reports.len();
        if count < usize::from(quorum.quorum) {
            return None;
        }
        reports.sort_unstable_by_key(|report| report.price);
        let price = |at: usize| reports.get(at).map(|report| report.price);
        let faults = usize::from(quorum.faults);
        let last = count.checked_sub(1)?;
        let upper = count >> 1;
        let lower = last >> 1;
        Some(Self {
            bid: price(faults)?,
            spot: middle(price(lower)?, price(upper)?),
            ask: price(last.checked_sub(faults)?)?,
            since: reports.iter().map(|report| report.time).min()?,
        })
    }
}

/// The mean of two prices, rounded down. `a ≤ b`.
fn middle(a: Price, b: Price) -> Price {
    let half = b.raw().saturating_sub(a.raw()) >> 1;
    Price::new(a.raw().saturating_add(half))
}

/// Is `(high − low) / spot` above `max`?
pub fn is_wide(price: &Triple, max: Ratio) -> bool {
    let apart = price.high.raw().saturating_sub(price.low.raw());
    share(price.spot, max).is_some_and(|allowed| apart > allowed)
}

/// Do two prices differ by more than `tolerance` of the first?
pub fn differs(from: Price, to: Price, tolerance: Ratio) -> bool {
    let apart = from.raw().abs_diff(to.raw());
    share(from, tolerance).is_some_and(|allowed| apart > allowed)
}

/// `price · ratio`, rounded down; `None` is more than any price.
fn share(price: Price, ratio: Ratio) -> Option<u128> {
    mul_div_down(price.raw(), u128::from(ratio.raw()), u128::from(ONE)).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)] // a test may stop at the first surprise
    use super::*;
    use proptest::prelude::*;

    fn seen(prices: &[u128]) -> Vec<Report> {
        let report = |(at, price): (usize, &u128)| Report {
            price: Price::new(*price),
            time: 100 + at as u64,
        };
        prices.iter().enumerate().map(report).collect()
    }

    #[test]
    fn five_feeders_of_whom_one_may_lie() {
        let quorum = Quorum::new(5, 3, 1).unwrap();
        let found = Bracket::of(seen(&[103, 1, 101, 102, 100]), quorum).unwrap();
        assert_eq!(
            (found.bid.raw(), found.spot.raw(), found.ask.raw()),
            (100, 101, 102)
        );
        assert_eq!(found.since, 100);
    }

    #[test]
    fn an_even_number_has_the_mean_of_the_middle_two() {
        let quorum = Quorum::new(4, 3, 1).unwrap();
        let found = Bracket::of(seen(&[100, 110, 120, 130]), quorum).unwrap();
        assert_eq!(
            (found.bid.raw(), found.spot.raw(), found.ask.raw()),
            (110, 115, 120)
        );
    }

    #[test]
    fn below_the_quorum_there_is_no_price() {
        let quorum = Quorum::new(5, 3, 1).unwrap();
        assert_eq!(Bracket::of(seen(&[100, 101]), quorum), None);
    }

    #[test]
    fn a_quorum_that_liars_could_turn_is_refused() {
        assert!(Quorum::new(5, 2, 1).is_err());
        assert!(Quorum::new(5, 6, 1).is_err());
        assert!(Quorum::new(0, 0, 0).is_err());
        assert!(Quorum::new(32, 3, 1).is_err());
    }

    #[test]
    fn wide_is_more_than_the_allowed_part_of_spot() {
        let price = |low, high| Triple {
            low: Price::new(low),
            spot: Price::new(1_000),
            high: Price::new(high),
        };
        assert!(!is_wide(&price(950, 1_050), Ratio::percent(10)));
        assert!(is_wide(&price(949, 1_050), Ratio::percent(10)));
        assert!(differs(
            Price::new(1_000),
            Price::new(1_051),
            Ratio::percent(5)
        ));
        assert!(!differs(
            Price::new(1_000),
            Price::new(950),
            Ratio::percent(5)
        ));
    }

    proptest! {
        #[test]
        fn liars_cannot_leave_the_honest_range(
            honest in prop::collection::vec(1u128..u128::MAX, 1..16),
            lies in prop::collection::vec(any::<u128>(), 0..8),
            faults in 0u8..8,
        ) {
            let liars = lies.len().min(usize::from(faults));
            let all: Vec<u128> = honest.iter().chain(lies.iter().take(liars)).copied().collect();
            prop_assume!(all.len() > 2 * usize::from(faults));
            let quorum = Quorum::new(all.len(), 2 * faults + 1, faults).unwrap();
            let found = Bracket::of(seen(&all), quorum).unwrap();
            let (low, high) = (*honest.iter().min().unwrap(), *honest.iter().max().unwrap());
            for price in [found.bid, found.spot, found.ask] {
                prop_assert!(low <= price.raw() && price.raw() <= high, "P-40");
            }
            prop_assert!(found.bid <= found.spot && found.spot <= found.ask, "P-40");
        }
    }
}
