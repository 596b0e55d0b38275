use super::point::point_of;
use crate::book::State;
use crate::error::ContractError;
use crate::execute::validated;
use crate::state::{asset, correlations};
use ballast_interface::lending::{AccountImpact, ParamImpactResponse, ParameterChange};
use ballast_interface::AccountId;
use ballast_risk::book::{Book, Level};
use ballast_risk::correlation::Correlations;
use ballast_risk::num::{Ratio, Value};
use ballast_risk::params::{AssetRisk, ParamError};
use ballast_risk::ramp::Ramp;
use ballast_risk::terms::{AssetPoint, Forces, Terms};
use cosmwasm_std::Deps;

/// Each account costs up to 16 markets and prices; 30 stay inside a query of 3,000,000 gas where they hold a few assets.
const MOST_ACCOUNTS: usize = 30;

/// The structure and one asset as they would be when their ramps have ended.
struct Changed {
    structure: Correlations,
    asset: Option<(u8, u8, AssetRisk)>,
}

/// Health of accounts now, and with a change at the end of its ramp; every other ramp stays where it is.
pub fn param_impact(
    deps: Deps,
    now: u64,
    change: ParameterChange,
    accounts: Vec<AccountId>,
) -> Result<ParamImpactResponse, ContractError> {
    if accounts.len() > MOST_ACCOUNTS {
        return Err(ContractError::BatchSize {
            found: accounts.len(),
            most: MOST_ACCOUNTS,
        });
    }
    let changed = changed(deps, now, change)?;
    let mut items = Vec::with_capacity(accounts.len());
    let mut liquidatable_debt = Value::ZERO;
    for account in accounts {
        let key = validated(deps.api, account.clone())?;
        let state = State::load_all(deps.storage, now, key)?;
        let held: Vec<u8> = state.account.positions().iter().map(|p| p.asset).collect();
        let initial = state.book(deps, Level::Initial, &held)?;
        let maintenance = state.book(deps, Level::Maintenance, &held)?;
        let before = point_of(&initial, &maintenance)?;
        let initial = with(initial, &state, &changed)?;
        let maintenance = with(maintenance, &state, &changed)?;
        let after = point_of(&initial, &maintenance)?;
        let falls = after.maintenance_surplus.is_some_and(|s| s.raw() < 0);
        if falls && before.maintenance_surplus.is_some_and(|s| s.raw() >= 0) {
            let debt = maintenance.explain(Level::Maintenance);
            let debt = debt.map_err(|e| state.markets.refused(e))?.debt;
            liquidatable_debt = liquidatable_debt.add(debt)?;
        }
        items.push(AccountImpact {
            account,
            before,
            after,
        });
    }
    Ok(ParamImpactResponse {
        items,
        liquidatable_debt,
    })
}

/// Checks a change as the message would.
fn changed(deps: Deps, now: u64, change: ParameterChange) -> Result<Changed, ContractError> {
    let stored = correlations::load(deps.storage)?;
    match change {
        ParameterChange::Correlations { correlations } => {
            let mut checked = stored.clone();
            checked.redirect(&correlations, now, 1)?;
            Ok(Changed {
                structure: Correlations::new(&correlations)?,
                asset: None,
            })
        }
        ParameterChange::Asset { asset, risk } => {
            let id = asset::id(deps.storage, &asset)?;
            let group = stored.group(&risk.group)?;
            let risk = risk.checked(asset.name(), stored.highest_stress(group))?;
            let group = u8::try_from(group)
                .map_err(|_| ParamError::out_of_range("group", group, "0 to 15"))?;
            Ok(Changed {
                structure: stored,
                asset: Some((id, group, risk)),
            })
        }
    }
}

/// The same account and prices under changed parameters.
fn with(mut book: Book, state: &State, changed: &Changed) -> Result<Book, ContractError> {
    let now = state.markets.now;
    let forces = Forces::new(&changed.structure, now)?;
    for holding in &mut book.holdings {
        let asset = &state.markets.get(holding.asset)?.asset;
        holding.terms = match &changed.asset {
            Some((id, group, risk)) if *id == holding.asset => {
                let point = AssetPoint {
                    liquidation_threshold: risk.liquidation_threshold,
                    borrow_weight: risk.borrow_weight,
                };
                let ramp = Ramp::fixed(point);
                Terms::new(risk.collateral_factor, &ramp, usize::from(*group), &forces, now)?
            }
            _ => terms(asset.collateral_factor, &asset.risk, asset.group, (&forces, now))?,
        };
    }
    book.forces = forces;
    Ok(book)
}

fn terms(
    factor: Ratio,
    ramp: &Ramp<AssetPoint>,
    group: u8,
    (forces, now): (&Forces, u64),
) -> Result<Terms, ContractError> {
    Ok(Terms::new(factor, ramp, usize::from(group), forces, now)?)
}
