//! Which correlation matrices are accepted: exactly the positive semi-definite ones, against an independent LDLᵀ in big rationals.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    clippy::cast_possible_truncation,
    clippy::panic
)] // a test may stop at the first surprise

use ballast_risk::governance::{CorrelationError, CorrelationSpec, Correlations};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use proptest::prelude::*;
use serde_json::{json, Value as Json};

type Entries = Vec<Vec<i64>>;

/// Symmetric Gaussian elimination in exact rationals, pivots in order.
fn is_semi_definite(entries: &Entries) -> bool {
    let rational = |entry: &i64| BigRational::from(BigInt::from(*entry));
    let mut rows: Vec<Vec<BigRational>> = entries
        .iter()
        .map(|row| row.iter().map(rational).collect())
        .collect();
    for pivot in 0..rows.len() {
        let diagonal = rows[pivot][pivot].clone();
        if diagonal.is_negative() {
            return false;
        }
        if diagonal.is_zero() {
            if rows[pivot][pivot..].iter().any(|entry| !entry.is_zero()) {
                return false;
            }
            continue;
        }
        let row = rows[pivot].clone();
        for below in rows.iter_mut().skip(pivot + 1) {
            let factor = &below[pivot] / &diagonal;
            below
                .iter_mut()
                .zip(&row)
                .for_each(|(entry, above)| *entry -= &factor * above);
        }
    }
    true
}

fn text(entry: i64) -> String {
    let sign = if entry < 0 { "-" } else { "" };
    format!("{sign}{}.{:04}", entry.abs() / 10_000, entry.abs() % 10_000)
}

fn spec(rho: Vec<Vec<String>>) -> CorrelationSpec {
    let group = |at: usize| json!({"name": format!("g{at}"), "stress": "0.1"});
    let groups: Json = (0..rho.len()).map(group).collect();
    let json =
        json!({"groups": groups, "rho": rho, "correlation_credit": "1", "min_margin": "0.02"});
    serde_json::from_value(json).unwrap()
}

fn check(entries: &Entries) -> Result<Correlations, CorrelationError> {
    let texts = entries
        .iter()
        .map(|row| row.iter().map(|entry| text(*entry)).collect());
    Correlations::new(&spec(texts.collect()))
}

fn symmetric(size: usize, mut entry: impl FnMut(usize, usize) -> i64) -> Entries {
    let mut entries = vec![vec![10_000; size]; size];
    for (g, h) in (0..size).flat_map(|g| (0..g).map(move |h| (g, h))) {
        entries[g][h] = entry(g, h);
        entries[h][g] = entries[g][h];
    }
    entries
}

