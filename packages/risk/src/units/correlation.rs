//! A correlation as it is stored.

use super::Move;
use serde::{Deserialize, Serialize};

/// One step in the scale of [`Move`].
const STEP: i64 = 100_000_000_000_000;

/// How two groups move together, −1 to 1. Scale 1e-4.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
#[serde(transparent)]
pub(crate) struct Correlation(i16);

impl Correlation {
    pub(crate) const ZERO: Self = Self(0);
    pub(crate) const ONE: Self = Self(10_000);

    /// `None` where it has more than four decimals or leaves [−1, 1].
    pub(crate) fn exact(found: Move) -> Option<Self> {
        let steps = found.raw().checked_div(STEP)?;
        if found.raw().checked_rem(STEP)? != 0 || steps.unsigned_abs() > 10_000 {
            return None;
        }
        i16::try_from(steps).ok().map(Self)
    }

    /// From steps above −1, 0 to 20,000: what a mean of unsigned numbers gives.
    pub(crate) fn from_steps_above(steps: u64) -> Self {
        let steps = i16::try_from(steps.min(20_000)).unwrap_or(i16::MAX);
        Self(steps.saturating_sub(10_000))
    }

    /// Steps above −1.
    pub(crate) fn steps_above(self) -> u64 {
        u64::from(self.0.saturating_add(10_000).unsigned_abs())
    }

    /// In steps of 1e-4.
    pub(crate) const fn raw(self) -> i16 {
        self.0
    }
}

impl From<Correlation> for Move {
    fn from(of: Correlation) -> Self {
        Move::new(i64::from(of.0).saturating_mul(STEP))
    }
}
