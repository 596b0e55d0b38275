//! One debt against one collateral: how far to repay, what that seizes, and what it leaves.

use super::error::LiquidationError;
use super::request::LiquidationRequest;
use super::unhealthy::Unhealthy;
use crate::health::{least, EstimatedCorrelations, EstimatedExposure, EstimatedLine};
use crate::units::{
    mul_div_down, mul_div_up, Amount, HealthFactor, NumError, Price, Ratio, Value, ONE_UNIT,
};
use crate::valuation::{Basis, Exposure, Holding, ScaledDebts};

/// Halvings in the search for the highest health factor: its error is the square of 2^-40 of the range at a smooth top.
const TOP_STEPS: usize = 40;

/// The pair under liquidation, everything at the prices and factors of Maintenance.
pub(super) struct Pair<'a> {
    account: &'a Unhealthy<'a>,
    /// The same without this debt and this collateral.
    others: ScaledDebts,
    pub(super) debt: &'a Holding,
    collateral: &'a Holding,
    debt_price: Price,
    collateral_price: Price,
    /// 1 + bonus, 1e-18.
    pub(super) rate: u128,
    /// What this pair can repay at most: the debt, or what all of the collateral pays for.
    pub(super) most: Amount,
    /// Repaying this takes all of the collateral.
    exhausts: Amount,
}

