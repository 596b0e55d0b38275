//! The correlation credit: how far the matrix may be trusted, given how it changed.
//!
//! `κ·V(ρ) + (1−κ)·G² ≥ V(ρ')` holds for a realised ρ' as long as `κ ≤ (G² − V(ρ')) / (G² − V(ρ))`. So every rolling window and
//! every basket says how much credit it allows, and the credit is what the settings' share of them allow.

use super::correlate::{Ends, Matrix};
use super::explained::CreditReason;
use super::group::{Group, Groups};
use super::Desk;
use crate::moves::{float, whole_down};
use crate::square::Square;
use std::collections::BTreeMap;

/// Fewer cases than this are no ground for credit.
const LEAST_CASES: usize = 20;
/// Credit comes in twentieths.
const STEPS: f64 = 20.0;

pub(crate) fn credit(desk: &Desk<'_>, groups: &Groups, matrix: &Matrix) -> CreditReason {
    let mut cases = cases(desk, groups, matrix);
    cases.sort_by(f64::total_cmp);
    let covering = |cover: f64| {
        let at = whole_down((1.0 - cover) * float(cases.len()) + 1e-9);
        cases.get(at).or(cases.last()).copied().unwrap_or(0.0)
    };
    let exact = covering(desk.settings.credit_cover);
    let enough = cases.len() >= LEAST_CASES;
    let down = (exact * STEPS + 1e-9).floor() / STEPS;
    let credit = if enough {
        down.min(desk.settings.max_credit)
    } else {
        0.0
    };
    let why = match (enough, credit < down) {
        (false, _) => format!(
            "only {} cases, at least {LEAST_CASES} are needed: no credit",
            cases.len()
        ),
        (true, true) => "the configuration's max_credit".to_owned(),
        (true, false) => format!(
            "covers {} of the cases, rounded down to twentieths",
            desk.settings.credit_cover
        ),
    };
    CreditReason {
        // to 1e-4
        credit: (credit * 1e4).floor() / 1e4,
        cases: cases.len(),
        covers: [1.0, 0.99, 0.95, 0.9, 0.75, 0.5]
            .map(|cover| (cover, covering(cover)))
            .to_vec(),
        exact,
        why,
    }
}

/// The realised correlations of one rolling window.
type Realised = BTreeMap<(usize, usize), f64>;

fn cases(desk: &Desk<'_>, groups: &Groups, matrix: &Matrix) -> Vec<f64> {
    let free = |group: &Group| desk.assets.get(group.calmest).filter(|asset| !asset.pegged);
    let mut windows: BTreeMap<usize, Realised> = BTreeMap::new();
    for (h, high) in groups.0.iter().enumerate() {
        for (g, low) in groups.0.iter().enumerate().take(h) {
            let (Some(a), Some(b)) = (free(low), free(high)) else {
                continue;
            };
            for (at, found) in Ends::new(a, b).by_window(desk.rolling()) {
                windows.entry(at).or_default().insert((g, h), found);
            }
        }
    }
    windows
        .values()
        .flat_map(|realised| of_window(realised, &matrix.entries))
        .collect()
}

/// Every pair held together, every pair one against the other, and all together: equal stressed amounts of each.
fn of_window(realised: &Realised, governed: &Square) -> Vec<f64> {
    let mut cases = Vec::new();
    for ((g, h), found) in realised {
        for sign in [1.0, -1.0] {
            let form = |rho: f64| 2.0 + 2.0 * sign * rho;
            cases.push(allowed(4.0, form(governed.at(*g, *h)), form(*found)));
        }
    }
    let mut held: Vec<usize> = realised.keys().flat_map(|(g, h)| [*g, *h]).collect();
    held.sort_unstable();
    held.dedup();
    let size = float(held.len());
    // a group that has no correlation with another in this window is governed there
    let total = |rho: &dyn Fn(usize, usize) -> f64| -> f64 {
        held.iter()
            .flat_map(|g| held.iter().map(move |h| (*g, *h)))
            .map(|(g, h)| if g == h { 1.0 } else { rho(g.min(h), g.max(h)) })
            .sum()
    };
    if held.len() > 2 {
        let is = total(&|g, h| realised.get(&(g, h)).copied().unwrap_or(governed.at(g, h)));
        cases.push(allowed(size * size, total(&|g, h| governed.at(g, h)), is));
    }
    cases
}

/// The most credit with which the governed form is at least the realised one.
fn allowed(gross: f64, governed: f64, realised: f64) -> f64 {
    let given = gross - governed;
    if given <= 1e-12 {
        return 1.0;
    }
    ((gross - realised) / given).clamp(0.0, 1.0)
}
