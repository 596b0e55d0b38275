//! The liquidation quote of one pair. Execution applies it and computes nothing of its own.

mod pair;

use crate::book::{Basis, Book, BookError, Holding, Level};
use crate::health::ONE_UNIT;
use crate::num::{div_wide_down, mul_div_down, Amount, HealthFactor, NumError, Ratio, Value, ONE};
use crate::sides::Sides;
use pair::Pair;
use ruint::aliases::U256;
use thiserror::Error;

#[derive(Error, Debug, Clone, PartialEq, Eq)]
pub enum LiquidationError {
    #[error("the account is healthy; only one with a health factor below 1 can be liquidated")]
    Healthy,
    #[error("the account owes nothing of asset {asset}; name a debt that it has")]
    NothingOwed { asset: u8 },
    #[error(
        "the account holds nothing of asset {asset} that has a price; name another collateral"
    )]
    NothingHeld { asset: u8 },
    #[error("the repayment or the seizure would be zero; repay more, or name another collateral")]
    NothingMoved,
    #[error("seizing this collateral for this debt would not raise the health factor; name another pair")]
    WouldNotHeal,
    #[error("the rest of the debt would be below the minimum; repay {full}, which ends it")]
    LeavesDust { full: Amount },
    #[error("the repayment is below the minimum of {minimum} USD; repay at least {at_least}")]
    TooSmall { minimum: Value, at_least: Amount },
    #[error(transparent)]
    Book(#[from] BookError),
}

impl LiquidationError {
    /// A short word for machines.
    pub fn code(&self) -> &'static str {
        match self {
            LiquidationError::Healthy => "healthy",
            LiquidationError::NothingOwed { .. } => "nothing_owed",
            LiquidationError::NothingHeld { .. } => "nothing_held",
            LiquidationError::NothingMoved => "nothing_moved",
            LiquidationError::WouldNotHeal => "would_not_heal",
            LiquidationError::LeavesDust { .. } => "leaves_dust",
            LiquidationError::TooSmall { .. } => "too_small",
            LiquidationError::Book(BookError::PriceNotUsable { .. }) => "price_not_usable",
            LiquidationError::Book(_) => "book",
        }
    }
}

