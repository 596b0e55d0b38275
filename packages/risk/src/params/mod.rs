//! What governance sets: the numbers of an asset, the correlation structure, and how both move.

mod asset;
mod asset_point;
mod budget;
mod correlation;
mod error;
mod in_force;
mod matrix;
mod once;
mod progress;
mod raise;
mod ramp;
mod spec;

pub use asset::{
    checked_flash_fee, checked_reserve_factor, AssetParams, Caps, LiquidationBonus,
    LiquidationConfig,
};
pub(crate) use asset::{FULL_COUNT_FACTOR, MAX_STRESS};
pub use asset_point::AssetPoint;
pub use budget::{Budget, BudgetFor, BudgetSpent, Draw};
pub(crate) use correlation::stress_of;
pub use correlation::{Correlations, GroupMember};
pub use error::ParamError;
pub(crate) use in_force::InForce;
pub(crate) use matrix::Matrix;
pub(crate) use once::each_once;
pub(crate) use progress::Share;
pub use progress::{Pace, RampCourse, UnderWay};
pub use raise::Raise;
pub use ramp::{Ramp, RampError};
pub(crate) use spec::MAX_GROUPS;
pub use spec::{CorrelationError, CorrelationSpec, Group, Scenario};
