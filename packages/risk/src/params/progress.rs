//! How far a ramp is, and how it moves on: the clock of a ramp, whatever it moves.

use super::error::ParamError;
use crate::units::{mul_div_down, mul_div_up, saturated_u32, saturated_u64, Ratio, Seconds, ONE};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

pub(super) const MIN_RAMP_SECONDS: u32 = 86_400;
/// 30 days, below 2^22.
const MAX_RAMP_SECONDS: u32 = 30 * 86_400;
const DEFAULT_RAMP_SECONDS: u32 = 3 * 86_400;

/// What the owner lets a ramp do.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum RampCourse {
    /// It stays where it is, under way.
    Hold,
    /// It moves towards its target.
    GoOn,
    /// It moves back to where it came from.
    TurnBack,
}

impl fmt::Display for RampCourse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Hold => "hold",
            Self::GoOn => "go_on",
            Self::TurnBack => "turn_back",
        })
    }
}

/// How long a whole way takes, from end to end: 1 to 30 days.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace(u32);

impl Pace {
    /// Three days: where a message names no length, and the longest that a steward may ask for.
    pub const DEFAULT: Self = Self(DEFAULT_RAMP_SECONDS);

    /// What was asked for; refused outside 1 to 30 days.
    pub fn new(length: Seconds) -> Result<Self, ParamError> {
        u32::try_from(length.raw())
            .ok()
            .filter(|seconds| (MIN_RAMP_SECONDS..=MAX_RAMP_SECONDS).contains(seconds))
            .map(Self)
            .ok_or_else(|| ParamError::out_of_range("ramp_seconds", length, "86400 to 2592000"))
    }

    /// The whole way.
    pub fn length(self) -> Seconds {
        Seconds::new(self.0.into())
    }
}

/// How far it is from one end to the other: `gone / whole`, with `gone` at most `whole`, and `whole` above 0 and below 2^22.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Share {
    gone: u32,
    whole: u32,
}

impl Share {
    /// `None` where `whole` is 0 or more than 30 days of seconds; beyond the end is at the end.
    pub(crate) fn new(gone: Seconds, whole: Seconds) -> Option<Self> {
        let whole = u32::try_from(whole.raw()).ok()?;
        let gone = saturated_u32(gone.raw()).min(whole);
        (1..=MAX_RAMP_SECONDS)
            .contains(&whole)
            .then_some(Self { gone, whole })
    }

    pub(crate) fn gone(self) -> u32 {
        self.gone
    }

    pub(crate) fn whole(self) -> u32 {
        self.whole
    }

    pub(super) fn left(self) -> u32 {
        self.whole.saturating_sub(self.gone)
    }
}

/// Where a ramp stands and how it moves on.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Progress {
    /// At `since`. Its denominator is that of the length it began with and stays: so nothing is rounded where its course changes.
    share: Share,
    since: u64,
    pace: Pace,
    course: RampCourse,
}

impl Progress {
    /// From an end, towards the other.
    pub(super) fn begin(pace: Pace, now: u64) -> Self {
        Self {
            share: Share {
                gone: 0,
                whole: pace.0,
            },
            since: now,
            pace,
            course: RampCourse::GoOn,
        }
    }

    /// Where it stays until its course changes.
    pub(super) fn held(share: Share) -> Self {
        Self {
            share,
            since: 0,
            pace: Pace::DEFAULT,
            course: RampCourse::Hold,
        }
    }

    /// On another course from where it is, at the pace it has where none is named.
    pub(super) fn steered(self, course: RampCourse, pace: Option<Pace>, now: u64) -> Self {
        Self {
            share: self.share_at(now),
            since: now,
            pace: pace.unwrap_or(self.pace),
            course,
        }
    }

    pub(super) fn course(&self) -> RampCourse {
        self.course
    }

    /// How it looks from outside.
    pub(super) fn under_way(&self, now: u64) -> UnderWay {
        let Share { gone, whole } = self.share_at(now);
        let behind = mul_div_down(gone.into(), ONE.into(), whole.into()).unwrap_or(0);
        UnderWay {
            course: self.course,
            // at most 1
            progress: Ratio::new(saturated_u64(behind)),
            ends_at: self.ends_at(),
        }
    }

    /// How far it is at `now`: towards where it moves, rounded down to whole parts of the way.
    pub(super) fn share_at(&self, now: u64) -> Share {
        let Share { gone, whole } = self.share;
        let elapsed = Seconds::between(self.since, now).min(self.pace.length());
        // below 2^44, and the pace is above 0
        let moved = mul_div_down(elapsed.into(), whole.into(), self.pace.0.into()).unwrap_or(0);
        let moved = saturated_u32(moved).min(whole);
        let gone = match self.course {
            RampCourse::Hold => gone,
            RampCourse::GoOn => gone.saturating_add(moved).min(whole),
            RampCourse::TurnBack => gone.saturating_sub(moved),
        };
        Share { gone, whole }
    }

    pub(super) fn is_over(&self, now: u64) -> bool {
        let share = self.share_at(now);
        match self.course {
            RampCourse::Hold => false,
            RampCourse::GoOn => share.left() == 0,
            RampCourse::TurnBack => share.gone == 0,
        }
    }

    fn ends_at(&self) -> Option<u64> {
        let parts = match self.course {
            RampCourse::Hold => return None,
            RampCourse::GoOn => self.share.left(),
            RampCourse::TurnBack => self.share.gone,
        };
        // at most the pace, and no share has a whole of 0
        let seconds = mul_div_up(parts.into(), self.pace.0.into(), self.share.whole.into());
        let left = Seconds::new(saturated_u64(seconds.unwrap_or(0)));
        Some(left.after(self.since))
    }
}

/// A ramp under way as anybody sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnderWay {
    pub course: RampCourse,
    /// How much of the way to the target is behind it, rounded down.
    pub progress: Ratio,
    /// When it is at the end that it moves to; none while it is held.
    pub ends_at: Option<u64>,
}
