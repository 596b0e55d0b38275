//! One asset's market and what an account has in it.

mod account;
mod position;
mod rate;
mod totals;

pub(crate) use account::MAX_POSITIONS;
pub use account::{Account, Episode, TooManyPositions};
pub use position::{Due, Forfeit, Moved, Position, PositionError, Seized, SetOff, SupplyMode};
pub use rate::RateModel;
pub use totals::{Accrual, Market, MarketError, Repayment, WriteOff};
