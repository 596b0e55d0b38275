//! What is published and what is held back, and that no sequence of offers passes the step.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing
)] // a test may stop at the first surprise

use ballast_pricing::{AskedLimits, Bracket, Offer, Outcome, PriceLimits, Publication, Voice};
use ballast_risk::{Price, Ratio, Seconds};
use proptest::prelude::*;

const WINDOW: u64 = 3_600;

fn limits() -> PriceLimits {
    let limits = PriceLimits::new(AskedLimits {
        max_age: Seconds::new(120),
        min_price: Price::new(1),
        max_price: usd("1000000"),
        half_life: Some(Seconds::new(1_800)),
        ..AskedLimits::default()
    });
    limits.unwrap()
}

fn usd(text: &str) -> Price {
    text.parse().unwrap()
}

fn at(price: &str, now: u64) -> Bracket {
    Bracket::at(usd(price), now)
}

fn of_a_quorum(bracket: Bracket) -> Offer {
    let voice = Voice::Quorum;
    Offer { bracket, voice }
}

fn first(price: &str) -> Publication {
    Publication::first(at(price, 0), 0)
}

/// An offer that no later reports stand behind.
fn alone(publication: &mut Publication, price: &str, now: u64) -> Outcome {
    publication.offer(of_a_quorum(at(price, now)), &limits(), now, |_| None)
}

/// An offer of which every report was seen just now.
fn all(publication: &mut Publication, price: &str, now: u64) -> Outcome {
    publication.offer(of_a_quorum(at(price, now)), &limits(), now, |_| {
        Some(at(price, now))
    })
}

fn band(publication: &Publication, now: u64) -> [String; 3] {
    let price = publication.band(None, &limits(), now).price;
    [price.low, price.spot, price.high].map(|price| price.to_string())
}

#[test]
fn a_step_of_exactly_the_limit_is_published() {
    let mut publication = first("10");
    assert_eq!(alone(&mut publication, "13", 60), Outcome::Published);
    let mut publication = first("10");
    let beyond = "13.000000000000000001";
    assert_eq!(alone(&mut publication, beyond, 60), Outcome::Pending);
    let mut publication = first("10");
    assert_eq!(alone(&mut publication, "7", 60), Outcome::Published);
    let mut publication = first("10");
    assert_eq!(
        alone(&mut publication, "6.999999999999999999", 60),
        Outcome::Pending
    );
}

#[test]
fn a_pending_price_widens_low_and_high_and_moves_nothing_else() {
    let mut publication = first("10");
    alone(&mut publication, "5.5", 60);
    assert_eq!(band(&publication, 60), ["5.5", "10", "10"]);
    assert!(publication.band(None, &limits(), 60).frozen);
    alone(&mut publication, "16", 120);
    assert_eq!(band(&publication, 120), ["10", "10", "16"]);
}

#[test]
fn the_wait_ends_with_reports_of_after_it() {
    let mut publication = first("10");
    assert_eq!(all(&mut publication, "5.5", 60), Outcome::Pending);
    for now in (120..660).step_by(60) {
        assert_eq!(all(&mut publication, "5.5", now), Outcome::Pending);
    }
    assert_eq!(alone(&mut publication, "5.5", 660), Outcome::Pending);
    assert_eq!(all(&mut publication, "5.4", 661), Outcome::Confirmed);
    // a step is now measured from there, and the 10 of the same hour is no measure
    assert_eq!(alone(&mut publication, "4", 720), Outcome::Published);
    assert_eq!(alone(&mut publication, "10", 780), Outcome::Pending);
}

#[test]
fn one_source_says_it_twice_after_the_wait() {
    let offer = |publication: &mut Publication, price: &str, now| {
        let said = Offer {
            bracket: at(price, now),
            voice: Voice::OneSource,
        };
        publication.offer(said, &limits(), now, |_| Some(at(price, now)))
    };
    let mut publication = first("10");
    for now in [60, 170, 280, 390, 500, 610, 660, 689] {
        assert_eq!(offer(&mut publication, "5.5", now), Outcome::Pending);
    }
    // the first after the wait was at 660
    assert_eq!(offer(&mut publication, "5.5", 690), Outcome::Confirmed);
    // what says something else between takes the word back
    let mut publication = first("10");
    for (now, price) in [(60, "5.5"), (170, "5.5"), (280, "5.5"), (390, "5.5")] {
        offer(&mut publication, price, now);
    }
    for now in [500, 610, 660] {
        assert_eq!(offer(&mut publication, "5.5", now), Outcome::Pending);
    }
    assert_eq!(offer(&mut publication, "10", 670), Outcome::Published);
    assert_eq!(offer(&mut publication, "5.5", 690), Outcome::Pending);
}

