//! Parameters on their way: a value moves linearly to its target, may be stopped midway and sent somewhere else.
//!
//! A ramp keeps the points themselves and where between them it stands, as exact fractions. What is in force is a
//! convex combination of points; whoever needs a number blends what it computes at each point. Blending a rounded
//! matrix would not stay positive semi-definite, and blending factors instead of products would let health dip.

use super::error::ParamError;
use crate::units::{div_down, div_wide_down, NumError};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Restarts midway that one ramp can remember. Each adds a factor of 22 bits to the common denominator, which the
/// quadratic form of the health test has room for.
pub const MAX_STEPS: usize = 4;

const MIN_RAMP_SECONDS: u64 = 86_400;
pub const MAX_RAMP_SECONDS: u64 = 30 * 86_400;
const DEFAULT_RAMP_SECONDS: u64 = 3 * 86_400;

#[derive(Error, Debug, Clone, PartialEq, Eq)]
pub enum RampError {
    #[error("the ramp has been redirected {MAX_STEPS} times already; let it end at {ends_at}")]
    TooManyRedirections { ends_at: u64 },
    #[error("no ramp is in progress")]
    NoRamp,
}

/// How a message asks for a ramp.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// From what is in force to the target.
    pub seconds: u64,
    /// The length was named: a target that is sent again as it was starts again, too.
    pub named: bool,
}

impl Pace {
    /// The length of a ramp: what was asked, or the default; 1 to 30 days.
    pub fn new(asked: Option<u64>) -> Result<Pace, ParamError> {
        let seconds = asked.unwrap_or(DEFAULT_RAMP_SECONDS);
        if !(MIN_RAMP_SECONDS..=MAX_RAMP_SECONDS).contains(&seconds) {
            let allowed = "86400 to 2592000";
            return Err(ParamError::out_of_range("ramp_seconds", seconds, allowed));
        }
        let named = asked.is_some();
        Ok(Pace { seconds, named })
    }
}

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Step<P> {
    pub target: P,
    pub since: u64,
    /// Seconds; never 0.
    pub duration: u64,
    /// How far it had come when it was stopped or redirected.
    pub stopped: Option<u64>,
}

impl<P> Step<P> {
    pub(crate) fn elapsed(&self, now: u64) -> u64 {
        self.stopped
            .unwrap_or_else(|| now.saturating_sub(self.since))
            .min(self.duration)
    }

    fn is_live(&self, now: u64) -> bool {
        self.stopped.is_none() && self.elapsed(now) < self.duration
    }

    fn is_done(&self, now: u64) -> bool {
        self.elapsed(now) >= self.duration
    }
}

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Ramp<P> {
    pub start: P,
    pub steps: Vec<Step<P>>,
}

/// Points and their integer weights; the weights add up to the denominator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blend<'a, P> {
    pub parts: Vec<(&'a P, u128)>,
    pub denominator: u128,
}

impl<P> Blend<'_, P> {
    /// Is a single point in force?
    pub fn is_single(&self) -> bool {
        self.parts.len() == 1
    }

    /// The weighted mean of a number of each point, rounded down.
    pub fn mean_down(&self, number: impl Fn(&P) -> u64) -> Result<u64, NumError> {
        let mut sum: u128 = 0;
        // At most 5 parts of 64 + 88 bits could pass 128 bits: each is divided on its own only then.
        for (point, weight) in &self.parts {
            let part = u128::from(number(point)).checked_mul(*weight);
            match part.and_then(|part| sum.checked_add(part)) {
                Some(next) => sum = next,
                None => return self.mean_of_parts(number),
            }
        }
        let mean = div_down(sum, self.denominator)?;
        u64::try_from(mean).map_err(|_| NumError::AmountTooLarge)
    }

    fn mean_of_parts(&self, number: impl Fn(&P) -> u64) -> Result<u64, NumError> {
        use ruint::aliases::U256;
        // 5 parts of 64 + 88 bits always fit 256.
        let sum = self.parts.iter().fold(U256::ZERO, |sum, (point, weight)| {
            sum.wrapping_add(U256::from(number(point)).wrapping_mul(U256::from(*weight)))
        });
        let mean =
            div_wide_down(sum, U256::from(self.denominator)).ok_or(NumError::DivisionByZero)?;
        u64::try_from(mean).map_err(|_| NumError::AmountTooLarge)
    }
}

impl<P: Clone + PartialEq> Ramp<P> {
    /// A value that is not moving.
    pub fn fixed(point: P) -> Self {
        Self {
            start: point,
            steps: Vec::new(),
        }
    }

    /// Where it is going, or is.
    pub fn target(&self) -> &P {
        self.steps.last().map_or(&self.start, |step| &step.target)
    }

    /// What it is when the step in progress has ended; where none is, what it is now.
    pub fn landed(self, now: u64) -> Self {
        match self.ends_at(now) {
            Some(_) => Self::fixed(self.target().clone()),
            None => self,
        }
    }

    /// When the step in progress ends.
    pub fn ends_at(&self, now: u64) -> Option<u64> {
        self.live(now)
            .map(|step| step.since.saturating_add(step.duration))
    }

    fn live(&self, now: u64) -> Option<&Step<P>> {
        self.steps.last().filter(|step| step.is_live(now))
    }

