//! Ramps on random accounts, hedged and unhedged: S moves without jumps and never dips below both ends.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)] // a test may stop at the first surprise

mod common;

use common::random::{account, decimal, Account};
use common::{answer, surplus};
use proptest::prelude::*;
use serde_json::{json, Value as Json};

const DURATION: u64 = 259_200;

fn ramp(from: Json, elapsed: u64) -> Json {
    json!({"from": from, "elapsed": elapsed.to_string(), "duration": DURATION.to_string()})
}

/// Where each asset comes from: stresses beyond its group's.
fn points(account: &Account, extras: &[(u64, u64)]) -> Vec<Json> {
    let point = |(asset, (long, short)): (&common::random::Asset, &(u64, u64))| {
        let mut from = asset.clone();
        (from.long_extra, from.short_extra) = (*long, *short);
        json!({
            "liquidation_threshold": decimal(from.threshold(&account.stress)),
            "borrow_weight": decimal(from.weight(&account.stress)),
        })
    };
    account.assets.iter().zip(extras).map(point).collect()
}

fn with_asset_ramps(account: &Account, from: &[Json], elapsed: u64) -> Json {
    let mut json = account.json();
    for (at, from) in from.iter().enumerate() {
        json["assets"][format!("a{at}")]["ramp"] = ramp(from.clone(), elapsed);
    }
    json
}

fn with_correlation_ramp(account: &Account, from: &Json, elapsed: u64) -> Json {
    let mut json = account.json();
    json["config"]["ramp"] = ramp(from.clone(), elapsed);
    json
}

/// On the way between two times S is never below both, whichever way it is walked, and the first and the last second move it by less
/// than 1 % of everything.
fn never_dips(
    account: &Account,
    (from, to): (u64, u64),
    at: impl Fn(u64) -> i128,
) -> Result<(), TestCaseError> {
    let (start, end) = (at(from), at(to));
    let small = account.total() * 10_000_000_000 + account.slack();
    let second = |at: u64| if from < to { at + 1 } else { at - 1 };
    prop_assert!(
        (at(second(from)) - start).abs() <= small,
        "P-19: jumps at the start"
    );
    let floor = start.min(end) - account.slack();
    let way = from.abs_diff(to);
    for step in 1..12 {
        let gone = way * step / 12;
        let here = at(if from < to { from + gone } else { from - gone });
        prop_assert!(
            here >= floor,
            "P-19: {here} at step {step}, ends at {floor}"
        );
    }
    Ok(())
}

/// From one end to the other, and from where it was held midway on and back.
fn never_dips_on_any_course(
    account: &Account,
    held: u64,
    at: impl Fn(u64) -> i128,
) -> Result<(), TestCaseError> {
    for course in [(0, DURATION), (DURATION, 0), (held, DURATION), (held, 0)] {
        never_dips(account, course, &at)?;
    }
    Ok(())
}

fn extras() -> impl Strategy<Value = Vec<(u64, u64)>> {
    let extra = || prop_oneof![Just(0), Just(9_800), 0u64..9_800];
    prop::collection::vec((extra(), extra()), 16)
}

/// Anna owes what she holds: every asset with a debt nets to a tenth or to nothing.
fn hedged(mut account: Account, hedge: bool) -> Account {
    if hedge {
        for asset in account.assets.iter_mut().filter(|asset| asset.debt > 0) {
            asset.collateral = asset.debt + asset.debt / 10;
        }
    }
    account
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn an_asset_ramp_never_dips_on_any_course(account in account(), hedge in any::<bool>(), first in extras(), held in 1u64..DURATION) {
        let account = hedged(account, hedge);
        let was = points(&account, &first);
        never_dips_on_any_course(&account, held, |t| surplus(&with_asset_ramps(&account, &was, t)))?;
    }

    #[test]
    fn a_ramp_of_stresses_never_dips_on_any_course(account in account(), hedge in any::<bool>(), parts in prop::collection::vec(0u64..=100, 16), held in 1u64..DURATION) {
        // The calmer structure is legal for every asset.
        let mut calm = hedged(account, hedge);
        let wild = calm.groups();
        let before = calm.clone();
        for (stress, part) in calm.stress.iter_mut().zip(parts) {
            *stress = *stress * part / 100;
        }
        for asset in &mut calm.assets {
            let dropped = before.stress[asset.group] - calm.stress[asset.group];
            (asset.long_extra, asset.short_extra) = (asset.long_extra + dropped, asset.short_extra + dropped);
        }
        never_dips_on_any_course(&calm, held, |t| surplus(&with_correlation_ramp(&calm, &json!({"groups": wild}), t)))?;
    }

    #[test]
    fn a_ramp_of_the_matrix_and_its_credit_never_dips_on_any_course(
        account in account(), other in account(), hedge in any::<bool>(), held in 1u64..DURATION,
    ) {
        let account = hedged(account, hedge);
        let mut like = account.clone();
        like.loadings = other.loadings.iter().cycle().take(account.loadings.len()).copied().collect();
        let was = json!({"rho": like.rho(), "correlation_credit": decimal(other.credit), "min_margin": decimal(other.margin)});
        never_dips_on_any_course(&account, held, |t| surplus(&with_correlation_ramp(&account, &was, t)))?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn healthy_at_initial_is_not_liquidatable_inside_low_and_high_midway(
        account in account(), owing in 5_000u128..10_500, was in extras(), t in 0..=DURATION, of_assets in any::<bool>(),
        other in account(), moves in prop::collection::vec(0u64..=10_000, 16),
    ) {
        let account = account.owing(owing);
        let mut json = if of_assets {
            with_asset_ramps(&account, &points(&account, &was), t)
        } else {
            let mut like = account.clone();
            like.loadings = other.loadings.iter().cycle().take(account.loadings.len()).copied().collect();
            let from = json!({"rho": like.rho(), "correlation_credit": decimal(other.credit), "min_margin": decimal(other.margin)});
            with_correlation_ramp(&account, &from, t)
        };
        prop_assume!(answer(&json).initial.healthy);
        account.spot_within(&mut json, &moves);
        prop_assert!(answer(&json).maintenance.healthy, "P-12");
    }
}
