use crate::error::Result;
use crate::governance::ROLES;
use ballast_interface::lending::{ConfigResponse, CorrelationsResponse, RolesResponse};
use ballast_ledger::records::{asset, correlations, settings};
use ballast_ledger::{named_scenarios, Stored};
use ballast_risk::MAX_STRESS;
use ballast_risk::{CorrelationSpec, Correlations, Group};
use ballast_risk::{Move, Ratio, ONE};
use cosmwasm_std::Deps;

pub fn config(deps: Deps) -> Result<ConfigResponse> {
    let settings = settings::load(&Stored(deps.storage))?;
    Ok(ConfigResponse {
        oracle: settings.oracle.0.into(),
        liquidation: settings.liquidation,
    })
}

pub fn roles(deps: Deps) -> Result<RolesResponse> {
    let roles = ROLES.load(deps.storage)?;
    let ownership = cw_ownable::get_ownership(deps.storage)?;
    Ok(RolesResponse {
        owner: ownership.owner.map(Into::into),
        pending_owner: ownership.pending_owner.map(Into::into),
        guardian: roles.guardian.map(Into::into),
        steward: roles.steward.map(Into::into),
        steward_limits: roles.steward_limits,
    })
}

pub fn correlations(deps: Deps, now: u64) -> Result<CorrelationsResponse> {
    let structure = correlations::load(&Stored(deps.storage))?;
    let mut assets = Vec::new();
    let mut members = Vec::new();
    // at most 255 assets are ever listed
    for id in 0..asset::count(&Stored(deps.storage))? {
        let listed = asset::load(&Stored(deps.storage), id)?;
        assets.push(listed.asset);
        let stress = listed.risk.target().liquidation_threshold.complement();
        let stress = stress.min(MAX_STRESS);
        members.push((usize::from(listed.group), stress));
    }
    let ramp_ends_at = structure.ends_at(now);
    let target = target(&structure);
    Ok(CorrelationsResponse {
        correlations: in_force(&structure, now)?,
        target: ramp_ends_at.map(|_| target),
        ramp_ends_at,
        scenarios: named_scenarios(&Stored(deps.storage))?,
        asset_matrix: implied(&structure, &members)?,
        assets,
    })
}

fn spec(
    structure: &Correlations,
    stress: impl Fn(usize) -> Ratio,
    rho: Vec<Vec<Move>>,
    (credit, margin): (Ratio, Ratio),
) -> CorrelationSpec {
    let groups = structure.groups.iter().enumerate();
    CorrelationSpec {
        groups: groups
            .map(|(place, name)| Group {
                name: name.clone(),
                stress: stress(place),
            })
            .collect(),
        rho,
        correlation_credit: credit,
        min_margin: margin,
    }
}

fn target(structure: &Correlations) -> CorrelationSpec {
    let point = structure.structure.target();
    let stresses = structure.stress.target();
    let stress = |place: usize| stresses.get(place).copied().unwrap_or_default();
    let numbers = (point.correlation_credit, point.min_margin);
    spec(structure, stress, point.matrix.rows(), numbers)
}

/// What is in force, for display: mid-ramp each number is rounded.
fn in_force(structure: &Correlations, now: u64) -> Result<CorrelationSpec> {
    let blend = structure.structure.blend(now)?;
    let stresses = structure.stress.blend(now)?;
    let mut stress = Vec::new();
    for place in 0..structure.groups.len() {
        let of = |point: &Vec<Ratio>| point.get(place).map_or(0, |stress| stress.raw());
        stress.push(Ratio::new(stresses.mean_down(of)?));
    }
    let size = structure.groups.len();
    let mut rho = Vec::new();
    for g in 0..size {
        let mut row = Vec::new();
        for h in 0..size {
            // shifted to be unsigned: 1e-4 steps from −1
            let above = |entry: i16| i64::from(entry).saturating_add(10_000).unsigned_abs();
            let mean = blend.mean_down(|point| above(point.matrix.entry(g, h)))?;
            let steps = i64::try_from(mean).unwrap_or(0).saturating_sub(10_000);
            row.push(Move::new(steps.saturating_mul(100_000_000_000_000)));
        }
        rho.push(row);
    }
    let numbers = (
        Ratio::new(blend.mean_down(|point| point.correlation_credit.raw())?),
        Ratio::new(blend.mean_down(|point| point.min_margin.raw())?),
    );
    let stress = |place: usize| stress.get(place).copied().unwrap_or_default();
    Ok(spec(structure, stress, rho, numbers))
}

/// What the structure says of each pair of assets, each stressed as collateral at its target.
fn implied(structure: &Correlations, members: &[(usize, Ratio)]) -> Result<Vec<Vec<Move>>> {
    let mut rows = Vec::with_capacity(members.len());
    for (i, a) in members.iter().enumerate() {
        let mut row = Vec::with_capacity(members.len());
        for (j, b) in members.iter().enumerate() {
            row.push(if i == j {
                Move::new(ONE.cast_signed())
            } else {
                structure.implied(*a, *b)?
            });
        }
        rows.push(row);
    }
    Ok(rows)
}
