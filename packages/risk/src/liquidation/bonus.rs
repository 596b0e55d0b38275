//! What a liquidator earns, and what that depends on.

use super::error::LiquidationError;
use crate::units::{div_wide_down, mul_div_down, HealthFactor, NumError, Ratio, ONE, ONE_UNIT};
use crate::valuation::{Basis, Book, BookError, Holding, ScaledDebts};
use ruint::aliases::U256;

/// A collateral that counts must have had a price: without one nobody knows whether the account is healthy.
pub(super) fn check_prices(book: &Book) -> Result<(), LiquidationError> {
    for holding in &book.holdings {
        let counts = !holding.collateral.is_zero() && holding.weights.maintenance.counted != 0;
        if counts && holding.collateral_price(Basis::Maintenance).is_none() {
            return Err(BookError::PriceNotUsable {
                asset: holding.asset,
                status: holding.price.status,
            }
            .into());
        }
    }
    Ok(())
}

/// E/D as counted at Maintenance, not below 0, rounded down; and whether it is below twice the bonus floor.
pub(super) fn equity_per_debt(
    book: &Book,
    account: &ScaledDebts,
) -> Result<(Ratio, bool), LiquidationError> {
    let (collateral, debt) = account.at(ONE_UNIT)?.totals();
    let equity = collateral.saturating_sub(debt);
    let per_debt = equity
        .checked_mul(U256::from(ONE))
        .and_then(|scaled| div_wide_down(scaled, debt))
        .ok_or(NumError::AmountTooLarge)?;
    // Above 18 an account is not liquidatable; saturating there changes no bonus.
    let ratio = u64::try_from(per_debt).map_or(Ratio::new(u64::MAX), Ratio::new);
    let floor = U256::from(book.rules.bonus_floor.raw()).saturating_mul(U256::from(2u8));
    let close_out = collateral < debt
        || debt.checked_mul(floor).ok_or(NumError::AmountTooLarge)?
            > equity
                .checked_mul(U256::from(ONE))
                .ok_or(NumError::AmountTooLarge)?;
    Ok((ratio, close_out))
}

/// `min(min + slope·(1 − HF), max, ½·q)`, at least the floor; in close-out the floor.
pub(super) fn bonus(
    book: &Book,
    collateral: &Holding,
    (equity, close_out): (Ratio, bool),
    health: HealthFactor,
) -> Result<Ratio, LiquidationError> {
    let floor = book.rules.bonus_floor;
    if close_out {
        return Ok(floor);
    }
    let terms = &collateral.bonus;
    let below = ONE_UNIT.saturating_sub(health.raw());
    let slope = mul_div_down(u128::from(terms.bonus_slope.raw()), below, ONE_UNIT)?;
    let slope = u64::try_from(slope).map_err(|_| NumError::AmountTooLarge)?;
    let wanted = terms.bonus_min.add(Ratio::new(slope))?.min(terms.bonus_max);
    let lowest = book.episode.map_or(equity, |episode| episode.min(equity));
    Ok(wanted.min(Ratio::new(lowest.raw() >> 1)).max(floor))
}
