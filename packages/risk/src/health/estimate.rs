//! Where to look for an edge: S and its slope along a line, to about 18 digits, in single machine words.
//!
//! Nothing is decided here. Newton's steps only need to come near; then the exact test tries the integers around.
//! Numbers are mantissas of at most 62 bits with a common binary exponent, normalised by C + D, which bounds
//! every part: |x_g|, G, B and N are all at most C + D.

use super::mantissa::{mantissa, part, shifted};
use crate::units::{div_wide_down, saturated_u32, saturated_u64, GroupIndex, Usd30, Usd48, ONE};
use crate::valuation::{CorrelationsInForce, Exposure};
use ruint::aliases::U256;

const BITS: u32 = 62;
/// 2^64 / 1e18 · 8: the ε of the exact test.
const EPSILON_64: i128 = 148;

/// The correlation structure as binary fractions of 2^64.
pub(crate) struct EstimatedCorrelations<'a> {
    correlations: &'a CorrelationsInForce,
    weights: Vec<u64>,
    credit: u64,
    margin: u64,
}

/// A point or a direction: mantissas times `2^exponent`, in 1e-30 USD.
#[derive(Clone, Debug)]
pub(crate) struct EstimatedExposure {
    exponent: i32,
    /// Those with any: σ·net.
    groups: Vec<GroupEstimate>,
    idiosyncratic: i64,
    collateral: i64,
    debt: i64,
    gains: Vec<i64>,
}

/// One group of it.
#[derive(Clone, Copy, Debug)]
struct GroupEstimate {
    group: GroupIndex,
    stressed: i64,
}

/// A line through an exposure.
pub(crate) struct EstimatedLine<'a> {
    pub base: EstimatedExposure,
    pub slope: EstimatedExposure,
    pub correlations: &'a EstimatedCorrelations<'a>,
}

/// The condition with the least room at a point: its value, and its change per unit of the line, each with an exponent.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tightest {
    value: i64,
    value_exponent: i32,
    slope: i64,
    slope_exponent: i32,
}

impl<'a> EstimatedCorrelations<'a> {
    pub(crate) fn new(correlations: &'a CorrelationsInForce) -> Self {
        let denominator = U256::from(correlations.denominator());
        let whole = U256::from(ONE).saturating_mul(denominator);
        let fraction = |part: U256, whole: U256| {
            let scaled = part.saturating_mul(U256::from(1u128 << 64));
            let found = div_wide_down(scaled, whole).unwrap_or_default();
            saturated_u64(found)
        };
        let weights = correlations.matrix.parts();
        Self {
            credit: fraction(U256::from(correlations.credit), whole),
            margin: fraction(U256::from(correlations.margin), whole),
            weights: weights
                .map(|(_, weight)| fraction(U256::from(weight), denominator))
                .collect(),
            correlations,
        }
    }
}

impl EstimatedExposure {
    pub(crate) fn new(exposure: &Exposure, correlations: &CorrelationsInForce) -> Self {
        let (collateral, debt) = (exposure.collateral(), exposure.debt());
        let total = collateral.magnitude().saturating_add(debt.magnitude());
        let bits = saturated_u32(total.bit_len()).cast_signed();
        let exponent = bits.saturating_sub(BITS.cast_signed());
        let mantissa = |of: Usd30| mantissa(of.is_negative(), of.magnitude(), exponent);
        // From 1e-48 to 1e-30: by 2^-60, and then by 2^60 / 1e18.
        let stressed = |of: Usd48| {
            let exponent = exponent.saturating_add(60);
            let short = i128::from(self::mantissa(of.is_negative(), of.magnitude(), exponent));
            shifted(short.wrapping_add(part(short, STRESS_EXCESS)), 0)
        };
        let stress = |net: i64, stress: u64| {
            // net · σ / 1e18 with σ < 2^60
            let product = i128::from(net).wrapping_mul(i128::from(stress)) >> 60;
            shifted(product.wrapping_add(part(product, STRESS_EXCESS)), 0)
        };
        let nets = exposure.nets().iter().zip(correlations.group_stresses());
        let nets = nets.filter(|(net, (_, stress))| !net.is_zero() && *stress != 0);
        let groups = nets.map(|(net, (group, by))| GroupEstimate {
            group,
            stressed: stress(mantissa(*net), by),
        });
        let gains = exposure.scenario_gains().iter();
        Self {
            exponent,
            groups: groups.collect(),
            idiosyncratic: stressed(exposure.idiosyncratic_part()),
            collateral: mantissa(collateral),
            debt: mantissa(debt),
            gains: gains.map(|gain| stressed(*gain)).collect(),
        }
    }

