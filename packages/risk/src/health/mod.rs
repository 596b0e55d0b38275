//! Is an account healthy, by how much, why, and how far may it go?

mod estimate;
mod explain;
mod factor;
mod limits;
mod search;
mod test;

pub(crate) use estimate::{EstimatedCorrelations, EstimatedExposure, EstimatedLine};
pub use explain::{Binding, Explanation, LiquidationPrice, Marginal};
pub(crate) use search::least;
pub use search::{bracket, Test};
