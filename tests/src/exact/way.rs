//! Parameters on their way: where they come from, and how far they have come (section 6).

use super::wire::{Earlier, RampLine};
use super::Num;

/// A point, and the steps taken from it since. Every step starts from the values in force, however far the one before had come.
#[derive(Debug, Clone)]
pub struct Way<P> {
    start: P,
    steps: Vec<Step<P>>,
}

/// How many seconds of the duration were gone towards a target when the step ended, was stopped, was sent elsewhere, or now.
#[derive(Debug, Clone)]
pub struct Step<P> {
    pub target: P,
    pub elapsed: u64,
    pub duration: u64,
}

impl<P> Way<P> {
    pub fn standing(start: P) -> Self {
        let steps = Vec::new();
        Self { start, steps }
    }

    /// The fields of the line are the target; `from` is where it came from, with a past of its own.
    pub fn read<F: Earlier>(
        target: P,
        ramp: Option<&RampLine<F>>,
        point: &impl Fn(&F) -> Result<P, String>,
    ) -> Result<Self, String> {
        let Some(ramp) = ramp else {
            return Ok(Self::standing(target));
        };
        let mut way = Self::read(point(&ramp.from)?, ramp.from.earlier(), point)?;
        let (elapsed, duration) = (seconds(&ramp.elapsed)?, seconds(&ramp.duration)?);
        if duration == 0 {
            return Err("a ramp of no duration".into());
        }
        way.steps.push(Step {
            target,
            elapsed: elapsed.min(duration),
            duration,
        });
        Ok(way)
    }

    pub fn start(&self) -> &P {
        &self.start
    }

    pub fn steps(&self) -> &[Step<P>] {
        &self.steps
    }

    /// The same way of something that each point has.
    pub fn map<Q>(&self, of: impl Fn(&P) -> Q) -> Way<Q> {
        let steps = self.steps.iter().map(|step| Step {
            target: of(&step.target),
            elapsed: step.elapsed,
            duration: step.duration,
        });
        Way {
            start: of(&self.start),
            steps: steps.collect(),
        }
    }

    /// The value in force of a number that moves linearly.
    pub fn blend(&self, number: impl Fn(&P) -> Num) -> Num {
        self.steps
            .iter()
            .fold(number(&self.start), |present, step| {
                let target = number(&step.target);
                if present == target {
                    return target;
                }
                Num::blend(&present, &target, step.elapsed, step.duration)
            })
    }
}

fn seconds(text: &str) -> Result<u64, String> {
    text.parse()
        .map_err(|_| format!("not a number of seconds: {text}"))
}
