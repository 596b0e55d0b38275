//! The health test on weighted sums: exact integers, no square root.
//!
//! An [`Exposure`] is linear in the positions, so a point and a direction are the same type. Scales: net exposure,
//! collateral and debt in 1e-30 USD, everything that carries a stress in 1e-48.
//!
//! Bounds. Sixteen positions of at most 1e24 USD on both sides are below 2^125 in 1e-12, so 2^185 in 1e-30 and 2^245 in
//! 1e-48. Squares are below 2^490; the factor `F = 1e22·den²` with `den < 2^22` adds 118, sums of three of them 2: 2^610 of 640 bits.

use super::in_force::CorrelationsInForce;
use super::quadratic::{bilinear, combine, credited, doubted, factor};
use super::quadratic::{gross_of, quadratic, times_factor, GroupExposure};
use crate::params::MAX_GROUPS;
use crate::units::{
    div_wide_down, div_wide_rem, isqrt, product, resize, GroupIndex, Line, NumError, SWide, Usd30,
    Usd48, Wide,
};
use ruint::aliases::U256;

/// `ε = 8e-18·(C + D)`, a bound on the error of N: per USD the rounding of the group's stress moves it by 1e-18 and that of the
/// idiosyncratic part by at most 4e-18 (root, two blends, quotient). Values need none: S rises with collateral, which is
/// rounded down, and falls with debt, which is rounded up.
const EPSILON: u64 = 8;

/// Weighted sums of an account, or how they change along a line.
#[derive(Clone, Debug)]
pub(crate) struct Exposure {
    /// Per group: collateral minus debt.
    net: [Usd30; MAX_GROUPS],
    /// Idiosyncratic parts of both sides.
    idiosyncratic: Usd48,
    /// C and D.
    collateral: Usd30,
    debt: Usd30,
    /// Per scenario, what the account gains in it.
    gains: Vec<Usd48>,
}

/// The parts of the requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Condition {
    /// `E ≥ N`
    Correlation,
    /// `E ≥ m·D`
    Margin,
    /// `E` at least the loss of a scenario.
    Scenario(usize),
}

/// What binds at a point, and N there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Requirement {
    pub condition: Condition,
    pub norm: Usd48,
}

/// One value entering an exposure.
pub(crate) struct Entry<'a> {
    pub group: GroupIndex,
    /// 1e-18.
    pub idiosyncratic: u64,
    /// Counted value times the scale of the line.
    pub value: Usd30,
    /// The asset's move in each scenario.
    pub moves: &'a [i64],
}

impl Entry<'_> {
    /// The same, leaving.
    pub(crate) fn negated(self) -> Self {
        Self {
            value: self.value.negate(),
            ..self
        }
    }
}

impl Exposure {
    pub(crate) fn new(scenarios: usize) -> Self {
        Self {
            net: [Usd30::ZERO; MAX_GROUPS],
            idiosyncratic: Usd48::ZERO,
            collateral: Usd30::ZERO,
            debt: Usd30::ZERO,
            gains: vec![Usd48::ZERO; scenarios],
        }
    }

    pub(crate) fn add_long(&mut self, entry: &Entry<'_>) -> Result<(), NumError> {
        self.collateral = self.collateral.add(entry.value)?;
        self.enter(entry, entry.value)
    }

    pub(crate) fn add_short(&mut self, entry: &Entry<'_>) -> Result<(), NumError> {
        self.debt = self.debt.add(entry.value)?;
        self.enter(entry, entry.value.negate())
    }

    fn enter(&mut self, entry: &Entry<'_>, signed: Usd30) -> Result<(), NumError> {
        let slot = self.net.get_mut(entry.group.place());
        let slot = slot.ok_or(NumError::AmountTooLarge)?;
        *slot = slot.add(signed)?;
        let idiosyncratic = entry.value.times(entry.idiosyncratic)?;
        self.idiosyncratic = self.idiosyncratic.add(idiosyncratic)?;
        for (gain, by) in self.gains.iter_mut().zip(entry.moves) {
            let moved = signed.times(by.unsigned_abs())?;
            *gain = gain.add(if *by < 0 { moved.negate() } else { moved })?;
        }
        Ok(())
    }

