//! What is in force now: the correlation structure and each asset's weights, out of points and ramps.

use crate::correlation::{Correlations, Structure};
use crate::matrix::Matrix;
use crate::num::{div_wide_down, isqrt, product, Line, NumError, Ratio, ONE};
use crate::params::{FULL_COUNT_FACTOR, MAX_STRESS};
use crate::ramp::{Blend, Pace, Ramp, RampError};
use ruint::aliases::U256;

/// The scale of [`LongWeight::counted`]: 1e36.
pub(crate) const COUNTED_ONE: u128 = 1_000_000_000_000_000_000_000_000_000_000_000_000;

/// The risk numbers of one asset that ramp together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssetPoint {
    pub liquidation_threshold: Ratio,
    pub borrow_weight: Option<Ratio>,
}

impl Ramp<AssetPoint> {
    /// Starts for `target`. A weight that appears holds at every point at once: while there was none nothing was owed, and a
    /// point without one would weigh what the next target says.
    pub fn aim(&mut self, target: AssetPoint, now: u64, pace: Pace) -> Result<(), RampError> {
        let mut next = self.clone();
        if let Some(weight) = target.borrow_weight {
            let steps = next.steps.iter_mut().map(|step| &mut step.target);
            for point in steps.chain([&mut next.start]) {
                point.borrow_weight.get_or_insert(weight);
            }
        }
        next.redirect(target, now, pace.seconds)?;
        *self = next;
        Ok(())
    }
}

/// The linear mean of an asset's points: for display, for the clamp of the collateral factor and for the bonus check.
pub fn in_force(risk: &Ramp<AssetPoint>, now: u64) -> Result<AssetPoint, NumError> {
    let blend = risk.blend(now)?;
    let weight_at = |point: &AssetPoint| weight(point, risk).raw();
    Ok(AssetPoint {
        liquidation_threshold: Ratio::new(blend.mean_down(|p| p.liquidation_threshold.raw())?),
        borrow_weight: match risk.target().borrow_weight {
            None => None,
            Some(_) => Some(Ratio::new(blend.mean_down(weight_at)?)),
        },
    })
}

/// A point without a weight takes the target's.
fn weight(point: &AssetPoint, risk: &Ramp<AssetPoint>) -> Ratio {
    let weight = point.borrow_weight.or(risk.target().borrow_weight);
    weight.unwrap_or(Ratio::ONE)
}

/// The correlation structure in force, as exact fractions over common denominators.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forces {
    /// Stress of each group, 1e-18, rounded down.
    pub(crate) sigma: Vec<u64>,
    /// Stresses at each point of a ramp with their weights: own parts are blended, not taken from blended stresses.
    stresses: Vec<(Vec<Ratio>, u128)>,
    stress_denominator: u128,
    pub(crate) matrices: Vec<(Matrix, u128)>,
    pub(crate) denominator: u128,
    /// Correlation credit over `denominator · 1e18`.
    pub(crate) credit: U256,
    /// Least margin over `denominator · 1e18`.
    pub(crate) margin: U256,
}

impl Forces {
    pub fn new(correlations: &Correlations, now: u64) -> Result<Self, NumError> {
        let stress = correlations.stress.blend(now)?;
        let structure = correlations.structure.blend(now)?;
        let mut sigma = Vec::with_capacity(correlations.groups.len());
        for group in 0..correlations.groups.len() {
            sigma.push(stress.mean_down(|point| of(point, group))?);
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
            sigma,
            credit: sum(|point| point.correlation_credit),
            margin: sum(|point| point.min_margin),
            stresses: owned(&stress, Clone::clone),
            stress_denominator: stress.denominator,
            matrices: owned(&structure, |point| point.matrix.clone()),
            denominator: structure.denominator,
        })
    }

    pub(crate) fn is_ramping(&self) -> bool {
        self.stresses.len() > 1 || self.matrices.len() > 1
    }

    /// The own part of a stress (1e-36) beside the group's stress in force: what Initial uses for collateral. 1e-18, rounded down.
    fn own_in_force(&self, stress: u128, group: usize) -> Result<u64, NumError> {
        // With the denominator multiplied in nothing is rounded before the root, which would make it larger by far where
        // little more than the group's stress is left: 120 + 88 bits, squared.
        let sigma = self
            .stresses
            .iter()
            .fold(U256::ZERO, |sum, (point, weight)| {
                sum.wrapping_add(U256::from(of(point, group)).wrapping_mul(U256::from(*weight)))
            });
        let sigma = sigma.wrapping_mul(U256::from(ONE));
        let whole = U256::from(stress).wrapping_mul(U256::from(self.stress_denominator));
        let rest = product(whole, whole)?.saturating_sub(product(sigma, sigma)?);
        let one = Line::from(self.stress_denominator).wrapping_mul(Line::from(ONE));
        let own = div_wide_down(isqrt(rest)?, one).ok_or(NumError::DivisionByZero)?;
        u64::try_from(own).map_err(|_| NumError::AmountTooLarge)
    }

    /// The own part of a stress: what the group does not explain, blended over its points; 1e-18, rounded down.
    fn own(&self, stress: Ratio, group: usize) -> Result<u64, NumError> {
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

fn owned<P, Q>(blend: &Blend<'_, P>, copy: impl Fn(&P) -> Q) -> Vec<(Q, u128)> {
    let parts = blend.parts.iter();
    parts
        .map(|(point, weight)| (copy(point), *weight))
        .collect()
}

/// How a collateral weighs at one level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct LongWeight {
    /// The part that is counted, 1e-36.
    pub counted: u128,
    /// Own part per counted USD, 1e-18.
    pub own: u64,
}

