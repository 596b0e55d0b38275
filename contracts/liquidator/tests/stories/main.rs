//! Stories of the liquidator, beside the real lending contract and an exchange.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)] // a test may stop at the first surprise

mod hostile;
mod rescues;
mod world;
