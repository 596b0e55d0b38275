//! How far a redemption rate is believed: a line that only governance moves, and falls that wait.

use ballast_risk::integer::{mul_div_down, ONE};
use ballast_risk::{ExchangeRate, Price, Ratio};
use serde::{Deserialize, Serialize};

/// 365 days.
const YEAR: u64 = 31_536_000;

/// A rate counts as far as it lies under a line that starts at an anchor and rises by the same amount every second.
///
/// The line does not follow the rate: a rate that fell and comes back is not held down by its fall, and one that was
/// pumped does not lift what comes after it. Only governance sets a new anchor.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct GrowthCap {
    pub anchor: ExchangeRate,
    /// Seconds.
    pub anchored_at: u64,
    /// Growth per year as a part of the anchor: simple, not compounded.
    pub max_growth_per_year: Ratio,
}

impl GrowthCap {
    /// `anchor · (1 + max_growth_per_year · (now − anchored_at) / year)`, rounded down; before the anchor, the anchor.
    /// What does not fit is the largest rate there is.
    pub fn at(&self, now: u64) -> ExchangeRate {
        let elapsed = u128::from(now.saturating_sub(self.anchored_at));
        // 64 bits each: their product fits
        let growth = elapsed.saturating_mul(u128::from(self.max_growth_per_year.raw()));
        let year = u128::from(YEAR).saturating_mul(u128::from(ONE));
        let grown = mul_div_down(self.anchor.raw(), growth, year).unwrap_or(u128::MAX);
        ExchangeRate::new(self.anchor.raw().saturating_add(grown))
    }
}

/// Did a price, or a rate in its scale, fall by more than `max_fall` of what it was?
pub fn falls_beyond(from: Price, to: Price, max_fall: Ratio) -> bool {
    let fall = from.raw().saturating_sub(to.raw());
    let allowed = mul_div_down(from.raw(), u128::from(max_fall.raw()), u128::from(ONE));
    allowed.is_ok_and(|allowed| fall > allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNIT: u128 = 1_000_000_000_000_000_000;

    fn cap() -> GrowthCap {
        GrowthCap {
            anchor: ExchangeRate::new(UNIT * 5 / 4),
            anchored_at: 1_700_000_000,
            max_growth_per_year: Ratio::percent(20),
        }
    }

    #[test]
    fn a_line_not_a_curve() {
        // 1.25 · (1 + 0.20 · years): half a year 1.375, one year 1.5, two years 1.75
        let after = |seconds: u64| cap().at(1_700_000_000 + seconds).raw();
        assert_eq!(after(0), 1_250_000_000_000_000_000);
        assert_eq!(after(15_768_000), 1_375_000_000_000_000_000);
        assert_eq!(after(31_536_000), 1_500_000_000_000_000_000);
        assert_eq!(after(63_072_000), 1_750_000_000_000_000_000);
    }

    #[test]
    fn before_the_anchor_it_is_the_anchor() {
        assert_eq!(cap().at(0), cap().anchor);
    }

    #[test]
    fn one_second_of_one_atto_rounds_down() {
        let tiny = GrowthCap {
            anchor: ExchangeRate::new(1),
            ..cap()
        };
        assert_eq!(tiny.at(1_700_000_001).raw(), 1);
    }

    #[test]
    fn what_does_not_fit_saturates() {
        let vast = GrowthCap {
            anchor: ExchangeRate::new(u128::MAX),
            anchored_at: 0,
            max_growth_per_year: Ratio::new(u64::MAX),
        };
        assert_eq!(vast.at(u64::MAX).raw(), u128::MAX);
    }

    #[test]
    fn a_fall_of_exactly_the_limit_is_none() {
        let five = Ratio::percent(5);
        let rate = Price::new;
        assert!(!falls_beyond(rate(1_000), rate(950), five));
        assert!(falls_beyond(rate(1_000), rate(949), five));
        assert!(!falls_beyond(rate(1_000), rate(2_000), five));
        assert!(falls_beyond(rate(u128::MAX), rate(0), Ratio::percent(99)));
    }
}
