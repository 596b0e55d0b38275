//! What governance sets: the numbers of an asset, the correlation structure, and how both move.

mod asset;
mod asset_point;
mod budget;
mod correlation;
mod error;
mod matrix;
mod once;
mod ramp;
mod spec;

pub(crate) use asset::FULL_COUNT_FACTOR;
pub use asset::{AssetParams, Caps, LiquidationBonus, LiquidationConfig, MAX_STRESS};
pub use asset_point::AssetPoint;
pub use budget::{Budget, BudgetFor, BudgetSpent, Draw};
pub use correlation::{Correlations, Structure};
pub use error::ParamError;
pub use matrix::Matrix;
pub(crate) use once::each_once;
pub(crate) use ramp::{Blend, MAX_RAMP_SECONDS, MAX_STEPS};
pub use ramp::{Pace, Ramp, RampError, Step};
pub(crate) use spec::MAX_GROUPS;
pub use spec::{check_scenarios, CorrelationError, CorrelationSpec, Group, Scenario};
