//! What liquidations leave to the bonus of the next one: q = min(x, max(k·(1 + x) − 1, lowest)).
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic
)] // a test may stop at the first surprise

mod common;

use ballast_risk::facts::Episode;
use ballast_risk::json::BookJson;
use ballast_risk::liquidate::{Liquidation, LiquidationRequest};
use ballast_risk::{Amount, Book, Price};
use common::{book, pair_quote};
use proptest::prelude::*;
use serde_json::{json, Value as Json};

const ONE: u64 = 1_000_000_000_000_000_000;

/// Clara holds 1000 BTC and owes 900 USDC: x = E/D = 11.1 %, so the asset's own cap of 1.5 % binds.
fn clara(episode: Json) -> u64 {
    let mut clara = book("0.75", &[("BTC", 1_000.0)], &[("USDC", 900.0)]);
    clara["episode"] = episode;
    let quote = pair_quote(&clara, ("USDC", "BTC"), Some(20_000_000)).unwrap();
    quote.bonus.raw()
}

#[test]
fn half_of_q_caps_the_bonus_and_the_floor_does_not_fall() {
    assert_eq!(clara(Json::Null), 15_000_000_000_000_000);
    // 0.9·1.111 − 1 = 0 is below the lowest: half of that
    let lowest = json!({"lowest": "0.02", "k": "0.9"});
    assert_eq!(clara(lowest), 10_000_000_000_000_000);
    // 0.918·1.1111… − 1 = 0.02 is above it
    let risen = json!({"lowest": "0.001", "k": "0.918"});
    assert_eq!(clara(risen), 10_000_000_000_000_000);
    // never above x: half of 11.1 % is more than the 1.5 %
    let far = json!({"lowest": "5", "k": "1.02"});
    assert_eq!(clara(far), 15_000_000_000_000_000);
    let nothing = json!({"lowest": "0", "k": "0"});
    assert_eq!(clara(nothing), 5_000_000_000_000_000, "the floor");
}

#[test]
fn an_episode_has_both_numbers_and_no_other() {
    let mut clara = book("0.75", &[("BTC", 1_000.0)], &[("USDC", 900.0)]);
    for wrong in [
        json!("0.02"),
        json!({"lowest": "0.02"}),
        json!({"lowest": "0.02", "k": "1", "at": "5"}),
        json!({"lowest": "-0.02", "k": "1"}),
    ] {
        clara["episode"] = wrong.clone();
        assert!(
            serde_json::from_value::<BookJson>(clara.clone()).is_err(),
            "{wrong}"
        );
    }
}

/// Anna holds so many ATOM, worth 1 USD each, and owes 500 USDC; her bonus is half of q, whatever her health factor is.
fn anna(atom: f64) -> Book {
    let mut anna = book("0.75", &[("ATOM", atom)], &[("USDC", 500.0)]);
    anna["assets"]["ATOM"]["liquidation"] =
        json!({"bonus_min": "0.5", "bonus_slope": "0", "bonus_max": "0.5", "protocol_fee": "0.1"});
    anna["liquidation"]["bonus_floor"] = json!("0.001");
    common::parsed(&anna).book().unwrap()
}

fn price(book: &mut Book, of_atom: u128) {
    let atom = book.holdings.iter_mut().find(|h| !h.collateral.is_zero());
    let price = &mut atom.unwrap().price;
    (price.low, price.spot, price.high) = (
        Price::new(of_atom),
        Price::new(of_atom),
        Price::new(of_atom),
    );
}

/// The pair of an account of one collateral and one debt; `None` where it is not liquidatable.
fn quote(book: &Book, sent: Option<u128>) -> Option<Liquidation> {
    let held = book.holdings.iter().find(|h| !h.collateral.is_zero())?;
    let owed = book.holdings.iter().find(|h| !h.debt.is_zero())?;
    let request = LiquidationRequest {
        debt: owed.asset,
        collateral: held.asset,
        max_repay: sent.map(Amount::new),
    };
    book.quote(&request).ok()
}

fn apply(book: &mut Book, done: &Liquidation) {
    for holding in &mut book.holdings {
        if holding.asset == done.debt {
            holding.debt = holding.debt.sub(done.repay).unwrap();
        }
        if holding.asset == done.collateral {
            holding.collateral = holding.collateral.sub(done.seize).unwrap();
        }
    }
    book.episode = done.episode;
}

