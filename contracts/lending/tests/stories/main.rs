//! Stories on the real contract, beside an oracle that says what it is told.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)] // a test may stop at the first surprise

#[path = "../chain/mod.rs"]
mod chain;

mod attacks;
mod foresight;
mod governance;
mod liquidations;
mod outside;
mod ramps;
mod ranges;
mod refused;
mod roles;
mod stewards;
mod supply;
mod tokens;