impl From<NumError> for LiquidationError {
    fn from(error: NumError) -> Self {
        LiquidationError::Book(BookError::Num(error))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request {
    pub debt: u8,
    pub collateral: u8,
    /// What was sent; absent: as much as it takes.
    pub max_repay: Option<Amount>,
}

/// What a liquidation takes and gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Liquidation {
    pub debt: u8,
    pub collateral: u8,
    /// Taken from the liquidator; the rest of what was sent goes back.
    pub repay: Amount,
    /// Leaves the account, the protocol's fee included.
    pub seize: Amount,
    pub protocol_fee: Amount,
    pub bonus: Ratio,
    pub close_out: bool,
    pub health_before: HealthFactor,
    /// Equity per debt before, rounded down: the episode remembers the lowest.
    pub equity: Ratio,
    /// The account is back at the target: the episode is over.
    pub at_target: bool,
}

/// Quotes a liquidation of one pair.
pub fn quote(book: &Book, request: &Request) -> Result<Liquidation, LiquidationError> {
    let worths = book.worths(Basis::Maintenance)?;
    check_prices(book)?;
    let sides = book.sides(&worths)?;
    if sides.passes(ONE_UNIT, &book.forces)? {
        return Err(LiquidationError::Healthy);
    }
    let health = sides.health(&book.forces)?;
    let (equity, close_out) = equity_per_debt(book, &sides)?;
    let collateral = book.holding(book.find(request.collateral)?)?;
    let bonus = bonus(book, collateral, (equity, close_out), health)?;
    let pair = Pair::new(book, (worths, sides), request, bonus)?;
    let sent = request.max_repay.unwrap_or(pair.debt.debt);
    let wanted = if close_out { pair.most } else { pair.rescue()? };
    if wanted.is_zero() && !sent.is_zero() && !close_out {
        return Err(LiquidationError::WouldNotHeal);
    }
    let repay = pair.without_leftovers(wanted.min(sent), sent, (health, close_out))?;
    let seize = pair.seize(repay)?;
    if repay.is_zero() || seize.is_zero() {
        return Err(LiquidationError::NothingMoved);
    }
    let after = pair.after(repay)?;
    let target = u128::from(book.rules.target_health.raw());
    let at_target = after.passes(target, &book.forces)?;
    pair.check_size(repay, at_target)?;
    // at a target above what it was, it has healed
    let healed = at_target && target > health.raw();
    if !close_out && !healed && !pair.heals(&after, health)? {
        return Err(LiquidationError::WouldNotHeal);
    }
    // The bonus part of what is seized: s·ℓ / (1 + ℓ).
    let bonus_part = mul_div_down(seize.raw(), u128::from(bonus.raw()), pair.rate)?;
    let fee = Amount::new(bonus_part).times_up(collateral.bonus.protocol_fee)?;
    Ok(Liquidation {
        debt: request.debt,
        collateral: request.collateral,
        repay,
        seize,
        protocol_fee: fee.min(Amount::new(bonus_part)),
        bonus,
        close_out,
        health_before: health,
        equity,
        at_target,
    })
}

/// The pair that heals most per USD repaid: the debt that weighs most against the collateral that is missed least.
///
/// First order, at the account as it is, among positions of at least the minimum value where there are any.
pub fn best_pair(book: &Book) -> Result<Option<(u8, u8)>, LiquidationError> {
    let worths = book.worths(Basis::Maintenance)?;
    let marginals = book.explain(Level::Maintenance)?.marginals;
    let sides = book.sides(&worths)?;
    let health = sides.health(&book.forces)?;
    let per_debt = equity_per_debt(book, &sides)?;
    let minimum = book.rules.min_position_value.raw();
    let mut debt: Option<(bool, i128, u8)> = None;
    let mut collateral: Option<(bool, i128, u8)> = None;
    // One pass: first-order effects of the two sides do not depend on each other.
    for ((holding, worth), marginal) in book.holdings.iter().zip(&worths).zip(&marginals) {
        if worth.debt != 0 {
            let gain = i128::from(marginal.debt.raw()).saturating_neg();
            debt = debt.max(Some((worth.debt >= minimum, gain, holding.asset)));
        }
        if worth.collateral != 0 {
            let bonus = bonus(book, holding, per_debt, health)?;
            let rate = i128::from(ONE.saturating_add(bonus.raw()));
            // Below 2^64 · 2^61.
            let missed = rate.saturating_mul(i128::from(marginal.collateral.raw()));
            let rank = (
                worth.collateral >= minimum,
                missed.saturating_neg(),
                holding.asset,
            );
            collateral = collateral.max(Some(rank));
        }
    }
    Ok(debt.zip(collateral).map(|(d, c)| (d.2, c.2)))
}

/// Is there debt, no health, and next to nothing left to seize? Then what remains is written off.
///
/// All collateral counts here at its price, whatever its threshold; collateral without a price only stands in the way
/// where it would count.
pub fn is_beyond_rescue(book: &Book) -> Result<bool, LiquidationError> {
    let worths = book.worths(Basis::Maintenance)?;
    check_prices(book)?;
    if book.sides(&worths)?.passes(ONE_UNIT, &book.forces)? {
        return Ok(false);
    }
    let left = worths
        .iter()
        .try_fold(0u128, |sum, worth| sum.checked_add(worth.collateral));
    Ok(left.is_some_and(|left| left <= book.rules.write_off_value.raw()))
}

/// A collateral that counts must have had a price: without one nobody knows whether the account is healthy.
fn check_prices(book: &Book) -> Result<(), LiquidationError> {
    for holding in &book.holdings {
        let counts = !holding.collateral.is_zero() && holding.terms.maintenance.counted != 0;
        if counts && holding.collateral_price(Basis::Maintenance).is_none() {
            return Err(BookError::PriceNotUsable {
                asset: holding.asset,
                status: holding.quote.status,
            }
            .into());
        }
    }
    Ok(())
}

/// E/D as counted at Maintenance, not below 0, rounded down; and whether it is below twice the bonus floor.
fn equity_per_debt(book: &Book, sides: &Sides) -> Result<(Ratio, bool), LiquidationError> {
    let (collateral, debt) = sides.at(ONE_UNIT)?.totals();
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
fn bonus(
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
