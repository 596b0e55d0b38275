//! Paths whose volatilities and correlations are known, and the same figures in floating point.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss
)] // a test may stop at the first surprise

use super::*;

/// Uniform numbers (SplitMix64) and, by Box and Muller, normal ones.
struct Random(u64);

impl Random {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }

    fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.uniform()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.uniform()).cos()
    }
}

/// Hourly prices of two assets with yearly volatilities σ and correlation ρ.
fn path(hours: usize, sigma: [f64; 2], rho: f64) -> Vec<[f64; 2]> {
    let mut random = Random(7);
    let mut prices = [10.0, 3_000.0];
    let hourly = (1.0 / 8_760.0f64).sqrt();
    let mut all = vec![prices];
    for _ in 0..hours {
        let (first, other) = (random.normal(), random.normal());
        let second = rho * first + (1.0 - rho * rho).sqrt() * other;
        prices[0] *= (sigma[0] * hourly * first).exp();
        prices[1] *= (sigma[1] * hourly * second).exp();
        all.push(prices);
    }
    all
}

fn usd(price: f64) -> Option<Price> {
    Some(Price::new((price * 1e18) as u128))
}

fn watched(path: &[[f64; 2]]) -> Monitor {
    let mut monitor = Monitor::default();
    for (hour, [a, b]) in path.iter().enumerate() {
        monitor.sample(&[usd(*a), usd(*b)], 1_700_000_000 + 3_600 * hour as u64);
    }
    monitor
}

fn figures(monitor: &Monitor) -> [f64; 3] {
    let volatility = |asset| monitor.volatility(asset).0.raw() as f64 / 1e18;
    let correlation = monitor.pair(0, 1).correlation.raw() as f64 / 1e18;
    [volatility(0), volatility(1), correlation]
}

/// The same by the textbook's recursion in floating point.
fn textbook(path: &[[f64; 2]]) -> [f64; 3] {
    let forgotten = 1.0 - 0.94f64.powf(1.0 / 24.0);
    let mut means = [0.0; 3];
    for (count, two) in path.windows(2).enumerate() {
        let (a, b) = (two[1][0] / two[0][0] - 1.0, two[1][1] / two[0][1] - 1.0);
        let weight = forgotten.max(1.0 / (count + 1) as f64);
        for (mean, product) in means.iter_mut().zip([a * a, b * b, a * b]) {
            *mean += weight * (product - *mean);
        }
    }
    let yearly = |mean: f64| (mean * 8_760.0).sqrt();
    let correlation = means[2] / (means[0] * means[1]).sqrt();
    [yearly(means[0]), yearly(means[1]), correlation]
}

/// The weight remembers 776 hours: the error of a volatility is 1/√(2·776) = 2.5 % of it, that of a correlation
/// (1 − ρ²)/√776, one time in three. Three times that is allowed.
#[test]
fn known_volatilities_and_correlations_are_recovered() {
    for (sigma, rho) in [([0.8, 1.2], 0.7), ([0.6, 0.05], -0.3), ([1.0, 1.0], 0.0)] {
        let [a, b, correlation] = figures(&watched(&path(3_000, sigma, rho)));
        assert!((a / sigma[0] - 1.0).abs() < 0.076, "{a}");
        assert!((b / sigma[1] - 1.0).abs() < 0.076, "{b}");
        let allowed = 3.0 * (1.0 - rho * rho) / 776f64.sqrt();
        assert!((correlation - rho).abs() < allowed, "{correlation}");
    }
}

#[test]
fn fixed_point_is_as_good_as_floating() {
    let path = path(2_000, [0.8, 1.2], 0.7);
    for (found, expected) in figures(&watched(&path)).iter().zip(textbook(&path)) {
        assert!((found / expected - 1.0).abs() < 1e-6, "{found} {expected}");
    }
}

#[test]
fn assets_that_move_as_one_have_correlation_1() {
    let mut monitor = Monitor::default();
    for (hour, price) in [100u128, 101, 99, 102, 98].iter().enumerate() {
        let prices = [
            Some(Price::new(price * ONE as u128)),
            Some(Price::new(price * 7 * ONE as u128)),
        ];
        monitor.sample(&prices, 3_600 * (1 + hour as u64));
    }
    let pair = monitor.pair(1, 0);
    assert!(pair.correlation.raw() > 999_999_000_000_000_000, "{pair:?}");
    assert_eq!(pair.count, 4);
}

#[test]
fn a_stale_price_makes_no_return_and_neither_does_the_next() {
    let mut monitor = Monitor::default();
    let price = |raw: u128| Some(Price::new(raw));
    monitor.sample(&[price(100), price(50)], 3_600);
    monitor.sample(&[price(110), None], 7_200);
    monitor.sample(&[price(100), price(80)], 10_800);
    assert_eq!(monitor.volatility(0).1, 2);
    assert_eq!(monitor.volatility(1), (Ratio::ZERO, 0));
    assert_eq!(monitor.pair(0, 1).count, 0);
}

/// One move of 1 % in an hour and one of 2 % in four hours are the same per root of an hour: 0.01 · √8760 = 93.59 %.
#[test]
fn a_late_sample_is_brought_to_an_hour() {
    let mut monitor = Monitor::default();
    let price = |raw: u128| [Some(Price::new(raw))];
    monitor.sample(&price(10_000), 3_600);
    monitor.sample(&price(10_100), 7_200);
    monitor.sample(&price(9_898), 21_600);
    let (volatility, count) = monitor.volatility(0);
    assert_eq!(count, 2);
    let percent = volatility.raw() / 1_000_000_000_000;
    assert_eq!(percent, 935_948, "in millionths");
}

#[test]
fn an_asset_may_come_later() {
    let mut monitor = Monitor::default();
    let price = |raw: u128| Some(Price::new(raw));
    monitor.sample(&[price(100)], 3_600);
    monitor.sample(&[price(101), price(50)], 7_200);
    monitor.sample(&[price(100), price(51)], 10_800);
    assert_eq!((monitor.volatility(0).1, monitor.volatility(1).1), (2, 1));
    assert!(monitor.pair(0, 1).correlation.raw() < 0);
}
