//! Correlation matrices that are positive semi-definite exactly as stored, in steps of 1e-4.

use super::Random;

/// Unit vectors of two decimals: their products have four, so a matrix of them is exact and of rank three at most.
const DIRECTIONS: [[i64; 3]; 12] = [
    [100, 0, 0],
    [0, 100, 0],
    [0, 0, 100],
    [60, 80, 0],
    [80, 60, 0],
    [28, 96, 0],
    [96, 0, 28],
    [0, 60, 80],
    [60, 0, -80],
    [36, 48, 80],
    [48, 64, 60],
    [-80, 60, 0],
];

fn text(entry: i64) -> String {
    let sign = if entry < 0 { "-" } else { "" };
    format!("{sign}{}.{:04}", entry.abs() / 10_000, entry.abs() % 10_000)
}

fn rows(count: usize, entry: impl Fn(usize, usize) -> i64) -> Vec<Vec<String>> {
    (0..count)
        .map(|g| {
            (0..count)
                .map(|h| text(if g == h { 10_000 } else { entry(g, h) }))
                .collect()
        })
        .collect()
}

pub fn draw(random: &mut Random, count: usize) -> Vec<Vec<String>> {
    match random.below(6) {
        0 => rows(count, |_, _| 0),
        1 => signs(random, count),
        2 => directions(random, count),
        3 => doubled(random, count),
        _ => factors(random, count),
    }
}

/// One factor for all: every entry 1 or −1.
fn signs(random: &mut Random, count: usize) -> Vec<Vec<String>> {
    let hedge = random.one_in(2);
    let sign: Vec<i64> = (0..count)
        .map(|_| if hedge && random.one_in(2) { -1 } else { 1 })
        .collect();
    rows(count, |g, h| 10_000 * sign[g] * sign[h])
}

fn directions(random: &mut Random, count: usize) -> Vec<Vec<String>> {
    let chosen: Vec<[i64; 3]> = (0..count)
        .map(|_| DIRECTIONS[random.index(DIRECTIONS.len())])
        .collect();
    rows(count, |g, h| {
        chosen[g].iter().zip(chosen[h]).map(|(a, b)| a * b).sum()
    })
}

/// Groups that stand for the same thing: ρ = ±1 inside a block, the block's correlation outside.
fn doubled(random: &mut Random, count: usize) -> Vec<Vec<String>> {
    let blocks = 1 + random.index(count);
    let base = numbers(random, blocks);
    let member: Vec<(usize, i64)> = (0..count)
        .map(|_| (random.index(blocks), if random.one_in(4) { -1 } else { 1 }))
        .collect();
    rows(count, |g, h| {
        member[g].1 * member[h].1 * base[member[g].0][member[h].0]
    })
}

fn factors(random: &mut Random, count: usize) -> Vec<Vec<String>> {
    let base = numbers(random, count);
    rows(count, |g, h| base[g][h])
}

/// Random factors, rounded. Rounding moves no eigenvalue by more than `count · 0.5e-4`, so that shrinking the other entries
/// towards the identity by `count · 1e-4` first leaves every eigenvalue positive.
fn numbers(random: &mut Random, count: usize) -> Vec<Vec<i64>> {
    let rank = 1 + random.index(count);
    let common = random.unit() * 2.0;
    let vectors: Vec<Vec<f64>> = (0..count)
        .map(|_| {
            let raw: Vec<f64> = (0..rank)
                .map(|axis| random.unit() * 2.0 - 1.0 + if axis == 0 { common } else { 0.0 })
                .collect();
            let length = raw.iter().map(|x| x * x).sum::<f64>().sqrt().max(1e-9);
            raw.into_iter().map(|x| x / length).collect()
        })
        .collect();
    let shrink = 1.0 - count as f64 * 1e-4;
    let entry = |g: usize, h: usize| {
        let dot: f64 = vectors[g].iter().zip(&vectors[h]).map(|(a, b)| a * b).sum();
        if g == h {
            10_000
        } else {
            (dot * shrink * 10_000.0).round() as i64
        }
    };
    (0..count)
        .map(|g| (0..count).map(|h| entry(g.max(h), g.min(h))).collect())
        .collect()
}
