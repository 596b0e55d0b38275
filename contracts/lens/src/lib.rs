//! The lens: it runs the lending contract's own code (`ballast_ledger`) on the lending contract's own records, read by raw
//! queries, and holds nothing but its address. Readers are replaced without touching the contract with the money.

mod book;
pub mod contract;
mod error;
mod health;
mod limits;
mod liquidation_price;
mod meter;
mod param_impact;
mod remote;
mod simulate;
mod unhealthy;

pub use error::ContractError;
