//! Random Books, the same for the same seed.
//!
//! Every Book obeys the constraints of the specification on parameters; within them the edges are drawn far more often than a
//! uniform draw would: factors of 0, 0.05 and 0.98, perfect hedges, matrices of deficient rank, single base units, whales, and
//! accounts whose surplus is within a millionth of a dollar of zero.

mod assets;
mod edge;
pub mod hedged;
mod matrix;
mod ramps;
mod random;

pub use random::Random;

use crate::exact::format::{
    BookLine, Config, ConfigFrom, EpisodeLine, Group, LiquidationConfig, Scenario,
};
use assets::{decimal, Range, ONE};
use ramps::{Correlations, Midway};
use std::collections::BTreeMap;

/// Numbers that all parts of one Book share, in 1e-18. Of a ramp, the target stands first, then where it comes from.
#[derive(Debug)]
struct Frame {
    midway: Midway,
    /// By group.
    sigma: Vec<Vec<u128>>,
    margin: Vec<u128>,
    bonus_floor: u128,
    digits: u32,
}

impl Frame {
    fn highest_stress(&self, group: usize) -> u128 {
        self.sigma[group].iter().copied().max().unwrap_or(0)
    }
}

/// The Book of a seed.
pub fn book(seed: u64) -> BookLine {
    let mut random = Random::new(seed);
    let frame = frame(&mut random);
    let mut line = BookLine {
        id: seed.to_string(),
        config: config(&mut random, &frame),
        assets: assets::assets(&mut random, &frame),
        liquidation: liquidation(&mut random, &frame),
        collateral: BTreeMap::new(),
        debt: BTreeMap::new(),
        max: None,
        quote: None,
        episode: random.one_in(6).then(|| EpisodeLine {
            lowest: decimal(random.below(ONE / 5), 18),
            k: decimal(ONE / 2 + random.below(ONE), 18),
        }),
    };
    line.config.scenarios = scenarios(&mut random, &line);
    edge::fill(&mut random, &mut line);
    line
}

fn frame(random: &mut Random) -> Frame {
    let midway = ramps::draw(random);
    let moves = |what: Correlations| midway.correlations == Some(what);
    let digits = [2, 4, 4, 18][random.index(4)];
    let count = if random.one_in(3) {
        1 + random.index(16)
    } else {
        1 + random.index(5)
    };
    let mut points = |moves: bool, draw: fn(&mut Random, u32) -> u128| -> Vec<u128> {
        let ends = if moves { 2 } else { 1 };
        (0..ends).map(|_| draw(random, digits)).collect()
    };
    let stresses = moves(Correlations::Stress);
    let sigma = (0..count).map(|_| points(stresses, stress)).collect();
    let margin = points(moves(Correlations::Matrix), self::margin);
    let most = margin.iter().min().map_or(0, |least| least / 2);
    let bonus_floor = [most, 0, ONE / 200, random.below(most + 1)][random.index(4)].min(most);
    Frame {
        midway,
        sigma,
        margin,
        bonus_floor,
        digits,
    }
}

fn stress(random: &mut Random, digits: u32) -> u128 {
    match random.below(12) {
        0 => 0,
        1 => ONE / 20 * 19,
        2 => Range(0, ONE / 50).draw(random, digits),
        3 => Range(0, ONE / 20 * 19).draw(random, digits),
        _ => Range(ONE / 100, ONE / 2).draw(random, digits),
    }
}

fn margin(random: &mut Random, digits: u32) -> u128 {
    match random.below(4) {
        0 => 0,
        1 => Range(0, ONE / 5).draw(random, digits),
        _ => ONE / 50,
    }
}

fn credit(random: &mut Random, digits: u32) -> String {
    let credit = match random.below(5) {
        0 => 0,
        1 => ONE / 4 * 3,
        2 => ONE,
        _ => Range(0, ONE).draw(random, digits),
    };
    decimal(credit, 18)
}

fn groups(ends: impl Iterator<Item = u128>) -> Vec<Group> {
    let name = |(index, stress)| Group {
        name: format!("g{index}"),
        stress: decimal(stress, 18),
    };
    ends.enumerate().map(name).collect()
}

fn config(random: &mut Random, frame: &Frame) -> Config {
    let count = frame.sigma.len();
    let at = |ago: usize| groups(frame.sigma.iter().map(move |points| points[ago]));
    let from = match frame.midway.correlations {
        None => None,
        Some(Correlations::Stress) => Some(ConfigFrom {
            groups: Some(at(1)),
            ..ConfigFrom::default()
        }),
        Some(Correlations::Matrix) => Some(ConfigFrom {
            rho: Some(matrix::draw(random, count)),
            correlation_credit: Some(credit(random, frame.digits)),
            min_margin: Some(decimal(frame.margin[1], 18)),
            ..ConfigFrom::default()
        }),
    };
    let ramp = from.map(|from| ramps::ramp(random, from));
    Config {
        correlation_credit: credit(random, frame.digits),
        min_margin: decimal(frame.margin[0], 18),
        groups: at(0),
        rho: matrix::draw(random, count),
        scenarios: Vec::new(),
        ramp,
    }
}

fn liquidation(random: &mut Random, frame: &Frame) -> LiquidationConfig {
    LiquidationConfig {
        bonus_floor: decimal(frame.bonus_floor, 18),
        target_health: ["1.05", "1.000000000000000001", "1.1", "1.25"][random.index(4)].into(),
        min_position_value: ["10", "0", "0.000001", "100"][random.index(4)].into(),
    }
}

fn scenarios(random: &mut Random, line: &BookLine) -> Vec<Scenario> {
    let count = if random.one_in(3) {
        1 + random.index(4)
    } else {
        0
    };
    let relative = |random: &mut Random| match random.below(6) {
        0 => "-1".into(),
        1 => decimal(random.below(ONE), 18),
        _ => format!("-{}", decimal(random.below(ONE), 4)),
    };
    let mut one = |index: usize| {
        let mut moves = BTreeMap::new();
        for name in line.assets.keys() {
            if random.one_in(2) {
                moves.insert(name.clone(), relative(random));
            }
        }
        Scenario {
            name: format!("s{index}"),
            moves,
        }
    };
    (0..count).map(&mut one).collect()
}
