//! Four crashes that happened, and six hours in which feeders fail. What is kept of a crash is how far each asset fell in the window;
//! the way there is drawn.

use super::faults::Faults;
use super::path::{price, Moment, Path};
use super::rng::Rng;

/// The scenario in which a feeder lies, all spike once, and nobody reports for an hour.
pub const FEEDERS_FAIL: &str = "feeders-fail";
pub const NAMES: [&str; 5] = [
    "2021-05-19",
    "2022-05-11",
    "2022-06-15",
    "2022-11-08",
    FEEDERS_FAIL,
];

struct Crash {
    name: &'static str,
    title: &'static str,
    begins: u64,
    hours: u64,
    /// Round figures near the day's.
    from: Levels,
    /// Relative moves over the window.
    moves: Levels,
    /// stETH in ETH at the beginning, and how far it moves beside ETH.
    basis: (f64, f64),
}

struct Levels {
    btc: f64,
    eth: f64,
    atom: f64,
    sol: f64,
}

#[rustfmt::skip] // a table
const CRASHES: [Crash; 5] = [
    Crash {
        name: "2021-05-19", title: "19 May 2021, six hours", begins: 1_621_411_200, hours: 6,
        from: Levels { btc: 40_000.0, eth: 3_000.0, atom: 22.0, sol: 45.0 },
        moves: Levels { btc: -0.105, eth: -0.197, atom: -0.356, sol: -0.289 },
        basis: (1.0, 0.0),
    },
    Crash {
        name: "2022-05-11", title: "11 May 2022 (Terra), six hours", begins: 1_652_256_000, hours: 6,
        from: Levels { btc: 31_000.0, eth: 2_340.0, atom: 13.5, sol: 65.0 },
        moves: Levels { btc: -0.1045, eth: -0.1304, atom: -0.1780, sol: -0.2401 },
        basis: (1.0, 0.0),
    },
    Crash {
        name: "2022-06-15", title: "15 June 2022 (stETH leaves ETH), six hours", begins: 1_655_280_000, hours: 6,
        from: Levels { btc: 22_000.0, eth: 1_200.0, atom: 6.9, sol: 30.0 },
        moves: Levels { btc: -0.0783, eth: -0.1454, atom: -0.0844, sol: -0.0800 },
        basis: (1.0, -0.065),
    },
    Crash {
        name: "2022-11-08", title: "8 November 2022 (FTX), a day", begins: 1_667_865_600, hours: 24,
        from: Levels { btc: 19_700.0, eth: 1_480.0, atom: 14.3, sol: 28.5 },
        moves: Levels { btc: -0.161, eth: -0.240, atom: -0.217, sol: -0.429 },
        basis: (1.0, 0.0),
    },
    Crash {
        name: FEEDERS_FAIL, title: "A lying feeder, a spike and a silent hour, six hours", begins: 1_704_067_200, hours: 6,
        from: Levels { btc: 42_000.0, eth: 2_300.0, atom: 10.5, sol: 100.0 },
        moves: Levels { btc: -0.060, eth: -0.080, atom: -0.180, sol: -0.120 },
        basis: (1.0, 0.0),
    },
];

const STEPS: u32 = 36;

/// The path of a named crash; `None` for a name that is not in [`NAMES`].
pub fn path(name: &str, seed: u64) -> Option<Path> {
    let crash = CRASHES.iter().find(|crash| crash.name == name)?;
    let mut rng = Rng::new(seed ^ crash.begins);
    let market = bridge(&mut rng);
    let legs = [
        (crash.from.btc, crash.moves.btc),
        (crash.from.eth, crash.moves.eth),
        (crash.from.atom, crash.moves.atom),
        (crash.from.sol, crash.moves.sol),
    ];
    let lines: Vec<Vec<f64>> = legs
        .iter()
        .map(|(from, by)| line(*from, *by, &market, &bridge(&mut rng)))
        .collect();
    let moments = (0..=STEPS)
        .map(|step| moment(crash, step, &lines))
        .collect::<Option<_>>()?;
    Some(Path {
        name: crash.name.to_owned(),
        title: crash.title.to_owned(),
        source: source(crash).to_owned(),
        begins: crash.begins,
        faults: faults(crash),
        moments,
    })
}

