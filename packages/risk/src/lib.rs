//! The pure risk engine of Ballast: units, markets, health and liquidation, without storage, addresses or blocks.
//!
//! The contract, the tests, the bots and the command line run this very code.

pub mod account;
pub mod book;
pub mod correlation;
pub mod evaluate;
pub mod explain;
mod form;
mod health;
pub mod liquidation;
pub mod market;
pub mod matrix;
pub mod num;
pub mod params;
mod quadratic;
pub mod ramp;
pub mod rate;
mod rough;
pub mod search;
mod sides;
pub mod terms;
pub mod wire;