    /// One of 1e18 steps of this length.
    pub(crate) fn per_1e18(mut self) -> Self {
        // a 1e18th is 2^-60 · 2^60 / 1e18; one bit makes room for what that is above 1
        let step = |x: i64| {
            let half = i128::from(x) >> 1;
            shifted(half.wrapping_add(part(half, STRESS_EXCESS)), 0)
        };
        self.exponent = self.exponent.saturating_sub(59);
        for number in [
            &mut self.idiosyncratic,
            &mut self.collateral,
            &mut self.debt,
        ] {
            *number = step(*number);
        }
        let groups = self.groups.iter_mut().map(|group| &mut group.stressed);
        for number in groups.chain(&mut self.gains) {
            *number = step(*number);
        }
        self
    }

    fn total_bits(&self) -> i32 {
        let total = self
            .collateral
            .unsigned_abs()
            .saturating_add(self.debt.unsigned_abs());
        (u64::BITS.saturating_sub(total.leading_zeros())).cast_signed()
    }

    /// `self + s · slope`.
    fn plus(&self, s: u128, slope: &EstimatedExposure) -> EstimatedExposure {
        let bits = (u128::BITS.saturating_sub(s.leading_zeros())).cast_signed();
        let cut = bits.saturating_sub(BITS.cast_signed()).max(0);
        let mantissa = (s >> cut.unsigned_abs()).cast_signed();
        let reach = slope
            .exponent
            .saturating_add(slope.total_bits())
            .saturating_add(bits);
        let here = self.exponent.saturating_add(self.total_bits());
        let exponent = reach
            .max(here)
            .saturating_sub(BITS.cast_signed().saturating_sub(1));
        let lift = self.exponent.saturating_sub(exponent);
        let pull = slope.exponent.saturating_add(cut).saturating_sub(exponent);
        let sum = |base: i64, by: i64| {
            let moved = shifted(i128::from(by).wrapping_mul(mantissa), pull);
            shifted(i128::from(base), lift).saturating_add(moved)
        };
        let mut groups = Vec::with_capacity(self.groups.len().saturating_add(slope.groups.len()));
        for base in &self.groups {
            groups.push(GroupEstimate {
                group: base.group,
                stressed: sum(base.stressed, slope.group(base.group)),
            });
        }
        for by in &slope.groups {
            if !self.groups.iter().any(|base| base.group == by.group) {
                groups.push(GroupEstimate {
                    group: by.group,
                    stressed: sum(0, by.stressed),
                });
            }
        }
        let gains = self.gains.iter().zip(&slope.gains);
        EstimatedExposure {
            exponent,
            groups,
            idiosyncratic: sum(self.idiosyncratic, slope.idiosyncratic),
            collateral: sum(self.collateral, slope.collateral),
            debt: sum(self.debt, slope.debt),
            gains: gains.map(|(base, by)| sum(*base, *by)).collect(),
        }
    }

    fn group(&self, group: GroupIndex) -> i64 {
        let found = self.groups.iter().find(|here| here.group == group);
        found.map_or(0, |here| here.stressed)
    }

    fn gross(&self) -> i128 {
        self.groups.iter().fold(0i128, |sum, group| {
            sum.wrapping_add(group.stressed.unsigned_abs().into())
        })
    }

    fn equity(&self) -> i128 {
        i128::from(self.collateral).wrapping_sub(i128::from(self.debt))
    }

    fn epsilon(&self) -> i128 {
        let total = i128::from(self.collateral).wrapping_add(i128::from(self.debt));
        total.wrapping_mul(EPSILON_64) >> 64
    }
}

/// 2^60 / 1e18 − 1, of 2^64.
const STRESS_EXCESS: u64 = 2_820_903_858_849_102_350;

/// A norm below this is what rounding has left of nothing: it has no direction.
const BLUR: i128 = 1 << 20;

/// The stored matrix is in 1e-4; sums of its rows are kept in 2^-14 of that to fit.
const RHO_SHIFT: u32 = 14;

