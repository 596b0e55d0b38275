//! Properties of the real contract under random feeders.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)] // a test may stop at the first surprise

#[path = "stories/chain.rs"]
#[allow(dead_code)] // the stories use all of it
mod chain;

use ballast_interface::event::{key, oracle as event};
use ballast_interface::oracle::{Source, SourceSwap};
use ballast_testing::{Suite, SuiteBuilder};
use chain::*;
use proptest::prelude::*;

fn stage() -> SuiteBuilder {
    Suite::builder()
}

/// What may happen around a halted asset.
fn act(chain: &mut Chain, what: u8, price: u32, wait: u64) {
    let price = format!("{}.{:02}", price / 100, price % 100);
    let who = NAMES[usize::from(what % 5)];
    // refused or not: nothing of it may be seen
    let _ = match what {
        0..=9 => chain.report(who, &price),
        10 => chain.run(OWNER, chain.feeders(&NAMES[1..], 3, 1)),
        11 => chain.run(OWNER, chain.feeders(&NAMES, 3, 1)),
        12 => chain.confirm(OWNER, &price, "0.05"),
        13 => chain.freeze(GUARDIAN),
        _ => {
            let any = Some(SourceSwap::AnyPrice);
            let (price, until) = (usd(&price), chain.now() + DAY);
            let fixed = Source::Fixed { price, until };
            chain.run(OWNER, atom(fixed, limits(), any))
        }
    };
    chain.later(wait);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn p_43_nothing_that_lending_sees_of_a_halted_asset_changes(
        acts in proptest::collection::vec((0u8..16, 1u32..2_000, 0u64..2_000), 1..40),
    ) {
        let mut chain = Chain::priced("10");
        chain.freeze(GUARDIAN).unwrap();
        let (held, end) = (chain.price(), chain.now() + DAY);
        for (what, price, wait) in acts {
            act(&mut chain, what, price, wait);
            if chain.now() < end {
                prop_assert_eq!(chain.price(), held.clone(), "P-43");
            }
        }
    }
}

/// Honest feeders see a price that creeps, each may spike in single reports; `frank` lies all the time.
fn reported(truth: u32, spike: u32, who: usize, lie: u32) -> String {
    let cents = match who {
        3 => lie,
        _ if spike.is_multiple_of(7) => spike,
        _ => truth,
    };
    format!("{}.{:02}", cents / 100, cents % 100)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    /// Whatever liars and single reports say, no two published prices of one window are further apart than a step, unless a
    /// fresh quorum confirmed the later.
    #[test]
    fn no_price_is_a_step_away_from_any_of_its_window(
        steps in proptest::collection::vec(
            (0usize..5, 980u32..1_020, 1u32..100_000, 1u32..100_000, 0u64..60), 1..150),
    ) {
        let mut chain = Chain::priced("10");
        let (mut truth, mut published) = (1_000u32, Vec::new());
        for (who, moved, spike, lie, wait) in steps {
            chain.later(wait);
            truth = truth * moved / 1_000;
            let said = chain.report(NAMES[who], &reported(truth, spike, who, lie)).unwrap();
            if said.iter().any(|event| event.ty.ends_with(event::CONFIRM)) {
                published.clear();
            }
            let (spot, now) = (chain.price().spot.raw(), chain.now());
            for (before, at) in published.iter().copied() {
                let apart = spot.abs_diff(before);
                prop_assert!(now - at > HOUR || apart * 10 <= before * 3, "{before} {spot}");
            }
            published.push((spot, now));
        }
    }
}

/// The price that the last report made, in cents: bid, spot and ask.
fn bracket(said: &[cosmwasm_std::Event]) -> Option<[u128; 3]> {
    let published = said
        .last()
        .filter(|event| !told_in(event, key::PRICE).is_empty())?;
    let cents = |name| usd(&told_in(published, name)).raw() / 10u128.pow(16);
    Some([key::LOW, key::PRICE, key::HIGH].map(cents))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    /// `frank` says what he likes when he likes: a price made lies between what the others last said.
    #[test]
    fn p_40_a_liar_moves_no_price_out_of_the_honest_range(
        steps in proptest::collection::vec((0usize..5, 900u32..1_100, 1u32..100_000, 0u64..60), 1..150),
    ) {
        let mut chain = Chain::new();
        let mut honest: [Option<(u128, u64)>; 5] = [None; 5];
        for (who, truth, lie, wait) in steps {
            chain.later(wait + 1);
            let now = chain.now();
            if who != 3 {
                honest[who] = Some((truth.into(), now));
            }
            let said = chain.report(NAMES[who], &reported(truth, 1, who, lie)).unwrap();
            let counting = honest.iter().flatten().filter(|(_, at)| now - at < 120);
            let counting = counting.map(|(cents, _)| *cents);
            let Some(found) = bracket(&said) else { continue };
            let (low, high) = (counting.clone().min().unwrap(), counting.max().unwrap());
            for price in found {
                prop_assert!(low <= price && price <= high, "P-40: {low} {found:?} {high}");
            }
        }
    }
}
