//! The same paths with a cw20 token.

use super::world::market;
use ballast_lending::{ContractError, LedgerError};
use ballast_testing::{assert_refused_for, pair, Suite};

/// GOLD is a token of 18 decimals at 20 USD; Bob lends what can be borrowed.
fn with_gold() -> Suite {
    let mut suite = market();
    suite.add(pair::token("GOLD"));
    suite.open("GOLD");
    suite.price("GOLD", "20");
    suite.deposit("bob", "500 GOLD").unwrap();
    suite.deposit("bob", "900 USDC").unwrap();
    suite
}

#[test]
fn alice_lends_tokens_borrows_coins_and_leaves_with_everything() {
    let mut suite = with_gold();
    suite.deposit("alice", "50 GOLD").unwrap();
    suite.borrow("alice", "300 USDC").unwrap();
    suite.repay("alice", "300 USDC").unwrap();
    suite.withdraw("alice", "all GOLD").unwrap();
    suite.assert_wallet("alice", "1000 GOLD");
    suite.assert_wallet("alice", "1000 USDC");
}

#[test]
fn alice_borrows_tokens_and_the_rest_of_her_repayment_comes_back() {
    let mut suite = with_gold();
    suite.deposit("alice", "500 USDC").unwrap();
    suite.borrow("alice", "10 GOLD").unwrap();
    suite.assert_wallet("alice", "1010 GOLD");
    suite.repay("alice", "12 GOLD").unwrap();
    suite.assert_wallet("alice", "1000 GOLD");
}

#[test]
fn lena_pays_tokens_and_receives_coins() {
    let mut suite = with_gold();
    suite.deposit("alice", "100 ATOM").unwrap();
    suite.borrow("alice", "20 GOLD").unwrap();
    // both are of one group: only the margin of 2 % is missing, 405 USD against 400
    suite.price("ATOM", "4.05");
    suite.liquidate("lena", "alice", "20 GOLD", "ATOM").unwrap();
    let tokens = |whole: u128| whole * 1_000_000_000_000_000_000;
    let paid = tokens(1_000) - suite.wallet("lena", "GOLD");
    let got = suite.wallet("lena", "ATOM") - 1_000_000_000;
    assert!(paid > 0 && paid < tokens(20), "{paid}");
    // what she got is worth more than what she paid, 4.05 USD against 20 USD, by a bonus of at most half of 5/400
    let (worth, cost) = (got * 405 * 10_000_000_000, paid / 100 * 2_000);
    assert!(
        cost < worth && worth < cost / 1_000 * 1_007,
        "{worth} for {cost}"
    );
}

#[test]
fn a_token_that_is_not_listed_stays_where_it_was() {
    let mut suite = with_gold();
    suite.add(pair::token("JUNK"));
    let refused = suite.deposit("alice", "5 ujunk");
    assert_refused_for(refused, |why| {
        matches!(why, ContractError::Ledger(LedgerError::UnknownAsset { .. }))
    });
    suite.assert_wallet("alice", "1000 JUNK");
}

#[test]
fn a_hook_message_that_is_not_ours_is_refused() {
    let mut suite = with_gold();
    let refused = suite.send_hook("alice", "5 ugold", &"swap");
    assert_refused_for(refused, |why| {
        matches!(why, ContractError::NotOurHook { .. })
    });
    suite.assert_wallet("alice", "1000 GOLD");
}
