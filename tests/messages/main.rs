//! What contracts say to who writes messages: every refusal's text, every documented example, every event's name.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)] // a test may stop at the first surprise

mod events;
mod examples;
mod refusals;
