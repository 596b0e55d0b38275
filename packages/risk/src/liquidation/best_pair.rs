//! Which pair to liquidate.

use super::error::LiquidationError;
use super::request::LiquidationPair;
use super::unhealthy::Unhealthy;
use crate::units::ONE;
use crate::valuation::{Book, Level};

/// How much a side of a pair does; the greatest does most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    /// Those of at least the minimum value come first.
    is_worthwhile: bool,
    /// Per USD repaid, in any scale that both have.
    heals: i128,
    asset: u8,
}

impl Book {
    /// The pair that heals most per USD repaid: the debt that weighs most against the collateral that is missed least.
    ///
    /// First order, at the account as it is, among positions of at least the minimum value where there are any.
    pub fn best_pair(&self) -> Result<Option<LiquidationPair>, LiquidationError> {
        let account = Unhealthy::of(self)?;
        let marginals = self.explain(Level::Maintenance)?.marginals;
        let minimum = self.rules.min_position_value;
        let (mut debt, mut collateral) = (None, None);
        // One pass: first-order effects of the two sides do not depend on each other.
        for ((holding, value), marginal) in
            self.holdings.iter().zip(&account.values).zip(&marginals)
        {
            let asset = holding.asset;
            if !value.debt.is_zero() {
                debt = debt.max(Some(Rank {
                    is_worthwhile: value.debt >= minimum,
                    heals: i128::from(marginal.debt.raw()).saturating_neg(),
                    asset,
                }));
            }
            if !value.collateral.is_zero() {
                let bonus = account.bonus(holding)?;
                let rate = i128::from(ONE.saturating_add(bonus.raw()));
                // Below 2^64 · 2^61.
                let missed = rate.saturating_mul(i128::from(marginal.collateral.raw()));
                collateral = collateral.max(Some(Rank {
                    is_worthwhile: value.collateral >= minimum,
                    heals: missed.saturating_neg(),
                    asset,
                }));
            }
        }
        let pair = debt.zip(collateral);
        Ok(pair.map(|(debt, collateral)| LiquidationPair {
            debt: debt.asset,
            collateral: collateral.asset,
        }))
    }
}
