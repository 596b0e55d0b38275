//! The correlation structure in force now, out of points and ramps.

use crate::params::{Blend, Correlations, Matrix, Structure};
use crate::units::{div_wide_down, isqrt, product, Line, NumError, Ratio, ONE};
use ruint::aliases::U256;

/// The correlation structure in force, as exact fractions over common denominators.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrelationsInForce {
    /// Stress of each group, 1e-18, rounded down.
    pub(crate) group_stress: Vec<u64>,
    /// Stresses at each point of a ramp with their weights: idiosyncratic parts are blended, not taken from blended stresses.
    pub(super) stresses: Vec<(Vec<Ratio>, u128)>,
    stress_denominator: u128,
    pub(crate) matrices: Vec<(Matrix, u128)>,
    pub(crate) denominator: u128,
    /// Correlation credit over `denominator · 1e18`.
    pub(crate) credit: U256,
    /// Least margin over `denominator · 1e18`.
    pub(crate) margin: U256,
}

impl CorrelationsInForce {
    pub fn new(correlations: &Correlations, now: u64) -> Result<Self, NumError> {
        let stress = correlations.stress.blend(now)?;
        let structure = correlations.structure.blend(now)?;
        let mut group_stress = Vec::with_capacity(correlations.groups.len());
        for group in 0..correlations.groups.len() {
            group_stress.push(stress.mean_down(|point| of(point, group))?);
        }
        // At most 5 numbers of 60 bits with weights that add up to 88 bits.
        let sum = |number: fn(&Structure) -> Ratio| {
            structure
                .parts
                .iter()
                .fold(U256::ZERO, |sum, (point, weight)| {
                    let part = U256::from(number(point).raw()).wrapping_mul(U256::from(*weight));
                    sum.wrapping_add(part)
                })
        };
        Ok(Self {
            group_stress,
            credit: sum(|point| point.correlation_credit),
            margin: sum(|point| point.min_margin),
            stresses: copied(&stress, Clone::clone),
            stress_denominator: stress.denominator,
            matrices: copied(&structure, |point| point.matrix.clone()),
            denominator: structure.denominator,
        })
    }

    pub(crate) fn is_ramping(&self) -> bool {
        self.stresses.len() > 1 || self.matrices.len() > 1
    }

    /// The idiosyncratic part of a stress (1e-36) beside the group's stress in force: what Initial uses for collateral. 1e-18, rounded down.
    pub(super) fn idiosyncratic_in_force(
        &self,
        stress: u128,
        group: usize,
    ) -> Result<u64, NumError> {
        // With the denominator multiplied in nothing is rounded before the root, which would make it larger by far where
        // little more than the group's stress is left: 120 + 88 bits, squared.
        let group_stress = self
            .stresses
            .iter()
            .fold(U256::ZERO, |sum, (point, weight)| {
                sum.wrapping_add(U256::from(of(point, group)).wrapping_mul(U256::from(*weight)))
            });
        let group_stress = group_stress.wrapping_mul(U256::from(ONE));
        let whole = U256::from(stress).wrapping_mul(U256::from(self.stress_denominator));
        let rest = product(whole, whole)?.saturating_sub(product(group_stress, group_stress)?);
        let one = Line::from(self.stress_denominator).wrapping_mul(Line::from(ONE));
        let idiosyncratic = div_wide_down(isqrt(rest)?, one).ok_or(NumError::DivisionByZero)?;
        u64::try_from(idiosyncratic).map_err(|_| NumError::AmountTooLarge)
    }

    /// The idiosyncratic part of a stress: what the group does not explain, blended over its points; 1e-18, rounded down.
    pub(super) fn idiosyncratic(&self, stress: Ratio, group: usize) -> Result<u64, NumError> {
        let square = |ratio: u64| u128::from(ratio).saturating_mul(u128::from(ratio));
        let blend = Blend {
            parts: self.stresses.iter().map(|(s, w)| (s, *w)).collect(),
            denominator: self.stress_denominator,
        };
        blend.mean_down(|point| {
            let rest = square(stress.raw()).saturating_sub(square(of(point, group)));
            // The root of a difference of squares is at most the stress itself.
            u64::try_from(rest.isqrt()).unwrap_or(stress.raw())
        })
    }
}

fn of(stresses: &[Ratio], group: usize) -> u64 {
    stresses.get(group).map_or(0, |stress| stress.raw())
}

fn copied<P, Q>(blend: &Blend<'_, P>, copy: impl Fn(&P) -> Q) -> Vec<(Q, u128)> {
    let parts = blend.parts.iter();
    parts
        .map(|(point, weight)| (copy(point), *weight))
        .collect()
}