/// How one asset weighs, in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    pub(crate) group: usize,
    pub(crate) initial: LongWeight,
    pub(crate) maintenance: LongWeight,
    /// Own part per USD owed, 1e-18.
    pub(crate) short: u64,
    pub(crate) ramping: bool,
    /// For display, for the bonus check and for the clamp of the collateral factor.
    pub threshold: Ratio,
    /// For display; absent: it cannot be borrowed.
    pub borrow_weight: Option<Ratio>,
}

impl Terms {
    pub fn new(
        factor: Ratio,
        risk: &Ramp<AssetPoint>,
        group: usize,
        forces: &Forces,
        now: u64,
    ) -> Result<Self, NumError> {
        let blend = risk.blend(now)?;
        let shown = in_force(risk, now)?;
        let threshold = shown.liquidation_threshold;
        let initial = initial(factor, &blend, group, forces)?;
        let maintenance = if blend.is_single() {
            single(threshold, group, forces)?
        } else {
            blended(&blend, group, forces)?
        };
        let mut shorts = Vec::with_capacity(blend.parts.len());
        for (point, weight) in &blend.parts {
            let stress = self::weight(point, risk).saturating_sub(Ratio::ONE);
            shorts.push((forces.own(stress, group)?, *weight));
        }
        Ok(Self {
            group,
            initial,
            maintenance,
            short: mean(&shorts, blend.denominator)?,
            ramping: !blend.is_single(),
            threshold,
            borrow_weight: shown.borrow_weight,
        })
    }
}

/// `p = min(1, f / 0.05)` in 1e-18, exact.
fn counted_part(factor: Ratio) -> u64 {
    let full = FULL_COUNT_FACTOR.raw();
    if factor.raw() >= full {
        ONE
    } else {
        // 1 / 0.05
        factor.raw().saturating_mul(20)
    }
}

fn long_stress(factor: Ratio) -> Ratio {
    factor.complement().min(MAX_STRESS)
}

/// The collateral factor, clamped to the exact threshold in force.
fn initial(
    factor: Ratio,
    blend: &Blend<'_, AssetPoint>,
    group: usize,
    forces: &Forces,
) -> Result<LongWeight, NumError> {
    // At most 5 parts of 60 + 88 bits, times 60.
    let sum = blend.parts.iter().fold(U256::ZERO, |sum, (point, weight)| {
        let threshold = U256::from(point.liquidation_threshold.raw());
        sum.wrapping_add(threshold.wrapping_mul(U256::from(*weight)))
    });
    let fine = div_wide_down(
        sum.wrapping_mul(U256::from(ONE)),
        U256::from(blend.denominator),
    );
    let fine = u128::try_from(fine.ok_or(NumError::DivisionByZero)?)
        .map_err(|_| NumError::AmountTooLarge)?;
    let asked = u128::from(factor.raw()).saturating_mul(u128::from(ONE));
    let clamped = asked.min(fine);
    let own = if asked <= fine && forces.stresses.len() == 1 {
        forces.own(long_stress(factor), group)?
    } else {
        let most = u128::from(MAX_STRESS.raw()).saturating_mul(u128::from(ONE));
        forces.own_in_force(COUNTED_ONE.saturating_sub(clamped).min(most), group)?
    };
    Ok(LongWeight {
        // 1 / 0.05
        counted: clamped.saturating_mul(20).min(COUNTED_ONE),
        own,
    })
}

fn single(factor: Ratio, group: usize, forces: &Forces) -> Result<LongWeight, NumError> {
    Ok(LongWeight {
        counted: u128::from(counted_part(factor)).saturating_mul(u128::from(ONE)),
        own: forces.own(long_stress(factor), group)?,
    })
}

/// Mid-ramp: `p` and `p·b` move linearly, so the own part per counted USD is the quotient of their sums.
fn blended(
    blend: &Blend<'_, AssetPoint>,
    group: usize,
    forces: &Forces,
) -> Result<LongWeight, NumError> {
    let mut counted = U256::ZERO;
    let mut own = U256::ZERO;
    // At most 5 parts of 60 + 88 + 60 bits.
    for (point, weight) in &blend.parts {
        let factor = point.liquidation_threshold;
        let part = U256::from(counted_part(factor)).wrapping_mul(U256::from(*weight));
        let stress = forces.own(long_stress(factor), group)?;
        counted = counted.wrapping_add(part);
        own = own.wrapping_add(part.wrapping_mul(U256::from(stress)));
    }
    let narrow = |wide: Option<U256>| wide.unwrap_or(U256::ZERO);
    let scaled = counted.wrapping_mul(U256::from(ONE));
    let counted_mean = narrow(div_wide_down(scaled, U256::from(blend.denominator)));
    let own_mean = narrow(div_wide_down(own, counted));
    Ok(LongWeight {
        counted: u128::try_from(counted_mean).map_err(|_| NumError::AmountTooLarge)?,
        own: u64::try_from(own_mean).map_err(|_| NumError::AmountTooLarge)?,
    })
}

fn mean(parts: &[(u64, u128)], denominator: u128) -> Result<u64, NumError> {
    let blend = Blend {
        parts: parts.iter().map(|(n, w)| (n, *w)).collect(),
        denominator,
    };
    blend.mean_down(|n| *n)
}
