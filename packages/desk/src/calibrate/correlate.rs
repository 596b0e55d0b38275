//! The matrix: correlations of the tail, shrunk, rounded, and semi-definite as the contract checks it.

use super::explained::PairReason;
use super::group::{Group, Groups};
use super::stress::{Steps, WHOLE};
use super::{Asset, CalibrateError, Desk};
use crate::moves::{float, quantile_up, whole_down};
use crate::square::Square;
use ballast_risk::governance::{CorrelationSpec, Correlations};
use ballast_risk::{Move, Ratio};

/// Fewer windows of a tail than this, and a pair has the mean of all.
const LEAST_TAIL: usize = 8;
/// One step of an entry, 1e-4, in the scale of a `Move`.
const STEP: i64 = 100_000_000_000_000;

/// A governed matrix, and where it comes from.
pub(crate) struct Matrix {
    pub entries: Square,
    pub pairs: Vec<PairReason>,
    pub shrinkage: f64,
    pub towards: f64,
    pub moved: f64,
}

pub(crate) fn matrix(desk: &Desk<'_>, groups: &Groups) -> Result<Matrix, CalibrateError> {
    let mut pairs = Vec::new();
    for (h, high) in groups.0.iter().enumerate() {
        for (g, low) in groups.0.iter().enumerate().take(h) {
            if let (Some(a), Some(b)) =
                (desk.assets.get(low.calmest), desk.assets.get(high.calmest))
            {
                pairs.push(Pair {
                    g,
                    h,
                    free: !a.pegged && !b.pegged,
                    both_pegged: a.pegged && b.pegged,
                    reason: reason(desk, (low, a), (high, b)),
                });
            }
        }
    }
    let (shrinkage, towards) = shrinkage(&pairs);
    let mut wanted = Square::identity(groups.0.len());
    for pair in &pairs {
        let found = match (pair.free, pair.both_pegged, pair.reason.falls) {
            (true, _, Some(falls)) => falls + shrinkage * (towards - falls),
            (true, _, None) => towards,
            (_, true, falls) => falls.unwrap_or(0.0).max(0.0),
            // what a peg does beside a market is noise of its quotes
            _ => 0.0,
        };
        // up to 1e-4; with nothing added a zero could be a negative one
        let up = (found * f64::from(WHOLE) - 1e-6).ceil() + 0.0;
        wanted.set(pair.g, pair.h, up / f64::from(WHOLE));
    }
    let entries = semi_definite(&wanted, groups, desk.settings.matrix_distance)?;
    let moved = entries.distance(&wanted);
    let governed = |pair: Pair| PairReason {
        governed: entries.at(pair.g, pair.h),
        ..pair.reason
    };
    Ok(Matrix {
        pairs: pairs.into_iter().map(governed).collect(),
        entries,
        shrinkage,
        towards,
        moved,
    })
}

struct Pair {
    g: usize,
    h: usize,
    /// Neither is pegged.
    free: bool,
    both_pegged: bool,
    reason: PairReason,
}

