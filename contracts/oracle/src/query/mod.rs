//! Answers, one question a file.

mod assets;
mod config;
mod prices;

pub use assets::{asset, assets};
pub use config::{config, feeders};
pub use prices::prices;
