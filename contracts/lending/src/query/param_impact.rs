use super::point::point_of;
use crate::book::{Listed, Markets, State};
use crate::error::{ContractError, Result};
use crate::execute::admin::risk;
use crate::execute::validated;
use crate::scene::Scene;
use crate::state::{account, asset, settings, Asset};
use ballast_interface::lending::{AccountImpact, ParamImpactResponse, ParameterChange};
use ballast_interface::AccountId;
use ballast_risk::{AssetWeights, Book, Correlations, CorrelationsInForce, Level, Pace, Value};
use cosmwasm_std::Deps;

/// Each account costs up to 16 markets and prices; 30 stay inside a query of 3,000,000 gas where they hold a few assets.
const MOST_ACCOUNTS: usize = 30;

/// The structure and one asset as they would be when their ramps have ended.
struct Changed {
    structure: Correlations,
    asset: Option<(u8, Asset)>,
}

/// Health of accounts now, and with a change at the end of its ramp; every other ramp stays where it is.
pub fn param_impact(
    deps: Deps,
    now: u64,
    change: ParameterChange,
    accounts: Vec<AccountId>,
) -> Result<ParamImpactResponse> {
    if accounts.len() > MOST_ACCOUNTS {
        return Err(ContractError::BatchSize {
            found: accounts.len(),
            most: MOST_ACCOUNTS,
        }
        .into());
    }
    let changed = changed(deps, now, change)?;
    let mut items = Vec::with_capacity(accounts.len());
    let mut liquidatable_debt = Value::ZERO;
    let mut scene = Scene::load(deps.storage, now, Level::Initial)?;
    let mut markets = Markets::new(now);
    for account in accounts {
        let key = validated(deps.api, account.clone())?;
        let stored = account::load(deps.storage, &key)?;
        markets.load_all(deps.storage, &stored)?;
        let state = State {
            key,
            account: stored,
            markets,
        };
        // a threshold that is 0 now may not be 0 then: every price counts
        let held: Vec<u8> = state.account.positions().iter().map(|p| p.asset).collect();
        let initial = state.book_in(&mut scene, deps, Level::Initial, &held)?;
        let maintenance = state.book_in(&mut scene, deps, Level::Maintenance, &held)?;
        let before = point_of(&initial, &maintenance)?;
        let initial = with(initial, &state, &changed)?;
        let maintenance = with(maintenance, &state, &changed)?;
        let after = point_of(&initial, &maintenance)?;
        let falls = after.maintenance_surplus.is_some_and(|s| s.raw() < 0);
        let again = items
            .iter()
            .any(|item: &AccountImpact| item.account == account);
        if !again && falls && before.maintenance_surplus.is_some_and(|s| s.raw() >= 0) {
            let debt = maintenance.explain(Level::Maintenance);
            let debt = debt.map_err(|e| state.markets.refused(e))?.debt;
            liquidatable_debt = liquidatable_debt.add(debt)?;
        }
        items.push(AccountImpact {
            account,
            before,
            after,
        });
        markets = state.markets;
    }
    Ok(ParamImpactResponse {
        items,
        liquidatable_debt,
    })
}

/// Checks a change as the message would, and lets its ramp end.
fn changed(deps: Deps, now: u64, change: ParameterChange) -> Result<Changed> {
    let mut structure = risk::structure(deps.storage, now)?;
    let rules = settings::load(deps.storage)?.liquidation;
    match change {
        ParameterChange::Correlations { correlations } => {
            structure.redirect(&correlations, now, Pace::new(None)?)?;
            risk::check_members(deps.storage, &structure, now)?;
            rules.checked(structure.lowest_margin())?;
            Ok(Changed {
                structure: structure.landed(now),
                asset: None,
            })
        }
        ParameterChange::Asset {
            asset,
            risk,
            liquidation,
        } => {
            let id = asset::id(deps.storage, &asset)?;
            let listed = Listed::load(deps.storage, id, now)?;
            let mut new = listed.asset.clone();
            risk::change_risk(&mut new, &listed, (risk, Pace::new(None)?), &structure, now)?;
            new.bonus = liquidation.unwrap_or(new.bonus);
            risk::check_bonus(&new, rules.bonus_floor)?;
            new.risk = new.risk.landed(now);
            Ok(Changed {
                structure,
                asset: Some((id, new)),
            })
        }
    }
}

/// The same account and prices under changed parameters.
fn with(mut book: Book, state: &State, changed: &Changed) -> Result<Book> {
    let now = state.markets.now;
    let correlations = CorrelationsInForce::new(&changed.structure, now)?;
    for holding in &mut book.holdings {
        let asset = match &changed.asset {
            Some((id, asset)) if *id == holding.asset => asset,
            _ => &state.markets.get(holding.asset)?.asset,
        };
        let group = usize::from(asset.group);
        let (factor, risk) = (asset.collateral_factor, &asset.risk);
        holding.weights = AssetWeights::new(factor, risk, group, &correlations, now)?;
    }
    book.correlations = correlations;
    Ok(book)
}