fn agree(entries: &Entries) -> Result<(), TestCaseError> {
    let found = check(entries);
    let refused = matches!(found, Err(CorrelationError::NotPositiveSemiDefinite { .. }));
    prop_assert!(found.is_ok() || refused, "{found:?}");
    prop_assert_eq!(found.is_ok(), is_semi_definite(entries), "{:?}", entries);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn small_matrices(size in 2usize..6, raw in prop::collection::vec(prop_oneof![-10_000i64..=10_000, Just(10_000), Just(5_000), Just(-5_000), Just(0)], 15)) {
        let mut next = raw.into_iter();
        agree(&symmetric(size, |_, _| next.next().unwrap()))?;
    }

    #[test]
    fn three_assets_at_the_border(a in 0u32..=9_999, b in 0u32..=9_999, off in -2i64..=2) {
        // ρ12 = cos(x + y) is the least that ρ13 = cos x and ρ23 = cos y allow: a step beside it decides.
        let (x, y) = (f64::from(a) / 1e4, f64::from(b) / 1e4);
        let border = x * y - ((1.0 - x * x) * (1.0 - y * y)).sqrt();
        let third = (border * 1e4).round() as i64 + off;
        let rows = [[10_000, third, i64::from(a)], [third, 10_000, i64::from(b)], [i64::from(a), i64::from(b), 10_000]];
        prop_assume!(third.abs() <= 10_000);
        agree(&rows.iter().map(|row| row.to_vec()).collect())?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn sixteen_groups_and_one_step_beside(
        loadings in prop::collection::vec(prop_oneof![Just(100i64), Just(-100), -100i64..=100], 16),
        at in (1usize..16, 0usize..16), off in prop_oneof![2 => Just(0i64), 1 => -3i64..=3],
    ) {
        // a·aᵀ with ones on the diagonal is semi-definite, and singular where two are ±1: there one step decides.
        let (g, h) = (at.0, at.1 % at.0);
        let moved = |i: usize, j: usize| if (i, j) == (g, h) { off } else { 0 };
        agree(&symmetric(16, |i, j| (loadings[i] * loadings[j] + moved(i, j)).clamp(-10_000, 10_000)))?;
    }

    #[test]
    fn blocks_that_move_as_one(blocks in prop::collection::vec(0usize..5, 16), between in -3_000i64..=10_000) {
        // The same entry inside a block is 1: rank at most 5. Least equicorrelation of n blocks is −1/(n−1).
        agree(&symmetric(16, |i, j| if blocks[i] == blocks[j] { 10_000 } else { between }))?;
    }

    #[test]
    fn sixteen_groups_equally_correlated(rho in prop_oneof![Just(-666i64), Just(-667), -1_000i64..=10_000]) {
        let entries = symmetric(16, |_, _| rho);
        prop_assert_eq!(check(&entries).is_ok(), rho >= -666, "-1/15 is the least: {}", rho);
        agree(&entries)?;
    }
}

#[test]
fn groups_that_move_as_one_are_accepted() {
    assert!(check(&vec![vec![10_000; 16]; 16]).is_ok());
    assert!(check(&symmetric(2, |_, _| -10_000)).is_ok());
}

#[test]
fn the_refusal_names_a_group() {
    // g0 moves with g1 and with g2, which move against each other.
    let rows = vec![
        vec![10_000, 9_000, 9_000],
        vec![9_000, 10_000, -9_000],
        vec![9_000, -9_000, 10_000],
    ];
    let Err(CorrelationError::NotPositiveSemiDefinite { group }) = check(&rows) else {
        panic!("an indefinite matrix was accepted");
    };
    assert!(["g1", "g2"].contains(&group.as_str()), "{group}");
}

fn refused(rows: &[&[&str]]) -> CorrelationError {
    let texts = rows
        .iter()
        .map(|row| row.iter().map(|entry| (*entry).to_owned()).collect());
    Correlations::new(&spec(texts.collect())).unwrap_err()
}

#[test]
fn entries_that_are_no_correlations_are_refused_by_name() {
    let entry = |row: &str, column: &str, found: &str| CorrelationError::Entry {
        row: row.to_owned(),
        column: column.to_owned(),
        found: found.to_owned(),
    };
    let not_symmetric = refused(&[&["1", "0.5"], &["0.4", "1"]]);
    assert_eq!(not_symmetric, entry("g1", "g0", "0.4"));
    assert_eq!(
        refused(&[&["1", "0.12345"], &["0.12345", "1"]]),
        entry("g1", "g0", "0.12345")
    );
    assert_eq!(
        refused(&[&["1", "1.0001"], &["1.0001", "1"]]),
        entry("g1", "g0", "1.0001")
    );
    assert_eq!(refused(&[&["0.9999"]]), entry("g0", "g0", "0.9999"));
}

#[test]
fn the_shape_and_the_number_of_groups_are_checked() {
    assert_eq!(
        refused(&[&["1", "0"], &["0"]]),
        CorrelationError::Shape { expected: 2 }
    );
    let identity = |size| check(&symmetric(size, |_, _| 0));
    assert!(identity(1).is_ok() && identity(16).is_ok());
    assert_eq!(
        identity(17),
        Err(CorrelationError::GroupCount { found: 17 })
    );
    assert_eq!(identity(0), Err(CorrelationError::GroupCount { found: 0 }));
}

#[test]
fn what_is_not_a_number_does_not_parse() {
    let texts = "NaN nan inf -Infinity - . 1e3 0x1 1,0 +1 --1 1.0.0 １";
    for text in texts.split(' ').chain(["", " ", " 1", "1 "]) {
        let json = json!({
            "groups": [{"name": "a", "stress": "0.1"}], "rho": [[text]], "correlation_credit": "1", "min_margin": "0.02",
        });
        let found = serde_json::from_value::<CorrelationSpec>(json);
        assert!(found.is_err(), "{text}");
    }
}