#[test]
fn a_slice_in_a_dip_does_not_set_the_bonus_of_the_rest() {
    // 550 ATOM against 500 USDC: x = 0.1, q/2 = 5 %. At 0.92 they are 506: x = 0.012, and 10 USDC are repaid for 10.06.
    let mut anna = anna(550.0);
    assert_eq!(quote(&anna, None).unwrap().bonus.raw(), ONE / 20);
    price(&mut anna, 920_000_000_000_000_000);
    let slice = quote(&anna, Some(10_000_000)).unwrap();
    assert_eq!(slice.bonus.raw(), ONE * 6 / 1_000);
    apply(&mut anna, &slice);
    // C/D was 1.012 and is (506 − 10.06) / 490 = 1.012122448…: k = 0.99987901…
    let k = slice.episode.unwrap().k.raw();
    assert!(
        (999_879_010_000_000_000..999_879_020_000_000_000).contains(&k),
        "{k}"
    );
    // Back at 1 she would stand at x = 0.1 had nobody come.
    price(&mut anna, 1_000_000_000_000_000_000);
    let bonus = quote(&anna, None).unwrap().bonus.raw();
    assert!(
        bonus.abs_diff(ONE / 20) < 1_000_000_000_000,
        "P-28: {bonus}"
    );
}

#[test]
fn a_close_out_that_lowers_collateral_per_debt_leaves_no_cap_above_it() {
    // 500.1 ATOM against 500 USDC: a bonus of the floor, 0.1 %, is more than the 0.02 % of equity
    let mut anna = anna(500.1);
    let slice = quote(&anna, Some(100_000_000)).unwrap();
    assert!(slice.close_out);
    assert_eq!(slice.episode.unwrap().k.raw(), ONE, "P-24");
    apply(&mut anna, &slice);
    price(&mut anna, 1_100_000_000_000_000_000);
    let whole = quote(&anna, None).unwrap().bonus;
    let part = quote(&anna, Some(50_000_000)).unwrap();
    assert_eq!(part.bonus, whole);
    apply(&mut anna, &part);
    assert!(quote(&anna, None).unwrap().bonus <= whole, "P-24");
}

/// q, told by the bonus of an account whose bonus is half of it; in close-out and above 1 it is not to be seen.
fn q(book: &Book) -> Option<u64> {
    let found = quote(book, None).filter(|found| !found.close_out)?;
    Some(found.bonus.raw() * 2).filter(|q| (ONE / 500 + 4..ONE - 4).contains(q))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// Prices go up and down; now and then somebody liquidates a slice.
    #[test]
    fn q_is_never_below_what_it_would_be_had_nobody_liquidated(
        atom in 450u32..900, path in prop::collection::vec((600u128..1_500, prop::option::weighted(0.5, 10_000_000u128..200_000_000)), 1..12),
    ) {
        let mut anna = anna(f64::from(atom));
        let mut twin = anna.clone();
        for (at, slice) in path {
            price(&mut anna, at * 1_000_000_000_000_000);
            price(&mut twin, at * 1_000_000_000_000_000);
            if let (Some(is), Some(was)) = (q(&anna), q(&twin)) {
                // each slice rounds k down once, and amounts to a millionth of a dollar
                prop_assert!(is + 100_000_000_000 >= was, "P-28: {is} {was}");
            }
            let done = slice.and_then(|sent| quote(&anna, Some(sent)));
            if let Some(done) = done {
                // a close-out takes more than it repairs: from there on it is another account
                if done.close_out { break; }
                apply(&mut anna, &done);
            }
            if anna.episode.is_none() { twin = anna.clone(); }
        }
    }

    /// The same, seen by who pays: no slice is paid at a higher rate than a stranger to the slices would be now, or than any was before.
    #[test]
    fn slices_under_oscillating_prices_are_paid_no_more_than_the_whole(
        atom in 480u32..640, swings in prop::collection::vec(900u128..1_060, 24),
    ) {
        let mut anna = anna(f64::from(atom));
        let (mut twin, mut highest, mut slices) = (anna.clone(), 0, 0);
        for at in swings {
            price(&mut anna, at * 1_000_000_000_000_000);
            price(&mut twin, at * 1_000_000_000_000_000);
            let whole = quote(&twin, None).map_or(0, |whole| whole.bonus.raw());
            let Some(done) = quote(&anna, Some(12_000_000)) else { continue };
            let paid = done.bonus.raw();
            let room = 100_000_000_000;
            prop_assert!(paid <= whole.max(highest) + room, "P-24: {paid}, {whole} for the whole, {highest} before, {slices} slices");
            (highest, slices) = (highest.max(paid), slices + 1);
            apply(&mut anna, &done);
            if anna.episode.is_none() { (twin, highest) = (anna.clone(), 0); }
        }
    }
}

#[test]
fn the_lowest_equity_is_kept_over_later_and_better_liquidations() {
    let mut anna = anna(560.0);
    anna.episode = Some(Episode {
        lowest: "0.03".parse().unwrap(),
        k: "1".parse().unwrap(),
    });
    let slice = quote(&anna, Some(20_000_000)).unwrap();
    assert_eq!(slice.episode.unwrap().lowest.to_string(), "0.03");
    anna.episode = Some(Episode {
        lowest: "0.3".parse().unwrap(),
        k: "1".parse().unwrap(),
    });
    let slice = quote(&anna, Some(20_000_000)).unwrap();
    assert_eq!(slice.episode.unwrap().lowest.to_string(), "0.12");
}
