//! Parameters on their way: where they come from, and how far they have come (section 6).

use super::format::RampLine;
use super::Num;

/// A point, or two and how many seconds of the duration are gone from the one to the other.
#[derive(Debug, Clone)]
pub struct Ramp<P> {
    pub from: P,
    pub target: P,
    pub elapsed: u64,
    pub duration: u64,
}

impl<P: Clone> Ramp<P> {
    /// The fields of the line are the target; `from` is where it comes from.
    pub fn read<F>(
        target: P,
        ramp: Option<&RampLine<F>>,
        point: &impl Fn(&F) -> Result<P, String>,
    ) -> Result<Self, String> {
        let (from, elapsed, duration) = match ramp {
            None => (target.clone(), 1, 1),
            Some(ramp) => (
                point(&ramp.from)?,
                seconds(&ramp.elapsed)?,
                seconds(&ramp.duration)?,
            ),
        };
        if duration == 0 {
            return Err("a ramp of no duration".into());
        }
        Ok(Self {
            from,
            target,
            elapsed: elapsed.min(duration),
            duration,
        })
    }

    /// The same way of something that each point has.
    pub fn map<Q>(&self, of: impl Fn(&P) -> Q) -> Ramp<Q> {
        Ramp {
            from: of(&self.from),
            target: of(&self.target),
            elapsed: self.elapsed,
            duration: self.duration,
        }
    }

    /// The value in force of a number that moves linearly.
    pub fn blend(&self, number: impl Fn(&P) -> Num) -> Num {
        let target = number(&self.target);
        if self.elapsed == self.duration {
            return target;
        }
        let from = number(&self.from);
        if from == target {
            return target;
        }
        Num::blend(&from, &target, self.elapsed, self.duration)
    }
}

fn seconds(text: &str) -> Result<u64, String> {
    text.parse()
        .map_err(|_| format!("not a number of seconds: {text}"))
}
