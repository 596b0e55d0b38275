//! What prices did within windows of the horizon, and what of it is the tail.

use crate::prices::{Prices, Series};
use std::collections::VecDeque;

/// One asset's moves, a place for each window by where it starts; NaN where one of the ends has no price.
#[derive(Clone, Debug)]
pub(crate) struct Moves {
    /// The deepest fall within the window, 0 or more.
    pub fall: Vec<f64>,
    /// The highest rise within the window, 0 or more.
    pub rise: Vec<f64>,
    /// From beginning to end.
    pub end: Vec<f64>,
    /// Steps of a window.
    pub steps: usize,
}

impl Moves {
    pub fn of(series: &Series, rows: usize, steps: usize) -> Self {
        let lows = extremes(rows, steps, |at| series.low(at).map(|low| -low));
        let highs = extremes(rows, steps, |at| series.high(at));
        let windows = rows.saturating_sub(steps);
        let mut moves = Self {
            fall: Vec::new(),
            rise: Vec::new(),
            end: Vec::new(),
            steps,
        };
        for at in 0..windows {
            let (Some(begin), Some(end)) = (series.close(at), series.close(at + steps)) else {
                moves.push(f64::NAN, f64::NAN, f64::NAN);
                continue;
            };
            let low = lows.get(at).map_or(end, |low| -low);
            let high = highs.get(at).copied().unwrap_or(end);
            moves.push(
                (1.0 - low / begin).max(0.0),
                (high / begin - 1.0).max(0.0),
                end / begin - 1.0,
            );
        }
        moves
    }

    /// Of what one asset is worth in another: at the closes, where both have one.
    pub fn of_ratio(prices: &Prices, (of, to): (&Series, &Series), steps: usize) -> Self {
        let ratio = |at| Some(of.close(at)? / to.close(at)?);
        let mut moves = Self {
            fall: Vec::new(),
            rise: Vec::new(),
            end: Vec::new(),
            steps,
        };
        for at in 0..prices.len().saturating_sub(steps) {
            let moved = ratio(at)
                .zip(ratio(at + steps))
                .map_or(f64::NAN, |(begin, end)| end / begin - 1.0);
            moves.push((-moved).max(0.0), moved.max(0.0), moved);
        }
        moves
    }

    fn push(&mut self, fall: f64, rise: f64, end: f64) {
        // max swallows a NaN
        let kept = |value: f64| if end.is_nan() { f64::NAN } else { value };
        self.fall.push(kept(fall));
        self.rise.push(kept(rise));
        self.end.push(end);
    }

    /// How many windows there are.
    pub fn count(&self) -> usize {
        self.end.iter().filter(|moved| !moved.is_nan()).count()
    }
}

/// The largest value of the `steps` places after each place; where all are empty, minus infinity is not seen.
fn extremes(rows: usize, steps: usize, value: impl Fn(usize) -> Option<f64>) -> Vec<f64> {
    let mut window: VecDeque<(usize, f64)> = VecDeque::new();
    let mut found = Vec::with_capacity(rows.saturating_sub(steps));
    for at in 1..rows {
        if let Some(value) = value(at) {
            while window.back().is_some_and(|(_, last)| *last <= value) {
                window.pop_back();
            }
            window.push_back((at, value));
        }
        if at < steps {
            continue;
        }
        while window
            .front()
            .is_some_and(|(place, _)| *place + steps <= at)
        {
            window.pop_front();
        }
        found.push(window.front().map_or(f64::NAN, |(_, value)| *value));
    }
    found
}

/// The least value that at most the share `1 − confidence` of all lie above; none of nothing.
pub(crate) fn quantile_up(values: &[f64], confidence: f64) -> Option<f64> {
    let mut sorted: Vec<f64> = values
        .iter()
        .copied()
        .filter(|value| !value.is_nan())
        .collect();
    sorted.sort_by(f64::total_cmp);
    let above = f64::from(u32::try_from(sorted.len()).unwrap_or(u32::MAX)) * (1.0 - confidence);
    let above = whole_down(above + 1e-9);
    sorted.iter().rev().nth(above).copied()
}

/// A count out of a float, without its fraction; below zero none.
pub(crate) fn whole_down(value: f64) -> usize {
    value as usize
}

/// Where a window starts, and its loss.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Worst {
    pub at: usize,
    pub loss: f64,
}

/// The largest losses whose windows do not overlap, the largest first.
pub(crate) fn worst(losses: &[f64], steps: usize, count: usize) -> Vec<Worst> {
    let there = losses.iter().enumerate().filter(|(_, loss)| !loss.is_nan());
    let mut all: Vec<Worst> = there.map(|(at, loss)| Worst { at, loss: *loss }).collect();
    all.sort_by(|a, b| b.loss.total_cmp(&a.loss).then(a.at.cmp(&b.at)));
    let mut chosen: Vec<Worst> = Vec::new();
    for one in all {
        if chosen.len() >= count {
            break;
        }
        if chosen
            .iter()
            .all(|other| other.at.abs_diff(one.at) >= steps)
        {
            chosen.push(one);
        }
    }
    chosen
}

/// A count as a float.
pub(crate) fn float(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
