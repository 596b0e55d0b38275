//! Answers, one question a file.

mod assets;
mod config;
mod expiring;
mod preview;
mod prices;

pub use assets::{asset, assets};
pub use config::{config, feeders};
pub use expiring::expiring;
pub use preview::preview;
pub use prices::prices;
