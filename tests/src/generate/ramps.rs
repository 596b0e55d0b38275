//! Which parameters of a Book are on their way, or held there.

use super::Random;
use crate::exact::format::RampLine;

/// Which kinds of parameters are between two ends. Governance lets one kind move at a time; the format carries assets beside either of
/// the others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Midway {
    pub assets: bool,
    pub correlations: Option<Correlations>,
}

/// What one ramp of the correlations moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Correlations {
    Stress,
    Matrix,
}

pub fn draw(random: &mut Random) -> Midway {
    let (assets, correlations) = match random.below(20) {
        0..=3 => (true, None),
        4..=6 => (false, Some(Correlations::Stress)),
        7..=9 => (false, Some(Correlations::Matrix)),
        10 => (true, Some(Correlations::Stress)),
        11 => (true, Some(Correlations::Matrix)),
        _ => (false, None),
    };
    Midway {
        assets,
        correlations,
    }
}

/// On the way from a point, both ends of it included.
pub fn ramp<F>(random: &mut Random, from: F) -> RampLine<F> {
    let duration = match random.below(8) {
        0 => 1,
        1 => random.between(1, 86_400),
        _ => random.between(86_400, 2_592_000),
    };
    let elapsed = match random.below(5) {
        0 => 0,
        1 => duration,
        2 => 1,
        _ => random.between(0, duration),
    };
    RampLine {
        from,
        elapsed: elapsed.to_string(),
        duration: duration.to_string(),
    }
}
