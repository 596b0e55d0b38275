//! P-25: what was done is what was quoted.

use super::error::LiquidationError;
use super::pro_rata::{ProRata, Seizure};
use super::request::Liquidation;
use crate::units::{Amount, AssetIndex, HealthFactor};
use crate::valuation::{Basis, Book};

/// What a quote says that an account will be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    changes: Vec<Change>,
    /// The health factor is above this; nothing is said of it in close-out.
    above: Option<HealthFactor>,
}

/// What a liquidation does to one asset of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Change {
    asset: AssetIndex,
    repaid: Amount,
    seized: Amount,
}

/// Shares and scaled debts are whole numbers, so either side may end a base unit from where it was to.
const ROUNDING: Amount = Amount::new(1);

impl Liquidation {
    pub fn seizure(&self) -> Seizure {
        Seizure {
            asset: self.collateral,
            amount: self.seize,
            protocol_fee: self.protocol_fee,
        }
    }

    pub fn expected(&self) -> Expected {
        let repaid = Change {
            asset: self.debt,
            repaid: self.repay,
            seized: Amount::ZERO,
        };
        let seized = Change {
            asset: self.collateral,
            repaid: Amount::ZERO,
            seized: self.seize,
        };
        Expected {
            changes: vec![repaid, seized],
            above: (!self.close_out).then_some(self.health_before),
        }
    }
}

impl ProRata {
    pub fn expected(&self) -> Expected {
        let repaid = self.repayments.iter().map(|repayment| Change {
            asset: repayment.asset,
            repaid: repayment.amount,
            seized: Amount::ZERO,
        });
        let seized = self.seizures.iter().map(|seizure| Change {
            asset: seizure.asset,
            repaid: Amount::ZERO,
            seized: seizure.amount,
        });
        Expected {
            changes: repaid.chain(seized).collect(),
            above: (!self.close_out).then_some(self.health_before),
        }
    }
}

impl Book {
    /// Has the account, as `after` has it, lost what the quote said and nothing else, and is its health factor above what it
    /// was? `after` has the same prices and parameters.
    pub fn check_executed(
        &self,
        expected: &Expected,
        after: &Book,
    ) -> Result<(), LiquidationError> {
        for (was, is) in self.holdings.iter().zip(&after.holdings) {
            let (mut debt, mut collateral) = (was.debt, was.collateral);
            for change in expected.changes.iter().filter(|c| c.asset == was.asset) {
                debt = debt.saturating_sub(change.repaid);
                collateral = collateral.saturating_sub(change.seized);
            }
            if was.asset != is.asset || !near(is.debt, debt) || !near(is.collateral, collateral) {
                return Err(LiquidationError::NotAsQuoted { asset: was.asset });
            }
        }
        let Some(above) = expected.above else {
            return Ok(());
        };
        let account = after.scaled_debts(&after.values(Basis::Maintenance)?)?;
        if account.passes(above.raw().saturating_add(1), &self.correlations)? {
            return Ok(());
        }
        Err(LiquidationError::WouldNotHeal)
    }
}

fn near(a: Amount, b: Amount) -> bool {
    a.saturating_sub(b) <= ROUNDING && b.saturating_sub(a) <= ROUNDING
}
