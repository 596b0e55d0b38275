//! The properties of health on random accounts: every asset in its group, any credit, any side.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss
)] // a test may stop at the first surprise

mod common;

use common::answer;
use common::random::{account, decimal, Account};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::json;

/// What an amount of an asset is worth, 1e-12 USD, and a trifle.
fn worth(account: &Account, at: usize, amount: u128) -> i128 {
    let asset = &account.assets[at];
    (amount * asset.price * 1_000_000 / 10u128.pow(asset.decimals)) as i128 + 2_000_000
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, max_global_rejects: 30_000, ..ProptestConfig::default() })]

    #[test]
    fn deposits_and_repayments_never_lower_surplus(
        before in account(), at in any::<Index>(), part in 1u128..10_000, repaid in any::<bool>(),
    ) {
        let mut after = before.clone();
        let asset = at.get(&before.assets).clone();
        let slot = &mut after.assets[at.index(before.assets.len())];
        if repaid {
            slot.debt -= (asset.debt / 10_000 * part).max(1).min(asset.debt);
        } else {
            slot.collateral += (asset.collateral / 10_000 * part).max(1);
        }
        let (was, is) = (before.surplus(), after.surplus());
        prop_assert!(is.0 >= was.0 && is.1 >= was.1, "P-10: {was:?} {is:?}");
        let (was, is) = (before.answer(), after.answer());
        prop_assert!(is.maintenance.healthy || !was.maintenance.healthy, "P-10");
        prop_assert!(is.initial.healthy || !was.initial.healthy, "P-10");
    }

    #[test]
    fn an_account_without_debt_is_healthy(mut account in account()) {
        account.assets.iter_mut().for_each(|asset| asset.debt = 0);
        let found = account.answer();
        prop_assert!(found.initial.healthy && found.maintenance.healthy, "P-11");
        prop_assert_eq!(found.health_factor, None, "P-11");
    }

    #[test]
    fn healthy_at_initial_is_not_liquidatable_inside_low_and_high(
        account in account(), factor in 3_000u128..10_500, moves in prop::collection::vec(0u64..=10_000, 16),
    ) {
        let account = account.owing(factor);
        prop_assume!(account.answer().initial.healthy);
        let mut json = account.json();
        account.spot_within(&mut json, &moves);
        prop_assert!(answer(&json).maintenance.healthy, "P-12");
    }

    #[test]
    fn the_matrix_is_doubted_as_far_as_it_is_not_trusted(
        account in account(), quarters in 0u64..=4, other in prop::collection::vec(-50i64..=50, 16),
    ) {
        // All loadings even: entries are multiples of 4e-4, so that mixtures by quarters are exact.
        let mut doubted = account;
        doubted.loadings.iter_mut().for_each(|a| *a = *a / 2 * 2);
        doubted.credit = quarters * 2_500;
        let (mut mixed, q) = (doubted.json(), quarters as i64);
        for g in 0..doubted.stress.len() {
            for h in (0..doubted.stress.len()).filter(|h| *h != g) {
                let (ours, worst) = (doubted.loadings[g] * doubted.loadings[h], 4 * other[g] * other[h]);
                mixed["config"]["rho"][g][h] = json!(common::random::signed((q * ours + (4 - q) * worst) / 4));
            }
        }
        mixed["config"]["correlation_credit"] = json!("1");
        let slack = doubted.slack();
        prop_assert!(common::surplus(&mixed) >= doubted.surplus().0 - slack, "P-14");
    }

    #[test]
    fn without_credit_and_cancelling_it_is_the_classic_sum(mut account in account(), long in prop::collection::vec(any::<bool>(), 16)) {
        // Every asset a group of its own, on one side, with exactly its group's stress.
        let count = account.assets.len();
        account.stress = (0..count).map(|at| 200 + 431 * at as u64).collect();
        account.loadings = vec![37; count];
        (account.credit, account.margin) = (0, 0);
        let mut expected = 0i128;
        for (at, asset) in account.assets.iter_mut().enumerate() {
            (asset.group, asset.long_extra, asset.short_extra, asset.price) = (at, 0, 0, 1_000_000);
            asset.decimals = 6;
            // what was of 18 decimals and little worth must not be beyond the 1e24 USD that a value saturates at
            let most = 10u128.pow(29);
            (asset.collateral, asset.debt) = (asset.collateral.min(most), asset.debt.min(most));
            if long[at] { asset.debt = 0 } else { asset.collateral = 0 }
            let stress = 200 + 431 * at as i128;
            let (held, owed) = (asset.collateral as i128, asset.debt as i128);
            expected += (held * (10_000 - stress) - owed * (10_000 + stress)) * 100;
        }
        let found = account.surplus().0;
        prop_assert!(found <= expected && expected - found <= account.slack(), "P-13: {found} {expected}");
    }

    #[test]
    fn the_test_holds_at_the_health_factor_and_fails_one_step_above(mut account in account()) {
        // Debts in millions of USD at 12 decimals: a debt times a factor of 18 decimals is a whole number of units.
        for asset in &mut account.assets {
            (asset.price, asset.decimals) = (1_000_000, 12);
            asset.debt = asset.debt.clamp(0, 1_000) * 10u128.pow(18);
            asset.collateral = asset.collateral.clamp(0, 10u128.pow(9)) * 10u128.pow(12);
        }
        let Some(factor) = account.answer().health_factor else { return Ok(()); };
        let healthy_at = |factor: u128| {
            let mut scaled = account.clone();
            scaled.assets.iter_mut().for_each(|asset| asset.debt = asset.debt / 10u128.pow(18) * factor);
            scaled.answer().maintenance.healthy
        };
        prop_assert!(healthy_at(factor.raw()), "P-16: {factor}");
        prop_assert!(!healthy_at(factor.raw() + 1), "P-16: {factor} is not the largest");
    }

    #[test]
    fn merging_two_accounts_never_lowers_surplus(both in account(), parts in prop::collection::vec((0u128..=100, 0u128..=100), 16)) {
        let (mut one, mut two) = (both.clone(), both.clone());
        for (at, (held, owed)) in parts.into_iter().enumerate().take(both.assets.len()) {
            let asset = &both.assets[at];
            (one.assets[at].collateral, one.assets[at].debt) = (asset.collateral / 100 * held, asset.debt / 100 * owed);
            two.assets[at].collateral = asset.collateral - one.assets[at].collateral;
            two.assets[at].debt = asset.debt - one.assets[at].debt;
        }
        let (merged, one, two) = (both.surplus().0, one.surplus().0, two.surplus().0);
        prop_assert!(merged >= one + two, "P-17: {merged} {one} {two}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, max_global_rejects: 30_000, ..ProptestConfig::default() })]

    #[test]
    fn limits_work_as_input_and_more_does_not(account in account(), factor in 2_000u128..9_000, borrow in any::<Index>(), withdraw in any::<Index>()) {
        let account = account.owing(factor);
        prop_assume!(account.answer().initial.healthy);
        let (b, w) = (borrow.index(account.assets.len()), withdraw.index(account.assets.len()));
        let mut json = account.json();
        json["max"] = json!({"borrow": format!("a{b}"), "withdraw": format!("a{w}")});
        let found = answer(&json);
        let (most, out) = (found.max_borrow.unwrap().raw(), found.max_withdraw.unwrap().raw());
        let borrowing = |amount| { let mut then = account.clone(); then.assets[b].debt += amount; then.answer().initial.healthy };
        let withdrawing = |amount| { let mut then = account.clone(); then.assets[w].collateral -= amount; then.answer().initial.healthy };
        prop_assert!(borrowing(most), "P-18");
        prop_assert!(!borrowing(most + 1), "P-18: {most} is not the most");
        prop_assert!(withdrawing(out), "P-18");
        prop_assert!(out == account.assets[w].collateral || !withdrawing(out + 1), "P-18: {out} is not the most");
    }

    #[test]
    fn surplus_moves_no_faster_than_amounts(before in account(), at in any::<Index>(), units in 1u128..1_000_000) {
        let at = at.index(before.assets.len());
        let (was, worth) = (before.surplus(), worth(&before, at, units));
        let (mut richer, mut poorer) = (before.clone(), before.clone());
        richer.assets[at].collateral += units;
        poorer.assets[at].debt += units;
        let (up, down) = (richer.surplus(), poorer.surplus());
        // One USD of collateral adds at most 1.95 (it may hedge), one of debt takes at most 1.98; at high 8 % more.
        prop_assert!(up.0 - was.0 <= 2 * worth && up.1 - was.1 <= 2 * worth, "P-19");
        prop_assert!(was.0 - down.0 <= 2 * worth && was.1 - down.1 <= 3 * worth, "P-19");
    }

    #[test]
    fn surplus_moves_no_faster_than_prices(before in account(), at in any::<Index>()) {
        let at = at.index(before.assets.len());
        let mut after = before.clone();
        after.assets[at].price += 1;
        let step = |amount| { let mut unit = before.clone(); unit.assets[at].price = 1; worth(&unit, at, amount) };
        let moved = 2 * (step(before.assets[at].collateral) + step(before.assets[at].debt));
        let (was, is) = (before.surplus().0, after.surplus().0);
        prop_assert!((is - was).abs() <= moved + before.slack(), "P-19: {was} {is}");
    }

    #[test]
    fn worse_factors_never_raise_surplus(before in account(), at in any::<Index>(), by in 1u64..3_000, which in 0..3) {
        let mut after = before.clone();
        let stress = before.stress.clone();
        let asset = &mut after.assets[at.index(before.assets.len())];
        let factor = asset.threshold(&stress) * (10_000 - asset.gap);
        match which {
            0 => asset.long_extra += by,
            1 => asset.short_extra += by,
            _ => asset.gap = (asset.gap + by).min(10_000),
        }
        // A lower threshold keeps the factor that was, as far as it may.
        let (mut json, name) = (after.json(), format!("a{}", at.index(before.assets.len())));
        let asset = &after.assets[at.index(before.assets.len())];
        if which == 0 {
            let kept = (factor / 10_000).min(asset.threshold(&stress));
            json["assets"][name.as_str()]["collateral_factor"] = json!(decimal(kept));
        }
        let (was, found) = (before.surplus(), answer(&json));
        let is = (found.maintenance.surplus.unwrap().raw(), found.initial.surplus.unwrap().raw());
        let slack = before.slack();
        prop_assert!(is.0 <= was.0 + slack && is.1 <= was.1 + slack, "P-19: {was:?} {is:?}");
    }
}
