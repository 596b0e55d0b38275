//! Groups, stresses, the matrix, and scenarios.

use super::change::{between, name, share, until, Change, Stage};
use super::lending::owner_of;
use super::{Need, Plan, PlanError, Step};
use crate::deploy::desired::Desired;
use crate::deploy::found::{Found, Lending};
use ballast_interface::lending::{CorrelationsUpdate, ExecuteMsg};
use ballast_risk::governance::{CorrelationSpec, Correlations, Group, Pace, Scenario};
use ballast_risk::integer::ONE;
use ballast_risk::{Move, Seconds};
use serde_json::{json, Map, Value};
use std::collections::BTreeSet;

/// At how many points of its way a ramp is shown, after its beginning.
const STAGES: u64 = 3;

pub fn plan(desired: &Desired, found: &Found, plan: &mut Plan) -> Result<(), PlanError> {
    let Some(there) = &found.lending else {
        return Ok(());
    };
    let wanted = desired.config.correlations();
    let ramp = there.correlations.ramp.as_ref();
    let mut has = ramp
        .map_or(&there.correlations.correlations, |it| &it.target)
        .clone();
    if let Some(ramp) = ramp {
        plan.under_way.push(format!(
            "the correlations are on their way ({} of the way, {})",
            share(ramp.progress),
            until(ramp.ends_at)
        ));
    }
    check_groups(&has, &wanted)?;
    let busy = busy(there);
    let mut needs = None;
    for next in stages(&has, &wanted) {
        let update = CorrelationsUpdate {
            correlations: Some(next.clone()),
            ramp_seconds: None,
            scenarios: None,
        };
        let mut changes = between("correlations", &shown(&has), &shown(&next));
        let course = add_course(&mut changes, &has, &next, desired.config.ramp_seconds);
        let update = CorrelationsUpdate {
            ramp_seconds: course.and(desired.config.ramp_seconds),
            ..update
        };
        let owner = owner_of(desired, found);
        let message = Step::Lending(ExecuteMsg::UpdateCorrelations(update));
        let step = plan.add(message, "change the correlations", Some(&owner));
        step.changes = changes;
        step.needs = needs.clone().or(course.and(busy.clone()));
        needs = Some(match course {
            Some(seconds) => Need::Ramp(Some(found.now.saturating_add(seconds))),
            None => Need::Before,
        });
        has = next;
    }
    Ok(())
}

pub fn scenarios(desired: &Desired, found: &Found, plan: &mut Plan) {
    let wanted = desired.config.scenarios();
    let there = found.lending.as_ref();
    let has = there.map_or(Vec::new(), |it| it.correlations.scenarios.clone());
    if has == wanted {
        return;
    }
    let listed: BTreeSet<&str> = there
        .iter()
        .flat_map(|it| it.assets.keys().map(|asset| asset.name()))
        .collect();
    let mut moved = wanted.iter().flat_map(|it| it.moves.keys());
    let missing = moved.any(|asset| !listed.contains(asset.as_str()));
    let message = Step::Lending(ExecuteMsg::UpdateCorrelations(CorrelationsUpdate {
        correlations: None,
        ramp_seconds: None,
        scenarios: Some(wanted.clone()),
    }));
    let owner = owner_of(desired, found);
    let step = plan.add(message, "replace the scenarios", Some(&owner));
    step.needs = (there.is_none() || missing).then_some(Need::Before);
    step.changes = between("scenario", &of_scenarios(&has), &of_scenarios(&wanted));
}

/// What is on its way already, of the correlations or of an asset: two ramps together could dip.
fn busy(there: &Lending) -> Option<Need> {
    let own = there.correlations.ramp.as_ref().map(|it| it.ends_at);
    let mut assets = there.assets.values().filter_map(|it| it.ramp.as_ref());
    own.or_else(|| assets.next().map(|it| it.ends_at))
        .map(Need::Ramp)
}

