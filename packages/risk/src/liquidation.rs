//! The liquidation quote of one pair. Execution applies it and computes nothing of its own.

use crate::book::{Basis, Book, BookError, Holding, Worth};
use crate::form::Exposure;
use crate::health::negative;
use crate::num::{
    mul_div_down, mul_div_up, Amount, HealthFactor, NumError, Price, Ratio, Value, ONE,
};
use crate::search::{farthest, least, Step};
use ruint::aliases::U256;
use thiserror::Error;

const UNIT: u128 = ONE as u128;

/// Halvings in the search for the highest health factor: its error is the square of 2^-40 of the range at a smooth top.
const TOP_STEPS: usize = 40;

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

/// The pair under liquidation, everything at the prices and factors of Maintenance.
struct Pair<'a> {
    book: &'a Book,
    worths: Vec<Worth>,
    debt_at: usize,
    collateral_at: usize,
    debt: &'a Holding,
    collateral: &'a Holding,
    debt_price: Price,
    collateral_price: Price,
    /// 1 + bonus, 1e-18.
    rate: u128,
    /// What this pair can repay at most: the debt, or what all of the collateral pays for.
    most: Amount,
    /// Repaying this takes all of the collateral.
    exhausts: Amount,
}

/// Quotes a liquidation of one pair.
pub fn quote(book: &Book, request: &Request) -> Result<Liquidation, LiquidationError> {
    let worths = book.worths(Basis::Maintenance)?;
    check_prices(book)?;
    if !book.owes() || book.passes(&worths, Basis::Maintenance, UNIT)? {
        return Err(LiquidationError::Healthy);
    }
    let health = book.health_of(&worths)?;
    let (equity, close_out) = equity_per_debt(book, &worths)?;
    let collateral = book.holding(book.find(request.collateral)?)?;
    let bonus = bonus(book, collateral, (equity, close_out), health)?;
    let pair = Pair::new(book, worths, request, bonus)?;
    let sent = request.max_repay.unwrap_or(pair.debt.debt);
    let wanted = if close_out { pair.most } else { pair.rescue()? };
    let repay = pair.without_leftovers(wanted.min(sent), sent, (health, close_out))?;
    let seize = pair.seize(repay)?;
    if repay.is_zero() || seize.is_zero() {
        return Err(LiquidationError::NothingMoved);
    }
    let after = pair.after(repay)?;
    let target = u128::from(book.rules.target_health.raw());
    let at_target = pair.passes_at(&after, target)?;
    pair.check_size(repay, at_target)?;
    if !close_out && !pair.heals(&after, health)? {
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
fn equity_per_debt(book: &Book, worths: &[Worth]) -> Result<(Ratio, bool), LiquidationError> {
    let (collateral, debt) = book.expose(worths, Basis::Maintenance, UNIT)?.totals();
    let equity = collateral.saturating_sub(debt);
    let per_debt = equity
        .checked_mul(U256::from(ONE))
        .and_then(|scaled| scaled.checked_div(debt))
        .ok_or(NumError::AmountTooLarge)?;
    // Above 18 an account is not liquidatable; saturating there changes no bonus.
    let ratio = u64::try_from(per_debt).map_or(Ratio::new(u64::MAX), Ratio::new);
    let floor = U256::from(book.rules.bonus_floor.raw()).saturating_mul(U256::from(2u8));
    let close_out = debt.checked_mul(floor).ok_or(NumError::AmountTooLarge)?
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
    let below = UNIT.saturating_sub(health.raw());
    let slope = mul_div_down(u128::from(terms.bonus_slope.raw()), below, UNIT)?;
    let slope = u64::try_from(slope).map_err(|_| NumError::AmountTooLarge)?;
    let wanted = terms.bonus_min.add(Ratio::new(slope))?.min(terms.bonus_max);
    let lowest = book.episode.map_or(equity, |episode| episode.min(equity));
    Ok(wanted.min(Ratio::new(lowest.raw() >> 1)).max(floor))
}

impl<'a> Pair<'a> {
    fn new(
        book: &'a Book,
        worths: Vec<Worth>,
        request: &Request,
        bonus: Ratio,
    ) -> Result<Self, LiquidationError> {
        let debt_at = book.find(request.debt)?;
        let collateral_at = book.find(request.collateral)?;
        let (debt, collateral) = (book.holding(debt_at)?, book.holding(collateral_at)?);
        if debt.debt.is_zero() {
            return Err(LiquidationError::NothingOwed {
                asset: request.debt,
            });
        }
        let unheld = LiquidationError::NothingHeld {
            asset: request.collateral,
        };
        let priced = collateral.collateral_price(Basis::Maintenance);
        let collateral_price = priced.ok_or(unheld.clone())?;
        let held = worths.get(collateral_at).map_or(0, |w| w.collateral);
        if held == 0 {
            return Err(unheld);
        }
        let rate = UNIT.saturating_add(u128::from(bonus.raw()));
        let debt_price = debt.debt_price(Basis::Maintenance)?;
        let pays = Value::new(mul_div_up(held, UNIT, rate)?);
        let exhausts = debt_price.amount_up(pays, debt.decimals)?;
        Ok(Self {
            book,
            worths,
            debt_at,
            collateral_at,
            debt,
            collateral,
            debt_price,
            collateral_price,
            rate,
            most: exhausts.min(debt.debt),
            exhausts,
        })
    }

    /// What a repayment seizes: its value times 1 + bonus, rounded down; all of it from where it is exhausted.
    fn seize(&self, repay: Amount) -> Result<Amount, NumError> {
        if repay >= self.exhausts {
            return Ok(self.collateral.collateral);
        }
        let value = self.debt_price.value_down(repay, self.debt.decimals)?;
        let value = mul_div_down(value.raw(), self.rate, UNIT)?;
        let amount = self
            .collateral_price
            .amount_down(Value::new(value), self.collateral.decimals)?;
        Ok(amount.min(self.collateral.collateral))
    }

    /// What everything is worth after a repayment.
    fn after(&self, repay: Amount) -> Result<Vec<Worth>, NumError> {
        let owed = self.debt.debt.saturating_sub(repay);
        let held = self
            .collateral
            .collateral
            .saturating_sub(self.seize(repay)?);
        let owed = self.debt_price.value_up(owed, self.debt.decimals)?;
        let held = self
            .collateral_price
            .value_down(held, self.collateral.decimals)?;
        let mut worths = self.worths.clone();
        if let Some(worth) = worths.get_mut(self.debt_at) {
            worth.debt = owed.raw();
        }
        if let Some(worth) = worths.get_mut(self.collateral_at) {
            worth.collateral = held.raw();
        }
        Ok(worths)
    }

    fn passes_at(&self, worths: &[Worth], tau: u128) -> Result<bool, LiquidationError> {
        Ok(self.book.passes(worths, Basis::Maintenance, tau)?)
    }

    /// Is the health factor above what it was?
    fn heals(&self, after: &[Worth], before: HealthFactor) -> Result<bool, LiquidationError> {
        self.passes_at(after, before.raw().saturating_add(1))
    }

    /// The least repayment that reaches the target; else the least that makes it healthy; else the one with the highest health factor.
    fn rescue(&self) -> Result<Amount, LiquidationError> {
        for tau in [u128::from(self.book.rules.target_health.raw()), UNIT] {
            if let Some(repay) = self.least_reaching(tau)? {
                return Ok(repay);
            }
        }
        self.healthiest()
    }

    /// The amount that repays a value, within what the pair can do.
    fn amount(&self, value: u128) -> Result<Amount, NumError> {
        let amount = self
            .debt_price
            .amount_up(Value::new(value), self.debt.decimals)?;
        Ok(amount.min(self.most))
    }

    /// All that the pair can repay, as a value.
    fn most_value(&self) -> Result<u128, NumError> {
        let value = self.debt_price.value_up(self.most, self.debt.decimals)?;
        Ok(value.raw())
    }

    fn least_reaching(&self, tau: u128) -> Result<Option<Amount>, LiquidationError> {
        let slope = self.slope(tau)?;
        let at = |value: u128| {
            let worths = self.after(self.amount(value)?)?;
            self.book.expose(&worths, Basis::Maintenance, tau)
        };
        let step = |value: u128| {
            let point = at(value)?;
            if point.passes(&self.book.forces)? {
                return Ok(Step::Inside);
            }
            Ok::<_, LiquidationError>(farthest(&point.violations(&slope, &self.book.forces)?))
        };
        let test = |value: u128| Ok(at(value)?.passes(&self.book.forces)?);
        let found = least(0, self.most_value()?, step, test)?;
        Ok(found.map(|value| self.amount(value)).transpose()?)
    }

    /// How the exposure moves per unit of value repaid.
    fn slope(&self, tau: u128) -> Result<Exposure, NumError> {
        let mut slope = Exposure::new(0);
        slope.add_short(&negative(self.debt.short(1, tau)?))?;
        let counted = self.collateral.counted(self.rate, Basis::Maintenance)?;
        let seized = self.collateral.long(counted, 1, Basis::Maintenance)?;
        slope.add_long(&negative(seized))?;
        Ok(slope)
    }

    /// HF along the pair's line rises once and falls once: halving on whether it still rises.
    fn healthiest(&self) -> Result<Amount, LiquidationError> {
        let (mut low, mut high) = (0, self.most_value()?);
        if self.rises_at(high)? {
            return Ok(self.most);
        }
        for _ in 0..TOP_STEPS {
            if high.saturating_sub(low) <= 1 {
                break;
            }
            let middle = low.saturating_add(high.saturating_sub(low) >> 1);
            if self.rises_at(middle)? {
                low = middle;
            } else {
                high = middle;
            }
        }
        Ok(self.amount(low)?)
    }

    /// Just above its health factor the account fails; does repaying more help there?
    fn rises_at(&self, value: u128) -> Result<bool, LiquidationError> {
        let worths = self.after(self.amount(value)?)?;
        let owes = worths.iter().any(|worth| worth.debt != 0);
        if !owes {
            return Ok(true);
        }
        let tau = self.book.health_of(&worths)?.raw().saturating_add(1);
        let point = self.book.expose(&worths, Basis::Maintenance, tau)?;
        let violations = point.violations(&self.slope(tau)?, &self.book.forces)?;
        Ok(matches!(
            farthest(&violations),
            Step::Outside { rising: true, .. }
        ))
    }

    fn left_of_debt(&self, repay: Amount) -> Result<Value, NumError> {
        let left = self.debt.debt.saturating_sub(repay);
        self.debt_price.value_down(left, self.debt.decimals)
    }

    /// Moves a repayment so that it leaves no crumbs of debt or collateral, as far as what was sent and healing allow.
    fn without_leftovers(
        &self,
        wanted: Amount,
        sent: Amount,
        (health, close_out): (HealthFactor, bool),
    ) -> Result<Amount, LiquidationError> {
        let minimum = self.book.rules.min_position_value;
        let mut repay = wanted;
        let allowed = |repay: Amount| {
            Ok::<bool, LiquidationError>(close_out || self.heals(&self.after(repay)?, health)?)
        };
        let exhausted = |repay: Amount| repay >= self.exhausts;
        let full = self.debt.debt;
        let is_dust = |repay: Amount| {
            Ok::<bool, LiquidationError>(
                !exhausted(repay) && repay < full && self.left_of_debt(repay)? < minimum,
            )
        };
        if is_dust(repay)? {
            if full <= sent && full <= self.exhausts && allowed(full)? {
                repay = full;
            } else {
                let keep = self.debt_price.amount_up(minimum, self.debt.decimals)?;
                let lowered = full.sub(keep).filter(|lowered| !lowered.is_zero());
                repay = lowered.ok_or(LiquidationError::LeavesDust { full })?;
            }
        }
        let held = self.collateral.collateral;
        let rest = held.saturating_sub(self.seize(repay)?);
        let rest = self
            .collateral_price
            .value_down(rest, self.collateral.decimals)?;
        let owes_after = repay < full
            || self
                .book
                .holdings
                .iter()
                .any(|h| h.asset != self.debt.asset && !h.debt.is_zero());
        let all = self.exhausts;
        if !exhausted(repay)
            && rest < minimum
            && owes_after
            && all <= sent
            && all <= full
            && allowed(all)?
        {
            repay = all;
        }
        Ok(repay)
    }

    /// Crumbs of repayments cost more than they heal, unless they end something.
    fn check_size(&self, repay: Amount, at_target: bool) -> Result<(), LiquidationError> {
        let minimum = self.book.rules.min_position_value;
        let value = self.debt_price.value_up(repay, self.debt.decimals)?;
        let ends = repay >= self.debt.debt || repay >= self.exhausts || at_target;
        if value >= minimum || ends {
            return Ok(());
        }
        let at_least = self.debt_price.amount_up(minimum, self.debt.decimals)?;
        Err(LiquidationError::TooSmall {
            minimum,
            at_least: at_least.min(self.debt.debt),
        })
    }
}
