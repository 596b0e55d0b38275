//! Stories on the real contract.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
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
