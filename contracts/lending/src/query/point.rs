//! Health in three numbers, of a state in memory.

use crate::book::State;
use crate::error::{ContractError, Result};
use crate::scene::Scene;
use ballast_interface::lending::HealthPoint;
use ballast_risk::{Book, BookError, Level};
use cosmwasm_std::Deps;

/// Both levels at the oracle's prices.
pub fn point(deps: Deps, scene: &mut Scene, state: &State) -> Result<HealthPoint> {
    let initial = state.book_in(scene, deps, Level::Initial, &[])?;
    let maintenance = state.book_in(scene, deps, Level::Maintenance, &[])?;
    point_of(&initial, &maintenance)
}

/// What needs a price that is not usable is absent.
pub fn point_of(initial: &Book, maintenance: &Book) -> Result<HealthPoint> {
    let healthy = priced(initial.is_healthy(Level::Initial))?;
    Ok(HealthPoint {
        health_factor: priced(maintenance.health_factor())?.flatten(),
        initial_surplus: priced(initial.surplus(Level::Initial))?,
        maintenance_surplus: priced(maintenance.surplus(Level::Maintenance))?,
        allowed: healthy == Some(true),
    })
}

/// `None` where a price that is needed is not usable.
pub fn priced<T>(found: Result<T, BookError>) -> Result<Option<T>> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(BookError::PriceNotUsable { .. }) => Ok(None),
        Err(BookError::Num(error)) => Err(error.into()),
        Err(error) => Err(ContractError::Book(error).into()),
    }
}
