use super::rights;
use crate::error::Result;
use crate::event::{administered, changed, changed_option};
use crate::transfer::no_funds;
use ballast_interface::event::lending as name;
use ballast_interface::lending::CorrelationsUpdate;
use ballast_interface::AssetId;
use ballast_ledger::records::{asset, correlations, scenarios, settings, StoredScenario};
use ballast_ledger::{change, LedgerError, Stored};
use ballast_risk::Pace;
use ballast_risk::{check_scenarios, Correlations, Scenario};
use cosmwasm_std::{DepsMut, MessageInfo, Response, Storage};

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
    let pace = Pace::new(msg.ramp_seconds)?;
    let mut said = administered(name::UPDATE_CORRELATIONS, &info.sender);
    if let Some(spec) = msg.correlations {
        let old = correlations::load(&Stored(deps.storage))?;
        let mut new = old.clone();
        new.redirect(&spec, now, pace)?;
        change::check_members(&Stored(deps.storage), &new, now)?;
        let rules = settings::load(&Stored(deps.storage))?.liquidation;
        rules.checked(new.lowest_margin())?;
        correlations::save(deps.storage, &new)?;
        said = told(said, &old, &new);
        said = changed_option(said, "ramp_ends_at", old.ends_at(now), new.ends_at(now));
    }
    if let Some(list) = msg.scenarios {
        let stored = known(deps.storage, &list)?;
        scenarios::save(deps.storage, &stored)?;
        let names: Vec<String> = list.into_iter().map(|s| s.name).collect();
        said = said.add_attribute("scenarios", names.join(","));
    }
    Ok(Response::new().add_event(said))
}

/// Scenarios with the ids of their assets, which must be listed.
fn known(storage: &dyn Storage, list: &[Scenario]) -> Result<Vec<StoredScenario>> {
    check_scenarios(list)?;
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
fn named(storage: &dyn Storage, name: &str) -> Result<u8> {
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

fn told(event: cosmwasm_std::Event, old: &Correlations, new: &Correlations) -> cosmwasm_std::Event {
    let (a, b) = (old.structure.target(), new.structure.target());
    let e = changed(
        event,
        "correlation_credit",
        &a.correlation_credit,
        &b.correlation_credit,
    );
    let e = changed(e, "min_margin", &a.min_margin, &b.min_margin);
    let list = |of: &Correlations| {
        let named = of.groups.iter().zip(of.stress.target());
        let shown = named.map(|(name, stress)| format!("{name}:{stress}"));
        shown.collect::<Vec<_>>().join(",")
    };
    let e = changed(e, "groups", &list(old), &list(new));
    let rows = |of: &Correlations| {
        let lower = of.structure.target().matrix.lower();
        let shown = lower.iter().map(ToString::to_string);
        shown.collect::<Vec<_>>().join(",")
    };
    // the lower triangle, row by row, in 1e-4
    changed(e, "rho", &rows(old), &rows(new))
}
