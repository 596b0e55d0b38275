//! A parameter out of its range.

use crate::units::Ratio;
use std::fmt::Display;
use thiserror::Error;

#[derive(Error, Debug, Clone, PartialEq, Eq)]
pub enum ParamError {
    #[error("{field}: found {found}, allowed is {allowed}")]
    OutOfRange {
        field: &'static str,
        found: String,
        allowed: &'static str,
    },
    #[error("{asset} needs a stress of at least {stress}, its group's, on both sides: liquidation_threshold at most 1 - {stress}, borrow_weight at least 1 + {stress}")]
    BelowGroupStress { asset: String, stress: Ratio },
}

impl ParamError {
    pub fn out_of_range(field: &'static str, found: impl Display, allowed: &'static str) -> Self {
        ParamError::OutOfRange {
            field,
            found: found.to_string(),
            allowed,
        }
    }
}
