//! How one asset weighs now, out of its points and the correlation structure in force.

use super::in_force::CorrelationsInForce;
use crate::params::{AssetPoint, Blend, Ramp, FULL_COUNT_FACTOR, MAX_STRESS};
use crate::units::{div_wide_down, mul_div_down, NumError, Ratio, ONE};
use ruint::aliases::U256;

/// The scale of [`CollateralWeight::counted`]: 1e36.
pub(crate) const COUNTED_ONE: u128 = 1_000_000_000_000_000_000_000_000_000_000_000_000;

/// How a collateral weighs at one level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct CollateralWeight {
    /// The part that is counted, 1e-36.
    pub counted: u128,
    /// Own part per counted USD, 1e-18.
    pub idiosyncratic: u64,
}

impl CollateralWeight {
    /// The counted part of a value, rounded down.
    pub(crate) fn counted_down(&self, value: u128) -> Result<u128, NumError> {
        if self.counted == COUNTED_ONE {
            return Ok(value);
        }
        mul_div_down(value, self.counted, COUNTED_ONE)
    }
}

/// How one asset weighs, in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssetWeights {
    pub(crate) group: usize,
    pub(crate) initial: CollateralWeight,
    pub(crate) maintenance: CollateralWeight,
    /// Own part per USD owed, 1e-18.
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
        group: usize,
        correlations: &CorrelationsInForce,
        now: u64,
    ) -> Result<Self, NumError> {
        let blend = risk.blend(now)?;
        let shown = AssetPoint::in_force(risk, now)?;
        let threshold = shown.liquidation_threshold;
        let initial = initial(factor, &blend, group, correlations)?;
        let maintenance = if blend.is_single() {
            single(threshold, group, correlations)?
        } else {
            blended(&blend, group, correlations)?
        };
        let mut shorts = Vec::with_capacity(blend.parts.len());
        for (point, weight) in &blend.parts {
            let stress = point.weight_towards(risk).saturating_sub(Ratio::ONE);
            shorts.push((correlations.idiosyncratic(stress, group)?, *weight));
        }
        Ok(Self {
            group,
            initial,
            maintenance,
            debt_idiosyncratic: mean(&shorts, blend.denominator)?,
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
    correlations: &CorrelationsInForce,
) -> Result<CollateralWeight, NumError> {
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
    let idiosyncratic = if asked <= fine && correlations.stresses.len() == 1 {
        correlations.idiosyncratic(long_stress(factor), group)?
    } else {
        let most = u128::from(MAX_STRESS.raw()).saturating_mul(u128::from(ONE));
        correlations.idiosyncratic_in_force(COUNTED_ONE.saturating_sub(clamped).min(most), group)?
    };
    Ok(CollateralWeight {
        // 1 / 0.05
        counted: clamped.saturating_mul(20).min(COUNTED_ONE),
        idiosyncratic,
    })
}

fn single(
    factor: Ratio,
    group: usize,
    correlations: &CorrelationsInForce,
) -> Result<CollateralWeight, NumError> {
    Ok(CollateralWeight {
        counted: u128::from(counted_part(factor)).saturating_mul(u128::from(ONE)),
        idiosyncratic: correlations.idiosyncratic(long_stress(factor), group)?,
    })
}

/// Mid-ramp: `p` and `p·b` move linearly, so the idiosyncratic part per counted USD is the quotient of their sums.
fn blended(
    blend: &Blend<'_, AssetPoint>,
    group: usize,
    correlations: &CorrelationsInForce,
) -> Result<CollateralWeight, NumError> {
    let mut counted = U256::ZERO;
    let mut idiosyncratic = U256::ZERO;
    // At most 5 parts of 60 + 88 + 60 bits.
    for (point, weight) in &blend.parts {
        let factor = point.liquidation_threshold;
        let part = U256::from(counted_part(factor)).wrapping_mul(U256::from(*weight));
        let stress = correlations.idiosyncratic(long_stress(factor), group)?;
        counted = counted.wrapping_add(part);
        idiosyncratic = idiosyncratic.wrapping_add(part.wrapping_mul(U256::from(stress)));
    }
    let narrow = |wide: Option<U256>| wide.unwrap_or(U256::ZERO);
    let scaled = counted.wrapping_mul(U256::from(ONE));
    let counted_mean = narrow(div_wide_down(scaled, U256::from(blend.denominator)));
    let idiosyncratic_mean = narrow(div_wide_down(idiosyncratic, counted));
    Ok(CollateralWeight {
        counted: u128::try_from(counted_mean).map_err(|_| NumError::AmountTooLarge)?,
        idiosyncratic: u64::try_from(idiosyncratic_mean).map_err(|_| NumError::AmountTooLarge)?,
    })
}

fn mean(parts: &[(u64, u128)], denominator: u128) -> Result<u64, NumError> {
    let blend = Blend {
        parts: parts.iter().map(|(n, w)| (n, *w)).collect(),
        denominator,
    };
    blend.mean_down(|n| *n)
}
