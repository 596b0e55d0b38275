//! Parameters on their way, in the outside format: ramps as nested JSON.

use super::book::{AssetJson, PriceJson};
use super::config::{AssetPointJson, ConfigJson, RampJson, StructurePointJson};
use super::error::FormatError;
use crate::params::{
    AssetParams, AssetPoint, CorrelationError, CorrelationSpec, Correlations, Group, ParamError,
    Ramp, Scenario, Step, Structure, MAX_RAMP_SECONDS, MAX_STEPS,
};
use crate::units::{Amount, Ratio};
use crate::valuation::PriceStatus;

impl ConfigJson {
    /// What a structure looks like from outside at `now`.
    pub fn of(correlations: &Correlations, scenarios: Vec<Scenario>, now: u64) -> Self {
        let stress = stress_json(correlations, correlations.stress.target());
        let target = correlations.structure.target();
        let stress_ramp = ramp_json(&correlations.stress, now, |point, ramp| {
            StructurePointJson {
                groups: Some(stress_json(correlations, point)),
                ramp: ramp.map(Box::new),
                ..StructurePointJson::default()
            }
        });
        let ramp = ramp_json(&correlations.structure, now, |point: &Structure, ramp| {
            StructurePointJson {
                rho: Some(point.matrix.rows()),
                correlation_credit: Some(point.correlation_credit),
                min_margin: Some(point.min_margin),
                ramp: ramp.map(Box::new),
                groups: None,
            }
        });
        let (ramp, stress_ramp) = match (ramp, stress_ramp) {
            (None, stress) => (stress, None),
            both => both,
        };
        Self {
            correlation_credit: target.correlation_credit,
            min_margin: target.min_margin,
            groups: stress,
            rho: target.matrix.rows(),
            scenarios,
            ramp,
            stress_ramp,
        }
    }

    pub(super) fn correlations(&self) -> Result<Correlations, FormatError> {
        let mut correlations = Correlations::new(&self.spec())?;
        for ramp in self.ramp.iter().chain(&self.stress_ramp) {
            self.add_ramp(&mut correlations, ramp, 0)?;
        }
        Ok(correlations)
    }

    fn spec(&self) -> CorrelationSpec {
        CorrelationSpec {
            groups: self.groups.clone(),
            rho: self.rho.clone(),
            correlation_credit: self.correlation_credit,
            min_margin: self.min_margin,
        }
    }

    /// Puts a ramp before the target, its own past first. Depth is bounded: JSON readers stop at 128 levels.
    fn add_ramp(
        &self,
        correlations: &mut Correlations,
        ramp: &RampJson<StructurePointJson>,
        depth: usize,
    ) -> Result<(), FormatError> {
        let from = &ramp.from;
        let or = |found: Option<Ratio>, target| found.unwrap_or(target);
        let point = Correlations::new(&CorrelationSpec {
            groups: from.groups.clone().unwrap_or(self.groups.clone()),
            rho: from.rho.clone().unwrap_or(self.rho.clone()),
            correlation_credit: or(from.correlation_credit, self.correlation_credit),
            min_margin: or(from.min_margin, self.min_margin),
        })?;
        if point.groups != correlations.groups {
            let name = correlations.groups.first().cloned().unwrap_or_default();
            return Err(CorrelationError::GroupsMoved { name }.into());
        }
        let structure_moves =
            from.rho.is_some() || from.correlation_credit.is_some() || from.min_margin.is_some();
        if from.groups.is_some() && structure_moves {
            return Err(CorrelationError::BothChange.into());
        }
        if from.groups.is_some() {
            correlations
                .stress
                .precede(point.stress.start, step_of(ramp, depth)?);
        } else {
            correlations
                .structure
                .precede(point.structure.start, step_of(ramp, depth)?);
        }
        match &from.ramp {
            Some(earlier) => self.add_ramp(correlations, earlier, depth.saturating_add(1)),
            None => Ok(()),
        }
    }
}

