//! What a market would have done: baskets opened at their limit on every day, and the contracts' own judgement, accrual and
//! liquidation through the days that follow. Nothing here decides what `ballast_risk` decides; it only opens, waits and adds up.

mod basket;
mod classic;
mod crash;
mod error;
mod life;
mod liquidator;
mod policy;
mod realised;
mod run;
mod sheet;
mod study;
mod tally;
mod terms;
mod walk_forward;

pub use basket::{baskets, Basket, Kind, Part};
pub use classic::{Classic, DebtWeights};
pub use crash::{crashes, Crash};
pub use error::BacktestError;
pub use life::{Life, Outcome};
pub use policy::{Era, Policy};
pub use realised::Matrices;
pub use run::{run, Ticks};
pub use study::{study, ticks, Frontier, Run, Study, Walk};
pub use tally::Tally;
pub use terms::{Close, Closes, Practice};
pub use walk_forward::walk_forward;

#[cfg(test)]
mod tests;
