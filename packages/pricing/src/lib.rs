//! The oracle's maths, without storage, addresses or blocks.

mod bracket;

pub use bracket::{differs, is_wide, Bracket, Quorum, QuorumError, Report, MAX_FEEDERS};