impl EstimatedLine<'_> {
    /// The tightest condition at `s`.
    pub(crate) fn tightest(&self, s: u128) -> Tightest {
        let point = self.base.plus(s, &self.slope);
        let slope = &self.slope;
        let (norm, norm_slope) = self.norm(&point);
        let margin = |of: i64| part(i128::from(of), self.correlations.margin);
        let mut tightest = (
            point
                .equity()
                .wrapping_sub(point.epsilon())
                .wrapping_sub(norm),
            slope
                .equity()
                .wrapping_sub(slope.epsilon())
                .wrapping_sub(norm_slope),
        );
        let gains = point.gains.iter().zip(&slope.gains).map(|(gain, by)| {
            let value = point.equity().wrapping_add(i128::from(*gain));
            (value, slope.equity().wrapping_add(i128::from(*by)))
        });
        let margin = (
            point.equity().wrapping_sub(margin(point.debt)),
            slope.equity().wrapping_sub(margin(slope.debt)),
        );
        for other in gains.chain([margin]) {
            if other.0 < tightest.0 {
                tightest = other;
            }
        }
        Tightest {
            value: shifted(tightest.0, 0),
            value_exponent: point.exponent,
            slope: shifted(tightest.1, 0),
            slope_exponent: slope.exponent,
        }
    }

    /// N in the exponent of the point, and its change per unit in that of the slope.
    fn norm(&self, point: &EstimatedExposure) -> (i128, i128) {
        let gross = point.gross();
        let slopes = self.slope.groups.iter();
        let gross_slope = slopes.fold(0i128, |all, by| {
            let sign = i128::from(point.group(by.group).signum());
            all.wrapping_add(sign.wrapping_mul(by.stressed.into()))
        });
        let idiosyncratic = i128::from(point.idiosyncratic);
        let norm = self.root(self.form(point, point), gross, idiosyncratic);
        let along = self.mix(
            self.form(point, &self.slope),
            gross.wrapping_mul(gross_slope),
            idiosyncratic.wrapping_mul(i128::from(self.slope.idiosyncratic)),
        );
        let along = along.checked_div(norm).unwrap_or(0);
        if norm >= BLUR {
            return (norm, along);
        }
        // a norm changes by no more than that of the step
        let form = self.form(&self.slope, &self.slope);
        let idiosyncratic = i128::from(self.slope.idiosyncratic);
        let steepest = self.root(form, self.slope.gross(), idiosyncratic);
        (norm, along.clamp(steepest.wrapping_neg(), steepest))
    }

    fn root(&self, form: i128, gross: i128, idiosyncratic: i128) -> i128 {
        let square = self.mix(
            form,
            gross.wrapping_mul(gross),
            idiosyncratic.wrapping_mul(idiosyncratic),
        );
        square.max(0).unsigned_abs().isqrt().cast_signed()
    }

    /// `κ·form + (1−κ)·gross + own`.
    fn mix(&self, form: i128, gross: i128, idiosyncratic: i128) -> i128 {
        let doubted = gross.wrapping_sub(form);
        gross
            .wrapping_sub(part(doubted, self.correlations.credit))
            .wrapping_add(idiosyncratic)
    }

    /// `Σ ρ·a·b`, blended.
    fn form(&self, a: &EstimatedExposure, b: &EstimatedExposure) -> i128 {
        let mut form = 0i128;
        let weights = self.correlations.weights.iter();
        // At most 2 matrices of 16 × 16.
        let parts = self.correlations.correlations.matrix.parts();
        for ((matrix, _), weight) in parts.zip(weights) {
            let row = |group: GroupIndex| {
                let sum = a.groups.iter().fold(0i128, |sum, x| {
                    let rho = i128::from(matrix.entry(group, x.group).raw());
                    sum.wrapping_add(rho.wrapping_mul(x.stressed.into()))
                });
                sum >> RHO_SHIFT
            };
            let total = b.groups.iter().fold(0i128, |sum, x| {
                sum.wrapping_add(i128::from(x.stressed).wrapping_mul(row(x.group)))
            });
            let whole = self.correlations.weights.len() == 1;
            form = form.wrapping_add(if whole { total } else { part(total, *weight) });
        }
        let steps = form.checked_div(10_000).unwrap_or(0);
        steps.wrapping_shl(RHO_SHIFT)
    }
}

impl Tightest {
    pub(crate) fn holds(&self) -> bool {
        self.value >= 0
    }

    pub(crate) fn is_rising(&self) -> bool {
        self.slope > 0
    }

    /// How far the root of the tangent is, in units of the line.
    pub(crate) fn distance(&self) -> u128 {
        let scaled = u128::from(self.value.unsigned_abs()).wrapping_shl(64);
        let Some(quotient) = scaled.checked_div(u128::from(self.slope.unsigned_abs())) else {
            return u128::MAX;
        };
        let by = self
            .value_exponent
            .saturating_sub(self.slope_exponent)
            .saturating_sub(64);
        if by >= 0 {
            if by.unsigned_abs() >= quotient.leading_zeros() {
                return if quotient == 0 { 0 } else { u128::MAX };
            }
            quotient.wrapping_shl(by.unsigned_abs())
        } else if by <= -128 {
            0
        } else {
            quotient.wrapping_shr(by.unsigned_abs())
        }
    }
}
