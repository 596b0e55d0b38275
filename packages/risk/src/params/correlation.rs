//! The governed correlation structure: groups, their stress, the matrix, and how far it is trusted.

use super::asset::MAX_STRESS;
use super::in_force::InForce;
use super::matrix::Matrix;
use super::progress::{Pace, RampCourse, Share, UnderWay};
use super::ramp::{Ramp, RampError};
use super::spec::{check_names, CorrelationError, CorrelationSpec, Group, MAX_GROUPS};
use crate::units::{mul_div_down, Correlation, GroupIndex, Move, NumError, Ratio, ONE};
use serde::{Deserialize, Serialize};

/// The matrix and how far it is trusted: what one ramp moves together.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Structure {
    pub matrix: Matrix,
    pub correlation_credit: Ratio,
    pub min_margin: Ratio,
}

/// An asset as its group sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupMember {
    pub group: GroupIndex,
    /// How far its price may fall, as collateral.
    pub stress: Ratio,
}

impl GroupMember {
    /// With the stress that a liquidation threshold allows for.
    pub fn of(group: GroupIndex, threshold: Ratio) -> Self {
        let stress = threshold.complement().min(MAX_STRESS);
        Self { group, stress }
    }
}

/// Groups, stresses and structure. At most one of the two ramps is under way.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Correlations {
    groups: Vec<String>,
    stress: Ramp<Vec<Ratio>>,
    structure: Ramp<Structure>,
}

impl Correlations {
    pub fn new(spec: &CorrelationSpec) -> Result<Self, CorrelationError> {
        let (groups, stress, structure) = read(spec)?;
        Ok(Self {
            groups,
            stress: Ramp::at_rest(stress),
            structure: Ramp::at_rest(structure),
        })
    }

    /// The same on the way from another structure: of the two that differ in stresses, or else in matrix, credit and margin.
    pub(crate) fn held_from(self, from: Self, share: Share) -> Result<Self, CorrelationError> {
        if let Some(name) = self
            .moved_name(&from.groups)
            .or(from.moved_name(&self.groups))
        {
            return Err(CorrelationError::GroupsMoved { name });
        }
        let stress = from.stress.destination().clone();
        let structure = from.structure.destination().clone();
        let held = match self.changes(&stress, &structure)? {
            Some(Changes::Stress) => Self {
                stress: Ramp::held(stress, self.stress.destination().clone(), share),
                ..self
            },
            Some(Changes::Structure) => Self {
                structure: Ramp::held(structure, self.structure.destination().clone(), share),
                ..self
            },
            None => self,
        };
        Ok(held)
    }

    /// The names of the groups, in their order.
    pub fn groups(&self) -> &[String] {
        &self.groups
    }

    /// All groups with their places.
    pub(crate) fn places(&self) -> impl Iterator<Item = (GroupIndex, &String)> {
        // at most 16
        GroupIndex::all().zip(&self.groups)
    }

    /// The place of a group.
    pub fn group(&self, name: &str) -> Result<GroupIndex, CorrelationError> {
        self.places()
            .find(|(_, group)| *group == name)
            .map(|(place, _)| place)
            .ok_or_else(|| CorrelationError::UnknownGroup {
                name: name.to_owned(),
            })
    }

    /// The stresses of all groups, in force.
    pub(crate) fn stress_in_force(&self, now: u64) -> InForce<&Vec<Ratio>> {
        self.stress.in_force(now)
    }

    pub(crate) fn structure_in_force(&self, now: u64) -> InForce<&Structure> {
        self.structure.in_force(now)
    }

    /// The largest stress a group has at either end: what a member's factors must keep to.
    pub fn highest_stress(&self, group: GroupIndex, now: u64) -> Ratio {
        let ends = self.stress.ends(now).map(|point| stress_of(point, group));
        ends.fold(Ratio::ZERO, Ratio::max)
    }

