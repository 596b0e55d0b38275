//! Pure: what is wanted and what is there make a list of steps. Planning prints it, running does its first step and asks again.

pub mod change;
mod contracts;
mod correlations;
#[cfg(test)]
#[allow(clippy::unwrap_used)] // a test may stop at the first surprise
mod example;
mod lending;
mod listing;
mod oracle;
mod ownership;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test may stop at the first surprise
mod tests;

use super::desired::Desired;
use super::found::Found;
use super::kind::Kind;
use ballast_interface::{lending as on_lending, oracle as on_oracle, AssetId};
use ballast_risk::Amount;
use change::Change;
use thiserror::Error;

/// What stands in the way of a deployment, and no step removes.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum PlanError {
    #[error("{kind} at {address} reads {found}, not this market's lending {wanted}: name the state file of this market, or remove {kind} from it to get another")]
    Elsewhere {
        kind: Kind,
        address: String,
        found: String,
        wanted: String,
    },
    #[error("{0} is listed and not in the configuration: write it there again; to wind it down, set its factors and caps to 0")]
    NotConfigured(AssetId),
    #[error("{asset} has {found} decimals on chain, {wanted} in the configuration; decimals of a listed asset do not change")]
    Decimals {
        asset: AssetId,
        found: u8,
        wanted: u8,
    },
    #[error("groups keep their names and order on chain: {found}; the configuration has {wanted}. Add new ones at the end")]
    Groups { found: String, wanted: String },
}

/// One transaction.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    Store(Kind),
    Instantiate(Kind),
    Migrate(Kind),
    SetAdmin { kind: Kind, admin: String },
    Oracle(on_oracle::ExecuteMsg),
    Lending(on_lending::ExecuteMsg),
    Seed { asset: AssetId, amount: Amount },
}

/// What has to happen before a step can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Need {
    /// Steps that stand before it.
    Before,
    /// A first price of an asset: feeders report it.
    Price(AssetId),
    /// A ramp that is under way, until then; absent: it is held.
    Ramp(Option<u64>),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    pub step: Step,
    /// What it does, in a few words.
    pub title: String,
    /// Whose message it must be; absent: anybody's.
    pub by: Option<String>,
    pub needs: Option<Need>,
    pub changes: Vec<Change>,
}

impl Planned {
    /// May `own` send it?
    pub fn is_of(&self, own: &str) -> bool {
        self.by.as_deref().is_none_or(|by| by == own)
    }

    /// How long the ramp is that it begins.
    pub fn ramp_seconds(&self) -> Option<u64> {
        let stages = self.changes.iter().flat_map(|change| &change.course);
        stages.map(|stage| stage.hours * 3600).max()
    }

    /// Does it only take what was offered?
    pub fn is_acceptance(&self) -> bool {
        use cw_ownable::Action::AcceptOwnership;
        let accept = on_oracle::ExecuteMsg::UpdateOwnership(AcceptOwnership);
        let accept_lending = on_lending::ExecuteMsg::UpdateOwnership(AcceptOwnership);
        self.step == Step::Oracle(accept) || self.step == Step::Lending(accept_lending)
    }
}

#[derive(Clone, Debug, PartialEq, Default)]
pub struct Plan {
    pub steps: Vec<Planned>,
    /// What is on its way already, for people.
    pub under_way: Vec<String>,
}

impl Plan {
    /// The first step that can be done now, by `own`.
    pub fn ready(&self, own: &str) -> Option<&Planned> {
        let mut steps = self.steps.iter();
        steps.find(|step| step.needs.is_none() && step.is_of(own))
    }

    /// Is there nothing that `own` has to send, now or later?
    pub fn is_left_to_others(&self, own: &str) -> bool {
        !self.steps.iter().any(|step| step.is_of(own))
    }

    fn add(&mut self, step: Step, title: impl Into<String>, by: Option<&str>) -> &mut Planned {
        self.steps.push_mut(Planned {
            step,
            title: title.into(),
            by: by.map(ToOwned::to_owned),
            needs: None,
            changes: Vec::new(),
        })
    }
}

/// The steps from what is there to what is wanted, in the order in which they are done.
pub fn plan(desired: &Desired, found: &Found) -> Result<Plan, PlanError> {
    let mut plan = Plan::default();
    contracts::plan(desired, found, &mut plan)?;
    oracle::plan(desired, found, &mut plan);
    correlations::plan(desired, found, &mut plan)?;
    lending::plan(desired, found, &mut plan)?;
    listing::plan(desired, found, &mut plan);
    correlations::scenarios(desired, found, &mut plan);
    ownership::plan(desired, found, &mut plan);
    Ok(plan)
}
