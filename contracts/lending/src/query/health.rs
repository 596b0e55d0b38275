use crate::error::Result;
use ballast_interface::lending::HealthPoint;
use ballast_interface::AccountId;
use ballast_ledger::records::AccountKey;
use ballast_ledger::{point, Ledger, Stored, Valuation};
use ballast_risk::Level;
use cosmwasm_std::Deps;

/// Both levels and the health factor.
pub fn health(deps: Deps, now: u64, account: AccountId) -> Result<HealthPoint> {
    let stored = Stored(deps.storage);
    let key = AccountKey::validated(deps.api, &account)?;
    let mut ledger = Ledger::open(&stored, now, key)?;
    ledger.load_all()?;
    let mut valuation = Valuation::load(&stored, now, Level::Initial)?;
    Ok(point(&ledger, &mut valuation, &deps.querier)?)
}
