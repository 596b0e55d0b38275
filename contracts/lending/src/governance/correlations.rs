use super::rights;
use crate::error::Result;
use crate::event::{administered, changed, changed_option};
use crate::transfer::no_funds;
use ballast_interface::event::{key, lending as name};
use ballast_interface::lending::CorrelationsUpdate;
use ballast_interface::AssetId;
use ballast_ledger::records::{asset, correlations, scenarios, settings, StoredScenario};
use ballast_ledger::{change, LedgerError, Stored};
use ballast_risk::governance::{CorrelationSpec, Correlations, Pace, Scenario};
use ballast_risk::{AssetIndex, Seconds};
use cosmwasm_std::{DepsMut, Event, MessageInfo, Response, Storage};

/// Starts a ramp of the structure, or replaces the scenarios at once.
///
/// 1. check sender 2. redirect the ramp 3. check what belongs together: members' stress, margin and floor, no asset on
///    its way 4. save 5. say
pub fn update_correlations(
    deps: DepsMut,
    now: u64,
    info: &MessageInfo,
    msg: CorrelationsUpdate,
) -> Result<Response> {
    no_funds(info)?;
    rights::owner(deps.storage, &info.sender)?;
    let pace = msg.ramp_seconds.map(Seconds::new);
    let pace = pace.map(Pace::new).transpose()?;
    let mut said = administered(name::UPDATE_CORRELATIONS, &info.sender);
    if let Some(spec) = msg.correlations {
        let old = correlations::load(&Stored(deps.storage))?;
        let mut new = old.clone();
        new.redirect(&spec, pace, now)?;
        change::check_members(&Stored(deps.storage), &new, now)?;
        let rules = settings::load(&Stored(deps.storage))?.liquidation;
        rules.checked(new.lowest_margin(now))?;
        correlations::save(deps.storage, &new)?;
        let ends_at = |of: &Correlations| of.under_way(now).and_then(|ramp| ramp.ends_at);
        let (was, is) = (ends_at(&old), ends_at(&new));
        said = told(said, &old.destination(), &new.destination());
        said = changed_option(said, key::RAMP_ENDS_AT, was, is);
    }
    if let Some(list) = msg.scenarios {
        let stored = known(deps.storage, &list)?;
        scenarios::save(deps.storage, &stored)?;
        let names: Vec<String> = list.into_iter().map(|s| s.name).collect();
        said = said.add_attribute(key::SCENARIOS, names.join(","));
    }
    Ok(Response::new().add_event(said))
}

/// Scenarios with the ids of their assets, which must be listed.
fn known(storage: &dyn Storage, list: &[Scenario]) -> Result<Vec<StoredScenario>> {
    Scenario::check_all(list)?;
    let mut stored = Vec::new();
    for scenario in list {
        let mut moves = Vec::new();
        for (name, by) in &scenario.moves {
            moves.push((named(storage, name)?, by.raw()));
        }
        stored.push(StoredScenario {
            name: scenario.name.clone(),
            moves,
        });
    }
    Ok(stored)
}

/// Inside a Book assets go by denom or address alone.
fn named(storage: &dyn Storage, name: &str) -> Result<AssetIndex> {
    let stored = Stored(storage);
    let native = asset::find(&stored, &AssetId::native(name))?;
    let found = match native {
        Some(index) => Some(index),
        None => asset::find(&stored, &AssetId::cw20(name))?,
    };
    let unknown = || LedgerError::UnknownAsset {
        asset: name.to_owned(),
    };
    Ok(found.ok_or_else(unknown)?)
}

fn told(event: Event, old: &CorrelationSpec, new: &CorrelationSpec) -> Event {
    let (a, b) = (&old.correlation_credit, &new.correlation_credit);
    let e = changed(event, "correlation_credit", a, b);
    let e = changed(e, "min_margin", &old.min_margin, &new.min_margin);
    let list = |of: &CorrelationSpec| {
        let shown = of
            .groups
            .iter()
            .map(|group| format!("{}:{}", group.name, group.stress));
        shown.collect::<Vec<_>>().join(",")
    };
    let e = changed(e, "groups", &list(old), &list(new));
    // the lower triangle, row by row
    let rows = |of: &CorrelationSpec| {
        let rows = of.rho.iter().enumerate();
        let lower = rows.flat_map(|(g, row)| row.iter().take(g));
        lower.map(ToString::to_string).collect::<Vec<_>>().join(",")
    };
    changed(e, "rho", &rows(old), &rows(new))
}
