//! How groups really moved together, to be set beside the governed matrix.

use super::terms::Closes;
use crate::market::Market;

/// The worst tenth of all steps is the tail.
const TAIL: f64 = 0.1;
/// Of fewer common steps nothing is said.
const LEAST: usize = 20;

/// Realised beside governed, in the order of the groups.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrices {
    pub groups: Vec<String>,
    pub governed: Vec<Vec<f64>>,
    /// Of log returns; nothing where two groups have too few steps in common.
    pub realised: Vec<Vec<Option<f64>>>,
    /// The same on the tenth of the steps on which all of them together fell most.
    pub tail: Vec<Vec<Option<f64>>>,
}

impl Matrices {
    /// Each group stands for the member of which there are most prices.
    pub fn new(closes: &Closes, market: &Market) -> Self {
        let returns: Vec<Vec<Option<f64>>> = market
            .groups
            .iter()
            .map(|group| returns(closes, member(closes, market, &group.name)))
            .collect();
        let worst = worst_steps(&returns);
        let tail: Vec<Vec<Option<f64>>> = returns
            .iter()
            .map(|of| {
                worst
                    .iter()
                    .map(|at| of.get(*at).copied().flatten())
                    .collect()
            })
            .collect();
        let rho = |row: &Vec<ballast_risk::Move>| {
            row.iter().map(|entry| entry.raw() as f64 / 1e18).collect()
        };
        Self {
            groups: market.groups.iter().map(|g| g.name.clone()).collect(),
            governed: market.rho.iter().map(rho).collect(),
            realised: pairs(&returns),
            tail: pairs(&tail),
        }
    }
}

/// The member of a group with the most prices; the first of several.
fn member(closes: &Closes, market: &Market, group: &str) -> Option<usize> {
    let count = |at: usize| {
        let steps = 0..closes.steps.len();
        steps.filter(|s| closes.price(*s, at).is_some()).count()
    };
    let members = market.assets.values().enumerate();
    let members = members.filter(|(_, asset)| asset.group == group);
    let counted = members.map(|(at, _)| (at, count(at)));
    counted
        .reduce(|best, other| if other.1 > best.1 { other } else { best })
        .map(|(at, _)| at)
}

fn returns(closes: &Closes, asset: Option<usize>) -> Vec<Option<f64>> {
    let steps = 1..closes.steps.len();
    let of = |step| closes.change(step, asset?).map(f64::ln_1p);
    steps.map(of).collect()
}

/// The places of the steps with the lowest mean return.
fn worst_steps(returns: &[Vec<Option<f64>>]) -> Vec<usize> {
    let steps = returns.first().map_or(0, Vec::len);
    let mean = |at: usize| {
        let found: Vec<f64> = returns
            .iter()
            .filter_map(|of| of.get(at).copied().flatten())
            .collect();
        found.iter().sum::<f64>() / found.len().max(1) as f64
    };
    let mut means: Vec<(usize, f64)> = (0..steps).map(|at| (at, mean(at))).collect();
    means.sort_by(|a, b| a.1.total_cmp(&b.1));
    means.truncate((steps as f64 * TAIL).ceil() as usize);
    means.into_iter().map(|(at, _)| at).collect()
}

fn pairs(returns: &[Vec<Option<f64>>]) -> Vec<Vec<Option<f64>>> {
    let row = |a: &Vec<Option<f64>>| returns.iter().map(|b| correlation(a, b)).collect();
    returns.iter().map(row).collect()
}

/// Of the steps that both have.
fn correlation(a: &[Option<f64>], b: &[Option<f64>]) -> Option<f64> {
    let both: Vec<(f64, f64)> = a.iter().zip(b).filter_map(|(a, b)| a.zip(*b)).collect();
    if both.len() < LEAST {
        return None;
    }
    let count = both.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| both.iter().map(of).sum::<f64>() / count;
    let (mean_a, mean_b) = (mean(|x| x.0), mean(|x| x.1));
    let (mut aa, mut bb, mut ab) = (0.0, 0.0, 0.0);
    for (a, b) in both {
        aa += (a - mean_a) * (a - mean_a);
        bb += (b - mean_b) * (b - mean_b);
        ab += (a - mean_a) * (b - mean_b);
    }
    let scale = (aa * bb).sqrt();
    (scale > 0.0).then(|| (ab / scale).clamp(-1.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_moves_alike_is_1_and_what_moves_against_is_minus_1() {
        let up = |sign: f64| {
            (0..30)
                .map(|at| Some(sign * f64::from(at % 7)))
                .collect::<Vec<_>>()
        };
        let of = |a: &[Option<f64>], b: &[Option<f64>]| correlation(a, b).unwrap_or(9.0);
        assert!((of(&up(1.0), &up(3.0)) - 1.0).abs() < 1e-12);
        assert!((of(&up(1.0), &up(-1.0)) + 1.0).abs() < 1e-12);
        assert_eq!(correlation(&up(1.0), &[Some(1.0); 30]), None, "no move");
        let few: Vec<Option<f64>> = up(1.0).into_iter().take(10).collect();
        assert_eq!(correlation(&up(1.0), &few), None, "too few");
    }
}
