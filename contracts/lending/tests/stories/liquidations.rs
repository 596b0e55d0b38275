//! What liquidators may do, and how accounts end.

use super::world::{alice_owes, fill, with_interest, DAY};
use ballast_interface::event::{key, lending as name};
use ballast_interface::lending::{PausableAction, SupplyMode};
use ballast_lending::{ContractError, LedgerError};
use ballast_risk::{Amount, TooManyPositions};
use ballast_testing::{
    assert_refused, assert_refused_for, assert_says, attribute, events, Outcome, Suite,
};

/// Alice owes 500 USDC against 100 ATOM, now at 8.2 USD.
fn fallen() -> Suite {
    let mut suite = alice_owes("500 USDC");
    suite.price("ATOM", "8.2");
    suite
}

#[track_caller]
fn assert_not_beyond_rescue(outcome: Outcome) {
    assert_refused_for(outcome, |why| {
        let ended = matches!(why, ContractError::Ledger(LedgerError::OwesNothing { .. }));
        ended || matches!(why, ContractError::NotBeyondRescue { .. })
    });
}

#[test]
fn a_batch_goes_on_where_an_item_is_refused_and_the_rest_comes_back() {
    let mut suite = fallen();
    let items = ["alice", "bob", "alice"];
    let items = items.map(|name| suite.msg().item(name, "11 USDC", "ATOM"));
    let batch = suite.msg().liquidate_many("400 USDC", items.to_vec());
    let batch = suite.tell("lena", batch).unwrap();
    let refused = events(&batch, name::LIQUIDATE_REFUSED);
    assert_eq!(refused.len(), 1);
    let reason = attribute(refused[0], key::ERROR);
    assert!(reason.contains("owes nothing"), "{reason}");
    let done = events(&batch, name::LIQUIDATE);
    let repaid = [done[0], done[1]].map(|event| attribute(event, key::REPAID));
    assert_eq!(repaid, ["11000000", "11000000"]);
    suite.assert_wallet("lena", "978 USDC");
    // the second part is paid at no higher rate than the first
    let rate = |event| attribute(event, key::BONUS).parse::<f64>().unwrap();
    assert!(rate(done[1]) <= rate(done[0]), "{done:?}");
}

#[test]
fn a_batch_asks_the_oracle_once() {
    let mut suite = fallen();
    suite.open("INK");
    suite.deposit("steward", "10 INK").unwrap();
    let accounts = ["alice", "bob", "steward", "alice"];
    let items = accounts.map(|name| suite.msg().item(name, "11 USDC", "ATOM"));
    let batch = suite.msg().liquidate_many("400 USDC", items.to_vec());
    let (asked, done) = suite.oracle_queries(|suite| suite.tell("lena", batch));
    assert_eq!(asked, 1);
    let done = done.unwrap();
    // Alice twice; Bob and the steward owe nothing
    assert_eq!(events(&done, name::LIQUIDATE).len(), 2);
    assert_eq!(events(&done, name::LIQUIDATE_REFUSED).len(), 2);
    suite.assert_wallet("lena", "978 USDC");
}

#[test]
fn a_batch_has_one_to_twenty_items() {
    let mut suite = fallen();
    for found in [0, 21] {
        let items = vec![suite.msg().item("alice", "1 uusdc", "ATOM"); found];
        let batch = suite.msg().liquidate_many("100 uusdc", items);
        let refused = suite.tell("lena", batch);
        assert_refused(refused, &ContractError::BatchSize { found, max: 20 });
    }
}

#[test]
fn parts_are_never_paid_more_than_the_whole() {
    let mut suite = fallen();
    let whole = suite.quote_of("alice");
    let purse = |suite: &Suite| (suite.wallet("lena", "USDC"), suite.wallet("lena", "ATOM"));
    let begun = purse(&suite);
    for _ in 0..40 {
        let part = suite.liquidate("lena", "alice", "11 USDC", "ATOM");
        if part.is_err() {
            break;
        }
    }
    let ended = purse(&suite);
    let (paid, got) = (begun.0 - ended.0, ended.1 - begun.1);
    assert!(paid >= 30_000_000, "{paid}");
    // seized per repaid: got / paid ≤ whole.receive / whole.repay
    assert!(
        got * whole.repay.raw() <= whole.receive.raw() * paid,
        "{got} for {paid}"
    );
}

#[test]
fn without_cash_a_liquidator_takes_shares() {
    let mut suite = alice_owes("500 USDC");
    // 100 of the 101 ATOM there are
    suite.borrow("bob", "45 ATOM").unwrap();
    suite.deposit("lena", "900 USDC").unwrap();
    suite.borrow("lena", "55 ATOM").unwrap();
    suite.price("ATOM", "8.2");
    let due = suite.quote_of("alice");
    let refused = suite.liquidate("steward", "alice", "400 USDC", "ATOM");
    let refused = refused.unwrap_err().to_string();
    assert!(refused.ends_with("or receive shares"), "{refused}");
    let order = suite.msg().liquidate("alice", "400 USDC", "ATOM");
    suite.tell("steward", order.for_shares(3)).unwrap();
    let taken = suite.position("steward/3", "ATOM").lent;
    assert_eq!(taken, due.receive);
    suite.assert_wallet("steward", "1000 ATOM");
    let left = suite.wallet("steward", "USDC");
    assert_eq!(left, 1_000_000_000 - due.repay.raw());
}

