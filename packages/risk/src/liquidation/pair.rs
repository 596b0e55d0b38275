//! One debt against one collateral: what a repayment seizes, and what it leaves.

use super::error::LiquidationError;
use super::path::Path;
use super::request::LiquidationRequest;
use super::unhealthy::Unhealthy;
use crate::health::EstimatedExposure;
use crate::units::{mul_div_down, mul_div_up, Amount, NumError, Price, Ratio, Value, ONE_UNIT};
use crate::valuation::{Basis, Exposure, Holding, ScaledDebts};

/// The pair under liquidation. Its path is the value repaid.
pub(super) struct Pair<'a> {
    pub(super) account: &'a Unhealthy<'a>,
    /// The account without this debt and this collateral.
    others: ScaledDebts,
    pub(super) debt: &'a Holding,
    pub(super) collateral: &'a Holding,
    debt_price: Price,
    collateral_price: Price,
    /// Of all of it, however large.
    collateral_worth: Value,
    pub(super) bonus: Ratio,
    /// 1 + bonus, 1e-18.
    rate: u128,
    /// What this pair can repay at most: the debt, or what all of the collateral pays for.
    pub(super) most: Amount,
    /// Repaying this takes all of the collateral.
    pub(super) exhausts: Amount,
}

impl<'a> Pair<'a> {
    pub(super) fn new(
        account: &'a Unhealthy<'a>,
        request: &LiquidationRequest,
    ) -> Result<Self, LiquidationError> {
        let book = account.book;
        let debt_at = book.find(request.debt)?;
        let collateral_at = book.find(request.collateral)?;
        let (debt, collateral) = (book.holding(debt_at)?, book.holding(collateral_at)?);
        for holding in [debt, collateral] {
            let asset = holding.asset;
            if holding.liquidation_paused {
                return Err(LiquidationError::Paused { asset });
            }
            if holding.is_halted() {
                return Err(LiquidationError::Halted { asset });
            }
        }
        if debt.debt.is_zero() {
            let asset = request.debt;
            return Err(LiquidationError::NothingOwed { asset });
        }
        let asset = request.collateral;
        let unheld = LiquidationError::NothingHeld { asset };
        let priced = collateral.collateral_price(Basis::Maintenance);
        let collateral_price = priced.ok_or(unheld.clone())?;
        let mut values = account.values.clone();
        let held = values.get_mut(collateral_at);
        let held = held.map_or(Value::ZERO, |value| std::mem::take(&mut value.collateral));
        if held.is_zero() {
            return Err(unheld);
        }
        if let Some(value) = values.get_mut(debt_at) {
            value.debt = Value::ZERO;
        }
        let debt_price = debt.debt_price(Basis::Maintenance)?;
        if debt_price.is_zero() {
            // repaying what counts 0 pays for nothing
            return Err(LiquidationError::NothingMoved);
        }
        let bonus = account.bonus(collateral)?;
        let rate = ONE_UNIT.saturating_add(u128::from(bonus.raw()));
        // Rounded up: who takes everything has paid for all of it.
        let worth = collateral_price.whole_up(collateral.collateral, collateral.decimals)?;
        let pays = Value::new(mul_div_up(worth.raw(), ONE_UNIT, rate)?);
        let exhausts = debt_price.amount_up(pays, debt.decimals)?;
        Ok(Self {
            account,
            others: book.scaled_debts(&values)?,
            debt,
            collateral,
            debt_price,
            collateral_price,
            collateral_worth: worth,
            bonus,
            rate,
            most: exhausts.min(debt.debt),
            exhausts,
        })
    }

    /// What a repayment seizes: its value times 1 + bonus, rounded down; all of it from where it is exhausted.
    pub(super) fn seize(&self, repay: Amount) -> Result<Amount, NumError> {
        if repay >= self.exhausts {
            return Ok(self.collateral.collateral);
        }
        let value = self.debt_price.value_down(repay, self.debt.decimals)?;
        let value = mul_div_down(value.raw(), self.rate, ONE_UNIT)?;
        let amount = self
            .collateral_price
            .amount_down(Value::new(value), self.collateral.decimals)?;
        Ok(amount.min(self.collateral.collateral))
    }

