//! The lending contract. `contract` dispatches; `execute` has one verb a file; `book` reads and writes; the numbers
//! are all `ballast_risk`'s.

mod auth;
mod book;
pub mod contract;
pub mod error;
mod event;
mod execute;
mod limits;
mod migrate;
mod query;
mod scene;
mod setup;
mod state;
mod transfer;
mod transition;

pub use error::ContractError;