#[test]
fn later_reports_that_say_something_else_confirm_nothing() {
    let mut publication = first("10");
    let offer = |publication: &mut Publication, now| {
        let normal = |_| Some(at("10", now));
        publication.offer(of_a_quorum(at("5.5", now)), &limits(), now, normal)
    };
    for now in (60..2_000).step_by(60) {
        assert_eq!(offer(&mut publication, now), Outcome::Pending, "at {now}");
    }
}

#[test]
fn a_confirmation_names_the_price_within_what_it_says() {
    let mut publication = first("10");
    alone(&mut publication, "5.5", 60);
    let within = Ratio::percent(5);
    let confirm = |publication: &mut Publication, price| {
        publication.confirm(usd(price), within, &limits(), 61)
    };
    assert_eq!(confirm(&mut publication, "5.2"), None);
    assert_eq!(confirm(&mut publication, "5.8"), None);
    assert_eq!(confirm(&mut publication, "5.7"), Some(at("5.5", 60)));
    assert_eq!(confirm(&mut publication, "5.5"), None);
    assert_eq!(band(&publication, 61)[1], "5.5");
}

#[test]
fn the_average_is_that_of_what_was_published() {
    let mut publication = first("10");
    alone(&mut publication, "8", 0);
    // pending meanwhile: not part of it
    alone(&mut publication, "5", 900);
    assert_eq!(publication.average(&limits(), 1_800), usd("9"));
    alone(&mut publication, "8", 1_800);
    assert_eq!(band(&publication, 3_600), ["8", "8", "8.5"]);
}

#[test]
fn the_price_of_a_halt_counts_as_published_at_its_end() {
    let mut publication = first("10");
    alone(&mut publication, "12", 60);
    publication.renew(&limits(), 3_700);
    // 10 has left the window, and 15.6 is 30 % above 12
    assert_eq!(alone(&mut publication, "15.6", 7_200), Outcome::Published);
    let mut publication = first("12");
    publication.renew(&limits(), 3_700);
    assert_eq!(alone(&mut publication, "9", 3_760), Outcome::Published);
    // 22 % below 9, and 42 % below the 12 that the halt held
    assert_eq!(alone(&mut publication, "7", 7_300), Outcome::Pending);
}

/// A published price, its time, and how many confirmations came before it.
struct Seen {
    price: u128,
    at: u64,
    confirmations: u32,
}

proptest! {
    /// Whatever is offered: between confirmations no two published prices of one window are further apart than a step,
    /// measured from the earlier; and no more is held back than what is a step, less a hundredth, away from one of them.
    #[test]
    fn nothing_passes_the_step_and_nothing_near_is_held_back(
        offers in prop::collection::vec((0u64..400, 500u128..2_000, any::<bool>()), 1..120),
    ) {
        let mut publication = first("10");
        let (mut now, mut confirmations) = (0, 0);
        let mut seen = vec![Seen { price: 1_000, at: 0, confirmations }];
        for (wait, cents, fresh) in offers {
            now += wait;
            let bracket = Bracket::at(Price::new(cents * 10u128.pow(16)), now);
            let again = |_| fresh.then_some(bracket);
            let outcome = publication.offer(of_a_quorum(bracket), &limits(), now, again);
            let last = seen.len() - 1;
            let counting = seen.iter().enumerate().filter(|(place, seen)| {
                seen.confirmations == confirmations && (*place == last || now - seen.at <= WINDOW)
            });
            let apart = |seen: &Seen| cents.abs_diff(seen.price) * 1_000 / seen.price;
            let furthest = counting.map(|(_, seen)| apart(seen)).max().unwrap();
            match outcome {
                Outcome::Published => prop_assert!(furthest <= 300, "{furthest}"),
                Outcome::Pending => prop_assert!(furthest >= 285, "{furthest}"),
                Outcome::Confirmed => confirmations += 1,
            }
            if outcome != Outcome::Pending {
                seen.push(Seen { price: cents, at: now, confirmations });
            }
        }
    }
}
