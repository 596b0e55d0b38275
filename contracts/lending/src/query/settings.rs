use crate::error::Result;
use crate::governance::ROLES;
use ballast_interface::lending::{
    ConfigResponse, CorrelationsRamp, CorrelationsResponse, RaiseResponse, RolesResponse,
};
use ballast_ledger::records::{asset, correlations, settings};
use ballast_ledger::{named_scenarios, Stored};
use ballast_risk::governance::{Correlations, GroupMember};
use ballast_risk::Move;
use cosmwasm_std::Deps;

pub fn config(deps: Deps, now: u64) -> Result<ConfigResponse> {
    let settings = settings::load(&Stored(deps.storage))?;
    let raise = settings.raise.filter(|raise| now < raise.ends_at());
    Ok(ConfigResponse {
        liquidation: settings.rules(now),
        raise: raise.map(|raise| RaiseResponse {
            min_position_value: settings.liquidation.min_position_value,
            write_off_value: settings.liquidation.write_off_value,
            ends_at: raise.ends_at(),
        }),
        oracle: settings.oracle.0.into(),
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
    for id in asset::all(&Stored(deps.storage))? {
        let listed = asset::load(&Stored(deps.storage), id)?;
        assets.push(listed.asset);
        let threshold = listed.risk.destination().liquidation_threshold;
        members.push(GroupMember::of(listed.group, threshold));
    }
    let way = structure.from(now).zip(structure.under_way(now));
    Ok(CorrelationsResponse {
        correlations: structure.in_force(now)?,
        ramp: way.map(|(from, ramp)| CorrelationsRamp {
            from,
            target: structure.target(now),
            to: ramp.course,
            progress: ramp.progress,
            ends_at: ramp.ends_at,
        }),
        scenarios: named_scenarios(&Stored(deps.storage))?,
        asset_matrix: implied(&structure, &members)?,
        assets,
    })
}

/// What the structure says of each pair of assets, each stressed as collateral where it is going.
fn implied(structure: &Correlations, members: &[GroupMember]) -> Result<Vec<Vec<Move>>> {
    let mut rows = Vec::with_capacity(members.len());
    for (i, a) in members.iter().enumerate() {
        let mut row = Vec::with_capacity(members.len());
        for (j, b) in members.iter().enumerate() {
            row.push(if i == j {
                Move::ONE
            } else {
                structure.implied(*a, *b)?
            });
        }
        rows.push(row);
    }
    Ok(rows)
}
