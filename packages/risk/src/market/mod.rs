//! One asset's market and what an account has in it.

mod account;
mod rate;
mod totals;

pub(crate) use account::MAX_POSITIONS;
pub use account::{Account, Episode, Position, TooManyPositions};
pub use rate::RateModel;
pub use totals::{Accrual, Market, MarketError, Repayment, WriteOff};
