//! Is an account healthy, by how much, why, and how far may it go?

mod estimate;
mod explain;
mod factor;
mod limits;
mod liquidation_price;
mod mantissa;
mod search;
mod test;

pub(crate) use estimate::{EstimatedCorrelations, EstimatedExposure, EstimatedLine};
pub use explain::{Binding, Explanation, Marginal};
pub use liquidation_price::LiquidationPrice;
pub use search::bracket;
pub(crate) use search::least;