    /// What of a seizure is the bonus: `s·ℓ / (1 + ℓ)`, rounded down.
    pub(super) fn bonus_part(&self, seize: Amount) -> Result<Amount, NumError> {
        mul_div_down(seize.raw(), u128::from(self.bonus.raw()), self.rate).map(Amount::new)
    }

    /// The account after a repayment.
    pub(super) fn account_after(&self, repay: Amount) -> Result<ScaledDebts, NumError> {
        let owed = self.debt.debt.saturating_sub(repay);
        let held = self.collateral.collateral;
        let held = held.saturating_sub(self.seize(repay)?);
        let owed = self.debt_price.value_up(owed, self.debt.decimals)?;
        let held = self
            .collateral_price
            .value_down(held, self.collateral.decimals)?;
        let mut account = self.others.clone();
        account.enter_owed(self.debt, owed)?;
        account.enter_held(self.collateral, held)?;
        Ok(account)
    }

    /// The amount that repays a value, within what the pair can do.
    pub(super) fn amount(&self, value: u128) -> Result<Amount, NumError> {
        let amount = self.units_of_debt(Value::new(value))?;
        Ok(amount.min(self.most))
    }

    /// The fewest units of the debt that are worth a value.
    pub(super) fn units_of_debt(&self, value: Value) -> Result<Amount, NumError> {
        self.debt_price.amount_up(value, self.debt.decimals)
    }

    /// What a repayment is worth, rounded up.
    pub(super) fn worth_of_debt(&self, repay: Amount) -> Result<Value, NumError> {
        self.debt_price.value_up(repay, self.debt.decimals)
    }

    pub(super) fn left_of_debt(&self, repay: Amount) -> Result<Value, NumError> {
        let left = self.debt.debt.saturating_sub(repay);
        self.debt_price.value_down(left, self.debt.decimals)
    }

    pub(super) fn left_of_collateral(&self, repay: Amount) -> Result<Value, NumError> {
        let left = self.collateral.collateral;
        let left = left.saturating_sub(self.seize(repay)?);
        self.collateral_price
            .value_down(left, self.collateral.decimals)
    }

    /// Does the account still owe after a repayment?
    pub(super) fn owes_after(&self, repay: Amount) -> bool {
        let holdings = &mut self.account.book.holdings.iter();
        repay < self.debt.debt || holdings.any(|h| h.asset != self.debt.asset && !h.debt.is_zero())
    }

    /// How the exposure moves per unit of value repaid. What is above the largest value is not missed when it is seized.
    fn exact_slope(&self, tau: u128) -> Result<Exposure, NumError> {
        let mut slope = Exposure::new(0);
        slope.add_short(&self.debt.short(Value::new(1), tau)?.negated())?;
        if self.collateral_worth <= Value::MAX {
            let rate = Value::new(self.rate);
            let counted = self.collateral.counted_down(rate, Basis::Maintenance)?;
            let seized = self.collateral.long(counted, 1, Basis::Maintenance)?;
            slope.add_long(&seized.negated())?;
        }
        Ok(slope)
    }
}

impl Path for Pair<'_> {
    fn most(&self) -> Result<u128, NumError> {
        self.worth_of_debt(self.most).map(Value::raw)
    }

    fn after(&self, at: u128) -> Result<ScaledDebts, NumError> {
        self.account_after(self.amount(at)?)
    }

    fn slope(&self, tau: u128) -> Result<EstimatedExposure, NumError> {
        let correlations = &self.account.book.correlations;
        Ok(EstimatedExposure::new(
            &self.exact_slope(tau)?,
            correlations,
        ))
    }

    fn seizes(&self, at: u128) -> Result<bool, NumError> {
        Ok(!self.seize(self.amount(at)?)?.is_zero())
    }

    fn holds_unrounded(&self, at: u128, tau: u128) -> Result<bool, NumError> {
        let base = self.account.now.at(tau)?;
        let point = base.plus(at, &self.exact_slope(tau)?)?;
        point.passes(&self.account.book.correlations)
    }

    fn is_near_end(&self, at: u128) -> Result<bool, NumError> {
        let held = self.collateral.collateral;
        let left = held.saturating_sub(self.seize(self.amount(at)?)?);
        Ok(left <= Amount::new(1))
    }
}
