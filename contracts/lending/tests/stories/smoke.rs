//! The path from a deposit to a liquidation on the real contract, beside an oracle that says what it is told.
//! Stories with the real oracle are in the workspace's `tests`.

use crate::chain::{execute, Chain, ATOM, USDC};
use ballast_interface::lending::{
    AccountResponse, HealthResponse, LimitResponse, LiquidationQuoteResponse, MarketResponse,
    QueryMsg,
};
use ballast_interface::{AccountId, AssetId};
use ballast_lending::ContractError;
use ballast_risk::Amount;

#[test]
fn alice_deposits_and_withdraws_what_she_put_in() {
    let mut chain = Chain::new();
    chain.deposit("alice", 1_000_000, ATOM);
    let found: AccountResponse = chain.ask(QueryMsg::Account {
        account: chain.account("alice"),
    });
    assert_eq!(found.positions[0].lent, Amount::new(1_000_000));
    // 1000 shares to 1 unit
    assert_eq!(found.positions[0].shares.raw(), 1_000_000_000);
    chain.send("alice", execute::withdraw(ATOM, None), &[]);
    assert_eq!(chain.balance("alice", ATOM), 1_000_000_000);
    let found: AccountResponse = chain.ask(QueryMsg::Account {
        account: chain.account("alice"),
    });
    assert_eq!(found.positions, []);
}

#[test]
fn alice_borrows_all_that_max_borrow_says_and_not_one_more() {
    let mut chain = Chain::new();
    chain.deposit("bob", 900_000_000, USDC);
    chain.deposit("alice", 100_000_000, ATOM);
    let limit: LimitResponse = chain.ask(QueryMsg::MaxBorrow {
        account: chain.account("alice"),
        asset: AssetId::native(USDC),
    });
    let refused = chain.fails("alice", execute::borrow(USDC, limit.amount.raw() + 1), &[]);
    let ContractError::BorrowTooLarge { max_borrow, .. } = refused else {
        panic!("{refused}");
    };
    assert_eq!(max_borrow, limit.amount);
    chain.send("alice", execute::borrow(USDC, limit.amount.raw()), &[]);
    // C = 1000, d owed: X = 400 and -0.03·d, own part 1000·√(0.44² − 0.4²) = 183.303, κ = 0.75;
    // 1000 − d = √(0.75·(400² + (0.03·d)²) + 0.25·(400 + 0.03·d)² + 183.303²) at d = 555.9126
    assert_eq!(limit.amount, Amount::new(555_912_609));
}

#[test]
fn alice_repays_too_much_and_gets_the_rest_back() {
    let mut chain = Chain::new();
    chain.deposit("bob", 900_000_000, USDC);
    chain.deposit("alice", 100_000_000, ATOM);
    chain.send("alice", execute::borrow(USDC, 200_000_000), &[]);
    assert_eq!(chain.balance("alice", USDC), 1_200_000_000);

    chain.send("alice", execute::repay(), &[(300_000_000, USDC)]);
    assert_eq!(chain.balance("alice", USDC), 1_000_000_000);
    let health: HealthResponse = chain.ask(QueryMsg::Health {
        account: chain.account("alice"),
    });
    assert_eq!(health.health_factor, None);
}

#[test]
fn interest_is_the_suppliers_and_the_reserves() {
    let mut chain = Chain::new();
    chain.deposit("bob", 1_000_000_000, USDC);
    chain.deposit("alice", 400_000_000, ATOM);
    chain.send("alice", execute::borrow(USDC, 700_000_000), &[]);
    chain.wait(365 * 24 * 60 * 60);
    let market: MarketResponse = chain.ask(QueryMsg::Market {
        asset: AssetId::native(USDC),
    });
    // 10 % a year at 70 % of 1 001 000 000 supplied: 700 000 000 · (e^0.0999 − 1) to four terms
    assert_eq!(market.borrowed.raw() / 1_000_000, 773);
    // a tenth of it is the reserve's
    let interest = market.borrowed.raw() - 700_000_000;
    assert!(market.reserves.raw().abs_diff(interest / 10) <= 1);
}

#[test]
fn a_fall_of_atom_lets_lena_liquidate_alice() {
    let mut chain = Chain::new();
    chain.deposit("bob", 900_000_000, USDC);
    chain.deposit("alice", 100_000_000, ATOM);
    chain.send("alice", execute::borrow(USDC, 500_000_000), &[]);
    let liquidate = execute::liquidate(chain.account("alice"), ATOM);
    let early = chain.fails("lena", liquidate.clone(), &[(400_000_000, USDC)]);
    assert!(early.to_string().contains("healthy"), "{early}");

    chain.price(ATOM, "8.2");
    let quote: LiquidationQuoteResponse = chain.ask(QueryMsg::LiquidationQuote {
        account: chain.account("alice"),
        debt: None,
        collateral: None,
        repay: None,
    });
    chain.send("lena", liquidate, &[(400_000_000, USDC)]);
    let spent = 1_000_000_000 - chain.balance("lena", USDC);
    let got = chain.balance("lena", ATOM) - 1_000_000_000;
    assert_eq!((spent, got), (quote.repay.raw(), quote.receive.raw()));
    let after: HealthResponse = chain.ask(QueryMsg::Health {
        account: chain.account("alice"),
    });
    assert_eq!(after.health_factor, quote.health_after);
    // the target is 1.05
    let health = after.health_factor.unwrap().to_string();
    assert!(health.starts_with("1.05"), "{health}");
}

#[test]
fn a_crash_beyond_rescue_is_written_off_and_said() {
    let mut chain = Chain::new();
    chain.deposit("bob", 900_000_000, USDC);
    chain.deposit("alice", 100_000_000, ATOM);
    chain.send("alice", execute::borrow(USDC, 500_000_000), &[]);
    chain.price(ATOM, "2");
    let liquidate = execute::liquidate(chain.account("alice"), ATOM);
    let said = chain.send("lena", liquidate, &[(400_000_000, USDC)]);
    let written = said
        .iter()
        .find(|e| e.ty == "wasm-ballast/write_off")
        .unwrap();
    // 200 USD of ATOM at a bonus of 0.5 % repay 199.004976 of 500 USD
    let total = &written
        .attributes
        .iter()
        .find(|a| a.key == "amount")
        .unwrap()
        .value;
    assert_eq!(total, "300995024");
    let market: MarketResponse = chain.ask(QueryMsg::Market {
        asset: AssetId::native(USDC),
    });
    assert_eq!(market.borrowed, Amount::ZERO);
    assert_eq!(market.supplied.raw(), 901_000_000 - 300_995_024);
}

#[test]
fn a_book_answers_the_same_outside() {
    let mut chain = Chain::new();
    chain.deposit("bob", 900_000_000, USDC);
    chain.deposit("alice", 100_000_000, ATOM);
    chain.send("alice", execute::borrow(USDC, 300_000_000), &[]);
    let account: AccountId = chain.account("alice");
    let health: HealthResponse = chain.ask(QueryMsg::Health {
        account: account.clone(),
    });
    let book: ballast_risk::BookJson = chain.ask(QueryMsg::Book { account });
    let outside = ballast_risk::evaluate(&book).unwrap();
    assert_eq!(outside.health_factor, health.health_factor);
    assert_eq!(
        outside.initial.surplus,
        health.initial.map(|level| level.surplus)
    );
}
