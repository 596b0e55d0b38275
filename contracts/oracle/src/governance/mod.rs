//! What the owner sets.

pub mod assets;
pub mod feeders;
pub mod migrate;
pub mod roles;
mod swap;
