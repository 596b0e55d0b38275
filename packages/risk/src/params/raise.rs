//! The least sizes on their way up. What was no dust when it was opened does not become dust at once, nor is what it leaves forfeited.

use super::asset::LiquidationConfig;
use super::progress::{Pace, Share};
use crate::units::{mul_div_down, Seconds, Value};
use serde::{Deserialize, Serialize};

/// Where the least sizes came from, and when they set out; they are there after three days. What is lowered is so at once.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Raise {
    min_position_value: Value,
    write_off_value: Value,
    since: u64,
}

impl Raise {
    /// From the rules in force to others; none where neither size grows. Where the sizes asked for are those that they are
    /// on their way to, they go on.
    pub fn towards(
        target: &LiquidationConfig,
        from: &LiquidationConfig,
        under_way: Option<Self>,
        now: u64,
    ) -> Option<Self> {
        let same = target.min_position_value == from.min_position_value
            && target.write_off_value == from.write_off_value;
        let raise = match under_way {
            Some(raise) if same => raise,
            _ => Self::begin(&from.in_force(under_way, now), now),
        };
        (target.in_force(Some(raise), now) != *target).then_some(raise)
    }

    fn begin(from: &LiquidationConfig, now: u64) -> Self {
        Self {
            min_position_value: from.min_position_value,
            write_off_value: from.write_off_value,
            since: now,
        }
    }

    pub fn ends_at(&self) -> u64 {
        Pace::DEFAULT.length().after(self.since)
    }

    /// Part of the way from one value up to another, rounded down.
    fn part_down(&self, from: Value, to: Value, now: u64) -> Value {
        let share = Share::new(Seconds::between(self.since, now), Pace::DEFAULT.length());
        let (Some(share), true) = (share, to > from) else {
            return to;
        };
        let way = to.raw().saturating_sub(from.raw());
        // 120 bits and 22
        let gone = mul_div_down(way, share.gone().into(), share.whole().into());
        Value::new(from.raw().saturating_add(gone.unwrap_or(way)))
    }
}

impl LiquidationConfig {
    /// The rules at `now`, on the way here.
    pub fn in_force(&self, raise: Option<Raise>, now: u64) -> Self {
        let Some(raise) = raise else {
            return self.clone();
        };
        let part = |from: Value, to: Value| raise.part_down(from, to, now);
        Self {
            min_position_value: part(raise.min_position_value, self.min_position_value),
            write_off_value: part(raise.write_off_value, self.write_off_value),
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may stop at the first surprise
    use super::*;

    fn rules(min: u64, write_off: u64) -> LiquidationConfig {
        LiquidationConfig {
            bonus_floor: "0.005".parse().unwrap(),
            target_health: "1.05".parse().unwrap(),
            min_position_value: Value::usd(min),
            write_off_value: Value::usd(write_off),
        }
    }

    #[test]
    fn sizes_grow_over_three_days_and_shrink_at_once() {
        let (small, large) = (rules(10, 1), rules(1_000, 10));
        let raise = Raise::towards(&large, &small, None, 0);
        // a third of the way: 10 + 330, 1 + 3
        assert_eq!(large.in_force(raise, 86_400), rules(340, 4));
        assert_eq!(large.in_force(raise, 259_200), large);
        assert_eq!(Raise::towards(&small, &large, raise, 86_400), None);
        // one grows from where it is, the other is lowered
        let other = rules(640, 1);
        let next = Raise::towards(&other, &large, raise, 86_400);
        assert_eq!(other.in_force(next, 86_400), rules(340, 1));
        assert_eq!(other.in_force(next, 3 * 86_400), rules(540, 1));
    }

    #[test]
    fn what_is_on_its_way_goes_on_where_nothing_else_is_asked_for() {
        let (small, large) = (rules(10, 1), rules(1_000, 10));
        let raise = Raise::towards(&large, &small, None, 0);
        assert_eq!(Raise::towards(&large, &large, raise, 86_400), raise);
        assert_eq!(Raise::towards(&large, &large, raise, 259_200), None);
        assert_eq!(raise.unwrap().ends_at(), 259_200);
    }
}
