//! The liquidation quote of one pair. Execution applies it and computes nothing of its own.

use super::error::LiquidationError;
use super::pair::Pair;
use super::request::{Liquidation, LiquidationRequest};
use super::unhealthy::Unhealthy;
use crate::units::{mul_div_down, ONE_UNIT};
use crate::valuation::{Book, ScaledDebts};

/// A quote, and what stands behind it.
pub(super) struct Quoted {
    pub liquidation: Liquidation,
    pub after: ScaledDebts,
    /// What the borrower pays for it, 1e-12 USD: the bonus on what is repaid.
    pub cost: u128,
}

impl Book {
    /// Quotes a liquidation of one pair.
    pub fn quote(&self, request: &LiquidationRequest) -> Result<Liquidation, LiquidationError> {
        Ok(Unhealthy::new(self)?.quote(request)?.liquidation)
    }
}

impl Unhealthy<'_> {
    pub(super) fn quote(&self, request: &LiquidationRequest) -> Result<Quoted, LiquidationError> {
        let pair = Pair::new(self, request)?;
        let sent = request.max_repay.unwrap_or(pair.debt.debt);
        let repay = pair.repayment(sent)?;
        let seize = pair.seize(repay)?;
        if repay.is_zero() || seize.is_zero() {
            return Err(LiquidationError::NothingMoved);
        }
        let after = pair.account_after(repay)?;
        let episode = self.remembers(&after)?;
        let at_target = episode.is_none();
        if !self.close_out && !at_target && !self.heals(&after)? {
            return Err(LiquidationError::WouldNotHeal);
        }
        let bonus_part = pair.bonus_part(seize)?;
        let fee = bonus_part.times_up(pair.collateral.bonus.protocol_fee)?;
        let worth = pair.worth_of_debt(repay)?.raw();
        Ok(Quoted {
            cost: mul_div_down(worth, u128::from(pair.bonus.raw()), ONE_UNIT)?,
            liquidation: Liquidation {
                debt: request.debt,
                collateral: request.collateral,
                repay,
                seize,
                protocol_fee: fee.min(bonus_part),
                bonus: pair.bonus,
                close_out: self.close_out,
                health_before: self.health,
                episode,
            },
            after,
        })
    }
}
