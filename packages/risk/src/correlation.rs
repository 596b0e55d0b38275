//! The governed correlation structure: groups, their stress, the matrix, and how far it is trusted.

use crate::matrix::Matrix;
use crate::num::{mul_div_down, Move, NumError, Ratio, ONE};
use crate::params::MAX_STRESS;
use crate::ramp::{Pace, Ramp, RampError};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use thiserror::Error;

/// At most 16 groups: the matrix costs their square.
pub const MAX_GROUPS: usize = 16;
/// At most 16 scenarios, each read at every new risk.
pub const MAX_SCENARIOS: usize = 16;

/// 1 in the steps of the matrix.
const RHO_WHOLE: u128 = 10_000;

#[derive(Error, Debug, Clone, PartialEq, Eq)]
pub enum CorrelationError {
    #[error("found {found} groups, allowed are 1 to {MAX_GROUPS}")]
    GroupCount { found: usize },
    #[error("found {found} scenarios, allowed are at most {MAX_SCENARIOS}")]
    ScenarioCount { found: usize },
    #[error(
        "the group or scenario `{name}` stands there twice, or has no name of 1 to 32 bytes without line breaks and outer spaces"
    )]
    Name { name: String },
    #[error("there is no group `{name}`")]
    UnknownGroup { name: String },
    #[error("the matrix must have {expected} rows of {expected} entries")]
    Shape { expected: usize },
    #[error("correlation of {row} and {column}: found {found}, allowed is -1 to 1 with at most 4 decimals, 1 on the diagonal, the same both ways")]
    Entry {
        row: String,
        column: String,
        found: String,
    },
    #[error("the matrix is not positive semi-definite: `{group}` cannot move like that together with the groups before it")]
    NotPositiveSemiDefinite { group: String },
    #[error("{field}: found {found}, allowed is {allowed}")]
    OutOfRange {
        field: &'static str,
        found: String,
        allowed: &'static str,
    },
    #[error(
        "groups keep their names and order; new ones are added at the end; `{name}` was expected"
    )]
    GroupsMoved { name: String },
    #[error(
        "stresses and the matrix (with its credit and margin) cannot move in one ramp; send two"
    )]
    BothChange,
    #[error(transparent)]
    Ramp(#[from] RampError),
    #[error(transparent)]
    Num(#[from] NumError),
}

/// A set of assets that move together.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Group {
    pub name: String,
    /// How far the whole group can move together, 0 to 0.95.
    pub stress: Ratio,
}

/// The correlation structure as governance writes it.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct CorrelationSpec {
    pub groups: Vec<Group>,
    /// Symmetric, 1 on the diagonal, at most four decimals, positive semi-definite exactly as written.
    pub rho: Vec<Vec<Move>>,
    /// How far the matrix is trusted, 0 to 1.
    pub correlation_credit: Ratio,
    /// The least margin over debt, 0 to 1.
    pub min_margin: Ratio,
}

/// Relative moves of some assets that happen together; it gates new risk and never liquidates.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    pub name: String,
    /// Asset to relative move, at least -1.
    #[serde(deserialize_with = "crate::wire::each_once")]
    pub moves: BTreeMap<String, Move>,
}

/// At most 16 scenarios of distinct names with moves of at least −1.
pub fn check_scenarios(scenarios: &[Scenario]) -> Result<(), CorrelationError> {
    if scenarios.len() > MAX_SCENARIOS {
        return Err(CorrelationError::ScenarioCount {
            found: scenarios.len(),
        });
    }
    check_names(scenarios.iter().map(|s| s.name.as_str()))?;
    for found in scenarios.iter().flat_map(|s| s.moves.values()) {
        if found.raw() < ONE.cast_signed().saturating_neg() {
            return Err(CorrelationError::OutOfRange {
                field: "move",
                found: found.to_string(),
                allowed: "at least -1",
            });
        }
    }
    Ok(())
}

/// The matrix and how far it is trusted: what one ramp moves together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Structure {
    pub matrix: Matrix,
    pub correlation_credit: Ratio,
    pub min_margin: Ratio,
}

/// Groups, stresses and structure, each possibly on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
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
        next.stress.settle(now);
        next.structure.settle(now);
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
            let sigma = self.stress.target().get(group).copied();
            let sigma = sigma.unwrap_or(Ratio::ZERO).min(stress);
            mul_div_down(
                u128::from(sigma.raw()),
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

fn check_names<'a>(names: impl Iterator<Item = &'a str>) -> Result<(), CorrelationError> {
    let mut seen: Vec<&str> = Vec::new();
    for name in names {
        let plain = name.trim() == name && !name.contains(char::is_control);
        if name.is_empty() || name.len() > 32 || !plain || seen.contains(&name) {
            return Err(CorrelationError::Name {
                name: name.chars().take(48).collect(),
            });
        }
        seen.push(name);
    }
    Ok(())
}
