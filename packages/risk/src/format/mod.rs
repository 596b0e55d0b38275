//! The outside format of a Book, and what the contract would say of one.

mod book;
mod config;
mod error;
mod evaluate;
mod ramp;

pub use book::{
    AssetJson, BookJson, FractionJson, MaxJson, PairJson, PriceJson, ProRataJson, QuoteJson,
};
pub use config::{AssetPointJson, ConfigJson, RampJson, StructurePointJson};
pub use error::FormatError;
pub use evaluate::{evaluate, Answer, LevelAnswer, QuoteAnswer};
