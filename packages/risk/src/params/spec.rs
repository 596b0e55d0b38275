//! Groups, the matrix and scenarios as governance writes them.

use super::once::each_once;
use super::ramp::RampError;
use crate::units::{Move, NumError, Ratio, ONE};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use thiserror::Error;

/// At most 16 groups: the matrix costs their square.
pub const MAX_GROUPS: usize = 16;
/// At most 16 scenarios, each read at every new risk.
pub const MAX_SCENARIOS: usize = 16;

#[derive(Error, Debug, Clone, PartialEq, Eq)]
pub enum CorrelationError {
    #[error("found {found} groups, allowed are 1 to {MAX_GROUPS}")]
    GroupCount { found: usize },
    #[error("found {found} scenarios, allowed are at most {MAX_SCENARIOS}")]
    ScenarioCount { found: usize },
    #[error(
        "the group or scenario `{name}` stands there twice, or has no name of 1 to 32 bytes without line breaks and outer spaces"
    )]
    Name { name: String },
    #[error("there is no group `{name}`")]
    UnknownGroup { name: String },
    #[error("the matrix must have {expected} rows of {expected} entries")]
    Shape { expected: usize },
    #[error("correlation of {row} and {column}: found {found}, allowed is -1 to 1 with at most 4 decimals, 1 on the diagonal, the same both ways")]
    Entry {
        row: String,
        column: String,
        found: String,
    },
    #[error("the matrix is not positive semi-definite: `{group}` cannot move like that together with the groups before it")]
    NotPositiveSemiDefinite { group: String },
    #[error("{field}: found {found}, allowed is {allowed}")]
    OutOfRange {
        field: &'static str,
        found: String,
        allowed: &'static str,
    },
    #[error(
        "groups keep their names and order; new ones are added at the end; `{name}` was expected"
    )]
    GroupsMoved { name: String },
    #[error(
        "stresses and the matrix (with its credit and margin) cannot move in one ramp; send two"
    )]
    BothChange,
    #[error(transparent)]
    Ramp(#[from] RampError),
    #[error(transparent)]
    Num(#[from] NumError),
}

/// A set of assets that move together.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Group {
    pub name: String,
    /// How far the whole group can move together, 0 to 0.95.
    pub stress: Ratio,
}

/// The correlation structure as governance writes it.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct CorrelationSpec {
    pub groups: Vec<Group>,
    /// Symmetric, 1 on the diagonal, at most four decimals, positive semi-definite exactly as written.
    pub rho: Vec<Vec<Move>>,
    /// How far the matrix is trusted, 0 to 1.
    pub correlation_credit: Ratio,
    /// The least margin over debt, 0 to 1.
    pub min_margin: Ratio,
}

/// Relative moves of some assets that happen together; it gates new risk and never liquidates.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    pub name: String,
    /// Asset to relative move, at least -1.
    #[serde(deserialize_with = "each_once")]
    pub moves: BTreeMap<String, Move>,
}

impl Scenario {
    /// At most 16 of distinct names with moves of at least −1.
    pub fn check_all(scenarios: &[Self]) -> Result<(), CorrelationError> {
        if scenarios.len() > MAX_SCENARIOS {
            return Err(CorrelationError::ScenarioCount {
                found: scenarios.len(),
            });
        }
        check_names(scenarios.iter().map(|s| s.name.as_str()))?;
        for found in scenarios.iter().flat_map(|s| s.moves.values()) {
            if found.raw() < ONE.cast_signed().saturating_neg() {
                return Err(CorrelationError::OutOfRange {
                    field: "move",
                    found: found.to_string(),
                    allowed: "at least -1",
                });
            }
        }
        Ok(())
    }
}

pub(super) fn check_names<'a>(
    names: impl Iterator<Item = &'a str>,
) -> Result<(), CorrelationError> {
    let mut seen: Vec<&str> = Vec::new();
    for name in names {
        let plain = name.trim() == name && !name.contains(char::is_control);
        if name.is_empty() || name.len() > 32 || !plain || seen.contains(&name) {
            return Err(CorrelationError::Name {
                name: name.chars().take(48).collect(),
            });
        }
        seen.push(name);
    }
    Ok(())
}
