//! The liquidation quote of one pair. Execution applies it and computes nothing of its own.

use super::error::LiquidationError;
use super::pair::Pair;
use super::request::{Liquidation, LiquidationRequest};
use super::unhealthy::Unhealthy;
use crate::units::{mul_div_down, Amount};
use crate::valuation::Book;

impl Book {
    /// Quotes a liquidation of one pair.
    pub fn quote(&self, request: &LiquidationRequest) -> Result<Liquidation, LiquidationError> {
        let account = Unhealthy::of(self)?;
        let collateral = self.holding(self.find(request.collateral)?)?;
        let bonus = account.bonus(collateral)?;
        let pair = Pair::new(&account, request, bonus)?;
        let close_out = account.close_out;
        let sent = request.max_repay.unwrap_or(pair.debt.debt);
        let wanted = if close_out { pair.most } else { pair.rescue()? };
        if wanted.is_zero() && !sent.is_zero() && !close_out {
            return Err(LiquidationError::WouldNotHeal);
        }
        let repay = pair.without_leftovers(wanted.min(sent), sent)?;
        let seize = pair.seize(repay)?;
        if repay.is_zero() || seize.is_zero() {
            return Err(LiquidationError::NothingMoved);
        }
        let after = pair.after(repay)?;
        let target = u128::from(self.rules.target_health.raw());
        let at_target = after.passes(target, &self.correlations)?;
        pair.check_size(repay, at_target)?;
        // at a target above what it was, it has healed
        let healed = at_target && target > account.health.raw();
        if !close_out && !healed && !pair.heals(&after, account.health)? {
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
            health_before: account.health,
            equity: account.equity,
            at_target,
        })
    }
}
