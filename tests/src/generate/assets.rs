//! Assets with factors at and between the edges of what the specification allows.

use super::{ramps, Frame, Random};
use crate::exact::format::{AssetFrom, AssetLine, LiquidationTerms, PriceLine, RampLine, Status};
use std::collections::BTreeMap;

pub const ONE: u128 = 1_000_000_000_000_000_000;

/// A decimal of 1e-18 units, cut to `digits` places.
pub fn decimal(units: u128, digits: u32) -> String {
    let step = 10u128.pow(18 - digits);
    let cut = units / step * step;
    let text = format!("{}.{:018}", cut / ONE, cut % ONE);
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

/// From the first to the second, both included.
#[derive(Debug, Clone, Copy)]
pub struct Range(pub u128, pub u128);

impl Range {
    /// A number of `digits` decimals, or an end where none lies between.
    pub fn draw(self, random: &mut Random, digits: u32) -> u128 {
        let step = 10u128.pow(18 - digits);
        let raw = self.0 + random.below(self.1 - self.0 + 1);
        let cut = raw / step * step;
        if cut < self.0 {
            raw
        } else {
            cut
        }
    }
}

pub fn assets(random: &mut Random, frame: &Frame) -> BTreeMap<String, AssetLine> {
    let count = if random.one_in(4) {
        1 + random.index(16)
    } else {
        1 + random.index(6)
    };
    (0..count)
        .map(|index| (format!("a{index:02}"), asset(random, frame)))
        .collect()
}

fn threshold(random: &mut Random, most: u128, digits: u32) -> u128 {
    let edge = match random.below(16) {
        0 => 0,
        1 => 1 + random.below(1_000),
        2 => ONE / 20,
        3 => ONE / 20 - 1 - random.below(1_000),
        4 => ONE / 20 + 1 + random.below(1_000),
        5 => Range(0, ONE / 20).draw(random, digits),
        6 | 7 => most,
        8 => ONE / 100 * 98,
        _ => return Range(most / 2, most).draw(random, digits),
    };
    edge.min(most)
}

fn weight(random: &mut Random, least: u128, digits: u32) -> u128 {
    let most = ONE / 100 * 198;
    match random.below(8) {
        0 | 1 => least,
        2 => most,
        3 => Range(least, most).draw(random, digits),
        _ => Range(least, least + (most - least) / 3).draw(random, digits),
    }
}

fn asset(random: &mut Random, frame: &Frame) -> AssetLine {
    let group = random.index(frame.sigma.len());
    let sigma = frame.highest_stress(group);
    // (1 + bonus_floor)·LT < 1, since bonus_floor ≤ bonus_max.
    let most = (ONE - sigma)
        .min(ONE / 100 * 98)
        .min(ONE * (ONE - 1) / (ONE + frame.bonus_floor) - 1);
    let digits = frame.digits;
    let target = threshold(random, most, digits);
    let borrowable = !random.one_in(8);
    let weight_now = weight(random, ONE + sigma, digits);
    let mut highest = target;
    let drawn = Drawn {
        most,
        least_weight: ONE + sigma,
        borrowable,
    };
    let ramp = ramp(random, frame, &drawn, &mut highest);
    AssetLine {
        decimals: if random.one_in(3) {
            random.index(19) as u32
        } else {
            [6, 8, 18][random.index(3)]
        },
        collateral_factor: decimal(collateral_factor(random, target, digits), 18),
        liquidation_threshold: decimal(target, 18),
        borrow_weight: borrowable.then(|| decimal(weight_now, 18)),
        group: format!("g{group}"),
        price: price(random),
        liquidation: bonus(random, highest, frame),
        ramp,
    }
}

/// What the points of a ramp have in common with its target.
struct Drawn {
    most: u128,
    least_weight: u128,
    borrowable: bool,
}

fn ramp(
    random: &mut Random,
    frame: &Frame,
    drawn: &Drawn,
    highest: &mut u128,
) -> Option<RampLine<AssetFrom>> {
    if !frame.midway.assets || random.one_in(3) {
        return None;
    }
    let digits = frame.digits;
    let before = threshold(random, drawn.most, digits);
    *highest = before.max(*highest);
    let weight = weight(random, drawn.least_weight, digits);
    let from = AssetFrom {
        liquidation_threshold: decimal(before, 18),
        borrow_weight: drawn.borrowable.then(|| decimal(weight, 18)),
    };
    Some(ramps::ramp(random, from))
}

fn collateral_factor(random: &mut Random, threshold: u128, digits: u32) -> u128 {
    match random.below(5) {
        0 => 0,
        1 | 2 => threshold,
        _ => Range(threshold / 10 * 9, threshold).draw(random, digits),
    }
}

fn bonus(random: &mut Random, threshold: u128, frame: &Frame) -> LiquidationTerms {
    // (1 + bonus_max)·LT < 1.
    let room = (ONE * ONE)
        .checked_div(threshold)
        .map_or(ONE / 5, |most| (most - 2).saturating_sub(ONE).min(ONE / 5));
    let room = room.max(frame.bonus_floor);
    let max = match random.below(3) {
        0 => room,
        1 => Range(frame.bonus_floor, room).draw(random, frame.digits),
        _ => (ONE / 10).clamp(frame.bonus_floor, room),
    };
    let min = [0, max, random.below(max + 1), max.min(ONE / 100)][random.index(4)];
    LiquidationTerms {
        bonus_min: decimal(min, 18),
        bonus_slope: ["0", "1", "0.25", "5"][random.index(4)].into(),
        bonus_max: decimal(max, 18),
        protocol_fee: ["0", "0.1", "0.123456789", "0.99"][random.index(4)].into(),
    }
}

/// 1e-12 to 1e9 USD.
fn price(random: &mut Random) -> PriceLine {
    let spot = match random.below(8) {
        0 => ONE,
        1 => 1_000_000,
        2 => ONE * 1_000_000_000,
        3 => below_power(random, 9).max(1_000_000),
        4 => below_power(random, -10).max(1_000_000),
        _ => Range(ONE / 10, ONE * 100_000).draw(random, 6),
    };
    let spread = [0, 1, 10_000, 1_000_000, 50_000_000][random.index(5)];
    let step = |random: &mut Random| spot / 1_000_000_000 * random.below(spread + 1);
    let (low, high) = (
        spot - step(random),
        (spot + step(random)).min(ONE * 1_000_000_000),
    );
    PriceLine {
        spot: decimal(spot, 18),
        low: decimal(low.max(1), 18),
        high: decimal(high.max(spot), 18),
        status: Status::Fresh,
        wide: false,
        unsettled: None,
    }
}

/// Below a power of ten USD between 1 and `most`.
fn below_power(random: &mut Random, most: i64) -> u128 {
    let power = random.between(most.min(0), most.max(0));
    let size = 10u128.pow(power.unsigned_abs() as u32);
    random.below(if power < 0 { ONE / size } else { ONE * size })
}
