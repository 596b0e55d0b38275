//! Stresses: the tail and the worst windows, whichever is worse.

use super::explained::{SideReason, WorstWindow};
use super::{Asset, Desk};
use crate::moves::{float, quantile_up, worst, Moves, Worst};
use crate::time;

/// In 1e-4: what goes into a market is exact.
pub(crate) type Steps = u32;
/// 100 %.
pub(crate) const WHOLE: Steps = 10_000;
/// Stresses are rounded up to a whole percent.
const PERCENT: Steps = 100;
/// No factor is above 98 %, so no stress is below this.
const LEAST: Steps = 200;

/// Beyond these no factor and no weight can be set.
pub(crate) const MOST_FALL: Steps = 9_500;
pub(crate) const MOST_RISE: Steps = 9_800;

/// Both sides of an asset.
pub(crate) struct Stress {
    pub long: SideReason,
    pub short: SideReason,
    pub fall: Steps,
    pub rise: Steps,
}

pub(crate) fn stresses(desk: &Desk<'_>) -> Vec<Stress> {
    let mut all: Vec<Stress> = desk
        .assets
        .iter()
        .map(|asset| of_asset(desk, asset))
        .collect();
    let known = || {
        desk.assets
            .iter()
            .zip(&all)
            .filter(|(asset, _)| !asset.short && !asset.pegged)
    };
    let (fall, rise) = (
        known().map(|(_, s)| s.fall).max(),
        known().map(|(_, s)| s.rise).max(),
    );
    for (_, stress) in desk
        .assets
        .iter()
        .zip(&mut all)
        .filter(|(asset, _)| asset.short && !asset.pegged)
    {
        // what a short history has not seen is not known to be harmless
        stress.fall = stress.fall.max(fall.unwrap_or(0));
        stress.rise = stress.rise.max(rise.unwrap_or(0)).max(stress.fall);
        stress.long.stress = share(stress.fall);
        stress.short.stress = share(stress.rise);
    }
    all
}

fn of_asset(desk: &Desk<'_>, asset: &Asset<'_>) -> Stress {
    let long = side(desk, &asset.moves, &asset.moves.fall);
    let short = side(desk, &asset.moves, &asset.moves.rise);
    let fall = percent_up(long.stress);
    // a group has one stress for both sides: were a debt's lower, what lies between would be nobody's hedge
    let rise = percent_up(short.stress).max(fall);
    Stress {
        long: SideReason {
            stress: share(fall),
            ..long
        },
        short: SideReason {
            stress: share(rise),
            ..short
        },
        fall,
        rise,
    }
}

fn side(desk: &Desk<'_>, moves: &Moves, losses: &[f64]) -> SideReason {
    let settings = desk.settings;
    let mut windows = worst(losses, moves.steps, settings.worst_windows + 1);
    let mean = |count: usize| {
        let all = || windows.iter().take(count.max(1));
        all().map(|one| one.loss).sum::<f64>() / float(all().count().max(1))
    };
    let tail = |confidence| quantile_up(losses, confidence).unwrap_or(0.0);
    let beyond = 1.0 - settings.confidence;
    let (found, worst_mean) = (tail(settings.confidence), mean(settings.worst_windows));
    let stricter = tail(1.0 - beyond / 2.0).max(mean(settings.worst_windows - 1));
    let looser = tail(1.0 - beyond * 2.0).max(mean(settings.worst_windows + 1));
    windows.truncate(settings.worst_windows);
    SideReason {
        tail: found,
        worst_mean,
        worst: windows.iter().map(|one| named(desk, one)).collect(),
        stress: found.max(worst_mean),
        stricter,
        looser,
        gaussian: normal_quantile(settings.confidence) * deviation(&moves.end),
    }
}

/// The stress of a ratio, by the same rule: what two assets of a group can come apart.
pub(crate) fn of_ratio(desk: &Desk<'_>, moves: &Moves) -> Option<f64> {
    if moves.count() < super::LEAST_WINDOWS {
        return None;
    }
    let worse = |losses: &[f64]| side(desk, moves, losses).stress;
    Some(worse(&moves.fall).max(worse(&moves.rise)))
}

pub(crate) fn named(desk: &Desk<'_>, one: &Worst) -> WorstWindow {
    let at = desk.prices.time(one.at);
    WorstWindow {
        at,
        day: time::format(at),
        loss: one.loss,
    }
}

/// Rounded up to a whole percent, never below the least stress.
fn percent_up(stress: f64) -> Steps {
    steps_up(stress)
        .div_ceil(PERCENT)
        .saturating_mul(PERCENT)
        .max(LEAST)
}

/// Rounded up to 1e-4.
pub(crate) fn steps_up(stress: f64) -> Steps {
    (stress * f64::from(WHOLE) - 1e-6).ceil().max(0.0) as Steps
}

pub(crate) fn share(steps: Steps) -> f64 {
    f64::from(steps) / f64::from(WHOLE)
}

fn deviation(moves: &[f64]) -> f64 {
    let there = || moves.iter().filter(|moved| !moved.is_nan());
    let squares: f64 = there().map(|moved| moved * moved).sum();
    (squares / float(there().count().max(1))).sqrt()
}

/// The quantile of a normal distribution, only to be told apart from the tail (Abramowitz and Stegun 26.2.23, to 4.5e-4).
fn normal_quantile(confidence: f64) -> f64 {
    let t = (-2.0 * (1.0 - confidence).ln()).sqrt();
    t - (2.515517 + 0.802853 * t + 0.010328 * t * t)
        / (1.0 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t)
}
