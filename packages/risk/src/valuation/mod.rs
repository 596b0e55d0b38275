//! What an account is worth: prices, weights, and their weighted sums.

mod book;
mod error;
mod exposure;
mod holding;
mod in_force;
mod level;
mod price;
mod quadratic;
mod scaled;
mod weights;

pub use book::Book;
pub use error::BookError;
pub(crate) use exposure::{Condition, Exposure, Requirement};
pub use holding::Holding;
pub(crate) use holding::PositionValue;
pub use in_force::CorrelationsInForce;
pub(crate) use level::Basis;
pub use level::Level;
pub use price::{PriceBand, PriceStatus, Unsettled};
pub(crate) use scaled::ScaledDebts;
pub use weights::AssetWeights;
