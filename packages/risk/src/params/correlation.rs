//! The governed correlation structure: groups, their stress, the matrix, and how far it is trusted.

use super::asset::MAX_STRESS;
use super::matrix::Matrix;
use super::ramp::{Pace, Ramp};
use super::spec::{check_names, CorrelationError, CorrelationSpec, MAX_GROUPS};
use crate::units::{mul_div_down, Move, NumError, Ratio, ONE};
use serde::{Deserialize, Serialize};

/// 1 in the steps of the matrix.
const RHO_WHOLE: u128 = 10_000;

/// The matrix and how far it is trusted: what one ramp moves together.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Structure {
    pub matrix: Matrix,
    pub correlation_credit: Ratio,
    pub min_margin: Ratio,
}

/// Groups, stresses and structure, each possibly on its way.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Correlations {
    pub groups: Vec<String>,
    pub stress: Ramp<Vec<Ratio>>,
    pub structure: Ramp<Structure>,
}

/// The two that never move together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moving {
    Stress,
    Structure,
}

impl Correlations {
    pub fn new(spec: &CorrelationSpec) -> Result<Self, CorrelationError> {
        let (groups, stress, structure) = read(spec)?;
        Ok(Self {
            groups,
            stress: Ramp::fixed(stress),
            structure: Ramp::fixed(structure),
        })
    }

    pub fn group(&self, name: &str) -> Result<usize, CorrelationError> {
        self.groups
            .iter()
            .position(|group| group == name)
            .ok_or_else(|| CorrelationError::UnknownGroup {
                name: name.to_owned(),
            })
    }

    /// The largest stress a group has at any point of its way: what a member's factors must keep to.
    pub fn highest_stress(&self, group: usize) -> Ratio {
        let of = |point: &Vec<Ratio>| point.get(group).copied().unwrap_or(Ratio::ZERO);
        let steps = self.stress.steps.iter().map(|step| of(&step.target));
        steps.fold(of(&self.stress.start), Ratio::max)
    }

    /// The least margin at any point of its way.
    pub fn lowest_margin(&self) -> Ratio {
        let steps = &self.structure.steps;
        let margins = steps.iter().map(|step| step.target.min_margin);
        margins.fold(self.structure.start.min_margin, Ratio::min)
    }

    /// When the ramp in progress ends.
    pub fn ends_at(&self, now: u64) -> Option<u64> {
        self.stress.ends_at(now).or(self.structure.ends_at(now))
    }

    /// Starts for a new target: stresses or the structure, never both, not even where one of them was stopped midway and is
    /// only sent on. New groups may be added at the end.
    pub fn redirect(
        &mut self,
        spec: &CorrelationSpec,
        now: u64,
        pace: Pace,
    ) -> Result<(), CorrelationError> {
        let (groups, stress, structure) = read(spec)?;
        for (place, name) in self.groups.iter().enumerate() {
            if groups.get(place) != Some(name) {
                return Err(CorrelationError::GroupsMoved { name: name.clone() });
            }
        }
        let mut next = self.clone();
        next.stress.forget_ended(now);
        next.structure.forget_ended(now);
        next.add_groups(groups, &stress);
        match next.chosen(&stress, &structure, (now, pace))? {
            Some(Moving::Stress) => next.stress.redirect(stress, now, pace.seconds)?,
            Some(Moving::Structure) => next.structure.redirect(structure, now, pace.seconds)?,
            None => {}
        }
        *self = next;
        Ok(())
    }

    /// Which of the two a message sets going. Where nothing changes but a length is named, that is the one under way, else
    /// one that was stopped.
    fn chosen(
        &self,
        stress: &Vec<Ratio>,
        structure: &Structure,
        (now, pace): (u64, Pace),
    ) -> Result<Option<Moving>, CorrelationError> {
        let live = match (self.stress.ends_at(now), self.structure.ends_at(now)) {
            (Some(_), _) => Some(Moving::Stress),
            (None, Some(_)) => Some(Moving::Structure),
            (None, None) => None,
        };
        let chosen = match (
            self.stress.target() != stress,
            self.structure.target() != structure,
        ) {
            (true, true) => return Err(CorrelationError::BothChange),
            (true, false) => Some(Moving::Stress),
            (false, true) => Some(Moving::Structure),
            (false, false) => live.or(if self.stress.is_due(stress, pace) {
                Some(Moving::Stress)
            } else {
                Some(Moving::Structure)
            }),
        };
        let due = self.stress.is_due(stress, pace) || self.structure.is_due(structure, pace);
        match (chosen.filter(|_| due), live) {
            (Some(chosen), Some(live)) if chosen != live => Err(CorrelationError::BothChange),
            (chosen, _) => Ok(chosen),
        }
    }

