//! For how long guardians may hold something back: hours that refill evenly over seven days.
//!
//! A pause that ended by itself and could be begun anew would have no end; one that had to rest would leave the guardian
//! without means. So the hours are a budget: what is drawn comes back evenly, but not while it is being drawn.

use crate::units::{div_down, div_up, saturated_u64, NumError, Seconds};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// An empty budget is full again after this.
pub const REFILL: Seconds = Seconds::days(7);
/// Every use draws at least this.
pub const MIN_DRAW: Seconds = Seconds::hours(1);

/// What the hours are for, and how many there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BudgetFor {
    /// One action of one asset, in lending: 72 hours.
    Pause,
    /// The price of one asset, in the oracle: 24 hours.
    Halt,
}

impl BudgetFor {
    /// All of it.
    pub const fn seconds(self) -> Seconds {
        match self {
            Self::Pause => Seconds::hours(72),
            Self::Halt => Seconds::hours(24),
        }
    }
}

#[derive(Error, Debug, Clone, Copy, PartialEq, Eq)]
#[error("{available} s of the guardians' time are left and at least {MIN_DRAW} s are drawn; there are as many from {again_at} on")]
pub struct BudgetSpent {
    pub available: Seconds,
    /// When the least that can be drawn is there, seconds.
    pub again_at: u64,
}

/// A use of the budget. While it lasts nothing refills.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draw {
    pub from: u64,
    /// To the second: from then on it is over.
    pub until: u64,
}

/// The guardians' hours for one thing, shared by all guardians. The default is a full budget.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Budget {
    /// What was missing at `since`, in seconds times [`REFILL`]: so a second's refill is a whole number, and
    /// looking at a budget more often changes nothing.
    missing: u64,
    /// From when on it refills.
    since: u64,
}

impl Budget {
    /// Whole seconds that can be drawn at `now`, rounded down.
    pub fn available_down(self, of: BudgetFor, now: u64) -> Seconds {
        let left = parts(of.seconds()).saturating_sub(self.missing_at(of, now));
        whole(div_down(u128::from(left), REFILL.into()))
    }

    /// Draws up to `wanted`, from an hour to all there is. A draw that is still under way is to be given back first.
    pub fn draw(&mut self, of: BudgetFor, now: u64, wanted: Seconds) -> Result<Draw, BudgetSpent> {
        let available = self.available_down(of, now);
        if available < MIN_DRAW {
            return Err(self.spent(of, now, available));
        }
        let drawn = wanted.clamp(MIN_DRAW, available);
        let draw = Draw {
            from: now,
            until: drawn.after(now),
        };
        *self = Self {
            missing: self.missing_at(of, now).saturating_add(parts(drawn)),
            since: draw.until,
        };
        Ok(draw)
    }

    /// Ends a draw early: what is left of it comes back, but the first hour. One that is over has nothing left.
    pub fn give_back(&mut self, draw: Draw, now: u64) {
        if now >= draw.until {
            return;
        }
        let used = Seconds::between(draw.from, now).max(MIN_DRAW);
        let left = Seconds::between(used.after(draw.from), draw.until);
        *self = Self {
            missing: self.missing.saturating_sub(parts(left)),
            since: now,
        };
    }

    fn missing_at(self, of: BudgetFor, now: u64) -> u64 {
        let since = Seconds::between(self.since, now);
        let refilled = since.raw().saturating_mul(of.seconds().raw());
        self.missing.saturating_sub(refilled)
    }

    fn spent(self, of: BudgetFor, now: u64, available: Seconds) -> BudgetSpent {
        let wanted = parts(of.seconds().saturating_sub(MIN_DRAW));
        let lacking = self.missing_at(of, now).saturating_sub(wanted);
        let wait = whole(div_up(u128::from(lacking), of.seconds().into()));
        BudgetSpent {
            available,
            // nothing refills before the draw under way ends
            again_at: wait.after(now.max(self.since)),
        }
    }
}

/// Seconds in the scale of what is missing; at most 72 h, far from what the type holds.
fn parts(seconds: Seconds) -> u64 {
    seconds.raw().saturating_mul(REFILL.raw())
}

