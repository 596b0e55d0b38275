//! The risk desk: prices in, market parameters with their reasons out.
//!
//! Pure: what is read is given as text, what is made is returned. Floats look for parameters; whether parameters may be used is
//! decided by the checks of `ballast-risk`, which are the contract's own.

// Figures for governance to judge: nothing that is computed here goes on chain unread, and no balance rests on it.
#![allow(
    clippy::float_arithmetic,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss
)]

pub mod backtest;
pub mod calibrate;
pub mod market;
mod moves;
mod place;
pub mod prices;
pub mod settings;
mod square;
pub mod time;
