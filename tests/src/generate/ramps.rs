//! Which parameters of a Book are on their way, or were stopped on it.

use super::Random;
use crate::exact::wire::RampLine;

/// How many steps each kind of parameter has taken since it last stood still; more than one: stopped or redirected midway. At most
/// one kind is moving, but the others may stand where they were stopped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Steps {
    pub assets: usize,
    pub stress: usize,
    pub matrix: usize,
}

/// As many as a ramp remembers.
const MOST: usize = 4;

pub fn draw(random: &mut Random) -> Steps {
    let (assets, stress, matrix) = match random.below(20) {
        0..=2 => (1, 0, 0),
        3 | 4 => (0, 1, 0),
        5 | 6 => (0, 0, 1),
        7..=12 => turned(random),
        _ => (0, 0, 0),
    };
    Steps {
        assets,
        stress,
        matrix,
    }
}

fn turned(random: &mut Random) -> (usize, usize, usize) {
    let some = |random: &mut Random| 1 + random.index(MOST);
    match random.below(6) {
        0 | 1 => (some(random), 0, 0),
        2 => (0, some(random), 0),
        3 => (0, 0, some(random)),
        4 => (0, some(random), some(random)),
        _ => (some(random), random.index(MOST + 1), random.index(MOST + 1)),
    }
}

/// Elapsed and duration, both ends of the way included.
pub fn clock(random: &mut Random) -> (String, String) {
    let duration = random.between(86_400, 2_592_000);
    let elapsed = match random.below(5) {
        0 => 0,
        1 => duration,
        2 => 1,
        _ => random.between(0, duration),
    };
    (elapsed.to_string(), duration.to_string())
}

/// So many steps, the oldest first: `from` makes a point out of its number of steps ago and the ramp that led to it.
pub fn nested<F>(
    random: &mut Random,
    steps: usize,
    mut from: impl FnMut(&mut Random, usize, Option<Box<RampLine<F>>>) -> F,
) -> Option<RampLine<F>> {
    (1..=steps).rev().fold(None, |past, ago| {
        let from = from(random, ago, past.map(Box::new));
        let (elapsed, duration) = clock(random);
        Some(RampLine {
            from,
            elapsed,
            duration,
        })
    })
}
