//! The worst days of a history.

use super::life::Outcome;
use super::terms::{group_stresses, Closes};
use crate::market::Market;
use ballast_risk::Ratio;
use std::ops::RangeInclusive;

/// As many as fit a page.
const MOST: usize = 6;
/// Assets of calmer groups do not crash.
const CALM: Ratio = Ratio::percent(10);

/// One of the worst steps.
#[derive(Clone, Debug, PartialEq)]
pub struct Crash {
    pub step: usize,
    /// Unix seconds of its close.
    pub at: u64,
    /// The mean move of all volatile assets.
    pub mean: f64,
    /// The move of each asset, in the order of the closes.
    pub moves: Vec<Option<f64>>,
    days: usize,
}

impl Crash {
    /// The starts that lived through it.
    pub fn starts(&self) -> RangeInclusive<usize> {
        self.step.saturating_sub(self.days)..=self.step.saturating_sub(1)
    }

    pub fn hit(&self, outcome: &Outcome) -> bool {
        self.starts().contains(&outcome.start)
    }

    /// The account that was opened at the close before.
    pub fn replayed<'a>(&self, outcomes: &'a [Outcome]) -> Option<&'a Outcome> {
        let eve = self.step.checked_sub(1)?;
        outcomes.iter().find(|outcome| outcome.start == eve)
    }
}

/// The steps with the lowest mean move, the worst first; so far apart that no account lives through two.
pub fn crashes(closes: &Closes, market: &Market, days: usize) -> Vec<Crash> {
    let stresses = group_stresses(market);
    let volatile = stresses.iter().enumerate().filter(|(_, s)| **s >= CALM);
    let volatile: Vec<usize> = volatile.map(|(at, _)| at).collect();
    let mut falls: Vec<(usize, f64)> = (1..closes.steps.len())
        .filter_map(|step| Some((step, mean(closes, &volatile, step)?)))
        .filter(|(_, mean)| *mean < 0.0)
        .collect();
    falls.sort_by(|a, b| a.1.total_cmp(&b.1));
    let mut found: Vec<Crash> = Vec::new();
    for (step, mean) in falls {
        if found.len() >= MOST {
            break;
        }
        if found.iter().any(|other| other.step.abs_diff(step) < days) {
            continue;
        }
        let assets = 0..closes.assets.len();
        found.push(Crash {
            step,
            at: closes.steps.get(step).map_or(0, |close| close.at),
            mean,
            moves: assets.map(|asset| closes.change(step, asset)).collect(),
            days,
        });
    }
    found
}

fn mean(closes: &Closes, assets: &[usize], step: usize) -> Option<f64> {
    let moves: Vec<f64> = assets
        .iter()
        .filter_map(|asset| closes.change(step, *asset))
        .collect();
    (!moves.is_empty()).then(|| moves.iter().sum::<f64>() / moves.len() as f64)
}
