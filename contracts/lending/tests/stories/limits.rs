//! P-18: what `max_borrow` and `max_withdraw` answer succeeds as it is, and one more is refused, whatever stands in the way:
//! health, cash, caps, pauses, the least debt, the number of positions, the rounding of shares.

use super::world::{alice_owes, fill, market, market_without_interest, DAY};
use ballast_interface::lending::{CapChange, CapsUpdate, PausableAction, SupplyMode};
use ballast_risk::Amount;
use ballast_testing::Suite;

#[track_caller]
fn assert_limits(suite: &mut Suite, ticker: &str) {
    let coins = |amount: u128| format!("{amount} u{}", ticker.to_lowercase());
    let limit = suite.lens().max_borrow("alice", ticker);
    suite.assert_limit(&limit, |suite, most| suite.borrow("alice", &coins(most)));
    let lens = suite.lens();
    let [lent, protected] = [SupplyMode::Lend, SupplyMode::Protect]
        .map(|mode| lens.max_withdraw("alice", ticker, mode));
    suite.assert_limit(&lent, |suite, most| suite.withdraw("alice", &coins(most)));
    suite.assert_limit(&protected, |suite, most| {
        suite.withdraw_protected("alice", &coins(most))
    });
}

fn cap(suite: &mut Suite, ticker: &str, caps: CapsUpdate) {
    suite.govern(suite.msg().update(ticker, |u| u.caps = Some(caps)));
}

/// Alice holds and owes both, lent and protected; Bob lends and borrows; some time has passed.
fn basket(turn: u64) -> Suite {
    let mut suite = market();
    suite.deposit("bob", "900 USDC").unwrap();
    suite.deposit("bob", "300 ATOM").unwrap();
    suite.deposit("alice", "100 ATOM").unwrap();
    suite.deposit_protected("alice", "10.000001 ATOM").unwrap();
    suite.deposit("alice", "200 USDC").unwrap();
    suite.borrow("bob", "33.333333 ATOM").unwrap();
    let owed = format!("{} uusdc", 333_333_333 + 1_000_003 * turn);
    suite.borrow("alice", &owed).unwrap();
    suite.pass((3 + 7 * turn) * DAY + 12_345);
    suite
}

#[test]
fn with_shares_and_indices_that_round() {
    for turn in 0..12 {
        let mut suite = basket(turn);
        assert_limits(&mut suite, "ATOM");
        assert_limits(&mut suite, "USDC");
    }
}

#[test]
fn where_the_borrow_cap_or_cash_is_the_bound() {
    let mut suite = basket(5);
    let caps = |most| CapsUpdate {
        borrow_cap: Some(CapChange::Set(Amount::new(most))),
        ..CapsUpdate::default()
    };
    cap(&mut suite, "ATOM", caps(33_444_555));
    assert_limits(&mut suite, "ATOM");
    cap(&mut suite, "ATOM", caps(1));
    assert_limits(&mut suite, "ATOM");
    // what is left of 1101 lent to others: little
    suite.borrow("bob", "300 USDC").unwrap();
    suite.withdraw("bob", "400 USDC").unwrap();
    assert_limits(&mut suite, "USDC");
}

#[track_caller]
fn assert_nothing(suite: &Suite, ticker: &str) {
    let limit = suite.lens().max_borrow("alice", ticker);
    assert_eq!(limit.amount, Amount::ZERO, "P-18: {limit:?}");
}

#[test]
fn nothing_may_be_borrowed_below_the_least_debt() {
    let mut suite = market_without_interest();
    suite.deposit("bob", "900 USDC").unwrap();
    // 10 USD of ATOM carry some 5.5, and no debt is below 10
    suite.deposit("alice", "1 ATOM").unwrap();
    assert_nothing(&suite, "USDC");
    assert_limits(&mut suite, "ATOM");
}

#[test]
fn nothing_may_be_borrowed_of_what_is_paused() {
    let mut suite = alice_owes("100 USDC");
    let pause = suite.msg().pause("USDC", &[PausableAction::Borrow], None);
    suite.govern(pause);
    assert_nothing(&suite, "USDC");
    assert_limits(&mut suite, "USDC");
}

#[test]
fn nothing_may_be_borrowed_where_no_position_is_free() {
    let mut suite = market_without_interest();
    suite.deposit("bob", "900 USDC").unwrap();
    fill(&mut suite, "alice", 16);
    assert_nothing(&suite, "USDC");
}
