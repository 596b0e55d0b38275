//! Prices that wander, are pulled back, and now and then jump; halfway everything crashes.

use crate::demo::path::{price, TICKERS};
use crate::demo::rng::Rng;
use anyhow::{anyhow, Result};
use ballast_risk::Price;

/// A step is an hour.
pub const STEP_SECONDS: u64 = 3_600;
/// One step in this many brings a jump.
const STEPS_PER_JUMP: f64 = 20.0;
/// How far a jump goes down, at the least and at the most.
const JUMP: (f64, f64) = (0.08, 0.40);
/// What is left of the distance to the first price after a step: prices come back, and accounts are hit again.
const PULL: f64 = 0.98;

/// An asset that moves: its name, its first price, the deviation of an hour. stETH follows ETH, USDC stays.
const MOVING: [(&str, f64, f64); 4] = [
    ("BTC", 40_000.0, 0.012),
    ("ETH", 2_500.0, 0.015),
    ("ATOM", 20.0, 0.022),
    ("SOL", 40.0, 0.022),
];
/// stETH in ETH, and how far off that is on an ordinary hour.
const STETH: (f64, f64) = (0.995, 0.002);

/// Prices of all assets at each step, in the order of [`TICKERS`].
pub fn draw(steps: u32, seed: u64) -> Result<Vec<Vec<Price>>> {
    let mut rng = Rng::new(seed ^ 0x5708_0000);
    let mut away = [0.0; MOVING.len()];
    let mut all = vec![at(&away, &mut rng)?];
    for step in 0..steps {
        let market = rng.normal();
        for (away, (_, _, deviation)) in away.iter_mut().zip(MOVING) {
            *away = PULL * *away + deviation * (0.8 * market + 0.6 * rng.normal());
        }
        if step == steps / 2 {
            crash(&mut away, &mut rng);
        } else if rng.between(0.0, STEPS_PER_JUMP) < 1.0 {
            jump(&mut away, &mut rng);
        }
        all.push(at(&away, &mut rng)?);
    }
    Ok(all)
}

/// Everything falls at once, ATOM as far as a jump goes.
fn crash(away: &mut [f64; MOVING.len()], rng: &mut Rng) {
    for (away, (name, _, _)) in away.iter_mut().zip(MOVING) {
        let drawn = rng.between(JUMP.0, JUMP.1);
        let by = if name == "ATOM" { JUMP.1 } else { drawn };
        *away += (1.0 - by).ln();
    }
}

/// One asset or all of them, each as far as it is drawn; a fifth of the jumps go up, by the same factor.
fn jump(away: &mut [f64; MOVING.len()], rng: &mut Rng) {
    let all = rng.between(0.0, 1.0) < 0.3;
    let up = rng.between(0.0, 1.0) < 0.2;
    let one = rng.pick(0, &[1, 2, 3]);
    for (asset, away) in away.iter_mut().enumerate() {
        let by = (1.0 - rng.between(JUMP.0, JUMP.1)).ln();
        if all || asset == one {
            *away += if up { -by } else { by };
        }
    }
}

fn at(away: &[f64; MOVING.len()], rng: &mut Rng) -> Result<Vec<Price>> {
    let basis = STETH.0 * (1.0 + STETH.1 * rng.normal());
    let now = |ticker: &str| {
        let mut both = MOVING.iter().zip(away);
        let found = both.find(|((name, _, _), _)| *name == ticker);
        found.map(|((_, first, _), away)| first * away.exp())
    };
    let each = TICKERS.map(|ticker| match ticker {
        "stETH" => now("ETH").map(|eth| eth * basis),
        "USDC" => Some(1.0),
        other => now(other),
    });
    let prices: Option<Vec<Price>> = each.into_iter().map(|usd| price(usd?)).collect();
    prices.ok_or_else(|| anyhow!("a price is too small to be one"))
}

/// The deepest fall of any asset in one step, as a part of its price.
pub fn deepest(storm: &[Vec<Price>]) -> f64 {
    let steps = storm.iter().zip(storm.iter().skip(1));
    let moves = steps.flat_map(|(before, after)| before.iter().zip(after));
    let falls = moves.map(|(before, after)| 1.0 - after.raw() as f64 / before.raw() as f64);
    falls.fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may stop at the first surprise
    use super::*;

    #[test]
    fn a_seed_is_a_storm_and_no_jump_goes_deeper_than_it_may() {
        let storm = draw(200, 1).unwrap();
        assert_eq!(storm, draw(200, 1).unwrap());
        assert_ne!(storm, draw(200, 2).unwrap());
        assert_eq!(storm.len(), 201);
        // a jump of 40 % on top of an ordinary hour
        let deepest = deepest(&storm);
        assert!((0.35..0.47).contains(&deepest), "{deepest}");
    }
}
