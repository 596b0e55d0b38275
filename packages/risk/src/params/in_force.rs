//! What is in force of something that may be on its way.

use super::progress::Share;
use crate::units::{mul_div_down, NumError};

/// What is in force: one point, or two and how far it is from the one to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InForce<P> {
    Point(P),
    Between { from: P, target: P, share: Share },
}

impl<P> InForce<P> {
    /// The same of something that each point has.
    pub(crate) fn map<Q>(self, of: impl Fn(P) -> Q) -> InForce<Q> {
        match self {
            Self::Point(point) => InForce::Point(of(point)),
            Self::Between {
                from,
                target,
                share,
            } => InForce::Between {
                from: of(from),
                target: of(target),
                share,
            },
        }
    }

    /// The same of something that each point has, or may not have.
    pub(crate) fn try_map<Q, E>(self, of: impl Fn(P) -> Result<Q, E>) -> Result<InForce<Q>, E> {
        Ok(match self {
            Self::Point(point) => InForce::Point(of(point)?),
            Self::Between {
                from,
                target,
                share,
            } => InForce::Between {
                from: of(from)?,
                target: of(target)?,
                share,
            },
        })
    }

    pub(crate) fn is_between(&self) -> bool {
        matches!(self, Self::Between { .. })
    }

    /// The points with their weights, which add up to [`Self::denominator`].
    pub(crate) fn parts(&self) -> impl Iterator<Item = (&P, u32)> {
        let (first, second) = match self {
            Self::Point(point) => ((point, 1), None),
            Self::Between {
                from,
                target,
                share,
            } => ((from, share.left()), Some((target, share.gone()))),
        };
        std::iter::once(first).chain(second)
    }

    /// Below 2^22; 1 at a single point.
    pub(crate) fn denominator(&self) -> u32 {
        match self {
            Self::Point(_) => 1,
            Self::Between { share, .. } => share.whole(),
        }
    }

    /// The sum of a number of each point times its weight: the mean times the denominator, exact.
    pub(crate) fn weighted_sum(&self, number: impl Fn(&P) -> u64) -> u128 {
        // two numbers of 64 bits with weights of 22
        self.parts().fold(0u128, |sum, (point, weight)| {
            let part = u128::from(number(point)).saturating_mul(weight.into());
            sum.saturating_add(part)
        })
    }

    /// The weighted mean of a number of each point, rounded down.
    pub(crate) fn mean_down(&self, number: impl Fn(&P) -> u64) -> Result<u64, NumError> {
        let mean = mul_div_down(self.weighted_sum(number), 1, self.denominator().into())?;
        u64::try_from(mean).map_err(|_| NumError::AmountTooLarge)
    }
}
