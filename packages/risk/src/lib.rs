//! The pure risk engine of Ballast.
pub mod num;
