//! Which pair to liquidate.

use super::bonus::{bonus, equity_per_debt};
use super::error::LiquidationError;
use crate::units::ONE;
use crate::valuation::{Basis, Book, Level};

impl Book {
    /// The pair that heals most per USD repaid: the debt that weighs most against the collateral that is missed least.
    ///
    /// First order, at the account as it is, among positions of at least the minimum value where there are any.
    pub fn best_pair(&self) -> Result<Option<(u8, u8)>, LiquidationError> {
        let values = self.values(Basis::Maintenance)?;
        let marginals = self.explain(Level::Maintenance)?.marginals;
        let account = self.scaled_debts(&values)?;
        let health = account.health(&self.correlations)?;
        let per_debt = equity_per_debt(self, &account)?;
        let minimum = self.rules.min_position_value.raw();
        let mut debt: Option<(bool, i128, u8)> = None;
        let mut collateral: Option<(bool, i128, u8)> = None;
        // One pass: first-order effects of the two sides do not depend on each other.
        for ((holding, value), marginal) in self.holdings.iter().zip(&values).zip(&marginals) {
            if value.debt != 0 {
                let gain = i128::from(marginal.debt.raw()).saturating_neg();
                debt = debt.max(Some((value.debt >= minimum, gain, holding.asset)));
            }
            if value.collateral != 0 {
                let bonus = bonus(self, holding, per_debt, health)?;
                let rate = i128::from(ONE.saturating_add(bonus.raw()));
                // Below 2^64 · 2^61.
                let missed = rate.saturating_mul(i128::from(marginal.collateral.raw()));
                let rank = (
                    value.collateral >= minimum,
                    missed.saturating_neg(),
                    holding.asset,
                );
                collateral = collateral.max(Some(rank));
            }
        }
        Ok(debt.zip(collateral).map(|(d, c)| (d.2, c.2)))
    }
}
