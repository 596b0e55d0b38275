//! What is stored, under which keys and in which form. Nothing outside this folder knows either.

pub mod account;
pub mod asset;
mod codec;
pub mod correlations;
mod keys;
pub mod market;
mod ramp;
pub mod scenarios;
pub mod settings;
#[cfg(test)]
mod tests;

pub use asset::Asset;
pub use keys::AccountKey;
pub use scenarios::StoredScenario;
pub use settings::{Roles, Settings, ROLES};
