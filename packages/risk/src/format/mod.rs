//! The outside format of a Book, and what the contract would say of one.

mod book;
mod config;
mod error;
mod evaluate;
mod ramp;

pub use book::{AssetJson, BookJson, MaxJson, PairJson, PriceJson, QuoteJson};
pub use config::{ConfigJson, RampJson};
pub use evaluate::{evaluate, Answer, LevelAnswer, QuoteAnswer};
