//! Positions, and the search that puts an account next to S = 0.

use super::assets::{decimal, ONE};
use super::Random;
use crate::exact::format::{
    BookLine, Fraction, MaxRequest, PairRequest, PriceLine, ProRataRequest, QuoteRequest, Status,
    UnsettledLine,
};
use crate::exact::{Level, Model, Num};
use num_bigint::BigInt;
use num_traits::{One, Signed};

/// Whole tokens that must work.
const WHALE: u64 = 1_000_000_000_000_000;

pub fn fill(random: &mut Random, line: &mut BookLine) {
    hold(random, line);
    owe(random, line);
    if random.one_in(8) {
        spoil_prices(random, line);
    }
    if random.one_in(4) {
        overflow(random, line);
    }
    match random.below(10) {
        0..=2 => scale_debts(random, line),
        3..=7 => approach(random, line),
        _ => {}
    }
    requests(random, line);
}

fn most_units(line: &BookLine, name: &str) -> BigInt {
    BigInt::from(WHALE) * BigInt::from(10).pow(line.assets[name].decimals)
}

/// Base units worth so many USD, at least one and at most a whale's.
fn units(line: &BookLine, name: &str, usd: f64) -> BigInt {
    let price: f64 = line.assets[name].price.spot.parse().expect("a price");
    let tokens = (usd / price).clamp(0.0, WHALE as f64);
    // Nine digits of the tokens, and the rest of the decimals as zeros, nines or noise.
    let nano = BigInt::from((tokens * 1e9) as u128);
    let scaled =
        nano * BigInt::from(10).pow(line.assets[name].decimals) / BigInt::from(1_000_000_000);
    scaled.max(BigInt::one()).min(most_units(line, name))
}

fn amount(random: &mut Random, line: &BookLine, name: &str, scale: f64) -> BigInt {
    let usd = scale * 10f64.powf(random.unit() * 2.0 - 1.0);
    let base = units(line, name, usd);
    match random.below(16) {
        0 => BigInt::one(),
        1 => most_units(line, name),
        2..=8 => base,
        _ => (base + BigInt::from(random.below(1_000_000))).min(most_units(line, name)),
    }
}

fn hold(random: &mut Random, line: &mut BookLine) {
    let scale = 10f64.powf(random.unit() * 16.0 - 4.0);
    let names: Vec<String> = line.assets.keys().cloned().collect();
    for name in &names {
        if names.len() == 1 || !random.one_in(3) {
            let amount = amount(random, line, name, scale);
            line.collateral.insert(name.clone(), amount.to_string());
        }
    }
}

fn owe(random: &mut Random, line: &mut BookLine) {
    if random.one_in(12) {
        return;
    }
    let scale = 10f64.powf(random.unit() * 16.0 - 4.0);
    let names: Vec<String> = line
        .assets
        .iter()
        .filter(|(_, asset)| asset.borrow_weight.is_some())
        .map(|(name, _)| name.clone())
        .collect();
    for name in &names {
        if names.len() == 1 || random.one_in(2) {
            let amount = amount(random, line, name, scale);
            line.debt.insert(name.clone(), amount.to_string());
        }
    }
}

/// Readings that disagree: down to a half of the low, up to the high.
fn readings(random: &mut Random, price: &PriceLine) -> UnsettledLine {
    let half = Num::lit(&price.low).over(&BigInt::from(2)).shown(18);
    UnsettledLine {
        low: if random.one_in(2) {
            half
        } else {
            price.low.clone()
        },
        high: price.high.clone(),
    }
}

fn spoil_prices(random: &mut Random, line: &mut BookLine) {
    for asset in line.assets.values_mut() {
        asset.price.status = match random.below(10) {
            0 => Status::Stale,
            1 => Status::Frozen,
            2 | 3 => Status::Halted,
            4 if random.one_in(2) => Status::Missing,
            _ => Status::Fresh,
        };
        asset.price.wide = random.one_in(10);
        asset.price.unsettled = random.one_in(8).then(|| readings(random, &asset.price));
        // known from one side only
        if asset.price.status == Status::Frozen && random.one_in(3) {
            asset.price.low = "0".into();
        }
    }
}

/// More of a token that counts nothing, rarely of one that counts, than any value can say.
fn overflow(random: &mut Random, line: &mut BookLine) {
    for (name, held) in &mut line.collateral {
        let asset = &line.assets[name];
        let counts = asset.liquidation_threshold != "0" || asset.ramp.is_some();
        if !counts || random.one_in(30) {
            let most = u128::MAX >> random.index(40);
            *held = (random.below(most) + 1).to_string();
        }
    }
}

