//! When an asset is reported: valid by construction.

use ballast_risk::Ratio;
use serde::Deserialize;
use thiserror::Error;

/// The most sources of one asset: as many as a bracket takes.
const MAX_SOURCES: usize = ballast_pricing::MAX_FEEDERS;

/// When an asset is reported. As the file has it; what is absent takes its default.
#[derive(Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields, default)]
pub struct RuleSettings {
    pub deviation: Ratio,
    pub heartbeat_seconds: u64,
    pub max_age_seconds: u64,
    pub min_sources: usize,
    pub agree_within: Ratio,
    pub max_step: Ratio,
}

impl Default for RuleSettings {
    fn default() -> Self {
        Self {
            deviation: Ratio::new(5_000_000_000_000_000),
            heartbeat_seconds: 60,
            max_age_seconds: 20,
            min_sources: 2,
            agree_within: Ratio::percent(1),
            max_step: Ratio::percent(10),
        }
    }
}

/// Rules that were checked.
#[derive(Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(try_from = "RuleSettings")]
pub struct Rules {
    /// A move by more than this part of the last report is reported at once.
    pub deviation: Ratio,
    /// Seconds after which a report is renewed though nothing moved.
    pub heartbeat: u64,
    /// Seconds after which what a source saw does not count.
    pub max_age: u64,
    /// With fewer that count nothing is reported.
    pub min_sources: usize,
    /// How far from the median a source lies that agrees with it, as a part of it.
    pub agree_within: Ratio,
    /// What moved by more than this part takes a second source.
    pub max_step: Ratio,
}

#[derive(Error, Debug, Clone, PartialEq, Eq)]
pub enum RulesError {
    #[error("{key}: found {found}, allowed is {allowed}")]
    OutOfRange {
        key: &'static str,
        found: String,
        allowed: &'static str,
    },
    #[error("max_step: found {max_step}, and it must be above deviation, which is {deviation}")]
    StepBelowDeviation { max_step: Ratio, deviation: Ratio },
}

impl TryFrom<RuleSettings> for Rules {
    type Error = RulesError;

    fn try_from(found: RuleSettings) -> Result<Self, RulesError> {
        if let Some(check) = checks(&found).into_iter().find(|check| !check.holds) {
            return Err(RulesError::OutOfRange {
                key: check.key,
                found: check.found,
                allowed: check.allowed,
            });
        }
        if found.max_step <= found.deviation {
            return Err(RulesError::StepBelowDeviation {
                max_step: found.max_step,
                deviation: found.deviation,
            });
        }
        Ok(Self {
            deviation: found.deviation,
            heartbeat: found.heartbeat_seconds,
            max_age: found.max_age_seconds,
            min_sources: found.min_sources,
            agree_within: found.agree_within,
            max_step: found.max_step,
        })
    }
}

/// Each number by itself.
fn checks(found: &RuleSettings) -> [Check; 6] {
    let seconds = 1..=86_400;
    let part = Ratio::new(1)..=Ratio::percent(100);
    let sources = 1..=MAX_SOURCES;
    [
        Check::of(
            "deviation",
            found.deviation,
            part.contains(&found.deviation),
            "above 0 to 1",
        ),
        Check::of(
            "heartbeat_seconds",
            found.heartbeat_seconds,
            seconds.contains(&found.heartbeat_seconds),
            "1 to 86400",
        ),
        Check::of(
            "max_age_seconds",
            found.max_age_seconds,
            seconds.contains(&found.max_age_seconds),
            "1 to 86400",
        ),
        Check::of(
            "min_sources",
            found.min_sources,
            sources.contains(&found.min_sources),
            "1 to 31",
        ),
        Check::of(
            "agree_within",
            found.agree_within,
            part.contains(&found.agree_within),
            "above 0 to 1",
        ),
        Check::of(
            "max_step",
            found.max_step,
            part.contains(&found.max_step),
            "above 0 to 1",
        ),
    ]
}

struct Check {
    key: &'static str,
    found: String,
    holds: bool,
    allowed: &'static str,
}

impl Check {
    fn of(key: &'static str, found: impl ToString, holds: bool, allowed: &'static str) -> Self {
        Self {
            key,
            found: found.to_string(),
            holds,
            allowed,
        }
    }
}
