//! Code and contracts: stored, instantiated, migrated, administered.

use super::change::Change;
use super::{Need, Plan, PlanError, Step};
use crate::deploy::desired::Desired;
use crate::deploy::found::{Contract, Found};
use crate::deploy::kind::Kind;

pub fn plan(desired: &Desired, found: &Found, plan: &mut Plan) -> Result<(), PlanError> {
    check_links(found)?;
    for kind in Kind::ALL {
        let Some(wanted) = desired.checksum(kind) else {
            continue;
        };
        let contract = found.contracts.get(&kind);
        let is_there = contract.is_some_and(|it| it.checksum == wanted);
        let is_stored = found.codes.contains_key(&kind);
        if !is_there && !is_stored {
            let step = plan.add(Step::Store(kind), format!("store the code of {kind}"), None);
            step.changes = vec![Change::new(format!("code of {kind}"), None, Some(wanted))];
        }
        match contract {
            None => instantiate(desired, found, kind, plan),
            Some(contract) => adjust(desired, kind, contract, plan),
        }
    }
    Ok(())
}

/// Lens and liquidator name their lending for good.
fn check_links(found: &Found) -> Result<(), PlanError> {
    let wanted = found.address(Kind::Lending).unwrap_or("(none)");
    let used = found.liquidator.as_ref().map(|it| it.lending.as_str());
    for (kind, named) in [
        (Kind::Lens, found.lens_reads.as_deref()),
        (Kind::Liquidator, used),
    ] {
        if let Some(named) = named.filter(|named| *named != wanted) {
            return Err(PlanError::Elsewhere {
                kind,
                address: found.address(kind).unwrap_or_default().to_owned(),
                found: named.to_owned(),
                wanted: wanted.to_owned(),
            });
        }
    }
    Ok(())
}

fn instantiate(desired: &Desired, found: &Found, kind: Kind, plan: &mut Plan) {
    let by = Some(desired.deployer.as_str());
    let stored = found.codes.contains_key(&kind);
    let linked = match kind {
        Kind::Oracle => true,
        Kind::Lending => found.contracts.contains_key(&Kind::Oracle),
        Kind::Lens | Kind::Liquidator => found.contracts.contains_key(&Kind::Lending),
    };
    let step = plan.add(Step::Instantiate(kind), format!("instantiate {kind}"), by);
    step.needs = (!(stored && linked)).then_some(Need::Before);
    let change = |what: &str, new: &str| Change::new(format!("{kind} {what}"), None, Some(new));
    step.changes = vec![
        change("label", &desired.label(kind)),
        change("admin", desired.admin()),
    ];
    match kind {
        Kind::Lens => {}
        Kind::Liquidator => step.changes.push(change("owner", desired.owner())),
        Kind::Oracle | Kind::Lending => step.changes.push(change("owner", &desired.deployer)),
    }
    if kind == Kind::Lending {
        step.changes.extend(super::lending::at_the_start(desired));
    }
    let guardian = desired.config.roles.oracle_guardian.as_deref();
    if let (Kind::Oracle, Some(guardian)) = (kind, guardian) {
        step.changes.push(change("guardian", guardian));
    }
}

fn adjust(desired: &Desired, kind: Kind, contract: &Contract, plan: &mut Plan) {
    let admin = contract.admin.as_deref();
    let wanted = desired.checksum(kind).unwrap_or_default();
    if contract.checksum != wanted {
        let stored = plan
            .steps
            .iter()
            .any(|planned| planned.step == Step::Store(kind));
        let step = plan.add(Step::Migrate(kind), format!("migrate {kind}"), admin);
        step.needs = stored.then_some(Need::Before);
        let (old, new) = (Some(contract.checksum.as_str()), Some(wanted));
        step.changes = vec![Change::new(format!("code of {kind}"), old, new)];
    }
    if admin != Some(desired.admin()) {
        let set = Step::SetAdmin {
            kind,
            admin: desired.admin().to_owned(),
        };
        let step = plan.add(set, format!("hand on who may migrate {kind}"), admin);
        let new = Some(desired.admin());
        step.changes = vec![Change::new(format!("{kind} admin"), admin, new)];
    }
}
