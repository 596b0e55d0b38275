//! What is kept of a simulation: table, JSON and page are made of it.

use super::liquidator::Liquidator;
use serde::Serialize;

/// The same accounts through the same storm with one liquidator. Values in USD.
#[derive(Serialize, Clone, Debug)]
pub struct Outcome {
    pub liquidator: Liquidator,
    /// Debt that was repaid by liquidation.
    pub liquidated: f64,
    /// What was seized beyond it, the protocol's fee included.
    pub bonus: f64,
    /// The part of the bonus that came out of the borrowers' own: what an account under water loses is its lenders'.
    pub borrowers_lost: f64,
    /// `borrowers_lost` as a part of all debts at the beginning.
    pub cost_of_debt: f64,
    /// Debts written off, less what was left of their collateral, and what is not covered at the end.
    pub bad_debt: f64,
    pub messages: usize,
    /// Of the messages those that took all debts against all collateral.
    pub pro_rata: usize,
    pub accounts_liquidated: usize,
    pub accounts_touched_again: usize,
    pub accounts_written_off: usize,
    /// Times that an account stayed unhealthy because no message was accepted.
    pub left_unhealthy: usize,
    /// Why, the first few.
    pub refusals: Vec<String>,
    /// After each step, since the beginning.
    pub steps: Vec<Step>,
}

#[derive(Serialize, Clone, Copy, Debug, Default)]
pub struct Step {
    pub borrowers_lost: f64,
    pub bad_debt: f64,
}

/// Everything that `--json` writes.
#[derive(Serialize, Clone, Debug)]
pub struct Comparison {
    pub accounts: usize,
    pub steps: u32,
    pub seed: u64,
    /// All debts at the beginning, USD.
    pub debt: f64,
    /// All collateral at the beginning, USD.
    pub collateral: f64,
    /// The deepest fall of an asset in one step.
    pub deepest_fall: f64,
    pub outcomes: Vec<Outcome>,
}

impl Comparison {
    /// Did every unhealthy account find a message, whichever of our liquidators was at work?
    pub fn all_reached(&self) -> bool {
        let mut ours = self.outcomes.iter();
        ours.all(|o| o.liquidator == Liquidator::Classic || o.left_unhealthy == 0)
    }
}
