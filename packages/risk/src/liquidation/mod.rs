//! Liquidation: the quote of a pair, the pair to take, the quote of everything pro rata, and the end of an account beyond rescue.

mod best_pair;
mod error;
mod executed;
mod pair;
mod path;
mod pro_rata;
mod quote;
mod received;
mod request;
mod size;
mod unhealthy;
mod write_off;

pub use best_pair::PairChoice;
pub use error::LiquidationError;
pub use executed::Expected;
pub use pro_rata::{ProRata, ProRataRepayment, Seizure};
pub use received::Received;
pub use request::{Liquidation, LiquidationRequest};
