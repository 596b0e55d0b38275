//! Stories on the real contract, beside an oracle that says what it is told.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)] // a test may stop at the first surprise

#[path = "../chain/mod.rs"]
mod chain;

#[path = "mod.rs"]
mod stories;

use cosmwasm_std::Empty;
use cw_multi_test::Contract;

/// What runs as the lending contract.
fn stage_lending(native: Box<dyn Contract<Empty>>) -> Box<dyn Contract<Empty>> {
    native
}
