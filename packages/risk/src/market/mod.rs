//! One asset's market and what an account has in it.

mod account;
mod due;
mod interest;
mod position;
mod rate;
mod totals;

pub use account::{Account, Episode};
pub use due::Due;
pub use interest::Accrual;
pub(crate) use position::MAX_POSITIONS;
pub use position::{Forfeit, Moved, Position, PositionError, Seized, SupplyMode, TooManyPositions};
pub use rate::RateModel;
pub use totals::{Market, MarketError, Repayment, WriteOff};