    /// The least margin at either end.
    pub fn lowest_margin(&self, now: u64) -> Ratio {
        let margins = self.structure.ends(now).map(|point| point.min_margin);
        margins.fold(Ratio::ONE, Ratio::min)
    }

    /// The one of its ramps that is under way.
    pub fn under_way(&self, now: u64) -> Option<UnderWay> {
        self.stress.under_way(now).or(self.structure.under_way(now))
    }

    /// The same as an error, for what cannot be done beside it.
    pub fn expect_at_rest(&self, now: u64) -> Result<(), RampError> {
        self.stress.expect_at_rest(now)?;
        self.structure.expect_at_rest(now)
    }

    pub fn forget_ended(&mut self, now: u64) {
        self.stress.forget_ended(now);
        self.structure.forget_ended(now);
    }

    /// Starts for a new target: stresses or the structure, never both. New groups may be added at the end, at any time.
    pub fn redirect(
        &mut self,
        spec: &CorrelationSpec,
        pace: Option<Pace>,
        now: u64,
    ) -> Result<(), CorrelationError> {
        let (groups, stress, structure) = read(spec)?;
        if let Some(name) = self.moved_name(&groups) {
            return Err(CorrelationError::GroupsMoved { name });
        }
        let mut next = self.clone();
        next.forget_ended(now);
        next.add_groups(groups, &stress);
        let changes = next.changes(&stress, &structure)?;
        if changes.is_some() || pace.is_some() {
            next.expect_at_rest(now)?;
        }
        match changes {
            Some(Changes::Stress) => next.stress.begin(stress, pace, now)?,
            Some(Changes::Structure) => next.structure.begin(structure, pace, now)?,
            None => false,
        };
        *self = next;
        Ok(())
    }

    /// Holds the ramp that is under way, lets it go on or turns it back, at the pace it has where none is named.
    pub fn steer(
        &mut self,
        course: RampCourse,
        pace: Option<Pace>,
        now: u64,
    ) -> Result<(), RampError> {
        if self.stress.under_way(now).is_some() {
            self.stress.steer(course, pace, now)
        } else {
            self.structure.steer(course, pace, now)
        }
    }

    /// The structure when the ramp under way has ended; held, as it is.
    pub fn landed(self) -> Self {
        Self {
            groups: self.groups,
            stress: self.stress.landed(),
            structure: self.structure.landed(),
        }
    }

    /// What is in force, for display: midway each number is rounded down.
    pub fn in_force(&self, now: u64) -> Result<CorrelationSpec, NumError> {
        let stress = self.stress.in_force(now);
        let structure = self.structure.in_force(now);
        let mean = |(place, _)| {
            let mean = stress.mean_down(|point| stress_of(point, place).raw())?;
            Ok::<_, NumError>(Ratio::new(mean))
        };
        let stresses: Vec<Ratio> = self.places().map(mean).collect::<Result<_, _>>()?;
        let entry = |g, h| {
            // shifted to be unsigned
            let mean = structure.mean_down(|point| point.matrix.entry(g, h).steps_above())?;
            Ok::<_, NumError>(Move::from(Correlation::from_steps_above(mean)))
        };
        let row = |g| self.places().map(|(h, _)| entry(g, h)).collect();
        let rows = self.places().map(|(g, _)| row(g));
        let ratio = |number: fn(&Structure) -> Ratio| {
            let mean = structure.mean_down(|point| number(point).raw())?;
            Ok::<_, NumError>(Ratio::new(mean))
        };
        Ok(CorrelationSpec {
            groups: self.named(&stresses),
            rho: rows.collect::<Result<_, NumError>>()?,
            correlation_credit: ratio(|point| point.correlation_credit)?,
            min_margin: ratio(|point| point.min_margin)?,
        })
    }

    /// Where the ramp under way is meant to go, or what there is.
    pub fn target(&self, now: u64) -> CorrelationSpec {
        self.spec(self.stress.target(now), self.structure.target(now))
    }

    /// Where it will be when the ramp under way has ended as it moves; held, its target.
    pub fn destination(&self) -> CorrelationSpec {
        self.spec(self.stress.destination(), self.structure.destination())
    }

