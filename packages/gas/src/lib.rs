//! The shipped wasm in the real VM: is it fit for chains, how large is it, what does each operation cost.
//!
//! Development only. `cosmwasm-vm` compiles wasmer and brings its singlepass compiler, which is under the Business
//! Source Licence: nothing that ships may depend on this crate, which is why it is outside the default members.
//!
//! - [`lint`]: what an artifact may contain, and the VM's own static check for the chains that are to run it
//! - [`world`]: contracts, bank and block of a small chain on which the artifacts run, everything counted
//! - [`usage`]: what was counted, and the gas that a chain would charge for it
//! - [`snapshot`]: the committed figures and the comparison with them
//! - [`story`], [`coverage`]: what is measured, and that nothing is forgotten
//! - [`market`]: the lending market of the stories, with its people
//! - [`differential`]: the stories of the native contracts, with the wasm beside them
//! - [`profile`], [`phase`], [`operation`]: which functions spend the gas and for what, for the examples `profile` and
//!   `phases`
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a measuring instrument that runs on a developer's machine: where it cannot go on it must stop loudly"
)]

pub mod artifact;
pub mod coverage;
pub mod differential;
mod instrument;
pub mod lint;
pub mod market;
pub mod message;
pub mod operation;
pub mod phase;
pub mod profile;
pub mod sdk;
pub mod snapshot;
pub mod store;
pub mod story;
pub mod usage;
mod vm;
pub mod world;