    /// The structure when the ramp in progress has ended.
    pub fn landed(self, now: u64) -> Self {
        Self {
            groups: self.groups,
            stress: self.stress.landed(now),
            structure: self.structure.landed(now),
        }
    }

    /// The correlation that the target structure implies between two assets, each with its group and its stress as
    /// collateral: `ρ · σ_g/h_i · σ_h/h_j`, towards zero in 1e-18. What is an asset's own is correlated with nothing.
    pub fn implied(
        &self,
        (g, a): (usize, Ratio),
        (h, b): (usize, Ratio),
    ) -> Result<Move, NumError> {
        let rho = self.structure.target().matrix.entry(g, h);
        let one = u128::from(ONE);
        let loading = |group: usize, stress: Ratio| {
            let group_stress = self.stress.target().get(group).copied();
            let group_stress = group_stress.unwrap_or(Ratio::ZERO).min(stress);
            mul_div_down(
                u128::from(group_stress.raw()),
                one,
                u128::from(stress.raw().max(1)),
            )
        };
        let both = mul_div_down(loading(g, a)?, loading(h, b)?, one)?;
        let scaled = mul_div_down(both, u128::from(rho.unsigned_abs()), RHO_WHOLE)?;
        let scaled = i64::try_from(scaled).map_err(|_| NumError::AmountTooLarge)?;
        Ok(Move::new(if rho < 0 {
            scaled.saturating_neg()
        } else {
            scaled
        }))
    }

    pub fn stop(&mut self, now: u64) -> Result<(), CorrelationError> {
        if self.stress.ends_at(now).is_some() {
            self.stress.stop(now)?;
        } else {
            self.structure.stop(now)?;
        }
        Ok(())
    }

    /// A new group has no members yet, so whatever the points of a ramp say of it changes nothing.
    fn add_groups(&mut self, groups: Vec<String>, stress: &[Ratio]) {
        let size = groups.len();
        let extend_stress = |point: &mut Vec<Ratio>| {
            point.extend(stress.iter().skip(point.len()));
        };
        extend_stress(&mut self.stress.start);
        for step in &mut self.stress.steps {
            extend_stress(&mut step.target);
        }
        let extend = |point: &mut Structure| point.matrix = point.matrix.extended(size);
        extend(&mut self.structure.start);
        for step in &mut self.structure.steps {
            extend(&mut step.target);
        }
        self.groups = groups;
    }
}

fn read(spec: &CorrelationSpec) -> Result<(Vec<String>, Vec<Ratio>, Structure), CorrelationError> {
    if spec.groups.is_empty() || spec.groups.len() > MAX_GROUPS {
        return Err(CorrelationError::GroupCount {
            found: spec.groups.len(),
        });
    }
    check_names(spec.groups.iter().map(|g| g.name.as_str()))?;
    let at_most = |field, found: Ratio, most: Ratio, allowed| {
        if found > most {
            Err(CorrelationError::OutOfRange {
                field,
                found: found.to_string(),
                allowed,
            })
        } else {
            Ok(())
        }
    };
    for group in &spec.groups {
        at_most("stress", group.stress, MAX_STRESS, "0 to 0.95")?;
    }
    at_most(
        "correlation_credit",
        spec.correlation_credit,
        Ratio::ONE,
        "0 to 1",
    )?;
    at_most("min_margin", spec.min_margin, Ratio::ONE, "0 to 1")?;
    let names: Vec<String> = spec.groups.iter().map(|g| g.name.clone()).collect();
    let structure = Structure {
        matrix: Matrix::new(&spec.rho, &names)?,
        correlation_credit: spec.correlation_credit,
        min_margin: spec.min_margin,
    };
    let stress = spec.groups.iter().map(|g| g.stress).collect();
    Ok((names, stress, structure))
}