#[test]
fn protected_supply_is_seized_first() {
    let mut suite = fallen();
    suite.shift("alice", "1 ATOM", SupplyMode::Protect).unwrap();
    let done = suite.liquidate("lena", "alice", "400 USDC", "ATOM");
    let done = done.unwrap();
    let seized = events(&done, name::LIQUIDATE)[0];
    assert_eq!(attribute(seized, key::SEIZED_PROTECTED), "1000000");
    assert_eq!(suite.position("alice", "ATOM").protected, Amount::ZERO);
}

#[test]
fn the_wrong_pair_is_named() {
    let mut suite = fallen();
    let refused = suite.liquidate("lena", "alice", "100 USDC", "USDC");
    assert_says(refused, "holds nothing of `uusdc`");
    let refused = suite.liquidate("lena", "alice", "100 ATOM", "ATOM");
    assert_says(refused, "owes nothing of `uatom`");
}

#[test]
fn the_liquidation_price_is_where_liquidation_begins() {
    let mut suite = alice_owes("500 USDC");
    let found = suite.lens().liquidation_price("alice", "ATOM");
    // 100·p − 500 = √(.75·((40·p)² + 15²) + .25·(40·p + 15)²) at p = 8.401004202
    let below = found.below.unwrap().to_string();
    assert!(below.starts_with("8.401004202"), "{below}");
    assert_eq!(found.above, None);
    suite.price("ATOM", "8.401004203");
    suite.assert_healthy("alice");
    suite.price("ATOM", "8.401004202");
    suite.assert_liquidatable("alice");
}

#[test]
fn a_taker_with_sixteen_assets_takes_no_seventeenth() {
    let mut suite = fallen();
    fill(&mut suite, "lena", 16);
    let order = suite.msg().liquidate("alice", "400 USDC", "ATOM");
    let refused = suite.tell("lena", order.for_shares(0));
    assert_refused(refused, &LedgerError::Positions(TooManyPositions).into());
}

/// Lena owes 20 USDC against 20 DUST, which are worth nothing any more.
fn beyond_rescue() -> Suite {
    let mut suite = with_interest();
    suite.open("DUST");
    suite.deposit("lena/1", "20 DUST").unwrap();
    suite.price("DUST", "5");
    suite.borrow("lena/1", "20 USDC").unwrap();
    suite.price("DUST", "0.001");
    suite
}

#[test]
fn anybody_ends_an_account_beyond_rescue_once() {
    let mut suite = beyond_rescue();
    let done = suite.write_off("bob", "lena/1").unwrap();
    let forfeited = events(&done, name::FORFEIT)[0];
    assert_eq!(attribute(forfeited, key::ASSET), "udust");
    let written = events(&done, name::WRITE_OFF)[0];
    assert_eq!(attribute(written, key::AMOUNT), "20000000");
    suite.assert_empty("lena/1");
    let reserves = suite.market_of("DUST").reserves;
    assert_eq!(reserves, Amount::new(20_000_000));
    assert_not_beyond_rescue(suite.write_off("bob", "lena/1"));
}

#[test]
fn reserves_bear_a_write_off_before_suppliers() {
    let mut suite = beyond_rescue();
    suite.pass(90 * DAY);
    let before = suite.market_of("USDC");
    let done = suite.write_off("bob", "lena/1").unwrap();
    let written = events(&done, name::WRITE_OFF)[0];
    let number = |key| attribute(written, key).parse::<u128>().unwrap();
    let (amount, by_reserves) = (number(key::AMOUNT), number(key::BY_RESERVES));
    let apart = by_reserves.abs_diff(before.reserves.raw());
    assert!(apart <= 1, "{written:?}");
    assert_eq!(by_reserves + number(key::BY_SUPPLIERS), amount);
    let after = suite.market_of("USDC");
    assert_eq!(before.supplied.raw() - after.supplied.raw(), amount);
}

#[test]
fn who_is_healthy_or_has_something_left_is_not_written_off() {
    let mut suite = beyond_rescue();
    for price in ["5", "0.006"] {
        suite.price("DUST", price);
        assert_not_beyond_rescue(suite.write_off("bob", "lena/1"));
    }
}

const LIQUIDATION: &[PausableAction] = &[PausableAction::Liquidate];

#[test]
fn where_liquidation_is_paused_a_price_counts_twice_before_an_account_ends() {
    let mut suite = beyond_rescue();
    suite.govern(suite.msg().pause("DUST", LIQUIDATION, None));
    // 20 DUST at 0.003 are 0.06 USD, which would be forfeited; twice that is more than 0.1. At 0.001 twice is 0.04.
    suite.price("DUST", "0.003");
    assert_not_beyond_rescue(suite.write_off("bob", "lena/1"));
    suite.price("DUST", "0.001");
    suite.write_off("bob", "lena/1").unwrap();
    suite.assert_empty("lena/1");
}

#[test]
fn no_pair_is_named_or_taken_while_its_liquidation_is_paused() {
    let mut suite = fallen();
    suite.open("INK");
    suite.deposit("alice", "1 INK").unwrap();
    suite.govern(suite.msg().pause("ATOM", LIQUIDATION, None));
    assert_eq!(suite.quote_of("alice").collateral, suite.id("INK"));
    let refused = suite.liquidate("lena", "alice", "20 USDC", "ATOM");
    assert_refused_for(refused, |why| {
        matches!(why, ContractError::Ledger(LedgerError::Paused { .. }))
    });
}
