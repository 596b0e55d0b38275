//! One verb, one file: check, load, decide, save, say.

pub mod admin;
pub mod assets;
pub mod freeze;
pub mod report;