fn check_groups(has: &CorrelationSpec, wanted: &CorrelationSpec) -> Result<(), PlanError> {
    let names = |of: &CorrelationSpec| -> Vec<String> {
        of.groups.iter().map(|group| group.name.clone()).collect()
    };
    let (has, wanted) = (names(has), names(wanted));
    if wanted.starts_with(&has) {
        return Ok(());
    }
    Err(PlanError::Groups {
        found: has.join(", "),
        wanted: wanted.join(", "),
    })
}

/// One message each: new groups, then stresses, then matrix, credit and margin; stresses and matrix never move together.
fn stages(has: &CorrelationSpec, wanted: &CorrelationSpec) -> Vec<CorrelationSpec> {
    let mut stages = Vec::new();
    let mut now = has.clone();
    if wanted.groups.len() > has.groups.len() {
        now = with_new_groups(has, wanted);
        stages.push(now.clone());
    }
    if now.groups != wanted.groups {
        now.groups.clone_from(&wanted.groups);
        stages.push(now.clone());
    }
    if now != *wanted {
        stages.push(wanted.clone());
    }
    stages
}

/// What is there, and the new groups apart from it: their correlations follow by a ramp.
fn with_new_groups(has: &CorrelationSpec, wanted: &CorrelationSpec) -> CorrelationSpec {
    let mut groups = has.groups.clone();
    let new: Vec<Group> = wanted.groups.iter().skip(groups.len()).cloned().collect();
    groups.extend(new);
    let known = has.groups.len();
    let entry = |row: usize, column: usize| {
        let old = has.rho.get(row).and_then(|it| it.get(column));
        let apart = Move::new(if row == column { ONE.cast_signed() } else { 0 });
        let both_known = row < known && column < known;
        old.copied().filter(|_| both_known).unwrap_or(apart)
    };
    let size = groups.len();
    CorrelationSpec {
        rho: (0..size)
            .map(|row| (0..size).map(|column| entry(row, column)).collect())
            .collect(),
        groups,
        ..has.clone()
    }
}

/// By names: a matrix in numbered rows nobody can check.
pub fn shown(of: &CorrelationSpec) -> Value {
    let mut stress = Map::new();
    let mut rho = Map::new();
    for (row, group) in of.groups.iter().enumerate() {
        stress.insert(group.name.clone(), json!(group.stress));
        for (column, other) in of.groups.iter().enumerate().take(row) {
            let entry = of.rho.get(row).and_then(|it| it.get(column));
            rho.insert(format!("{}/{}", other.name, group.name), json!(entry));
        }
    }
    json!({"stress": stress, "rho": rho, "correlation_credit": of.correlation_credit, "min_margin": of.min_margin})
}

fn of_scenarios(scenarios: &[Scenario]) -> Value {
    let each = scenarios.iter();
    let each = each.map(|scenario| (scenario.name.clone(), json!(scenario.moves)));
    Value::Object(each.collect())
}

/// What the numbers are on their way, by the code that the contract runs, and how long that takes; nothing where all is at
/// once.
fn add_course(
    changes: &mut [Change],
    old: &CorrelationSpec,
    new: &CorrelationSpec,
    ramp_seconds: Option<u64>,
) -> Option<u64> {
    let pace = ramp_seconds.map(Seconds::new).map(Pace::new);
    let pace = pace.and_then(Result::ok).unwrap_or(Pace::DEFAULT);
    let mut structure = Correlations::new(old).ok()?;
    structure.redirect(new, Some(pace), 0).ok()?;
    structure.under_way(0)?;
    let whole = pace.length().raw();
    for stage in 0..=STAGES {
        let at = whole / STAGES * stage;
        let values = super::change::leaves(&shown(&structure.in_force(at).ok()?));
        for change in changes.iter_mut() {
            let value = values
                .iter()
                .find(|(path, _)| name("correlations", path) == change.what);
            if let Some((_, value)) = value {
                let (hours, value) = (at / 3600, value.clone());
                change.course.push(Stage { hours, value });
            }
        }
    }
    Some(whole)
}
