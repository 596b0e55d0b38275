//! Liquidation: the quote of a pair, the pair that heals most, and the end of an account beyond rescue.

mod best_pair;
mod error;
mod pair;
mod quote;
mod request;
mod unhealthy;
mod write_off;

pub use error::LiquidationError;
pub use request::{Liquidation, LiquidationPair, LiquidationRequest};
