//! Who holds the contracts in the end. Handing over takes two: who gives, and who accepts.

use super::change::Change;
use super::{Need, Plan, Step};
use crate::deploy::desired::Desired;
use crate::deploy::found::{Found, Ownership};
use crate::deploy::kind::Kind;
use ballast_interface::{lending, oracle};
use cw_ownable::Action;

pub fn plan(desired: &Desired, found: &Found, plan: &mut Plan) {
    let first = || Ownership {
        owner: desired.deployer.clone(),
        pending: None,
    };
    let oracle = found.oracle.as_ref().map(|it| it.ownership.clone());
    let of_lending = found.lending.as_ref().map(|it| Ownership {
        owner: it.roles.owner.clone().unwrap_or_default(),
        pending: it.roles.pending_owner.clone(),
    });
    for (kind, ownership) in [
        (Kind::Oracle, oracle.unwrap_or_else(first)),
        (Kind::Lending, of_lending.unwrap_or_else(first)),
    ] {
        hand_over(desired, kind, &ownership, plan);
    }
}

fn hand_over(desired: &Desired, kind: Kind, has: &Ownership, plan: &mut Plan) {
    let wanted = desired.owner();
    if has.owner == wanted {
        return;
    }
    let (action, by, title) = if has.pending.as_deref() == Some(wanted) {
        let title = format!("accept {kind}");
        (Action::AcceptOwnership, wanted, title)
    } else {
        let offer = Action::TransferOwnership {
            new_owner: wanted.to_owned(),
            expiry: None,
        };
        (
            offer,
            has.owner.as_str(),
            format!("offer {kind} to its owner"),
        )
    };
    let step = match kind {
        Kind::Oracle => Step::Oracle(oracle::ExecuteMsg::UpdateOwnership(action)),
        _ => Step::Lending(lending::ExecuteMsg::UpdateOwnership(action)),
    };
    // who gives a contract away can do nothing more with it
    let waits = by != wanted && plan.steps.iter().any(|it| !is_of_hand_over(&it.step));
    let step = plan.add(step, title, Some(by));
    step.needs = waits.then_some(Need::Before);
    step.changes = vec![Change::new(
        format!("{kind} owner"),
        Some(&has.owner),
        Some(wanted),
    )];
}

fn is_of_hand_over(step: &Step) -> bool {
    matches!(
        step,
        Step::Oracle(oracle::ExecuteMsg::UpdateOwnership(_))
            | Step::Lending(lending::ExecuteMsg::UpdateOwnership(_))
    )
}
