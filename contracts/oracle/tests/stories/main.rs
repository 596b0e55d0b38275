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

use cosmwasm_std::Empty;
use cw_multi_test::Contract;

/// What runs as the oracle contract.
fn stage_oracle(native: Box<dyn Contract<Empty>>) -> Box<dyn Contract<Empty>> {
    native
}