fn reason(
    desk: &Desk<'_>,
    (low, a): (&Group, &Asset<'_>),
    (high, b): (&Group, &Asset<'_>),
) -> PairReason {
    let share = desk.settings.tail_share;
    let ends = Ends::new(a, b);
    let falls = ends.beyond(share, |end| -end);
    let windows = ends.apart(&falls, desk.steps);
    let rises = ends.beyond(share, |end| end);
    PairReason {
        a: low.name.clone(),
        b: high.name.clone(),
        governed: 0.0,
        falls: ends.correlation(&falls).filter(|_| windows >= LEAST_TAIL),
        windows,
        rises: ends
            .correlation(&rises)
            .filter(|_| ends.apart(&rises, desk.steps) >= LEAST_TAIL),
        all: ends.correlation(&ends.both),
        rolling: ends.rolling(desk),
    }
}

/// The moves of two assets, and where both have one.
pub(crate) struct Ends<'a> {
    a: &'a [f64],
    b: &'a [f64],
    both: Vec<usize>,
}

impl<'a> Ends<'a> {
    pub fn new(a: &'a Asset<'_>, b: &'a Asset<'_>) -> Self {
        let (a, b) = (&a.moves.end, &b.moves.end);
        let there = a
            .iter()
            .zip(b)
            .enumerate()
            .filter(|(_, (a, b))| !a.is_nan() && !b.is_nan());
        let both = there.map(|(at, _)| at).collect();
        Self { a, b, both }
    }

    fn of(values: &[f64], at: usize) -> f64 {
        values.get(at).copied().unwrap_or(0.0)
    }

    /// Where one of the two lost more than its tail.
    fn beyond(&self, share: f64, loss: impl Fn(f64) -> f64) -> Vec<usize> {
        let losses = |values: &[f64]| -> Vec<f64> {
            self.both
                .iter()
                .map(|at| loss(Self::of(values, *at)))
                .collect()
        };
        let tail = |values| quantile_up(&losses(values), 1.0 - share).unwrap_or(f64::INFINITY);
        let (a, b) = (tail(self.a), tail(self.b));
        let deep =
            |at: &&usize| loss(Self::of(self.a, **at)) >= a || loss(Self::of(self.b, **at)) >= b;
        self.both.iter().filter(deep).copied().collect()
    }

    /// How many windows do not overlap, from the first on.
    fn apart(&self, windows: &[usize], steps: usize) -> usize {
        let mut free = 0;
        windows
            .iter()
            .filter(|at| {
                let counts = **at >= free;
                if counts {
                    free = **at + steps;
                }
                counts
            })
            .count()
    }

    /// About zero, not about the mean: what the form V is made of. None where one did not move.
    pub fn correlation(&self, windows: &[usize]) -> Option<f64> {
        let sum = |a: &[f64], b: &[f64]| {
            windows
                .iter()
                .map(|at| Self::of(a, *at) * Self::of(b, *at))
                .sum::<f64>()
        };
        let size = (sum(self.a, self.a) * sum(self.b, self.b)).sqrt();
        (size > 0.0).then(|| (sum(self.a, self.b) / size).clamp(-1.0, 1.0))
    }

    /// One correlation for each rolling window, by the place where it begins.
    pub fn by_window(&self, (every, length): (usize, usize)) -> Vec<(usize, f64)> {
        let last = self.both.last().copied().unwrap_or(0);
        let first = self.both.first().copied().unwrap_or(0);
        let begins = (0..)
            .map(|n| n * every)
            .skip_while(|at| *at < first)
            .take_while(|at| at + length <= last + 1);
        let one = |at: usize| {
            let from = self.both.partition_point(|place| *place < at);
            let to = self.both.partition_point(|place| *place < at + length);
            let windows = self.both.get(from..to).unwrap_or_default();
            // half of it may be missing
            (windows.len() * 2 > length)
                .then(|| self.correlation(windows))
                .flatten()
                .map(|found| (at, found))
        };
        begins.filter_map(one).collect()
    }

    fn rolling(&self, desk: &Desk<'_>) -> Option<[f64; 3]> {
        let mut found: Vec<f64> = self
            .by_window(desk.rolling())
            .into_iter()
            .map(|(_, found)| found)
            .collect();
        found.sort_by(f64::total_cmp);
        let at = |part: f64| {
            found
                .get(whole_down(
                    part * float(found.len().saturating_sub(1)) + 0.5,
                ))
                .copied()
        };
        Some([at(0.05)?, at(0.5)?, at(0.95)?])
    }
}

/// How much of every correlation is the mean: the noise of all beside the noise and what they differ (after Ledoit and Wolf).
/// The noise of one is `(1 − ρ²)² / (n − 1)`, n windows that do not overlap.
fn shrinkage(pairs: &[Pair]) -> (f64, f64) {
    let free = || pairs.iter().filter(|pair| pair.free);
    let found = || free().filter_map(|pair| Some((pair.reason.falls?, pair.reason.windows)));
    let mean = found().map(|(falls, _)| falls).sum::<f64>() / float(found().count().max(1));
    let noise: f64 = found()
        .map(|(falls, windows)| (1.0 - falls * falls).powi(2) / float(windows.max(2) - 1))
        .sum();
    let spread: f64 = found().map(|(falls, _)| (falls - mean).powi(2)).sum();
    let part = if noise + spread > 0.0 {
        noise / (noise + spread)
    } else {
        0.0
    };
    (part, mean)
}

/// The matrix itself where the contract takes it, else the nearest that it takes.
fn semi_definite(wanted: &Square, groups: &Groups, allowed: f64) -> Result<Square, CalibrateError> {
    if contract_takes(wanted, groups) {
        return Ok(wanted.clone());
    }
    let nearest = wanted.nearest_correlation();
    // rounding may lead out again by 1e-4 or so: towards the identity there is room
    let blends = [
        0.0, 1e-4, 2e-4, 4e-4, 8e-4, 16e-4, 32e-4, 64e-4, 0.0128, 0.0256, 0.0512, 0.1, 0.2, 0.4,
        1.0,
    ];
    let identity = Square::identity(wanted.size());
    let rounded = blends
        .iter()
        .map(|part| rounded(&nearest.blended(&identity, *part)));
    let mut taken = rounded.filter(|matrix| contract_takes(matrix, groups));
    let found = taken.next().unwrap_or(identity.clone());
    let distance = found.distance(wanted);
    if distance > allowed {
        return Err(CalibrateError::NotSemiDefinite {
            distance,
            pair: farthest(&found, wanted, groups),
            allowed,
        });
    }
    Ok(found)
}

fn rounded(matrix: &Square) -> Square {
    let mut rounded = Square::identity(matrix.size());
    for h in 0..matrix.size() {
        for g in 0..h {
            rounded.set(g, h, f64::from(steps(matrix.at(g, h))) / f64::from(WHOLE));
        }
    }
    rounded
}

/// The nearest whole number of 1e-4.
fn steps(entry: f64) -> i32 {
    (entry.clamp(-1.0, 1.0) * f64::from(WHOLE)).round() as i32
}

/// As rows of exact decimals.
pub(crate) fn rows(matrix: &Square) -> Vec<Vec<Move>> {
    let entry = |g, h| Move::new(i64::from(steps(matrix.at(g, h))).saturating_mul(STEP));
    (0..matrix.size())
        .map(|g| (0..matrix.size()).map(|h| entry(g, h)).collect())
        .collect()
}

/// The contract's own check, exact.
fn contract_takes(matrix: &Square, groups: &Groups) -> bool {
    let named = groups.0.iter().enumerate();
    let groups = named.map(|(at, _)| ballast_risk::governance::Group {
        name: at.to_string(),
        stress: ratio(0),
    });
    let spec = CorrelationSpec {
        groups: groups.collect(),
        rho: rows(matrix),
        correlation_credit: Ratio::ZERO,
        min_margin: Ratio::ZERO,
    };
    Correlations::new(&spec).is_ok()
}

/// Of a number of 1e-4.
pub(crate) fn ratio(steps: Steps) -> Ratio {
    Ratio::new(u64::from(steps).saturating_mul(STEP.unsigned_abs()))
}

fn farthest(found: &Square, wanted: &Square, groups: &Groups) -> String {
    let names: Vec<&str> = groups.0.iter().map(|group| group.name.as_str()).collect();
    let mut worst = (0.0, String::new());
    for (h, high) in names.iter().enumerate() {
        for (g, low) in names.iter().enumerate().take(h) {
            let distance = (found.at(g, h) - wanted.at(g, h)).abs();
            if distance > worst.0 {
                worst = (distance, format!("{low}/{high}"));
            }
        }
    }
    worst.1
}
