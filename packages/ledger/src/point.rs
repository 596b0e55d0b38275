//! Health in three numbers, of an account in memory.

use crate::error::{LedgerError, Result};
use crate::ledger::Ledger;
use crate::reader::PriceSource;
use crate::valuation::{Valuation, View};
use ballast_interface::lending::HealthPoint;
use ballast_risk::{Book, BookError, Level};

/// Both levels at the oracle's prices; all markets of the account are loaded, and the valuation has scenarios.
pub fn point(
    ledger: &Ledger<'_>,
    valuation: &mut Valuation,
    source: &dyn PriceSource,
) -> Result<HealthPoint> {
    let (markets, account) = (&ledger.markets, ledger.account());
    let initial = valuation.book(source, markets, account, View::at(Level::Initial))?;
    let maintenance = valuation.book(source, markets, account, View::at(Level::Maintenance))?;
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
        Err(error) => Err(LedgerError::Book(error)),
    }
}
