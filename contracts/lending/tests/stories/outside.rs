//! What the `book` query answers, piped through `evaluate`, is what the contract says itself.

use crate::chain::{execute, setup, Chain, ATOM, USDC};
use ballast_interface::lending::{
    CorrelationsUpdate, ExecuteMsg, LimitResponse, LiquidationQuoteResponse, QueryMsg, SupplyMode,
};
use ballast_interface::oracle::{PriceQuote, PriceStatus};
use ballast_interface::AssetId;
use ballast_risk::{
    evaluate, Amount, Answer, BookJson, Caps, MaxJson, QuoteAnswer, QuoteJson, Scenario,
};
use cosmwasm_std::{from_json, to_json_string};

const DAY: u64 = 86_400;

/// The answer to Alice's Book, after a trip through text.
fn outside(chain: &Chain, ask: impl FnOnce(&mut BookJson)) -> Answer {
    let book: BookJson = chain.ask(QueryMsg::Book {
        account: chain.account("alice"),
    });
    let mut line: BookJson = from_json(to_json_string(&book).unwrap()).unwrap();
    ask(&mut line);
    evaluate(&line).unwrap()
}

#[track_caller]
fn assert_same_health(chain: &Chain) {
    let inside = chain.health("alice");
    let limit = |msg| chain.ask::<LimitResponse>(msg).by_health;
    let max_borrow = limit(QueryMsg::MaxBorrow {
        account: chain.account("alice"),
        asset: AssetId::native(USDC),
    });
    let max_withdraw = limit(QueryMsg::MaxWithdraw {
        account: chain.account("alice"),
        asset: AssetId::native(ATOM),
        mode: SupplyMode::Lend,
    });
    let found = outside(chain, |book| {
        book.max = Some(MaxJson {
            borrow: Some(USDC.into()),
            withdraw: Some(ATOM.into()),
        });
    });
    assert_eq!(found.health_factor, inside.health_factor);
    let (initial, maintenance) = (inside.initial.unwrap(), inside.maintenance.unwrap());
    assert_eq!(found.initial.surplus, Some(initial.surplus));
    assert_eq!(found.initial.healthy, initial.healthy);
    assert_eq!(found.maintenance.surplus, Some(maintenance.surplus));
    assert_eq!(found.maintenance.healthy, maintenance.healthy);
    // shares and scaled debt round once more: outside there are amounts only
    let apart = found.max_borrow.unwrap().raw().abs_diff(max_borrow.raw());
    assert!(apart <= 1, "{max_borrow}");
    let apart = found
        .max_withdraw
        .unwrap()
        .raw()
        .abs_diff(max_withdraw.raw());
    assert!(apart <= 1, "{max_withdraw}");
}

#[track_caller]
fn assert_same_quote(chain: &Chain, sent: Option<u128>) {
    let sent = sent.map(Amount::new);
    let inside: LiquidationQuoteResponse = chain.ask(QueryMsg::LiquidationQuote {
        account: chain.account("alice"),
        debt: Some(AssetId::native(USDC)),
        collateral: Some(AssetId::native(ATOM)),
        repay: sent,
    });
    let found = outside(chain, |book| {
        book.quote = Some(QuoteJson {
            debt: USDC.into(),
            collateral: ATOM.into(),
            max_repay: sent,
        });
    });
    let expected = QuoteAnswer::Quote {
        repay: inside.repay,
        seize: inside.seize,
        bonus: inside.bonus,
        protocol_fee: inside.protocol_fee,
        close_out: inside.close_out,
    };
    assert_eq!(found.quote, Some(expected));
}

fn atom(numbers: [&str; 3]) -> ballast_risk::AssetParams {
    execute::risk(numbers, "atom")
}

#[test]
fn at_rest_and_with_interest_and_a_collateral_cap() {
    let mut chain = Chain::with_interest_running();
    assert_same_health(&chain);
    chain.wait(100 * DAY);
    assert_same_health(&chain);
    let mut update = execute::update(ATOM);
    update.caps = Some(Caps {
        collateral_cap: Some(Amount::new(77_000_000)),
        ..Caps::default()
    });
    chain.send("owner", ExecuteMsg::UpdateAsset(update), &[]);
    assert_same_health(&chain);
    chain.price(ATOM, "8.2");
    assert_same_quote(&chain, None);
}

