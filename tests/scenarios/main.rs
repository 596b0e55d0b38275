//! Stories of the whole system: real contracts, real oracle, coins and tokens. The suite checks P-01, P-02, P-04 and
//! P-05 after every message.
#![allow(clippy::unwrap_used)] // a story stops at the first surprise

#[path = "mod.rs"]
mod stories;

use ballast_testing::{Suite, SuiteBuilder};

/// The chain on which the stories take place.
fn stage() -> SuiteBuilder {
    Suite::builder()
}
