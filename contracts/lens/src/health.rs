use crate::error::Result;
use crate::remote::Remote;
use ballast_interface::lens::{
    GroupExposure, HealthResponse, LevelReport, PositionHealth, PriceUsed,
};
use ballast_interface::AccountId;
use ballast_ledger::records::correlations;
use ballast_ledger::{Ledger, LedgerError, Valuation, View};
use ballast_risk::{Book, BookError, Explanation, Holding, Level, Marginal, Move, Value};

/// Both levels at the same prices, and what made them.
pub fn health(remote: &Remote<'_>, account: AccountId) -> Result<HealthResponse> {
    let ledger = remote.open(&account)?;
    let structure = correlations::load(remote)?;
    // two books: each asks for what counts at its level, and scenarios are Initial's
    let mut valuation = Valuation::load(remote, remote.now, Level::Initial)?;
    let mut at = |level| {
        let markets = &ledger.markets;
        valuation.book(&remote.querier, markets, ledger.account(), View::at(level))
    };
    let (strict, book) = (at(Level::Initial)?, at(Level::Maintenance)?);
    let initial = explained(&ledger, &strict, Level::Initial)?;
    let maintenance = explained(&ledger, &book, Level::Maintenance)?;
    let effects = match &maintenance {
        Some(explained) => explained.marginals.clone(),
        None => Vec::new(),
    };
    let positions = book.holdings.iter().map(|holding| {
        let effect = effects.iter().find(|e| e.asset == holding.asset);
        position(&ledger, holding, effect)
    });
    let report = |book: &Book, level, found: Option<Explanation>| {
        let found = found.map(|found| report(book, level, found, structure.groups()));
        found.transpose()
    };
    Ok(HealthResponse {
        account,
        health_factor: usable(book.health_factor(), &ledger)?.flatten(),
        initial: report(&strict, Level::Initial, initial)?,
        maintenance: report(&book, Level::Maintenance, maintenance)?,
        positions: positions.collect::<Result<_, _>>()?,
        prices: book.holdings.iter().map(|h| price(&ledger, h)).collect(),
    })
}

/// An answer, or none where a price that it needs is not usable.
pub fn usable<T>(found: Result<T, BookError>, ledger: &Ledger<'_>) -> Result<Option<T>> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(BookError::PriceNotUsable { .. }) => Ok(None),
        Err(error) => Err(ledger.markets.explain(error).into()),
    }
}

fn explained(ledger: &Ledger<'_>, book: &Book, level: Level) -> Result<Option<Explanation>> {
    usable(book.explain(level), ledger)
}

fn report(book: &Book, level: Level, found: Explanation, groups: &[String]) -> Result<LevelReport> {
    let named = groups.iter().zip(found.groups);
    Ok(LevelReport {
        healthy: book.is_healthy(level).map_err(LedgerError::Book)?,
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

fn position(
    ledger: &Ledger<'_>,
    holding: &Holding,
    effect: Option<&Marginal>,
) -> Result<PositionHealth> {
    let spot = holding.price.spot;
    let debt_value = if holding.debt.is_zero() {
        Value::ZERO
    } else {
        spot.value_up(holding.debt, holding.decimals)?
    };
    Ok(PositionHealth {
        asset: ledger.markets.get(holding.asset)?.asset.asset.clone(),
        collateral: holding.collateral,
        collateral_value: spot.value_down(holding.collateral, holding.decimals)?,
        debt: holding.debt,
        debt_value,
        collateral_effect: effect.map_or(Move::new(0), |e| e.collateral),
        debt_effect: effect.map_or(Move::new(0), |e| e.debt),
    })
}

fn price(ledger: &Ledger<'_>, holding: &Holding) -> PriceUsed {
    PriceUsed {
        asset: ledger.markets.name(holding.asset),
        spot: holding.price.spot,
        low: holding.price.low,
        high: holding.price.high,
        status: holding.price.status,
    }
}
