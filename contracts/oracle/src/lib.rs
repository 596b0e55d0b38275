//! The companion oracle: one query answers any number of assets, and never with an error for one of them.

mod breaker;
mod confirm;
pub mod contract;
mod error;
mod event;
mod governance;
mod guard;
mod halt;
mod held;
mod monitor;
mod query;
mod records;
mod refresh;
mod report;
mod sources;

pub use contract::{execute, instantiate, migrate, query, reply};
pub use error::ContractError;
