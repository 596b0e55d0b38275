//! Where to look for an edge: S and its slope along a line, to about 18 digits, in single machine words.
//!
//! Nothing is decided here. Newton's steps only need to come near; then the exact test tries the integers around.
//! Numbers are mantissas of at most 62 bits with a common binary exponent, normalised by C + D, which bounds
//! every part: |x_g|, G, B and N are all at most C + D.

use crate::units::{div_wide_down, Signed, ONE};
use crate::valuation::{CorrelationsInForce, Exposure};
use ruint::Uint;

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
    /// Per group with any: σ·net.
    groups: Vec<(usize, i64)>,
    idiosyncratic: i64,
    collateral: i64,
    debt: i64,
    gains: Vec<i64>,
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
        let denominator = Uint::<256, 4>::from(correlations.denominator());
        let whole = Uint::<256, 4>::from(ONE).saturating_mul(denominator);
        let fraction = |part: Uint<256, 4>, whole: Uint<256, 4>| {
            let scaled = part.saturating_mul(Uint::from(1u128 << 64));
            let found = div_wide_down(scaled, whole).unwrap_or_default();
            u64::try_from(found).unwrap_or(u64::MAX)
        };
        let weights = correlations.matrix.parts();
        Self {
            credit: fraction(Uint::from(correlations.credit), whole),
            margin: fraction(Uint::from(correlations.margin), whole),
            weights: weights
                .map(|(_, weight)| fraction(Uint::from(weight), denominator))
                .collect(),
            correlations,
        }
    }
}

/// `a · b / 2^64`.
fn part(a: i128, b: u64) -> i128 {
    // |a| ≤ 2^124 in its upper half times 2^64 stays below 2^124.
    let magnitude = a.unsigned_abs();
    let (high, low) = (magnitude >> 64, magnitude & u128::from(u64::MAX));
    let product = high
        .wrapping_mul(u128::from(b))
        .wrapping_add(low.wrapping_mul(u128::from(b)) >> 64);
    let product = product.cast_signed();
    if a < 0 {
        product.wrapping_neg()
    } else {
        product
    }
}

/// `mantissa · 2^by` in 64 bits; what is shifted out is lost, what does not fit saturates.
fn shifted(mantissa: i128, by: i32) -> i64 {
    let wide = if by >= 0 {
        if mantissa == 0 {
            return 0;
        }
        if by.unsigned_abs() >= mantissa.unsigned_abs().leading_zeros() {
            return if mantissa < 0 { i64::MIN } else { i64::MAX };
        }
        mantissa.wrapping_shl(by.unsigned_abs())
    } else if by < -126 {
        0
    } else {
        mantissa.wrapping_shr(by.unsigned_abs())
    };
    i64::try_from(wide).unwrap_or(if wide < 0 { i64::MIN } else { i64::MAX })
}

impl EstimatedExposure {
    pub(crate) fn new(exposure: &Exposure, correlations: &CorrelationsInForce) -> Self {
        let (collateral, debt) = exposure.signed_totals();
        let total = collateral.magnitude().saturating_add(debt.magnitude());
        let bits = i32::try_from(total.bit_len()).unwrap_or(i32::MAX);
        let exponent = bits.saturating_sub(BITS.cast_signed());
        let scaled = |of: Signed<256, 4>, exponent: i32| {
            let by = exponent.unsigned_abs() as usize;
            let magnitude = if exponent >= 0 {
                of.magnitude().wrapping_shr(by)
            } else {
                of.magnitude().wrapping_shl(by)
            };
            let magnitude = i64::try_from(magnitude).unwrap_or(i64::MAX);
            if of.is_negative() {
                magnitude.wrapping_neg()
            } else {
                magnitude
            }
        };
        let mantissa = |of| scaled(of, exponent);
        // From 1e-48 to 1e-30: by 2^-60, and then by 2^60 / 1e18.
        let stressed = |of| {
            let short = i128::from(scaled(of, exponent.saturating_add(60)));
            shifted(short.wrapping_add(part(short, STRESS_EXCESS)), 0)
        };
        let nets = exposure
            .nets()
            .iter()
            .zip(&correlations.group_stress)
            .enumerate();
        let groups =
            nets.filter(|(_, (net, group_stress))| **net != Signed::ZERO && **group_stress != 0);
        let stress = |net: i64, group_stress: u64| {
            // net · σ / 1e18 with σ < 2^60
            let product = i128::from(net).wrapping_mul(i128::from(group_stress)) >> 60;
            shifted(product.wrapping_add(part(product, STRESS_EXCESS)), 0)
        };
        Self {
            exponent,
            groups: groups
                .map(|(g, (net, group_stress))| (g, stress(mantissa(*net), *group_stress)))
                .collect(),
            idiosyncratic: stressed(exposure.idiosyncratic_part()),
            collateral: mantissa(collateral),
            debt: mantissa(debt),
            gains: exposure
                .scenario_gains()
                .iter()
                .map(|g| stressed(*g))
                .collect(),
        }
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
        for (g, x) in &self.groups {
            groups.push((*g, sum(*x, slope.group(*g))));
        }
        for (g, by) in &slope.groups {
            if !self.groups.iter().any(|(at, _)| at == g) {
                groups.push((*g, sum(0, *by)));
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

    fn group(&self, g: usize) -> i64 {
        let found = self.groups.iter().find(|(at, _)| *at == g);
        found.map_or(0, |(_, x)| *x)
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
        let sum = |sum: i128, x: i64| sum.wrapping_add(i128::from(x.unsigned_abs()));
        let gross = point.groups.iter().fold(0, |all, (_, x)| sum(all, *x));
        let gross_slope = self.slope.groups.iter().fold(0i128, |all, (g, by)| {
            let sign = i128::from(point.group(*g).signum());
            all.wrapping_add(sign.wrapping_mul(i128::from(*by)))
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
        let gross = self
            .slope
            .groups
            .iter()
            .fold(0, |all, (_, by)| sum(all, *by));
        let form = self.form(&self.slope, &self.slope);
        let steepest = self.root(form, gross, i128::from(self.slope.idiosyncratic));
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
            let row = |g: usize| {
                let sum = a.groups.iter().fold(0i128, |sum, (h, x)| {
                    let rho = i128::from(matrix.entry(g, *h));
                    sum.wrapping_add(rho.wrapping_mul(i128::from(*x)))
                });
                sum >> RHO_SHIFT
            };
            let total = b.groups.iter().fold(0i128, |sum, (g, x)| {
                sum.wrapping_add(i128::from(*x).wrapping_mul(row(*g)))
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
