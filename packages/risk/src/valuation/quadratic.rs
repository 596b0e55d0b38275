//! The norm's parts, each times `F = 1e22·den²`, which makes whole numbers of correlations in 1e-4, credit in 1e-18 and the
//! weights of ramps in `den`-ths. Bounds: see [`super::exposure`].

use super::in_force::CorrelationsInForce;
use crate::units::{scale, GroupIndex, NumError, RowSum, SWide, Usd48, Wide, ONE};

/// Correlations are in 1e-4, credit in 1e-18: together the scale of the form.
const FORM_SCALE: u128 = 10_000_000_000_000_000_000_000;
const RHO_SCALE: u128 = 10_000;

/// What one group moves an account by: its stress times collateral minus debt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct GroupExposure {
    pub group: GroupIndex,
    pub stressed: Usd48,
}

/// F.
pub(crate) fn factor(correlations: &CorrelationsInForce) -> Result<Wide, NumError> {
    scaled(Wide::from(FORM_SCALE), correlations.denominator())
        .and_then(|f| scaled(f, correlations.denominator()))
}

/// F times a square.
pub(crate) fn times_factor(
    square: SWide,
    correlations: &CorrelationsInForce,
) -> Result<SWide, NumError> {
    let whole = scale(square.magnitude(), FORM_SCALE)
        .and_then(|part| scaled(part, correlations.denominator()))
        .and_then(|part| scaled(part, correlations.denominator()))?;
    Ok(SWide::new(square.is_negative(), whole))
}

/// `F·κ·V` of V as [`quadratic`] and [`bilinear`] have it.
pub(crate) fn credited(form: SWide, correlations: &CorrelationsInForce) -> Result<SWide, NumError> {
    let whole = scale(form.magnitude(), correlations.credit)?;
    Ok(SWide::new(form.is_negative(), whole))
}

/// `F·(1−κ)·G²`.
pub(crate) fn doubted(gross: SWide, correlations: &CorrelationsInForce) -> Result<SWide, NumError> {
    // 22 + 60 bits
    let full = correlations.denominator().saturating_mul(ONE.into());
    let doubt = full.saturating_sub(correlations.credit);
    let whole = scale(gross.magnitude(), doubt)
        .and_then(|part| scaled(part, correlations.denominator()))
        .and_then(|part| scale(part, RHO_SCALE))?;
    Ok(SWide::new(gross.is_negative(), whole))
}

/// `F·(κ·V + (1−κ)·G² + B²)`.
pub(crate) fn combine(
    form: SWide,
    gross: SWide,
    idiosyncratic: SWide,
    correlations: &CorrelationsInForce,
) -> Result<SWide, NumError> {
    credited(form, correlations)?
        .add(doubted(gross, correlations)?)?
        .add(times_factor(idiosyncratic, correlations)?)
}

/// G.
pub(crate) fn gross_of(groups: &[GroupExposure]) -> Result<Usd48, NumError> {
    let mut sizes = groups.iter().map(|group| group.stressed.abs());
    sizes.try_fold(Usd48::ZERO, Usd48::add)
}

/// `Σ ρ_gh·x_g·x_h`, blended over the matrices of a ramp: scale 1e4·den.
pub(crate) fn quadratic(
    groups: &[GroupExposure],
    correlations: &CorrelationsInForce,
) -> Result<SWide, NumError> {
    let mut total = SWide::ZERO;
    // At most 2 matrices of 16 · 17 / 2.
    for (matrix, weight) in correlations.matrix.parts() {
        let mut form = SWide::ZERO;
        for (at, x) in groups.iter().enumerate() {
            let mut row = RowSum::ZERO;
            for y in groups.iter().take(at) {
                row.add_twice(y.stressed.signed(), matrix.entry(x.group, y.group));
            }
            row.add(x.stressed.signed(), matrix.entry(x.group, x.group));
            form = form.add(x.stressed.signed().mul(row.total())?)?;
        }
        total = total.add(weighted(form, weight)?)?;
    }
    Ok(total)
}

/// `Σ ρ_gh·a_g·b_h`, the same way.
pub(crate) fn bilinear(
    a: &[GroupExposure],
    b: &[GroupExposure],
    correlations: &CorrelationsInForce,
) -> Result<SWide, NumError> {
    let mut total = SWide::ZERO;
    // At most 2 matrices of 16 × 16.
    for (matrix, weight) in correlations.matrix.parts() {
        let mut form = SWide::ZERO;
        // The rows are those of the shorter side: of a direction, that is one or two.
        for y in b {
            let mut row = RowSum::ZERO;
            for x in a {
                row.add(x.stressed.signed(), matrix.entry(x.group, y.group));
            }
            form = form.add(y.stressed.signed().mul(row.total())?)?;
        }
        total = total.add(weighted(form, weight)?)?;
    }
    Ok(total)
}

fn weighted(form: SWide, weight: u32) -> Result<SWide, NumError> {
    Ok(SWide::new(
        form.is_negative(),
        scaled(form.magnitude(), weight.into())?,
    ))
}

/// Outside of ramps every denominator and weight is 1.
fn scaled(a: Wide, by: u128) -> Result<Wide, NumError> {
    if by == 1 {
        return Ok(a);
    }
    scale(a, by)
}
