//! The outside format of parameters.

use crate::params::{Group, Scenario};
use crate::units::{Amount, Move, Ratio};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct ConfigJson {
    pub correlation_credit: Ratio,
    pub min_margin: Ratio,
    pub groups: Vec<Group>,
    pub rho: Vec<Vec<Move>>,
    #[serde(default)]
    pub scenarios: Vec<Scenario>,
    /// Where the structure comes from, while it is under way: either stresses, or matrix, credit and margin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ramp: Option<RampJson<StructurePointJson>>,
}

/// How far something is from one end, `from`, to the other, which is the fields beside it. Held or moving: it stands at
/// `elapsed / duration`.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct RampJson<F> {
    pub from: F,
    /// Seconds gone of the duration.
    pub elapsed: Amount,
    /// 1 to 2592000 seconds.
    pub duration: Amount,
}

#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, Default, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct StructurePointJson {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub groups: Option<Vec<Group>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rho: Option<Vec<Vec<Move>>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correlation_credit: Option<Ratio>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_margin: Option<Ratio>,
}

#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct AssetPointJson {
    pub liquidation_threshold: Ratio,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub borrow_weight: Option<Ratio>,
}