fn source(crash: &Crash) -> &'static str {
    match crash.name {
        FEEDERS_FAIL => "made up, a slow fall whose way is drawn from the seed; what feeders say of ATOM is another matter",
        _ => "how far each asset fell is history; levels are rounded, and the way between is drawn from the seed",
    }
}

/// One feeder lies in the second hour, all spike in the middle, and nobody reports in the fifth hour.
fn faults(crash: &Crash) -> Option<Faults> {
    (crash.name == FEEDERS_FAIL).then_some(Faults {
        ticker: "ATOM",
        liar: 3_600..7_200,
        spike: 10_800,
        silence: 14_400..18_000,
    })
}

fn moment(crash: &Crash, step: u32, lines: &[Vec<f64>]) -> Option<Moment> {
    let at = |line: usize| lines.get(line)?.get(usize::try_from(step).ok()?).copied();
    let (btc, eth, atom, sol) = (at(0)?, at(1)?, at(2)?, at(3)?);
    let steth = eth * crash.basis.0 * (1.0 + crash.basis.1 * pace(share(step)));
    let prices = [btc, eth, steth, atom, sol, 1.0];
    Some(Moment {
        seconds: crash.hours * 3_600 * u64::from(step) / u64::from(STEPS),
        prices: prices.into_iter().map(price).collect::<Option<_>>()?,
    })
}

/// From 1 to `1 + by` in logarithms, at the common pace, off it by the bridges.
fn line(from: f64, by: f64, market: &[f64], own: &[f64]) -> Vec<f64> {
    let whole = (1.0 + by).ln();
    let both = market.iter().zip(own).zip(0..=STEPS);
    both.map(|((market, own), step)| {
        let off = 0.30 * market + 0.15 * own;
        from * (whole * (pace(share(step)) + off)).exp()
    })
    .collect()
}

/// A crash begins slowly, then everybody sells.
fn pace(t: f64) -> f64 {
    t * t * (3.0 - 2.0 * t)
}

fn share(step: u32) -> f64 {
    f64::from(step) / f64::from(STEPS)
}

/// A random walk that ends where it began: 0.
fn bridge(rng: &mut Rng) -> Vec<f64> {
    let scale = f64::from(STEPS).sqrt();
    let mut walk = vec![0.0];
    let mut at = 0.0;
    for _ in 0..STEPS {
        at += rng.normal() / scale;
        walk.push(at);
    }
    let back = |(step, value): (u32, f64)| value - at * share(step);
    (0..=STEPS).zip(walk).map(back).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test may stop at the first surprise
    use super::super::path::dollars;
    use super::*;

    fn fall(name: &str, asset: usize) -> f64 {
        let path = path(name, 7).unwrap();
        let at = |moment: Option<&Moment>| dollars(moment.unwrap().prices[asset]);
        at(path.moments.last()) / at(path.moments.first()) - 1.0
    }

    #[test]
    fn each_crash_ends_where_history_did() {
        let close = |found: f64, history: f64| (found - history).abs() < 1e-6;
        assert!(close(fall("2021-05-19", 0), -0.105));
        assert!(close(fall("2021-05-19", 3), -0.356));
        assert!(close(fall("2022-05-11", 4), -0.2401));
        assert!(close(fall("2022-11-08", 4), -0.429));
        // 0.8546 · 0.935
        assert!(close(fall("2022-06-15", 2), -0.200949));
    }

    #[test]
    fn a_seed_names_a_path() {
        assert_eq!(path("2021-05-19", 1), path("2021-05-19", 1));
        assert_ne!(path("2021-05-19", 1), path("2021-05-19", 2));
        assert_eq!(path("1929-10-24", 1), None);
    }
}
