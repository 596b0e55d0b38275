//! Lengths of time.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A length of time. Points in time are plain numbers: seconds since 1970.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[serde(transparent)]
pub struct Seconds(u64);

impl Seconds {
    pub const ZERO: Self = Self(0);

    pub const fn new(seconds: u64) -> Self {
        Self(seconds)
    }

    pub const fn hours(hours: u64) -> Self {
        Self(hours.saturating_mul(3_600))
    }

    pub const fn days(days: u64) -> Self {
        Self(days.saturating_mul(86_400))
    }

    /// From one point in time to a later one; none where it is not later.
    pub fn between(from: u64, to: u64) -> Self {
        Self(to.saturating_sub(from))
    }

    /// So many seconds.
    pub const fn raw(self) -> u64 {
        self.0
    }

    /// The point in time so long after another; at the end of time there is nothing later.
    pub fn after(self, time: u64) -> u64 {
        time.saturating_add(self.0)
    }

    /// The point in time so long before another; at the beginning there is nothing earlier.
    pub fn before(self, time: u64) -> u64 {
        time.saturating_sub(self.0)
    }

    pub fn saturating_sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<Seconds> for u128 {
    fn from(of: Seconds) -> Self {
        of.0.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_lies_between_two_points_in_time() {
        assert_eq!(Seconds::between(1_000, 4_600), Seconds::hours(1));
        assert_eq!(Seconds::between(4_600, 1_000), Seconds::ZERO);
        assert_eq!(Seconds::days(1).after(600), 87_000);
        assert_eq!(Seconds::hours(1).before(4_600), 1_000);
    }
}