impl<'a> Pair<'a> {
    pub(super) fn new(
        account: &'a Unhealthy<'a>,
        request: &LiquidationRequest,
        bonus: Ratio,
    ) -> Result<Self, LiquidationError> {
        let book = account.book;
        let mut values = account.values.clone();
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
        let held = values.get_mut(collateral_at);
        let held = held.map_or(Value::ZERO, |value| std::mem::take(&mut value.collateral));
        if held.is_zero() {
            return Err(unheld);
        }
        if let Some(value) = values.get_mut(debt_at) {
            value.debt = Value::ZERO;
        }
        let rate = ONE_UNIT.saturating_add(u128::from(bonus.raw()));
        let debt_price = debt.debt_price(Basis::Maintenance)?;
        // Rounded up: who takes everything has paid for all of it.
        let whole = collateral_price.value_up(collateral.collateral, collateral.decimals)?;
        let pays = Value::new(mul_div_up(whole.raw(), ONE_UNIT, rate)?);
        let exhausts = debt_price.amount_up(pays, debt.decimals)?;
        Ok(Self {
            account,
            others: book.scaled_debts(&values)?,
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

    /// The account after a repayment.
    pub(super) fn after(&self, repay: Amount) -> Result<ScaledDebts, NumError> {
        let owed = self.debt.debt.saturating_sub(repay);
        let held = self
            .collateral
            .collateral
            .saturating_sub(self.seize(repay)?);
        let owed = self.debt_price.value_up(owed, self.debt.decimals)?;
        let held = self
            .collateral_price
            .value_down(held, self.collateral.decimals)?;
        let mut account = self.others.clone();
        account.enter_owed(self.debt, owed)?;
        account.enter_held(self.collateral, held)?;
        Ok(account)
    }

    fn passes_at(&self, account: &ScaledDebts, tau: u128) -> Result<bool, LiquidationError> {
        Ok(account.passes(tau, &self.account.book.correlations)?)
    }

    /// Is the health factor above what it was?
    pub(super) fn heals(
        &self,
        after: &ScaledDebts,
        before: HealthFactor,
    ) -> Result<bool, LiquidationError> {
        self.passes_at(after, before.raw().saturating_add(1))
    }

    /// The least repayment that reaches the target; else the least that makes it healthy; else the one with the highest health factor.
    pub(super) fn rescue(&self) -> Result<Amount, LiquidationError> {
        for tau in [
            u128::from(self.account.book.rules.target_health.raw()),
            ONE_UNIT,
        ] {
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
        let correlations = EstimatedCorrelations::new(&self.account.book.correlations);
        let line = self.line(&self.account.debts, tau, &correlations)?;
        let most = self.most_value()?;
        let mut test = |value: u128| self.passes_at(&self.after(self.amount(value)?)?, tau);
        let mut found = least(most, &[line], &mut test)?;
        if let Some(value) = found {
            if self.seize(self.amount(value)?)?.is_zero() {
                found = self.least_without_rounding(tau)?;
            }
        }
        Ok(found.map(|value| self.amount(value)).transpose()?)
    }

    /// Where so little is missing that the line does not show it, a first repayment may pass because it seizes nothing yet. What
    /// the pair needs is where the account also passes with every fraction of a unit seized.
    fn least_without_rounding(&self, tau: u128) -> Result<Option<u128>, LiquidationError> {
        let correlations = EstimatedCorrelations::new(&self.account.book.correlations);
        let line = self.line(&self.account.debts, tau, &correlations)?;
        let (base, slope) = (self.account.debts.at(tau)?, self.slope(tau)?);
        let mut test = |value: u128| {
            Ok::<bool, LiquidationError>(
                base.plus(value, &slope)?
                    .passes(&self.account.book.correlations)?
                    && self.passes_at(&self.after(self.amount(value)?)?, tau)?,
            )
        };
        least(self.most_value()?, &[line], &mut test)
    }

    /// The line of repayments from a state of the account, at `tau` times its debts.
    fn line<'f>(
        &self,
        from: &ScaledDebts,
        tau: u128,
        correlations: &'f EstimatedCorrelations<'f>,
    ) -> Result<EstimatedLine<'f>, NumError> {
        Ok(EstimatedLine {
            base: EstimatedExposure::new(&from.at(tau)?, &self.account.book.correlations),
            slope: EstimatedExposure::new(&self.slope(tau)?, &self.account.book.correlations),
            correlations,
        })
    }

    /// How the exposure moves per unit of value repaid.
    fn slope(&self, tau: u128) -> Result<Exposure, NumError> {
        let mut slope = Exposure::new(0);
        slope.add_short(&self.debt.short(Value::new(1), tau)?.negated())?;
        let counted = self
            .collateral
            .counted_down(Value::new(self.rate), Basis::Maintenance)?;
        let seized = self.collateral.long(counted, 1, Basis::Maintenance)?;
        slope.add_long(&seized.negated())?;
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
        let found = self.amount(low)?;
        let before = self.account.health;
        // where one coarse unit of collateral is left, the top is at its end: the rest is how seizing rounds
        let left = self
            .collateral
            .collateral
            .saturating_sub(self.seize(found)?);
        let end = (left <= Amount::new(1)).then_some(self.most);
        for repay in end.into_iter().chain([found]) {
            if self.heals(&self.after(repay)?, before)? {
                return Ok(repay);
            }
        }
        self.best_sample(before)
    }

    /// Where the slope at the health factor is lost in rounding: the best of a few repayments, or none.
    fn best_sample(&self, before: HealthFactor) -> Result<Amount, LiquidationError> {
        let (mut best, mut health) = (Amount::ZERO, before);
        let most = self.most_value()?;
        // 16 samples, evenly spread.
        for at in 1..=16u128 {
            let value = mul_div_down(most, at, 16)?;
            let after = self.after(self.amount(value)?)?;
            if self.heals(&after, health)? {
                best = self.amount(value)?;
                if !after.owes() {
                    return Ok(best);
                }
                health = after.health(&self.account.book.correlations)?;
            }
        }
        Ok(best)
    }

    /// At its health factor the account has no room; does repaying more make some?
    fn rises_at(&self, value: u128) -> Result<bool, LiquidationError> {
        let after = self.after(self.amount(value)?)?;
        if !after.owes() {
            return Ok(true);
        }
        let tau = after.estimated_health(&self.account.book.correlations);
        let correlations = EstimatedCorrelations::new(&self.account.book.correlations);
        let line = self.line(&after, tau, &correlations)?;
        Ok(line.tightest(0).is_rising())
    }

    fn left_of_debt(&self, repay: Amount) -> Result<Value, NumError> {
        let left = self.debt.debt.saturating_sub(repay);
        self.debt_price.value_down(left, self.debt.decimals)
    }

    /// Moves a repayment so that it leaves no crumbs of debt or collateral, as far as what was sent and healing allow.
    pub(super) fn without_leftovers(
        &self,
        wanted: Amount,
        sent: Amount,
    ) -> Result<Amount, LiquidationError> {
        let minimum = self.account.book.rules.min_position_value;
        let mut repay = wanted;
        let allowed = |repay: Amount| {
            Ok::<bool, LiquidationError>(
                self.account.close_out || self.heals(&self.after(repay)?, self.account.health)?,
            )
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
                .account
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
    pub(super) fn check_size(
        &self,
        repay: Amount,
        at_target: bool,
    ) -> Result<(), LiquidationError> {
        let minimum = self.account.book.rules.min_position_value;
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
