//! The same paths with a cw20 token.

use crate::chain::{execute, Chain, ATOM, USDC};
use ballast_interface::lending::{Cw20HookMsg, Deposit, Liquidate, Receive, Repay, SupplyMode};
use ballast_lending::ContractError;

fn deposit() -> Cw20HookMsg {
    Cw20HookMsg::Deposit(Deposit {
        account: None,
        mode: SupplyMode::Lend,
    })
}

/// A chain with a listed token of 18 decimals at 20 USD; everybody has 1000 of it.
fn with_token() -> Chain {
    let mut chain = Chain::new();
    let token = chain.token("ink");
    chain.price(&token.to_string(), "20");
    chain.list(token.clone(), 18);
    chain
        .send_tokens("owner", &token, tokens(1), &deposit())
        .unwrap();
    chain
}

fn tokens(whole: u128) -> u128 {
    whole * 1_000_000_000_000_000_000
}

#[test]
fn alice_lends_tokens_borrows_coins_and_leaves_with_everything() {
    let mut chain = with_token();
    let ink = chain.token("ink");
    chain.deposit("bob", 900_000_000, USDC);
    chain
        .send_tokens("alice", &ink, tokens(50), &deposit())
        .unwrap();
    chain.send("alice", execute::borrow(USDC, 300_000_000), &[]);
    chain.send("alice", execute::repay(), &[(300_000_000, USDC)]);
    chain.send("alice", execute::withdraw_of(ink.clone(), None), &[]);
    assert_eq!(chain.token_balance("alice", &ink), tokens(1_000));
    assert_eq!(chain.balance("alice", USDC), 1_000_000_000);
}

#[test]
fn alice_borrows_tokens_and_the_rest_of_her_repayment_comes_back() {
    let mut chain = with_token();
    let ink = chain.token("ink");
    chain
        .send_tokens("bob", &ink, tokens(500), &deposit())
        .unwrap();
    chain.deposit("alice", 500_000_000, USDC);
    chain.send("alice", execute::borrow_of(ink.clone(), tokens(10)), &[]);
    assert_eq!(chain.token_balance("alice", &ink), tokens(1_010));
    let repay = Cw20HookMsg::Repay(Repay { account: None });
    chain
        .send_tokens("alice", &ink, tokens(12), &repay)
        .unwrap();
    assert_eq!(chain.token_balance("alice", &ink), tokens(1_000));
}

#[test]
fn lena_pays_tokens_and_receives_coins() {
    let mut chain = with_token();
    let ink = chain.token("ink");
    chain
        .send_tokens("bob", &ink, tokens(500), &deposit())
        .unwrap();
    chain.deposit("alice", 100_000_000, ATOM);
    chain.send("alice", execute::borrow_of(ink.clone(), tokens(20)), &[]);
    // both are of one group: only the margin of 2 % is missing, 405 USD against 400
    chain.price(ATOM, "4.05");
    let liquidate = Cw20HookMsg::Liquidate(Liquidate {
        account: chain.account("alice"),
        collateral: ballast_interface::AssetId::native(ATOM),
        min_received: None,
        receive: Receive::Asset,
        receive_account: 0,
    });
    chain
        .send_tokens("lena", &ink, tokens(20), &liquidate)
        .unwrap();
    let paid = tokens(1_000) - chain.token_balance("lena", &ink);
    let got = chain.balance("lena", ATOM) - 1_000_000_000;
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
    let mut chain = with_token();
    let junk = chain.token("junk");
    let refused = chain
        .send_tokens("alice", &junk, 5, &deposit())
        .unwrap_err();
    assert!(
        matches!(refused, ContractError::UnknownAsset { .. }),
        "{refused}"
    );
    assert_eq!(chain.token_balance("alice", &junk), tokens(1_000));
}

#[test]
fn a_hook_message_that_is_not_ours_is_refused() {
    let mut chain = with_token();
    let ink = chain.token("ink");
    let refused = chain.send_tokens("alice", &ink, 5, &"swap").unwrap_err();
    assert!(
        matches!(refused, ContractError::NotOurHook { .. }),
        "{refused}"
    );
    assert_eq!(chain.token_balance("alice", &ink), tokens(1_000));
}
