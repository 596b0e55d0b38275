//! Outcomes, added up.

use super::life::Outcome;
use serde::Serialize;

/// Sums over accounts. USD.
#[derive(Serialize, Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    pub starts: usize,
    /// Accounts that liquidators repaid for.
    pub liquidated: usize,
    /// Accounts that at some close owed more than they held, with liquidators done.
    pub insolvent: usize,
    pub collateral: f64,
    pub debt: f64,
    pub repaid: f64,
    pub cost: f64,
    pub bad_debt: f64,
}

impl Tally {
    pub fn of<'a>(outcomes: impl IntoIterator<Item = &'a Outcome>) -> Self {
        let mut tally = Self::default();
        outcomes.into_iter().for_each(|outcome| tally.add(outcome));
        tally
    }

    fn add(&mut self, outcome: &Outcome) {
        self.starts += 1;
        self.liquidated += usize::from(outcome.repaid > 0.0);
        self.insolvent += usize::from(outcome.insolvent_at.is_some());
        self.collateral += outcome.collateral;
        self.debt += outcome.debt;
        self.repaid += outcome.repaid;
        self.cost += outcome.cost;
        self.bad_debt += outcome.bad_debt;
    }

    /// USD of debt that 100 USD of collateral carry.
    pub fn carried(&self) -> f64 {
        part(self.debt, self.collateral, 100.0)
    }

    /// Insolvent accounts of 1,000 opened.
    pub fn insolvent_per_1000(&self) -> f64 {
        part(self.insolvent as f64, self.starts as f64, 1_000.0)
    }

    /// Liquidated accounts of 100 opened.
    pub fn liquidated_per_100(&self) -> f64 {
        part(self.liquidated as f64, self.starts as f64, 100.0)
    }

    /// USD lost to lenders per 10,000 USD lent.
    pub fn bad_debt_per_10000(&self) -> f64 {
        part(self.bad_debt, self.debt, 10_000.0)
    }

    /// USD that liquidation cost borrowers per 100 USD borrowed.
    pub fn cost_per_100(&self) -> f64 {
        part(self.cost, self.debt, 100.0)
    }
}

fn part(of: f64, whole: f64, scale: f64) -> f64 {
    if whole > 0.0 {
        scale * of / whole
    } else {
        0.0
    }
}