fn scaled(amount: &str, by: &Num) -> BigInt {
    let amount: BigInt = amount.parse().expect("an amount");
    by.times(&amount).floor().max(BigInt::one())
}

/// Multiplies every debt.
fn multiply(line: &mut BookLine, by: &Num) {
    let debts: Vec<(String, BigInt)> = line
        .debt
        .iter()
        .map(|(name, amount)| (name.clone(), scaled(amount, by).min(most_units(line, name))))
        .collect();
    line.debt = debts
        .into_iter()
        .map(|(name, amount)| (name, amount.to_string()))
        .collect();
}

fn factor(random: &mut Random, from: f64, to: f64) -> Num {
    Num::lit(&format!("{:.9}", from + random.unit() * (to - from)))
}

/// Brings the health factor between 0.3 and 2.
fn scale_debts(random: &mut Random, line: &mut BookLine) {
    let model = Model::read(line).expect("a generated Book");
    if let Ok(Some(health)) = model.health_factor(&model.account) {
        let by = health.mul(&factor(random, 0.5, 3.0));
        multiply(line, &by);
    }
}

/// Moves one debt until S is a millionth of a dollar from zero, or as near as one base unit allows.
fn approach(random: &mut Random, line: &mut BookLine) {
    let by = {
        let model = Model::read(line).expect("a generated Book");
        model.health_factor(&model.account).ok().flatten()
    };
    let Some(by) = by else { return };
    let slack = if random.one_in(2) {
        Num::one()
    } else {
        factor(random, 0.4, 1.0)
    };
    multiply(line, &by.mul(&slack));
    let names: Vec<String> = line.debt.keys().cloned().collect();
    let name = &names[random.index(names.len())];
    let level = if random.one_in(2) {
        Level::Initial
    } else {
        Level::Maintenance
    };
    if let Some(amount) = nearby(random, line, name, level) {
        line.debt
            .insert(name.clone(), amount.min(most_units(line, name)).to_string());
    }
}

fn nearby(random: &mut Random, line: &BookLine, name: &str, level: Level) -> Option<BigInt> {
    if line.assets[name].price.low == "0" {
        // what may count 0 has no edge
        return None;
    }
    let model = Model::read(line).expect("a generated Book");
    let index = model.index(name)?;
    let mut without = model.account.clone();
    without.debt[index] = BigInt::from(0);
    let edge = model.most_debt(&without, index, level).ok()??;
    let usd = 10f64.powf(random.unit() * 5.0 - 8.0);
    let price: f64 = line.assets[name].price.spot.parse().expect("a price");
    let decimals = i32::try_from(line.assets[name].decimals).expect("at most eighteen");
    let away = BigInt::from((usd / price * 10f64.powi(decimals)).clamp(0.0, 1e30) as u128);
    let amount = match random.below(4) {
        0 => edge.floor(),
        1 => edge.ceil(),
        2 => edge.floor() - away,
        _ => edge.ceil() + away,
    };
    amount.is_positive().then_some(amount)
}

fn requests(random: &mut Random, line: &mut BookLine) {
    let all: Vec<String> = line.assets.keys().cloned().collect();
    let borrowable: Vec<&String> = all
        .iter()
        .filter(|name| line.assets[*name].borrow_weight.is_some())
        .collect();
    let pick = |random: &mut Random, from: &[&String]| {
        (!from.is_empty()).then(|| from[random.index(from.len())].clone())
    };
    let held: Vec<&String> = line.collateral.keys().collect();
    let owed: Vec<&String> = line.debt.keys().collect();
    let max = MaxRequest {
        borrow: pick(random, &borrowable),
        withdraw: pick(random, &held),
    };
    let quote = pick(random, &owed)
        .zip(pick(random, &held))
        .map(|(debt, collateral)| {
            let owed: BigInt = line.debt[&debt].parse().expect("an amount");
            let sent = match random.below(4) {
                0 => BigInt::from(random.below(ONE)) * &owed / BigInt::from(ONE),
                1 => owed.clone() * 2,
                _ => owed.clone(),
            };
            QuoteRequest::Pair(PairRequest {
                debt,
                collateral,
                max_repay: sent.max(BigInt::one()).to_string(),
            })
        });
    line.max = Some(max);
    line.quote = if random.one_in(4) {
        Some(pro_rata(random))
    } else {
        quote
    };
}

fn pro_rata(random: &mut Random) -> QuoteRequest {
    let fraction = match random.below(4) {
        0 => 1 + random.below(ONE),
        1 => 1 + random.below(ONE / 1_000),
        _ => ONE,
    };
    let fraction = decimal(fraction, 18);
    QuoteRequest::ProRata(ProRataRequest {
        pro_rata: Fraction { fraction },
    })
}
