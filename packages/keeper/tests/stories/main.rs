//! Stories of the keeper's judgement, beside the real contracts.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)] // a test may stop at the first surprise

mod chain;
mod deciding;
mod judging;
mod working;
mod world;