/// A quotient of seconds. It is at most seven days, and no divisor is 0: there is always one.
fn whole(quotient: Result<u128, NumError>) -> Seconds {
    Seconds::new(saturated_u64(quotient.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)] // a test may stop at the first surprise
    use super::*;
    use proptest::prelude::*;

    const HOUR: u64 = 3_600;
    const DAY: u64 = 24 * HOUR;
    const ALL: Seconds = Seconds::new(u64::MAX);
    const HALT: BudgetFor = BudgetFor::Halt;

    #[test]
    fn a_day_can_be_drawn_and_is_back_seven_days_after_its_end() {
        let mut budget = Budget::default();
        let draw = budget.draw(HALT, 1_000, ALL).unwrap();
        assert_eq!((draw.from, draw.until), (1_000, 1_000 + DAY));
        assert_eq!(budget.available_down(HALT, draw.until).raw(), 0);
        // a seventh of a second each second: 3 hours and 26 minutes a day
        assert_eq!(budget.available_down(HALT, draw.until + DAY).raw(), DAY / 7);
        assert_eq!(
            budget.available_down(HALT, draw.until + 7 * DAY - 1).raw(),
            DAY - 1
        );
        assert_eq!(budget.available_down(HALT, draw.until + 7 * DAY).raw(), DAY);
    }

    #[test]
    fn nothing_refills_while_it_is_drawn() {
        let mut budget = Budget::default();
        let draw = budget
            .draw(BudgetFor::Pause, 0, Seconds::hours(70))
            .unwrap();
        assert_eq!(
            budget.available_down(BudgetFor::Pause, draw.until).raw(),
            2 * HOUR
        );
    }

    #[test]
    fn what_is_ended_early_comes_back_but_for_the_first_hour() {
        let mut budget = Budget::default();
        let draw = budget.draw(HALT, 0, ALL).unwrap();
        budget.give_back(draw, 60);
        assert_eq!(budget.available_down(HALT, 60).raw(), 23 * HOUR);
        let draw = budget.draw(HALT, 60, ALL).unwrap();
        budget.give_back(draw, 60 + 5 * HOUR);
        assert_eq!(budget.available_down(HALT, 60 + 5 * HOUR).raw(), 18 * HOUR);
    }

    #[test]
    fn below_an_hour_nothing_can_be_drawn_and_the_refusal_says_when() {
        let mut budget = Budget::default();
        let draw = budget.draw(HALT, 0, ALL).unwrap();
        // an hour is back after seven hours
        let again_at = draw.until + 7 * HOUR;
        for now in [10, draw.until, draw.until + 6 * HOUR, again_at - 1] {
            let refused = budget.draw(HALT, now, Seconds::hours(1)).unwrap_err();
            assert_eq!(refused.again_at, again_at, "at {now}");
        }
        let draw = budget.draw(HALT, again_at, ALL).unwrap();
        assert_eq!(draw.until, again_at + HOUR);
    }

    proptest! {
        /// However it is used: never more than was there at first and came back since.
        #[test]
        fn no_use_of_it_holds_more_than_was_there_and_came_back(
            uses in proptest::collection::vec((0u64..3 * DAY, 0u64..2 * DAY, 0u64..DAY), 1..40),
        ) {
            let (mut budget, mut now, mut held) = (Budget::default(), 0, 0);
            for (wait, asked, after) in uses {
                now += wait;
                let Ok(draw) = budget.draw(HALT, now, Seconds::new(asked)) else { continue };
                now = draw.until.min(now + after);
                budget.give_back(draw, now);
                held += now - draw.from;
                prop_assert!(held <= DAY + now / 7, "{held} s held by {now}");
            }
        }

        #[test]
        fn looking_more_often_changes_nothing(first in 0u64..8 * DAY, second in 0u64..8 * DAY) {
            let mut budget = Budget::default();
            let draw = budget.draw(HALT, 0, ALL).unwrap();
            let mut looked = budget;
            looked.give_back(draw, draw.until + first);
            let at = draw.until + first + second;
            prop_assert_eq!(looked.available_down(HALT, at).raw(), budget.available_down(HALT, at).raw());
        }
    }
}
