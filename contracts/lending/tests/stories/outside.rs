//! What the `book` query answers, piped through `evaluate`, is what the contract says itself.

use super::world::{alice_owes, ramp_atom, with_interest, DAY};
use ballast_interface::lending::SupplyMode;
use ballast_interface::oracle::{PriceQuote, PriceStatus};
use ballast_risk::governance::{CorrelationSpec, RampCourse, Scenario};
use ballast_risk::json::{evaluate, Answer, BookJson, MaxJson, PairJson, QuoteAnswer, QuoteJson};
use ballast_risk::Amount;
use ballast_testing::{pair, Pair, Suite};
use cosmwasm_std::{from_json, to_json_string};

/// The answer to Alice's Book, after a trip through text.
fn outside(suite: &Suite, ask: impl FnOnce(&mut BookJson)) -> Answer {
    let book = suite.lens().book("alice");
    let mut line: BookJson = from_json(to_json_string(&book).unwrap()).unwrap();
    ask(&mut line);
    evaluate(&line).unwrap()
}

#[track_caller]
fn assert_same_health(suite: &Suite) {
    let inside = suite.health_of("alice");
    let lens = suite.lens();
    let max_borrow = lens.max_borrow("alice", "USDC").by_health;
    let max_withdraw = lens
        .max_withdraw("alice", "ATOM", SupplyMode::Lend)
        .by_health;
    let found = outside(suite, |book| {
        book.max = Some(MaxJson {
            borrow: Some("uusdc".into()),
            withdraw: Some("uatom".into()),
        });
    });
    assert_eq!(found.health_factor, inside.health_factor);
    let (initial, maintenance) = (inside.initial.unwrap(), inside.maintenance.unwrap());
    assert_eq!(found.initial.surplus, Some(initial.surplus));
    assert_eq!(found.initial.healthy, initial.healthy);
    assert_eq!(found.maintenance.surplus, Some(maintenance.surplus));
    assert_eq!(found.maintenance.healthy, maintenance.healthy);
    // shares and scaled debt round once more: outside there are amounts only
    let apart = |found: Option<Amount>, here: Amount| found.unwrap().raw().abs_diff(here.raw());
    assert!(apart(found.max_borrow, max_borrow) <= 1, "{max_borrow}");
    assert!(
        apart(found.max_withdraw, max_withdraw) <= 1,
        "{max_withdraw}"
    );
}

#[track_caller]
fn assert_same_quote(suite: &Suite, sent: Option<u128>) {
    let pair = Pair {
        debt: "USDC",
        collateral: "ATOM",
    };
    let inside = suite.quote_pair("alice", pair, sent);
    let found = outside(suite, |book| {
        book.quote = Some(QuoteJson::Pair(PairJson {
            debt: "uusdc".into(),
            collateral: "uatom".into(),
            max_repay: sent.map(Amount::new),
        }));
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

#[test]
fn at_rest_and_with_interest() {
    let mut suite = with_interest();
    assert_same_health(&suite);
    suite.pass(100 * DAY);
    assert_same_health(&suite);
    suite.price("ATOM", "8.2");
    assert_same_quote(&suite, None);
}

#[test]
fn through_an_asset_ramp_held_sent_on_and_turned_back() {
    let mut suite = with_interest();
    ramp_atom(&mut suite, ["0.2", "0.3", "1.6"], 4 * DAY);
    suite.pass(DAY / 3);
    assert_same_health(&suite);
    suite.pass(DAY);
    suite.price("ATOM", "8.5");
    assert_same_quote(&suite, Some(100_000_000));
    suite.govern(suite.msg().hold("ATOM"));
    suite.pass(DAY);
    assert_same_health(&suite);
    let go_on = suite
        .msg()
        .steer(Some("ATOM"), RampCourse::GoOn, Some(30 * DAY));
    suite.govern(go_on);
    suite.pass(DAY + 1);
    assert_same_health(&suite);
    let back = suite
        .msg()
        .steer(Some("ATOM"), RampCourse::TurnBack, Some(3 * DAY));
    suite.govern(back);
    suite.pass(DAY / 2 + 7);
    assert_same_health(&suite);
    assert_same_quote(&suite, None);
}

fn correlate(suite: &mut Suite, spec: CorrelationSpec) {
    suite.govern(suite.msg().correlate(spec, Some(4 * DAY)));
}

#[test]
fn through_ramps_of_the_matrix_and_of_a_stress() {
    let mut suite = with_interest();
    let spec = |stress, rho, credit| pair::correlations([stress, 3], rho, credit);
    correlate(&mut suite, spec(40, "-0.7", "1"));
    suite.pass(DAY / 3);
    assert_same_health(&suite);
    suite.govern(suite.msg().hold_correlations());
    assert_same_health(&suite);
    let back = suite.msg().steer(None, RampCourse::TurnBack, Some(DAY));
    suite.govern(back);
    suite.pass(DAY);
    correlate(&mut suite, spec(40, "0.9", "0.3"));
    suite.pass(DAY);
    assert_same_health(&suite);
    suite.pass(4 * DAY);
    correlate(&mut suite, spec(10, "0.9", "0.3"));
    suite.pass(DAY + 1);
    assert_same_health(&suite);
    suite.govern(suite.msg().hold_correlations());
    suite.pass(2 * DAY);
    assert_same_health(&suite);
    suite.price("ATOM", "6");
    assert_same_quote(&suite, None);
}

#[test]
fn after_a_liquidation_the_episode_goes_along() {
    let mut suite = alice_owes("500 USDC");
    suite.price("ATOM", "8.2");
    suite.liquidate("lena", "alice", "20 USDC", "ATOM").unwrap();
    assert!(suite.lens().book("alice").episode.is_some());
    assert_same_health(&suite);
    assert_same_quote(&suite, None);
    // a day later it is forgotten
    suite.pass(DAY);
    assert_same_quote(&suite, None);
}

/// ATOM alone moves.
fn scenario(suite: &mut Suite, by: &str) {
    let march = Scenario {
        name: "march".into(),
        moves: [("uatom".to_owned(), by.parse().unwrap())].into(),
    };
    suite.govern(suite.msg().scenarios(vec![march]));
}

#[test]
fn with_a_scenario_and_prices_that_lie_apart() {
    let mut suite = alice_owes("300 USDC");
    scenario(&mut suite, "-0.5");
    assert_same_health(&suite);
    let mut quote = PriceQuote {
        spot: "10".parse().unwrap(),
        low: "9".parse().unwrap(),
        high: "11".parse().unwrap(),
        published_at: 0,
        status: PriceStatus::Fresh,
        wide: false,
        unsettled: None,
        halted_until: None,
    };
    suite.quote("ATOM", quote.clone());
    assert_same_health(&suite);
    quote.wide = true;
    suite.quote("ATOM", quote.clone());
    assert!(!suite.health_of("alice").initial.unwrap().healthy);
    assert_same_health(&suite);
    quote.status = PriceStatus::Stale;
    suite.quote("ATOM", quote);
    assert_same_health(&suite);
}

#[test]
fn a_scenario_of_the_largest_move_leaves_health_readable() {
    let mut suite = alice_owes("300 USDC");
    scenario(&mut suite, "9.2");
    assert!(suite.health_of("alice").initial.unwrap().healthy);
    assert_same_health(&suite);
}
