//! The companion oracle: one query answers any number of assets, and never with an error for one of them.

mod auth;
mod contract;
mod error;
mod event;
mod execute;
mod migrate;
mod query;
mod sources;
mod state;

pub use contract::{execute, instantiate, query};
pub use error::ContractError;
pub use migrate::migrate;