    /// Where a walk of `t` along a line of the same scenarios ends, exactly.
    pub(crate) fn plus(&self, t: u128, slope: &Exposure) -> Result<Exposure, NumError> {
        let mut sum = self.clone();
        sum.idiosyncratic = sum.idiosyncratic.plus_times(t, slope.idiosyncratic)?;
        sum.collateral = sum.collateral.plus_times(t, slope.collateral)?;
        sum.debt = sum.debt.plus_times(t, slope.debt)?;
        for (at, by) in sum.net.iter_mut().zip(&slope.net) {
            *at = at.plus_times(t, *by)?;
        }
        for (at, by) in sum.gains.iter_mut().zip(&slope.gains) {
            *at = at.plus_times(t, *by)?;
        }
        Ok(sum)
    }

    /// The same line, walked the other way.
    pub(crate) fn reversed(&self) -> Self {
        Self {
            net: self.net.map(Usd30::negate),
            idiosyncratic: self.idiosyncratic.negate(),
            collateral: self.collateral.negate(),
            debt: self.debt.negate(),
            gains: self.gains.iter().map(|gain| gain.negate()).collect(),
        }
    }

    pub(crate) fn owes(&self) -> bool {
        !self.debt.is_zero()
    }

    /// C: along a line it may fall.
    pub(crate) fn collateral(&self) -> Usd30 {
        self.collateral
    }

    /// D: along a line it may fall.
    pub(crate) fn debt(&self) -> Usd30 {
        self.debt
    }

    /// Collateral minus debt of each group.
    pub(crate) fn nets(&self) -> &[Usd30] {
        &self.net
    }

    /// Idiosyncratic parts of both sides.
    pub(crate) fn idiosyncratic_part(&self) -> Usd48 {
        self.idiosyncratic
    }

    /// What each scenario brings.
    pub(crate) fn scenario_gains(&self) -> &[Usd48] {
        &self.gains
    }

    /// `C − D`.
    fn equity(&self) -> Result<Usd48, NumError> {
        self.collateral.sub(self.debt)?.fine()
    }

    fn epsilon(&self) -> Result<Usd48, NumError> {
        self.collateral.add(self.debt)?.times(EPSILON)
    }

    fn secured(&self) -> Result<Usd48, NumError> {
        self.equity()?.sub(self.epsilon()?)
    }

    /// σ_g times the net of each group that has any.
    pub(crate) fn groups(
        &self,
        correlations: &CorrelationsInForce,
    ) -> Result<Vec<GroupExposure>, NumError> {
        let mut groups = Vec::with_capacity(self.net.len());
        for (net, (group, stress)) in self.net.iter().zip(correlations.group_stresses()) {
            if !net.is_zero() && stress != 0 {
                let stressed = net.times(stress)?;
                groups.push(GroupExposure { group, stressed });
            }
        }
        Ok(groups)
    }

    /// Is it healthy: `E' ≥ 0` and `E'² ≥ N²`, `C − D ≥ m·D`, and no scenario takes more than C − D?
    pub(crate) fn passes(&self, correlations: &CorrelationsInForce) -> Result<bool, NumError> {
        if !self.owes() {
            return Ok(true);
        }
        let equity = self.equity()?;
        if equity.sub(self.margin(correlations)?)?.is_negative() {
            return Ok(false);
        }
        for gain in &self.gains {
            if equity.add(*gain)?.is_negative() {
                return Ok(false);
            }
        }
        let secured = self.secured()?;
        if secured.sub(self.idiosyncratic)?.is_negative() {
            return Ok(false);
        }
        self.covers(secured, correlations)
    }

    /// Is `E'² ≥ N²`? With `E'² − B² = (E' − B)·(E' + B)`, and without the matrix where it cannot matter: V is at most G² and at
    /// least 0.
    fn covers(&self, secured: Usd48, correlations: &CorrelationsInForce) -> Result<bool, NumError> {
        let groups = self.groups(correlations)?;
        let gross = gross_of(&groups)?;
        let room = product(
            secured.sub(self.idiosyncratic)?.magnitude(),
            secured.add(self.idiosyncratic)?.magnitude(),
        )?;
        let worst = gross.mul(gross)?;
        if room >= worst.magnitude() {
            return Ok(true);
        }
        let room = times_factor(SWide::new(false, room), correlations)?;
        let least = doubted(worst, correlations)?;
        if room.sub(least)?.is_negative() {
            return Ok(false);
        }
        let needed = least.add(credited(quadratic(&groups, correlations)?, correlations)?)?;
        Ok(!room.sub(needed)?.is_negative())
    }