impl AssetJson {
    pub(super) fn check(&self, name: &str, correlations: &Correlations) -> Result<(), FormatError> {
        let group = correlations.group(&self.group)?;
        let stress = correlations.highest_stress(group);
        if self.decimals > 18 {
            return Err(ParamError::out_of_range("decimals", self.decimals, "0 to 18").into());
        }
        let PriceJson {
            low, spot, high, ..
        } = self.price;
        if self.price.status != PriceStatus::Missing && !(low <= spot && spot <= high) {
            let found = format!("{low} {spot} {high}");
            return Err(ParamError::out_of_range("price", found, "low <= spot <= high").into());
        }
        let risk = |factor, point: &AssetPoint| {
            AssetParams {
                collateral_factor: factor,
                liquidation_threshold: point.liquidation_threshold,
                borrow_weight: point.borrow_weight,
                group: self.group.clone(),
            }
            .checked(name, stress)
        };
        let points = self.points()?;
        risk(
            self.collateral_factor
                .min(points.target().liquidation_threshold),
            points.target(),
        )?;
        risk(Ratio::ZERO, &points.start)?;
        for step in &points.steps {
            risk(Ratio::ZERO, &step.target)?;
        }
        Ok(())
    }

    pub(super) fn points(&self) -> Result<Ramp<AssetPoint>, FormatError> {
        let mut points = Ramp::fixed(AssetPoint {
            liquidation_threshold: self.liquidation_threshold,
            borrow_weight: self.borrow_weight,
        });
        let mut next = self.ramp.as_ref();
        let mut depth = 0;
        // At most as many as a ramp remembers.
        while let Some(ramp) = next {
            let from = AssetPoint {
                liquidation_threshold: ramp.from.liquidation_threshold,
                borrow_weight: ramp.from.borrow_weight.or(self.borrow_weight),
            };
            points.precede(from, step_of(ramp, depth)?);
            next = ramp.from.ramp.as_deref();
            depth = depth.saturating_add(1);
        }
        Ok(points)
    }
}

impl RampJson<AssetPointJson> {
    /// Where an asset comes from, while it moves or after it was stopped midway.
    pub fn of(points: &Ramp<AssetPoint>, now: u64) -> Option<Self> {
        ramp_json(points, now, |point: &AssetPoint, ramp| AssetPointJson {
            liquidation_threshold: point.liquidation_threshold,
            borrow_weight: point.borrow_weight,
            ramp: ramp.map(Box::new),
        })
    }
}

fn stress_json(correlations: &Correlations, stress: &[Ratio]) -> Vec<Group> {
    let groups = correlations.groups.iter().zip(stress);
    groups
        .map(|(name, stress)| Group {
            name: name.clone(),
            stress: *stress,
        })
        .collect()
}

/// The steps of a ramp as nested JSON, the newest outside; what has ended is left out.
fn ramp_json<P: Clone + PartialEq, F>(
    ramp: &Ramp<P>,
    now: u64,
    point: impl Fn(&P, Option<RampJson<F>>) -> F,
) -> Option<RampJson<F>> {
    let mut ramp = ramp.clone();
    ramp.forget_ended(now);
    let mut past = None;
    let mut from = &ramp.start;
    for step in &ramp.steps {
        let elapsed = step.elapsed(now);
        past = Some(RampJson {
            from: point(from, past),
            elapsed: Amount::new(elapsed.into()),
            duration: Amount::new(step.duration.into()),
        });
        from = &step.target;
    }
    past
}

/// Elapsed and duration of one step.
fn step_of<F>(ramp: &RampJson<F>, depth: usize) -> Result<(u64, u64), FormatError> {
    let seconds = |found: Amount, field| {
        u64::try_from(found.raw())
            .ok()
            .filter(|s| *s <= MAX_RAMP_SECONDS)
            .ok_or_else(|| ParamError::out_of_range(field, found, "0 to 2592000"))
    };
    let elapsed = seconds(ramp.elapsed, "elapsed")?;
    let duration = seconds(ramp.duration, "duration")?;
    if duration == 0 || depth >= MAX_STEPS {
        return Err(
            ParamError::out_of_range("ramp", depth, "a duration, and at most 4 deep").into(),
        );
    }
    Ok((elapsed, duration))
}

impl<P: Clone> Ramp<P> {
    /// Puts a point and the way from it to the present start before everything else.
    fn precede(&mut self, from: P, (elapsed, duration): (u64, u64)) {
        let target = std::mem::replace(&mut self.start, from);
        self.steps.insert(
            0,
            Step {
                target,
                since: 0,
                duration,
                stopped: Some(elapsed),
            },
        );
    }
}
