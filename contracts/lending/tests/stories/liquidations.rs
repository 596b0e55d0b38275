//! What liquidators may do, and how accounts end.

use crate::chain::{execute, Chain, ATOM, DUST, USDC};
use ballast_interface::lending::{
    AccountResponse, ExecuteMsg, Liquidate, LiquidationPriceResponse, LiquidationQuoteResponse,
    MarketResponse, PausableAction, QueryMsg, Receive, SupplyMode,
};
use ballast_interface::{AccountId, AssetId};
use ballast_lending::ContractError;
use ballast_risk::{Amount, TooManyPositions};
use cosmwasm_std::Event;

/// Alice owes 500 USDC against 100 ATOM, now at 8.2 USD.
fn fallen() -> Chain {
    let mut chain = Chain::with_alice_owing(500);
    chain.price(ATOM, "8.2");
    chain
}

fn quote(chain: &Chain, account: AccountId) -> LiquidationQuoteResponse {
    chain.ask(QueryMsg::LiquidationQuote {
        account,
        debt: None,
        collateral: None,
        repay: None,
    })
}

fn account(chain: &Chain, account: AccountId) -> AccountResponse {
    chain.ask(QueryMsg::Account { account })
}

fn of_type<'a>(events: &'a [Event], name: &str) -> Vec<&'a Event> {
    let name = format!("wasm-ballast/{name}");
    events.iter().filter(|event| event.ty == name).collect()
}

fn said<'a>(event: &'a Event, key: &str) -> &'a str {
    let found = event.attributes.iter().find(|a| a.key == key);
    &found
        .unwrap_or_else(|| panic!("no {key} in {event:?}"))
        .value
}

#[test]
fn a_batch_goes_on_where_an_item_is_refused_and_the_rest_comes_back() {
    let mut chain = fallen();
    let alice = chain.account("alice");
    let items = vec![
        execute::item(alice.clone(), ATOM, 11_000_000),
        execute::item(chain.account("bob"), ATOM, 11_000_000),
        execute::item(alice, ATOM, 11_000_000),
    ];
    let events = chain.send(
        "lena",
        execute::liquidate_many(items),
        &[(400_000_000, USDC)],
    );
    let refused = of_type(&events, "liquidate_refused");
    assert_eq!(refused.len(), 1);
    assert!(
        said(refused[0], "error").contains("is healthy"),
        "{refused:?}"
    );
    let done = of_type(&events, "liquidate");
    assert_eq!(
        (said(done[0], "repaid"), said(done[1], "repaid")),
        ("11000000", "11000000")
    );
    assert_eq!(chain.balance("lena", USDC), 978_000_000);
    // the second part is paid at no higher rate than the first
    let rate = |event| said(event, "bonus").parse::<f64>().unwrap();
    assert!(rate(done[1]) <= rate(done[0]), "{done:?}");
}

#[test]
fn a_batch_has_one_to_twenty_items() {
    let mut chain = fallen();
    for found in [0, 21] {
        let items = vec![execute::item(chain.account("alice"), ATOM, 1); found];
        let refused = chain.refused("lena", execute::liquidate_many(items), &[(100, USDC)]);
        assert_eq!(refused, ContractError::BatchSize { found, most: 20 });
    }
}

#[test]
fn parts_are_never_paid_more_than_the_whole() {
    let mut chain = fallen();
    let whole = quote(&chain, chain.account("alice"));
    let (mut paid, mut got) = (0, 0);
    for _ in 0..40 {
        let before = (chain.balance("lena", USDC), chain.balance("lena", ATOM));
        let msg = execute::liquidate(chain.account("alice"), ATOM);
        if chain.outcome("lena", msg, &[(11_000_000, USDC)]).is_err() {
            break;
        }
        paid += before.0 - chain.balance("lena", USDC);
        got += chain.balance("lena", ATOM) - before.1;
    }
    assert!(paid >= 30_000_000, "{paid}");
    // seized per repaid: got / paid ≤ whole.receive / whole.repay
    assert!(
        got * whole.repay.raw() <= whole.receive.raw() * paid,
        "{got} for {paid}"
    );
}