#[test]
fn through_an_asset_ramp_stopped_and_redirected() {
    let mut chain = Chain::with_interest_running();
    chain.send(
        "owner",
        execute::ramp(ATOM, atom(["0.2", "0.3", "1.6"]), 4 * DAY),
        &[],
    );
    chain.wait(DAY / 3);
    assert_same_health(&chain);
    chain.wait(DAY);
    chain.price(ATOM, "8.5");
    assert_same_quote(&chain, Some(100_000_000));
    chain.send("owner", execute::stop(Some(ATOM)), &[]);
    chain.wait(DAY);
    assert_same_health(&chain);
    chain.send(
        "owner",
        execute::ramp(ATOM, atom(["0.5", "0.58", "1.5"]), 3 * DAY),
        &[],
    );
    chain.wait(DAY + 1);
    assert_same_health(&chain);
    chain.send(
        "owner",
        execute::ramp(ATOM, atom(["0.01", "0.02", "1.5"]), 3 * DAY),
        &[],
    );
    chain.wait(DAY + 7);
    assert_same_health(&chain);
    assert_same_quote(&chain, None);
}

#[test]
fn through_ramps_of_the_matrix_and_of_a_stress() {
    let mut chain = Chain::with_interest_running();
    let spec = |stress, rho, credit| setup::correlations([stress, 3], rho, credit);
    chain.send(
        "owner",
        execute::correlate(spec(40, "-0.7", "1"), 4 * DAY),
        &[],
    );
    chain.wait(DAY / 3);
    assert_same_health(&chain);
    chain.send("owner", execute::stop(None), &[]);
    assert_same_health(&chain);
    chain.send(
        "owner",
        execute::correlate(spec(40, "0.9", "0.3"), 4 * DAY),
        &[],
    );
    chain.wait(DAY);
    assert_same_health(&chain);
    chain.wait(4 * DAY);
    chain.send(
        "owner",
        execute::correlate(spec(10, "0.9", "0.3"), 4 * DAY),
        &[],
    );
    chain.wait(DAY + 1);
    assert_same_health(&chain);
    chain.send("owner", execute::stop(None), &[]);
    // an asset moves while a stress stands between two points
    chain.send(
        "owner",
        execute::ramp(ATOM, atom(["0.2", "0.3", "1.6"]), 4 * DAY),
        &[],
    );
    chain.wait(2 * DAY);
    assert_same_health(&chain);
    chain.price(ATOM, "6");
    assert_same_quote(&chain, None);
}

#[test]
fn after_a_liquidation_the_episode_goes_along() {
    let mut chain = Chain::with_alice_owing(500);
    chain.price(ATOM, "8.2");
    let liquidate = execute::liquidate(chain.account("alice"), ATOM);
    chain.send("lena", liquidate, &[(20_000_000, USDC)]);
    let book: BookJson = chain.ask(QueryMsg::Book {
        account: chain.account("alice"),
    });
    assert!(book.episode.is_some());
    assert_same_health(&chain);
    assert_same_quote(&chain, None);
    // a day later it is forgotten
    chain.wait(DAY);
    assert_same_quote(&chain, None);
}

/// ATOM alone moves.
fn scenario(by: &str) -> ExecuteMsg {
    ExecuteMsg::UpdateCorrelations(CorrelationsUpdate {
        correlations: None,
        ramp_seconds: None,
        scenarios: Some(vec![Scenario {
            name: "march".into(),
            moves: [(ATOM.to_owned(), by.parse().unwrap())].into(),
        }]),
    })
}

#[test]
fn with_a_scenario_and_prices_that_lie_apart() {
    let mut chain = Chain::with_alice_owing(300);
    chain.send("owner", scenario("-0.5"), &[]);
    assert_same_health(&chain);
    let mut quote = PriceQuote {
        spot: "10".parse().unwrap(),
        low: "9".parse().unwrap(),
        high: "11".parse().unwrap(),
        published_at: 0,
        status: PriceStatus::Fresh,
        wide: false,
        halted_until: None,
    };
    chain.quote(ATOM, quote.clone());
    assert_same_health(&chain);
    quote.wide = true;
    chain.quote(ATOM, quote.clone());
    assert!(!chain.health("alice").initial.unwrap().healthy);
    assert_same_health(&chain);
    quote.status = PriceStatus::Stale;
    chain.quote(ATOM, quote);
    assert_same_health(&chain);
}

#[test]
fn a_scenario_of_the_largest_move_leaves_health_readable() {
    let mut chain = Chain::with_alice_owing(300);
    chain.send("owner", scenario("9.2"), &[]);
    assert!(chain.health("alice").initial.unwrap().healthy);
    assert_same_health(&chain);
}
