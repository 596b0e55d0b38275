//! The levels of the requirement, and what each is judged on.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The two levels of the requirement.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// For taking new risk: collateral factors, collateral at low, debt at high.
    Initial,
    /// For liquidation: liquidation thresholds, spot on both sides.
    Maintenance,
}

/// Which factors and which prices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Basis {
    Initial,
    /// The thresholds at the prices of Initial: its second condition, which binds only during ramps.
    Threshold,
    Maintenance,
}
