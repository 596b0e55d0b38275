//! The path from a deposit to a liquidation. Stories with the real oracle are in the workspace's `tests`.

use super::world::{alice_owes_nothing, market, with_interest, YEAR};
use ballast_interface::event::{key, lending as name};
use ballast_risk::json::evaluate;
use ballast_risk::Amount;
use ballast_testing::{assert_says, attribute, events};

#[test]
fn alice_deposits_and_withdraws_what_she_put_in() {
    let mut suite = market();
    suite.deposit("alice", "1 ATOM").unwrap();
    suite.assert_lent("alice", "1 ATOM");
    // 1000 shares to 1 unit
    let shares = suite.position("alice", "ATOM").shares;
    assert_eq!(shares.raw(), 1_000_000_000);
    suite.withdraw("alice", "all ATOM").unwrap();
    suite.assert_wallet("alice", "1000 ATOM");
    suite.assert_empty("alice");
}

#[test]
fn alice_borrows_all_that_max_borrow_says_and_not_one_more() {
    let mut suite = alice_owes_nothing();
    let limit = suite.lens().max_borrow("alice", "USDC").amount;
    let refused = suite.borrow("alice", &format!("{} uusdc", limit.raw() + 1));
    assert_says(refused, "USD short of the initial requirement");
    suite.borrow("alice", &format!("{limit} uusdc")).unwrap();
    // C = 1000, d owed: X = 400 and -0.03·d, own part 1000·√(0.44² − 0.4²) = 183.303, κ = 0.75;
    // 1000 − d = √(0.75·(400² + (0.03·d)²) + 0.25·(400 + 0.03·d)² + 183.303²) at d = 555.9126
    assert_eq!(limit, Amount::new(555_912_609));
}

#[test]
fn alice_repays_too_much_and_gets_the_rest_back() {
    let mut suite = alice_owes_nothing();
    suite.borrow("alice", "200 USDC").unwrap();
    suite.assert_wallet("alice", "1200 USDC");
    suite.repay("alice", "300 USDC").unwrap();
    suite.assert_wallet("alice", "1000 USDC");
    suite.assert_health_factor("alice", "none");
}

#[test]
fn interest_is_the_suppliers_and_the_reserves() {
    let mut suite = market();
    suite.deposit("bob", "1000 USDC").unwrap();
    suite.deposit("alice", "400 ATOM").unwrap();
    suite.borrow("alice", "700 USDC").unwrap();
    suite.pass(YEAR);
    let market = suite.market_of("USDC");
    // 10 % a year at 70 % of 1 001 000 000 supplied: 700 000 000 · (e^0.0999 − 1) to four terms
    assert_eq!(market.borrowed.raw() / 1_000_000, 773);
    // a tenth of it is the reserve's
    let interest = market.borrowed.raw() - 700_000_000;
    assert!(market.reserves.raw().abs_diff(interest / 10) <= 1);
}

#[test]
fn a_fall_of_atom_lets_lena_liquidate_alice() {
    let mut suite = with_interest();
    let early = suite.liquidate("lena", "alice", "400 USDC", "ATOM");
    assert_says(early, "healthy");
    suite.price("ATOM", "8.2");
    let quote = suite.quote_of("alice");
    suite
        .liquidate("lena", "alice", "400 USDC", "ATOM")
        .unwrap();
    let spent = 1_000_000_000 - suite.wallet("lena", "USDC");
    let got = suite.wallet("lena", "ATOM") - 1_000_000_000;
    assert_eq!((spent, got), (quote.repay.raw(), quote.receive.raw()));
    let after = suite.health_of("alice").health_factor;
    assert_eq!(after, quote.health_after);
    // the target is 1.05
    let health = after.unwrap().to_string();
    assert!(health.starts_with("1.05"), "{health}");
}

#[test]
fn a_crash_beyond_rescue_is_written_off_and_said() {
    let mut suite = with_interest();
    suite.price("ATOM", "2");
    let done = suite.liquidate("lena", "alice", "400 USDC", "ATOM");
    let done = done.unwrap();
    let written = events(&done, name::WRITE_OFF)[0];
    // 200 USD of ATOM at a bonus of 0.5 % repay 199.004976 of 500 USD
    assert_eq!(attribute(written, key::AMOUNT), "300995024");
    let market = suite.market_of("USDC");
    assert_eq!(market.borrowed, Amount::ZERO);
    assert_eq!(market.supplied.raw(), 901_000_000 - 300_995_024);
}

#[test]
fn a_book_answers_the_same_outside() {
    let mut suite = market();
    suite.deposit("bob", "900 USDC").unwrap();
    suite.deposit("alice", "100 ATOM").unwrap();
    suite.borrow("alice", "300 USDC").unwrap();
    let health = suite.health_of("alice");
    let outside = evaluate(&suite.lens().book("alice")).unwrap();
    assert_eq!(outside.health_factor, health.health_factor);
    let initial = health.initial.map(|level| level.surplus);
    assert_eq!(outside.initial.surplus, initial);
}
