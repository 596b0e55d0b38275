//! Stories of the lending contract, beside an oracle that says what it is told.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)] // a test may stop at the first surprise

#[path = "mod.rs"]
mod stories;

use ballast_testing::{Suite, SuiteBuilder};

/// The chain on which the stories take place.
fn stage() -> SuiteBuilder {
    Suite::builder()
}
