//! The liquidation quote of one pair. Execution applies it and computes nothing of its own.

use super::bonus::{bonus, check_prices, equity_per_debt};
use super::error::LiquidationError;
use super::pair::Pair;
use super::request::{Liquidation, LiquidationRequest};
use crate::units::{mul_div_down, Amount, ONE_UNIT};
use crate::valuation::{Basis, Book};

impl Book {
    /// Quotes a liquidation of one pair.
    pub fn quote(&self, request: &LiquidationRequest) -> Result<Liquidation, LiquidationError> {
        let values = self.values(Basis::Maintenance)?;
        check_prices(self)?;
        let account = self.scaled_debts(&values)?;
        if account.passes(ONE_UNIT, &self.correlations)? {
            return Err(LiquidationError::Healthy);
        }
        let health = account.health(&self.correlations)?;
        let (equity, close_out) = equity_per_debt(self, &account)?;
        let collateral = self.holding(self.find(request.collateral)?)?;
        let bonus = bonus(self, collateral, (equity, close_out), health)?;
        let pair = Pair::new(self, (values, account), request, bonus)?;
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
        let target = u128::from(self.rules.target_health.raw());
        let at_target = after.passes(target, &self.correlations)?;
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
}