#[test]
fn without_cash_a_liquidator_takes_shares() {
    let mut chain = Chain::with_alice_owing(500);
    for (name, more) in [("bob", 45_000_000), ("lena", 55_000_000)] {
        if name == "lena" {
            chain.deposit(name, 900_000_000, USDC);
        }
        // 100 of the 101 ATOM there are
        chain.send(name, execute::borrow(ATOM, more), &[]);
    }
    chain.price(ATOM, "8.2");
    let due = quote(&chain, chain.account("alice"));
    let for_asset = execute::liquidate(chain.account("alice"), ATOM);
    let refused = chain.refused("steward", for_asset, &[(400_000_000, USDC)]);
    assert!(
        refused.to_string().ends_with("or receive shares"),
        "{refused}"
    );
    let for_shares = execute::liquidate_for_shares(chain.account("alice"), ATOM, 3);
    chain.send("steward", for_shares, &[(400_000_000, USDC)]);
    let taker = account(&chain, chain.sub("steward", 3));
    assert_eq!(taker.positions[0].lent, due.receive);
    assert_eq!(chain.balance("steward", ATOM), 1_000_000_000);
    assert_eq!(
        chain.balance("steward", USDC),
        1_000_000_000 - due.repay.raw()
    );
}

#[test]
fn protected_supply_is_seized_first() {
    let mut chain = fallen();
    chain.send(
        "alice",
        execute::shift(ATOM, Some(1_000_000), SupplyMode::Protect),
        &[],
    );
    let liquidate = execute::liquidate(chain.account("alice"), ATOM);
    let events = chain.send("lena", liquidate, &[(400_000_000, USDC)]);
    let done = of_type(&events, "liquidate")[0];
    assert_eq!(said(done, "seized_protected"), "1000000");
    let left = account(&chain, chain.account("alice"));
    assert_eq!(left.positions[0].protected, Amount::ZERO);
}

#[test]
fn a_liquidator_says_what_must_come_out_at_least() {
    let mut chain = fallen();
    let due = quote(&chain, chain.account("alice")).receive;
    let liquidate = |chain: &Chain, least: u128| {
        ExecuteMsg::Liquidate(Liquidate {
            account: chain.account("alice"),
            collateral: AssetId::native(ATOM),
            min_received: Some(Amount::new(least)),
            receive: Receive::Asset,
            receive_account: 0,
        })
    };
    let more = liquidate(&chain, due.raw() + 1);
    let refused = chain.refused("lena", more, &[(400_000_000, USDC)]);
    let asked = Amount::new(due.raw() + 1);
    assert_eq!(
        refused,
        ContractError::ReceivedTooLittle { asked, found: due }
    );
    let exact = liquidate(&chain, due.raw());
    chain.send("lena", exact, &[(400_000_000, USDC)]);
}

#[test]
fn the_wrong_pair_is_named() {
    let mut chain = fallen();
    let liquidate = execute::liquidate(chain.account("alice"), USDC);
    let refused = chain.refused("lena", liquidate, &[(100_000_000, USDC)]);
    assert!(
        refused.to_string().contains("holds nothing of `uusdc`"),
        "{refused}"
    );
    let liquidate = execute::liquidate(chain.account("alice"), ATOM);
    let refused = chain.refused("lena", liquidate, &[(100_000_000, ATOM)]);
    assert!(
        refused.to_string().contains("owes nothing of `uatom`"),
        "{refused}"
    );
}

#[test]
fn the_liquidation_price_is_where_liquidation_begins() {
    let mut chain = Chain::with_alice_owing(500);
    let found: LiquidationPriceResponse = chain.ask(QueryMsg::LiquidationPrice {
        account: chain.account("alice"),
        asset: AssetId::native(ATOM),
    });
    // 100·p − 500 = √(.75·((40·p)² + 15²) + .25·(40·p + 15)²) at p = 8.401004202
    let below = found.below.unwrap().to_string();
    assert!(below.starts_with("8.401004202"), "{below}");
    assert_eq!(found.above, None);
    chain.price(ATOM, "8.401004203");
    assert!(chain.health("alice").maintenance.unwrap().healthy);
    chain.price(ATOM, "8.401004202");
    assert!(!chain.health("alice").maintenance.unwrap().healthy);
}

