//! The closing check: everybody's claims are covered, in every market.

use super::record::{Closing, MarketCheck};
use super::world::{tokens, World};
use anyhow::Result;
use ballast_interface::lending::{AccountResponse, MarketResponse};
use ballast_risk::Amount;
use ballast_testing::invariants;

/// A debt may be rounded up by less than a cent; what is beyond that has no collateral behind it.
const CENT: f64 = 0.01;

pub fn check(world: &World) -> Result<Closing> {
    let accounts = world.suite.accounts()?;
    let markets: Vec<MarketCheck> = world
        .suite
        .markets()?
        .iter()
        .map(|market| covered(world, market, &accounts))
        .collect();
    let broken = invariants::check(&world.suite)
        .err()
        .map(|broken| broken.to_string());
    let uncollectable = uncollectable(world, &accounts)?;
    let solvent = markets.iter().all(|m| m.covered) && broken.is_none() && uncollectable < CENT;
    Ok(Closing {
        markets,
        broken,
        uncollectable,
        solvent,
    })
}

/// Claims of suppliers and reserves against cash and what is owed, in base units and without rounding.
fn covered(world: &World, market: &MarketResponse, accounts: &[AccountResponse]) -> MarketCheck {
    let positions = accounts.iter().flat_map(|account| &account.positions);
    let here: Vec<_> = positions.filter(|p| p.asset == market.asset).collect();
    let sum = |part: fn(&ballast_interface::lending::PositionResponse) -> Amount| {
        let parts = here.iter().map(|p| part(p).raw());
        Amount::new(parts.fold(0, u128::saturating_add))
    };
    let (lent, protected, owed) = (sum(|p| p.lent), sum(|p| p.protected), sum(|p| p.debt));
    let claims = lent.raw().saturating_add(market.reserves.raw());
    let behind = market.cash.raw().saturating_add(owed.raw());
    let known = world.suite.assets().iter().find(|a| a.id == market.asset);
    let decimals = known.map_or(0, |asset| asset.decimals);
    MarketCheck {
        asset: known.map_or_else(|| market.asset.to_string(), |asset| asset.ticker.clone()),
        claims: tokens(
            Amount::new(claims.saturating_add(protected.raw())),
            decimals,
        ),
        cash: tokens(market.cash, decimals),
        protected: tokens(market.protected, decimals),
        owed: tokens(owed, decimals),
        utilisation: market.utilisation.raw() as f64 / 1e18,
        covered: claims <= behind && protected == market.protected,
    }
}

/// What accounts owe beyond the value of all they hold.
fn uncollectable(world: &World, accounts: &[AccountResponse]) -> Result<f64> {
    let mut missing = 0.0;
    for account in accounts {
        let (mut held, mut owed) = (0.0, 0.0);
        for position in &account.positions {
            held += world.dollars(&position.asset, position.lent)?;
            held += world.dollars(&position.asset, position.protected)?;
            owed += world.dollars(&position.asset, position.debt)?;
        }
        missing += f64::max(owed - held, 0.0);
    }
    Ok(missing)
}
