//! Margin figures that others published, out of the formula: each position in a group of its own, no margin of its own.
//!
//! With B = 0 and m = 0 the requirement is `N = √(κ·V + (1−κ)·G²)`, read as `C − D − S`. Sources: `data/README.md`.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::float_arithmetic,
    clippy::arithmetic_side_effects,
    clippy::panic
)] // a test may stop at the first surprise; floats only read results

mod common;

use common::answer;
use serde::Deserialize;
use serde_json::{json, Value as Json};

/// Signed USD, and the stress in 1e-4.
#[derive(Clone, Copy)]
struct Leg {
    usd: i64,
    stress: u32,
}

fn leg(usd: i64, stress: u32) -> Leg {
    Leg { usd, stress }
}

/// A positive leg is collateral with LT = 1 − σ, a negative one a debt of weight 1 + σ.
fn book(credit: &str, legs: &[Leg], rho: &[Vec<String>]) -> Json {
    let decimal = |raw: u32| format!("{}.{:04}", raw / 10_000, raw % 10_000);
    let name = |at: usize| format!("leg {at}");
    let groups = legs.iter().enumerate();
    let groups = groups.map(|(at, leg)| json!({"name": name(at), "stress": decimal(leg.stress)}));
    let asset = |(at, leg): (usize, &Leg)| {
        let factor = decimal(10_000 - leg.stress);
        let asset = json!({
            "decimals": 6, "group": name(at), "collateral_factor": factor, "liquidation_threshold": factor,
            "borrow_weight": decimal(10_000 + leg.stress), "price": {"spot": "1", "low": "1", "high": "1"},
            "liquidation": {"bonus_min": "0", "bonus_slope": "0", "bonus_max": "0", "protocol_fee": "0"}
        });
        (name(at), asset)
    };
    let side = |sign: i64| -> Json {
        let there = legs
            .iter()
            .enumerate()
            .filter(|(_, leg)| leg.usd * sign > 0);
        there
            .map(|(at, leg)| (name(at), json!(format!("{}000000", leg.usd.abs()))))
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    json!({
        "config": {"correlation_credit": credit, "min_margin": "0", "groups": groups.collect::<Vec<_>>(), "rho": rho},
        "assets": legs.iter().enumerate().map(asset).collect::<serde_json::Map<_, _>>(),
        "liquidation": {"bonus_floor": "0", "target_health": "1.05", "min_position_value": "10"},
        "collateral": side(1), "debt": side(-1)
    })
}

/// N in USD.
fn requirement(credit: &str, legs: &[Leg], rho: &[Vec<String>]) -> f64 {
    let surplus = answer(&book(credit, legs, rho))
        .maintenance
        .surplus
        .unwrap()
        .raw();
    let equity: i64 = legs.iter().map(|leg| leg.usd).sum();
    let requirement = i128::from(equity) * 1_000_000_000_000 - surplus;
    requirement as f64 / 1e12
}

/// The same correlation between all.
fn all_pairs(rho: &str, size: usize) -> Vec<Vec<String>> {
    let entry = |g, h| if g == h { "1" } else { rho }.to_owned();
    (0..size)
        .map(|g| (0..size).map(|h| entry(g, h)).collect())
        .collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Simm {
    case: String,
    #[serde(rename = "risk_class")]
    _risk_class: String,
    positions_usd: Vec<String>,
    weight_percent: Vec<String>,
    rho: Vec<Vec<String>>,
    published_margin_usd: u64,
}

impl Simm {
    /// `κ = 1`: the variance of the positions in `places`.
    fn variance(&self, places: &[usize]) -> f64 {
        let leg = |at: &usize| Leg {
            usd: self.positions_usd[*at].parse().unwrap(),
            stress: self.weight_percent[*at].parse::<u32>().unwrap() * 100,
        };
        let rho = |g: &usize| places.iter().map(|h| self.rho[*g][*h].clone()).collect();
        let legs: Vec<Leg> = places.iter().map(leg).collect();
        let rho: Vec<Vec<String>> = places.iter().map(rho).collect();
        requirement("1", &legs, &rho).powi(2)
    }

    /// An account holds 16 positions. Of more, a quadratic form is known by its parts:
    /// `V(a + b + c) = V(a + b) + V(b + c) + V(a + c) − V(a) − V(b) − V(c)`.
    fn margin(&self) -> f64 {
        let all: Vec<usize> = (0..self.positions_usd.len()).collect();
        if all.len() <= 16 {
            return self.variance(&all).sqrt();
        }
        let parts: Vec<&[usize]> = all.chunks(6).collect();
        let [a, b, c] = parts[..] else {
            panic!("at most 18 positions")
        };
        let pair = |x: &[usize], y: &[usize]| self.variance(&[x, y].concat());
        let pairs = pair(a, b) + pair(b, c) + pair(a, c);
        (pairs - self.variance(a) - self.variance(b) - self.variance(c)).sqrt()
    }
}

#[test]
fn simm_2_5_delta_margins_to_the_dollar() {
    let all: Vec<Simm> = serde_json::from_str(include_str!("data/simm.json")).unwrap();
    assert_eq!(all.len(), 107);
    assert_eq!(
        all.iter().filter(|one| one.positions_usd.len() > 1).count(),
        48
    );
    for one in &all {
        let found = one.margin();
        assert_eq!(
            found.round(),
            one.published_margin_usd as f64,
            "{}: {found}",
            one.case
        );
    }
}

/// Positions in millions; the margin at low, medium and high correlation.
const FRTB: [(&[i64], [f64; 3]); 3] = [
    (&[100, 80, 50], [27.739863, 29.736341, 31.606961]),
    (&[100, -60, 30], [15.134398, 14.023195, 12.816006]),
    (&[100, -100], [15.732133, 13.416408, 10.606602]),
];

/// What the formula asks for at a correlation of 0.6 and weights of 15 %.
fn frtb(credit: &str, millions: &[i64]) -> f64 {
    let legs: Vec<Leg> = millions
        .iter()
        .map(|usd| leg(usd * 1_000_000, 1_500))
        .collect();
    requirement(credit, &legs, &all_pairs("0.6", legs.len())) / 1e6
}

#[test]
fn frtb_is_the_medium_scenario_with_full_credit() {
    for (book, [_, medium, _]) in FRTB {
        assert!((frtb("1", book) - medium).abs() < 5e-7, "{book:?}");
    }
}

#[test]
fn frtb_high_is_a_credit_of_5_8_for_a_book_that_is_all_long() {
    // 0.625 · 0.6 + 0.375 · 1 = 0.75
    let (book, [_, _, high]) = FRTB[0];
    assert!((frtb("0.625", book) - high).abs() < 5e-7);
}

#[test]
fn frtb_low_is_a_credit_of_29_32_for_a_hedge_of_two_legs() {
    // −(0.90625 · 0.6) + 0.09375 · 1 = −0.45
    let (book, [low, _, _]) = FRTB[2];
    assert!((frtb("0.90625", book) - low).abs() < 5e-7);
}

#[test]
fn frtb_one_credit_covers_all_three_scenarios() {
    for (book, scenarios) in FRTB {
        let found = frtb("0.625", book);
        assert!(
            scenarios.iter().all(|one| found >= one - 5e-7),
            "{book:?}: {found}"
        );
    }
}

#[test]
fn span_credits_are_correlations() {
    // a credit c between equal legs is ρ = 1 − 2·(1 − c)²; two legs of 1000 margin 2000·(1 − c)
    for (rho, margin) in [
        ("0.595", 900.0),
        ("0.82", 600.0),
        ("0.875", 500.0),
        ("0.92", 400.0),
    ] {
        let found = requirement(
            "1",
            &[leg(2_000, 5_000), leg(-2_000, 5_000)],
            &all_pairs(rho, 2),
        );
        assert!((found - margin).abs() < 1e-9, "{rho}: {found}");
    }
}

#[test]
fn a_classic_lender_lends_half_of_what_counts_half() {
    // 10,000 units at 40 USD, a threshold of 0.5 and a debt of weight 1 without a stress: 200,000 USD
    let owing = |units: &str| {
        let mut book = book("0", &[leg(10_000, 5_000), leg(-1, 0)], &all_pairs("0", 2));
        book["assets"]["leg 0"]["price"] = json!({"spot": "40", "low": "40", "high": "40"});
        book["assets"]["leg 1"]["collateral_factor"] = json!("0.98");
        book["assets"]["leg 1"]["liquidation_threshold"] = json!("0.98");
        book["debt"]["leg 1"] = json!(units);
        answer(&book)
    };
    let factor = owing("200000000000").health_factor.unwrap().raw();
    // 1, less the ε that pays for rounded factors: 8e-18 · (400,000 + 200,000) / 200,000
    assert!(
        (999_999_999_999_999_976..=1_000_000_000_000_000_000).contains(&factor),
        "{factor}"
    );
    assert!(
        owing("199999999999").maintenance.healthy && !owing("200000000001").maintenance.healthy
    );
}

#[test]
fn the_first_risk_matrix_on_a_chain() {
    // variances 0.049² and 0.0455², covariance 0.5 · 0.049 · 0.0455
    let found = requirement("1", &[leg(100, 490), leg(-100, 455)], &all_pairs("0.5", 2));
    assert!((found - 4.734712).abs() < 5e-7, "{found}");
}
