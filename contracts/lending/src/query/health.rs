use crate::book::State;
use crate::error::{ContractError, Result};
use crate::execute::validated;
use crate::limits;
use crate::scene::Scene;
use crate::state::{asset, correlations};
use ballast_interface::lending::{
    GroupExposure, HealthResponse, LevelReport, LimitResponse, PositionHealth, PriceUsed,
    SupplyMode,
};
use ballast_interface::{AccountId, AssetId};
use ballast_risk::{Book, BookError, Explanation, Holding, Level, Marginal, Move, Value};
use cosmwasm_std::Deps;

/// Both levels at the same prices, and what made them.
pub fn health(deps: Deps, now: u64, account: AccountId) -> Result<HealthResponse> {
    let key = validated(deps.api, account.clone())?;
    let state = State::load_all(deps.storage, now, key)?;
    let groups = correlations::load(deps.storage)?.groups;
    // two books: each asks for what counts at its level, and scenarios are Initial's
    let mut scene = Scene::load(deps.storage, now, Level::Initial)?;
    let strict = state.book_in(&mut scene, deps, Level::Initial, &[])?;
    let book = state.book_in(&mut scene, deps, Level::Maintenance, &[])?;
    let initial = explained(&state, &strict, Level::Initial)?;
    let maintenance = explained(&state, &book, Level::Maintenance)?;
    let effects = match &maintenance {
        Some(explained) => explained.marginals.clone(),
        None => Vec::new(),
    };
    let positions = book.holdings.iter().map(|holding| {
        let effect = effects.iter().find(|e| e.asset == holding.asset);
        position(&state, holding, effect)
    });
    let report = |book: &Book, level, found: Option<Explanation>| {
        let found = found.map(|found| report(book, level, found, &groups));
        found.transpose()
    };
    Ok(HealthResponse {
        account,
        health_factor: usable(book.health_factor(), &state)?.flatten(),
        initial: report(&strict, Level::Initial, initial)?,
        maintenance: report(&book, Level::Maintenance, maintenance)?,
        positions: positions.collect::<Result<_, _>>()?,
        prices: book.holdings.iter().map(|h| price(&state, h)).collect(),
    })
}

pub fn max_borrow(
    deps: Deps,
    now: u64,
    account: AccountId,
    asset: &AssetId,
) -> Result<LimitResponse> {
    let id = asset::id(deps.storage, asset)?;
    let state = with(deps, now, account, id)?;
    let book = state.book(deps, Level::Initial, &[id])?;
    Ok(limits::borrowable(&state, book, id)?.into())
}

pub fn max_withdraw(
    deps: Deps,
    now: u64,
    account: AccountId,
    (asset, mode): (&AssetId, SupplyMode),
) -> Result<LimitResponse> {
    let id = asset::id(deps.storage, asset)?;
    let state = with(deps, now, account, id)?;
    let limit = if state.account.owes() {
        let book = state.book(deps, Level::Initial, &[id])?;
        limits::withdrawable(&state, Some(book), id, mode)?
    } else {
        limits::withdrawable(&state, None, id, mode)?
    };
    Ok(limit.into())
}

/// The account, its markets, and that of one more asset.
pub fn with(deps: Deps, now: u64, account: AccountId, id: u8) -> Result<State> {
    let key = validated(deps.api, account)?;
    let mut state = State::load(deps.storage, now, key, id)?;
    state.markets.load_all(deps.storage, &state.account)?;
    Ok(state)
}

/// An answer, or none where a price that it needs is not usable.
pub fn usable<T>(found: Result<T, BookError>, state: &State) -> Result<Option<T>> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(BookError::PriceNotUsable { .. }) => Ok(None),
        Err(error) => Err(state.markets.refused(error)),
    }
}

fn explained(state: &State, book: &Book, level: Level) -> Result<Option<Explanation>> {
    usable(book.explain(level), state)
}

fn report(book: &Book, level: Level, found: Explanation, groups: &[String]) -> Result<LevelReport> {
    let named = groups.iter().zip(found.groups);
    Ok(LevelReport {
        healthy: book.is_healthy(level).map_err(ContractError::Book)?,
        surplus: found.surplus,
        collateral: found.collateral,
        debt: found.debt,
        requirement: found.requirement,
        binding: found.binding,
        groups: named
            .map(|(group, exposure)| GroupExposure {
                group: group.clone(),
                exposure,
            })
            .collect(),
    })
}

fn position(state: &State, holding: &Holding, effect: Option<&Marginal>) -> Result<PositionHealth> {
    let spot = holding.price.spot;
    let debt_value = if holding.debt.is_zero() {
        Value::ZERO
    } else {
        spot.value_up(holding.debt, holding.decimals)?
    };
    Ok(PositionHealth {
        asset: state.markets.get(holding.asset)?.asset.asset.clone(),
        collateral: holding.collateral,
        collateral_value: spot.value_down(holding.collateral, holding.decimals)?,
        debt: holding.debt,
        debt_value,
        collateral_effect: effect.map_or(Move::new(0), |e| e.collateral),
        debt_effect: effect.map_or(Move::new(0), |e| e.debt),
    })
}

fn price(state: &State, holding: &Holding) -> PriceUsed {
    PriceUsed {
        asset: state.markets.name(holding.asset),
        spot: holding.price.spot,
        low: holding.price.low,
        high: holding.price.high,
        status: holding.price.status,
    }
}