#[test]
fn a_taker_with_sixteen_assets_takes_no_seventeenth() {
    let mut chain = fallen();
    chain.fill("lena", 16);
    let liquidate = execute::liquidate_for_shares(chain.account("alice"), ATOM, 0);
    let refused = chain.refused("lena", liquidate, &[(400_000_000, USDC)]);
    assert_eq!(refused, ContractError::Positions(TooManyPositions));
}

/// Alice owes 20 USDC against 20 DUST, which are worth nothing any more.
fn beyond_rescue() -> Chain {
    let mut chain = Chain::with_interest_running();
    chain.price(DUST, "5");
    chain.list(AssetId::native(DUST), 6);
    chain.deposit("owner", 1_000_000, DUST);
    let msg = execute::deposit_to(Some(chain.sub("lena", 1)), SupplyMode::Lend);
    chain.send("lena", msg, &[(20_000_000, DUST)]);
    chain.send("lena", execute::borrow_from(1, USDC, 20_000_000), &[]);
    chain.price(DUST, "0.001");
    chain
}

fn write_off(chain: &Chain) -> ExecuteMsg {
    ExecuteMsg::WriteOff {
        account: chain.sub("lena", 1),
    }
}

#[test]
fn anybody_ends_an_account_beyond_rescue_once() {
    let mut chain = beyond_rescue();
    let msg = write_off(&chain);
    let events = chain.send("bob", msg.clone(), &[]);
    let forfeited = of_type(&events, "forfeit")[0];
    assert_eq!(said(forfeited, "asset"), DUST);
    let written = of_type(&events, "write_off")[0];
    assert_eq!(said(written, "amount"), "20000000");
    assert_eq!(account(&chain, chain.sub("lena", 1)).positions, []);
    let market: MarketResponse = chain.ask(QueryMsg::Market {
        asset: AssetId::native(DUST),
    });
    assert_eq!(market.reserves, Amount::new(20_000_000));
    let again = chain.refused("bob", msg, &[]);
    assert!(
        matches!(again, ContractError::NotBeyondRescue { .. }),
        "{again}"
    );
}

#[test]
fn reserves_bear_a_write_off_before_suppliers() {
    let mut chain = beyond_rescue();
    chain.wait(90 * 86_400);
    let market = |chain: &Chain| -> MarketResponse {
        chain.ask(QueryMsg::Market {
            asset: AssetId::native(USDC),
        })
    };
    let before = market(&chain);
    let msg = write_off(&chain);
    let events = chain.send("bob", msg, &[]);
    let written = of_type(&events, "write_off")[0];
    let number = |key| said(written, key).parse::<u128>().unwrap();
    assert!(
        number("by_reserves").abs_diff(before.reserves.raw()) <= 1,
        "{written:?}"
    );
    assert_eq!(
        number("by_reserves") + number("by_suppliers"),
        number("amount")
    );
    assert_eq!(
        before.supplied.raw() - market(&chain).supplied.raw(),
        number("amount")
    );
}

#[test]
fn who_is_healthy_or_has_something_left_is_not_written_off() {
    let mut chain = beyond_rescue();
    for price in ["5", "0.006"] {
        chain.price(DUST, price);
        let msg = write_off(&chain);
        let refused = chain.refused("bob", msg, &[]);
        assert!(
            matches!(refused, ContractError::NotBeyondRescue { .. }),
            "{refused}"
        );
    }
}

#[test]
fn no_account_ends_at_a_price_that_is_not_trusted_with_liquidation() {
    let mut chain = beyond_rescue();
    chain.send(
        "owner",
        execute::pause(DUST, &[PausableAction::Liquidate], None),
        &[],
    );
    let msg = write_off(&chain);
    let refused = chain.refused("bob", msg.clone(), &[]);
    assert!(matches!(refused, ContractError::Paused { .. }), "{refused}");
    chain.send(
        "owner",
        execute::unpause(DUST, &[PausableAction::Liquidate]),
        &[],
    );
    chain.send("bob", msg, &[]);
}