    /// Where the ramp under way began.
    pub fn from(&self, now: u64) -> Option<CorrelationSpec> {
        match (self.stress.from(now), self.structure.from(now)) {
            (None, None) => None,
            (stress, structure) => Some(self.spec(
                stress.unwrap_or(self.stress.target(now)),
                structure.unwrap_or(self.structure.target(now)),
            )),
        }
    }

    /// How far the ramp under way is.
    pub(crate) fn share(&self, now: u64) -> Option<Share> {
        self.stress.share(now).or(self.structure.share(now))
    }

    fn spec(&self, stress: &[Ratio], structure: &Structure) -> CorrelationSpec {
        CorrelationSpec {
            groups: self.named(stress),
            rho: structure.matrix.rows(),
            correlation_credit: structure.correlation_credit,
            min_margin: structure.min_margin,
        }
    }

    fn named(&self, stress: &[Ratio]) -> Vec<Group> {
        self.places()
            .map(|(place, name)| Group {
                name: name.clone(),
                stress: stress_of(stress, place),
            })
            .collect()
    }

    /// The correlation that the structure implies, where it is going, between two assets: `ρ · σ_g/h_i · σ_h/h_j`, towards zero
    /// in 1e-18. What is an asset's own is correlated with nothing.
    pub fn implied(&self, a: GroupMember, b: GroupMember) -> Result<Move, NumError> {
        let rho = self.structure.destination().matrix.entry(a.group, b.group);
        let steps = rho.raw();
        let both = mul_div_down(self.loading(a)?, self.loading(b)?, ONE.into())?;
        let scaled = mul_div_down(
            both,
            steps.unsigned_abs().into(),
            Correlation::ONE.raw().unsigned_abs().into(),
        )?;
        let scaled = i64::try_from(scaled).map_err(|_| NumError::AmountTooLarge)?;
        Ok(Move::new(if steps < 0 {
            scaled.saturating_neg()
        } else {
            scaled
        }))
    }

    /// `σ / h`, at most 1, in 1e-18, rounded down.
    fn loading(&self, of: GroupMember) -> Result<u128, NumError> {
        let explained = stress_of(self.stress.destination(), of.group).min(of.stress);
        let (explained, stress) = (explained.raw(), of.stress.raw().max(1));
        mul_div_down(explained.into(), ONE.into(), stress.into())
    }

    /// The first group that does not stand in its place among `groups`.
    fn moved_name(&self, groups: &[String]) -> Option<String> {
        let mut places = self.groups.iter().enumerate();
        let moved = places.find(|(place, name)| groups.get(*place) != Some(name));
        moved.map(|(_, name)| name.clone())
    }

    /// What asking for these would move.
    fn changes(
        &self,
        stress: &Vec<Ratio>,
        structure: &Structure,
    ) -> Result<Option<Changes>, CorrelationError> {
        match (
            self.stress.destination() != stress,
            self.structure.destination() != structure,
        ) {
            (true, true) => Err(CorrelationError::BothChange),
            (true, false) => Ok(Some(Changes::Stress)),
            (false, true) => Ok(Some(Changes::Structure)),
            (false, false) => Ok(None),
        }
    }

    /// A new group has no members yet, so whatever the ends of a ramp say of it changes nothing.
    fn add_groups(&mut self, groups: Vec<String>, stress: &[Ratio]) {
        for end in self.stress.ends_mut() {
            end.extend(stress.iter().skip(end.len()));
        }
        for end in self.structure.ends_mut() {
            end.matrix = end.matrix.extended(groups.len());
        }
        self.groups = groups;
    }
}

/// The two that never move together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Changes {
    Stress,
    Structure,
}

/// The stress of one group; of one that is not there, none.
pub(crate) fn stress_of(stresses: &[Ratio], group: GroupIndex) -> Ratio {
    stresses.get(group.place()).copied().unwrap_or(Ratio::ZERO)
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