    /// What is in force at `now`.
    pub fn blend(&self, now: u64) -> Result<Blend<'_, P>, NumError> {
        let mut blend = Blend {
            parts: vec![(&self.start, 1)],
            denominator: 1,
        };
        for step in &self.steps {
            if step.is_done(now) {
                blend.parts = vec![(&step.target, 1)];
                blend.denominator = 1;
                continue;
            }
            let gone = u128::from(step.elapsed(now));
            let whole = u128::from(step.duration);
            if gone == 0 {
                continue;
            }
            let times = |a: u128, b: u128| a.checked_mul(b).ok_or(NumError::AmountTooLarge);
            for (_, weight) in &mut blend.parts {
                *weight = times(*weight, whole.saturating_sub(gone))?;
            }
            blend
                .parts
                .push((&step.target, times(gone, blend.denominator)?));
            blend.denominator = times(blend.denominator, whole)?;
        }
        Ok(blend)
    }

    /// Forgets what has ended.
    pub fn forget_ended(&mut self, now: u64) {
        let done = self.steps.iter().rposition(|step| step.is_done(now));
        if let Some(done) = done {
            let mut ended = self.steps.drain(..=done);
            if let Some(last) = ended.next_back() {
                let target = last.target;
                drop(ended);
                self.start = target;
            }
        }
        self.steps
            .retain(|step| step.elapsed(now) > 0 || step.is_live(now));
    }

    /// Does asking for `target` start anything? The same target again starts only where a length is named: whoever changes
    /// something else does not set going what was stopped, nor lengthen what is under way.
    pub fn is_due(&self, target: &P, pace: Pace) -> bool {
        self.target() != target || (pace.named && !self.steps.is_empty())
    }

    /// Starts for `target` from what is in force now.
    pub fn redirect(&mut self, target: P, now: u64, duration: u64) -> Result<(), RampError> {
        let mut next = self.clone();
        next.freeze(now);
        if next.steps.is_empty() && next.start == target {
            *self = next;
            return Ok(());
        }
        if next.steps.len() >= MAX_STEPS {
            return Err(self.too_many(now));
        }
        next.steps.push(Step {
            target,
            since: now,
            duration: duration.max(1),
            stopped: None,
        });
        *self = next;
        Ok(())
    }

    /// Stays at what is in force now. The last step that can be remembered cannot be stopped: nothing could follow it.
    pub fn stop(&mut self, now: u64) -> Result<(), RampError> {
        if self.live(now).is_none() {
            return Err(RampError::NoRamp);
        }
        let mut next = self.clone();
        next.freeze(now);
        if next.steps.len() >= MAX_STEPS {
            return Err(self.too_many(now));
        }
        *self = next;
        Ok(())
    }

    fn freeze(&mut self, now: u64) {
        self.forget_ended(now);
        if let Some(step) = self.steps.last_mut().filter(|step| step.stopped.is_none()) {
            step.stopped = Some(step.elapsed(now));
        }
        self.forget_ended(now);
    }

    fn too_many(&self, now: u64) -> RampError {
        RampError::TooManyRedirections {
            ends_at: self.ends_at(now).unwrap_or(now),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may stop at the first surprise
    use super::*;

    fn at(ramp: &Ramp<u64>, now: u64) -> u64 {
        ramp.blend(now).unwrap().mean_down(|point| *point).unwrap()
    }

    #[test]
    fn a_value_moves_linearly_and_then_stays() {
        let mut ramp = Ramp::fixed(800);
        ramp.redirect(700, 1_000, 100).unwrap();
        assert_eq!(at(&ramp, 1_000), 800);
        assert_eq!(at(&ramp, 1_025), 775);
        assert_eq!(at(&ramp, 1_100), 700);
        assert_eq!(at(&ramp, 9_999), 700);
        ramp.forget_ended(9_999);
        assert_eq!(ramp, Ramp::fixed(700));
    }

    #[test]
    fn redirected_midway_it_starts_from_the_value_in_force() {
        let mut ramp = Ramp::fixed(800);
        ramp.redirect(700, 1_000, 100).unwrap();
        ramp.redirect(900, 1_050, 100).unwrap();
        assert_eq!(at(&ramp, 1_050), 750);
        assert_eq!(at(&ramp, 1_100), 825);
        assert_eq!(at(&ramp, 1_150), 900);
    }

    #[test]
    fn stopped_midway_it_stays_until_it_is_sent_on() {
        let mut ramp = Ramp::fixed(800);
        ramp.redirect(700, 1_000, 100).unwrap();
        ramp.stop(1_010).unwrap();
        assert_eq!(at(&ramp, 5_000), 790);
        assert_eq!(ramp.stop(5_000), Err(RampError::NoRamp));
        ramp.redirect(800, 5_000, 10).unwrap();
        assert_eq!(at(&ramp, 5_005), 795);
    }

    #[test]
    fn too_many_redirections_are_refused_until_the_last_has_ended() {
        let mut ramp = Ramp::fixed(0);
        for turn in 0..4 {
            ramp.redirect(100 + turn, 10 * (turn + 1), 100).unwrap();
        }
        let refused = RampError::TooManyRedirections { ends_at: 140 };
        assert_eq!(ramp.redirect(7, 50, 100), Err(refused.clone()));
        assert_eq!(ramp.stop(50), Err(refused));
        ramp.redirect(7, 140, 100).unwrap();
        assert_eq!(at(&ramp, 140), 103);
    }
}
