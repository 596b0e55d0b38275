//! The program under test against the exact model.

// A failed assumption of a test should stop it at once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic
)]

mod checker;
mod once_wrong;
mod ramps;
mod random_books;
mod reach;
mod special_cases;
mod worked_figures;
