//! The correlation structure in force now: one, or a blend of two.

use crate::params::{stress_of, Correlations, InForce, Matrix};
use crate::units::{
    div_wide_down, isqrt, product, saturated_u64, GroupIndex, Line, NumError, Ratio, ONE,
};
use ruint::aliases::U256;

/// The correlation structure in force, as exact fractions over common denominators below 2^22.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrelationsInForce {
    /// Stress of each group, 1e-18, rounded down.
    group_stress: Vec<u64>,
    /// Stresses at each end of a ramp: idiosyncratic parts are blended, not taken from blended stresses.
    stresses: InForce<Vec<Ratio>>,
    pub(crate) matrix: InForce<Matrix>,
    /// Correlation credit over `denominator · 1e18`.
    pub(crate) credit: u128,
    /// Least margin over `denominator · 1e18`.
    pub(crate) margin: u128,
}

impl CorrelationsInForce {
    pub fn new(correlations: &Correlations, now: u64) -> Result<Self, NumError> {
        let stresses = correlations.stress_in_force(now);
        let structure = correlations.structure_in_force(now);
        let mut group_stress = Vec::with_capacity(correlations.groups().len());
        for (group, _) in correlations.places() {
            group_stress.push(stresses.mean_down(|point| stress_of(point, group).raw())?);
        }
        Ok(Self {
            group_stress,
            credit: structure.weighted_sum(|point| point.correlation_credit.raw()),
            margin: structure.weighted_sum(|point| point.min_margin.raw()),
            stresses: stresses.map(Clone::clone),
            matrix: structure.map(|point| point.matrix.clone()),
        })
    }

    /// Stress of each group, 1e-18, rounded down.
    pub(crate) fn group_stresses(&self) -> impl Iterator<Item = (GroupIndex, u64)> + '_ {
        // at most 16
        GroupIndex::all().zip(self.group_stress.iter().copied())
    }

    pub(crate) fn is_ramping(&self) -> bool {
        self.moves_stresses() || self.matrix.is_between()
    }

    pub(super) fn moves_stresses(&self) -> bool {
        self.stresses.is_between()
    }

    /// Of matrix, credit and margin; 1 at a single one.
    pub(crate) fn denominator(&self) -> u128 {
        self.matrix.denominator().into()
    }

    /// The idiosyncratic part of a stress (1e-36) beside the group's stress in force: what Initial uses for collateral. 1e-18,
    /// rounded down.
    pub(super) fn idiosyncratic_in_force(
        &self,
        stress: u128,
        group: GroupIndex,
    ) -> Result<u64, NumError> {
        // With the denominator multiplied in nothing is rounded before the root, which would make it larger by far where
        // little more than the group's stress is left: 120 + 22 bits, squared.
        let denominator = self.stresses.denominator();
        let explained = self
            .stresses
            .weighted_sum(|point| stress_of(point, group).raw());
        let explained = U256::from(explained).wrapping_mul(U256::from(ONE));
        let whole = U256::from(stress).wrapping_mul(U256::from(denominator));
        let rest = product(whole, whole)?.saturating_sub(product(explained, explained)?);
        let one = Line::from(denominator).wrapping_mul(Line::from(ONE));
        let idiosyncratic = div_wide_down(isqrt(rest)?, one).ok_or(NumError::DivisionByZero)?;
        u64::try_from(idiosyncratic).map_err(|_| NumError::AmountTooLarge)
    }

    /// The idiosyncratic part of a stress: what the group does not explain, blended over the ends; 1e-18, rounded down.
    pub(super) fn idiosyncratic(&self, stress: Ratio, group: GroupIndex) -> Result<u64, NumError> {
        let square = |ratio: Ratio| u128::from(ratio.raw()).saturating_mul(ratio.raw().into());
        self.stresses.mean_down(|point| {
            let rest = square(stress).saturating_sub(square(stress_of(point, group)));
            // The root of a difference of squares is at most the stress itself.
            saturated_u64(rest.isqrt())
        })
    }
}
