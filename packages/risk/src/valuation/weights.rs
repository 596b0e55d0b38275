//! How one asset weighs now, out of its points and the correlation structure in force.

use super::in_force::CorrelationsInForce;
use crate::params::{AssetPoint, InForce, Ramp, FULL_COUNT_FACTOR, MAX_STRESS};
use crate::units::{div_wide_down, mul_div_down, GroupIndex, NumError, Ratio, Value, ONE};
use ruint::aliases::U256;

/// The scale of [`CollateralWeight::counted`]: 1e36.
pub(crate) const COUNTED_ONE: u128 = 1_000_000_000_000_000_000_000_000_000_000_000_000;

/// How a collateral weighs at one level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct CollateralWeight {
    /// The part that is counted, 1e-36.
    pub counted: u128,
    /// Idiosyncratic part per counted USD, 1e-18.
    pub idiosyncratic: u64,
}

impl CollateralWeight {
    /// The counted part of a value, rounded down.
    pub(crate) fn counted_down(&self, value: Value) -> Result<Value, NumError> {
        if self.counted == COUNTED_ONE {
            return Ok(value);
        }
        mul_div_down(value.raw(), self.counted, COUNTED_ONE).map(Value::new)
    }
}

/// How one asset weighs, in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssetWeights {
    pub(crate) group: GroupIndex,
    pub(crate) initial: CollateralWeight,
    pub(crate) maintenance: CollateralWeight,
    /// Idiosyncratic part per USD owed, 1e-18.
    pub(crate) debt_idiosyncratic: u64,
    pub(crate) ramping: bool,
    /// For display, for the bonus check and for the clamp of the collateral factor.
    pub threshold: Ratio,
    /// For display; absent: it cannot be borrowed.
    pub borrow_weight: Option<Ratio>,
}

impl AssetWeights {
    pub fn new(
        factor: Ratio,
        risk: &Ramp<AssetPoint>,
        group: GroupIndex,
        correlations: &CorrelationsInForce,
        now: u64,
    ) -> Result<Self, NumError> {
        let points = risk.in_force(now);
        let shown = AssetPoint::in_force(risk, now)?;
        let threshold = shown.liquidation_threshold;
        let owing = points.try_map(|point| {
            let stress = point.weight().saturating_sub(Ratio::ONE);
            correlations.idiosyncratic(stress, group)
        })?;
        Ok(Self {
            group,
            initial: initial(factor, points, group, correlations)?,
            maintenance: maintenance(points, group, correlations)?,
            debt_idiosyncratic: owing.mean_down(|part| *part)?,
            ramping: points.is_between(),
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
    points: InForce<&AssetPoint>,
    group: GroupIndex,
    correlations: &CorrelationsInForce,
) -> Result<CollateralWeight, NumError> {
    let sum = points.weighted_sum(|point| point.liquidation_threshold.raw());
    let threshold = mul_div_down(sum, ONE.into(), points.denominator().into())?;
    let asked = u128::from(factor.raw()).saturating_mul(u128::from(ONE));
    let clamped = asked.min(threshold);
    let idiosyncratic = if asked <= threshold && !correlations.moves_stresses() {
        correlations.idiosyncratic(long_stress(factor), group)?
    } else {
        let max = u128::from(MAX_STRESS.raw()).saturating_mul(u128::from(ONE));
        correlations.idiosyncratic_in_force(COUNTED_ONE.saturating_sub(clamped).min(max), group)?
    };
    Ok(CollateralWeight {
        // 1 / 0.05
        counted: clamped.saturating_mul(20).min(COUNTED_ONE),
        idiosyncratic,
    })
}

/// Between two points `p` and `p·b` move linearly, so the idiosyncratic part per counted USD is the quotient of their sums.
fn maintenance(
    points: InForce<&AssetPoint>,
    group: GroupIndex,
    correlations: &CorrelationsInForce,
) -> Result<CollateralWeight, NumError> {
    let at = points.try_map(|point| {
        let factor = point.liquidation_threshold;
        let idiosyncratic = correlations.idiosyncratic(long_stress(factor), group)?;
        Ok((counted_part(factor), idiosyncratic))
    })?;
    let (counted, idiosyncratic) = match at {
        InForce::Point((counted, idiosyncratic)) => (counted.into(), idiosyncratic),
        InForce::Between { .. } => {
            let counted = at.weighted_sum(|(counted, _)| *counted);
            // two parts of 60 + 60 bits with weights of 22
            let own = at
                .parts()
                .fold(U256::ZERO, |sum, ((counted, own), weight)| {
                    let part = U256::from(*counted).wrapping_mul(U256::from(*own));
                    sum.wrapping_add(part.wrapping_mul(U256::from(weight)))
                });
            // nothing counted has no part of its own
            let own = div_wide_down(own, U256::from(counted)).unwrap_or(U256::ZERO);
            let own = u64::try_from(own).map_err(|_| NumError::AmountTooLarge)?;
            (counted, own)
        }
    };
    Ok(CollateralWeight {
        counted: mul_div_down(counted, ONE.into(), at.denominator().into())?,
        idiosyncratic,
    })
}
