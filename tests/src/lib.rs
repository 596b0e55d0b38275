//! What the tests of the whole system share.
//!
//! [`exact`] is an independent model of the health formula and the liquidation quote, written from `docs/spec.md` and never from
//! the code of `ballast-risk`; [`generate`] makes random Books; [`check`] compares an answer of the program with the model.

// Development only: a failed assumption of a test should stop it at once, with a backtrace.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::float_arithmetic
)]

pub mod check;
pub mod exact;
pub mod generate;
pub mod program;