    /// `m·D`, rounded up.
    fn margin(&self, correlations: &CorrelationsInForce) -> Result<Usd48, NumError> {
        let wide = product(self.debt.magnitude(), U256::from(correlations.margin))?;
        let (quotient, rest) = div_wide_rem(wide, Wide::from(correlations.denominator()))
            .ok_or(NumError::DivisionByZero)?;
        let up = quotient.wrapping_add(Wide::from(u8::from(!rest.is_zero())));
        Ok(Usd48::new(self.debt.is_negative(), resize(up)?))
    }

    /// N rounded up.
    pub(crate) fn norm_up(&self, correlations: &CorrelationsInForce) -> Result<Usd48, NumError> {
        let groups = self.groups(correlations)?;
        let gross = gross_of(&groups)?;
        let form = quadratic(&groups, correlations)?;
        let form = combine(
            form,
            gross.mul(gross)?,
            self.idiosyncratic.mul(self.idiosyncratic)?,
            correlations,
        )?;
        let (square, rest) = div_wide_rem(form.magnitude(), factor(correlations)?)
            .ok_or(NumError::DivisionByZero)?;
        let root = isqrt(square)?;
        let exact = rest.is_zero() && product(root, root)? == square;
        let up = root.wrapping_add(Line::from(u8::from(!exact)));
        Ok(Usd48::new(false, resize(up)?))
    }

    /// S with N as [`Self::norm_up`] has it: what is over at the requirement, never more than it is.
    pub(crate) fn surplus(
        &self,
        norm: Usd48,
        correlations: &CorrelationsInForce,
    ) -> Result<Usd48, NumError> {
        let mut surplus = self.secured()?.sub(norm)?;
        let equity = self.equity()?;
        let others = self.gains.iter().map(|gain| equity.add(*gain));
        for other in others.chain([equity.sub(self.margin(correlations)?)]) {
            surplus = surplus.least(other?);
        }
        Ok(surplus)
    }

    /// Which condition of the test has the least room, and what it asks for on top of D, rounded up.
    pub(crate) fn binding(
        &self,
        norm: Usd48,
        correlations: &CorrelationsInForce,
    ) -> Result<(Condition, Usd48), NumError> {
        let mut most = (Condition::Correlation, norm.add(self.epsilon()?)?);
        let margin = (Condition::Margin, self.margin(correlations)?);
        let scenarios = self.gains.iter().enumerate();
        let losses = scenarios.map(|(at, gain)| (Condition::Scenario(at), gain.negate()));
        for other in losses.chain([margin]) {
            if most.1.sub(other.1)?.is_negative() {
                most = other;
            }
        }
        Ok(most)
    }

    /// How S changes along `slope` at a point where `at` binds.
    pub(crate) fn marginal(
        &self,
        at: &Requirement,
        slope: &Exposure,
        correlations: &CorrelationsInForce,
    ) -> Result<Usd48, NumError> {
        let rise = slope.equity()?;
        match at.condition {
            Condition::Correlation => rise.sub(self.norm_slope(slope, at.norm, correlations)?),
            Condition::Margin => rise.sub(slope.margin(correlations)?),
            Condition::Scenario(at) => match slope.gains.get(at) {
                Some(gain) => rise.add(*gain),
                None => Ok(rise),
            },
        }
    }

    /// How N changes along `slope`: a supergradient of −N where N has a kink.
    fn norm_slope(
        &self,
        slope: &Exposure,
        norm: Usd48,
        correlations: &CorrelationsInForce,
    ) -> Result<Usd48, NumError> {
        let groups = self.groups(correlations)?;
        let moving = slope.groups(correlations)?;
        let gross = gross_of(&groups)?;
        let mut gross_slope = Usd48::ZERO;
        for by in &moving {
            if let Some(here) = groups.iter().find(|here| here.group == by.group) {
                let up = if here.stressed.is_negative() {
                    by.stressed.negate()
                } else {
                    by.stressed
                };
                gross_slope = gross_slope.add(up)?;
            }
        }
        let form = bilinear(&groups, &moving, correlations)?;
        let whole = combine(
            form,
            gross.mul(gross_slope)?,
            self.idiosyncratic.mul(slope.idiosyncratic)?,
            correlations,
        )?;
        if norm.is_zero() {
            return Ok(Usd48::ZERO);
        }
        let by = product(factor(correlations)?, norm.magnitude())?;
        let quotient = div_wide_down(whole.magnitude(), by).ok_or(NumError::DivisionByZero)?;
        Ok(Usd48::new(whole.is_negative(), resize(quotient)?))
    }
}
