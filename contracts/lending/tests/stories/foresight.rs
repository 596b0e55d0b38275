//! Queries that say what would be: simulations, the impact of a change, and who is near the edge.

use super::world::{alice_owes, atom, ramp_atom, DAY};
use ballast_interface::lending::{HealthPoint, ParameterChange};
use ballast_interface::lens::{ParamImpactResponse, QueryMsg, UnhealthyPage};
use ballast_interface::oracle::PriceQuote;
use ballast_risk::governance::{CorrelationSpec, LiquidationBonus};
use ballast_risk::PriceStatus;
use ballast_testing::{assert_says, pair, Suite};

/// What the `health` query says, as a simulation says it.
fn now(suite: &Suite, name: &str) -> HealthPoint {
    let health = suite.health_of(name);
    let initial = health.initial.unwrap();
    HealthPoint {
        health_factor: health.health_factor,
        initial_surplus: Some(initial.surplus),
        maintenance_surplus: Some(health.maintenance.unwrap().surplus),
        allowed: initial.healthy,
    }
}

#[test]
fn three_steps_in_mind_are_three_steps_done() {
    let mut suite = alice_owes("100 USDC");
    let before = now(&suite, "alice");
    let steps = vec![
        suite.depositing("50 USDC"),
        suite.borrowing("300 USDC"),
        suite.withdrawing("5 ATOM"),
    ];
    let found = suite.lens().simulate("alice", steps).unwrap();
    suite.deposit("alice", "50 USDC").unwrap();
    suite.borrow("alice", "300 USDC").unwrap();
    suite.withdraw("alice", "5 ATOM").unwrap();
    assert_eq!(found.before, before);
    assert_eq!(found.after, now(&suite, "alice"));
    assert!(found.after.allowed);
}

#[test]
fn a_step_too_far_is_not_allowed_and_the_seventeenth_is_refused() {
    let suite = alice_owes("100 USDC");
    let simulate = |steps| suite.lens().simulate("alice", steps);
    let found = simulate(vec![suite.borrowing("500 USDC")]);
    assert!(!found.unwrap().after.allowed);
    let many = vec![suite.depositing("1 uatom"); 17];
    assert_says(simulate(many), "found 17 items, allowed are at most 16");
    let nothing = vec![suite.depositing("0 ATOM")];
    assert_says(simulate(nothing), "above zero");
    let beyond = vec![suite.withdrawing("100.000001 ATOM")];
    assert_says(simulate(beyond), "the account has 100000000 in mode lend");
}

/// ATOM at a threshold of 0.45.
fn stricter(suite: &Suite) -> ParameterChange {
    ParameterChange::Asset {
        asset: suite.id("ATOM"),
        risk: atom(["0.4", "0.45", "1.55"]),
        liquidation: None,
    }
}

fn impact(suite: &Suite, change: ParameterChange) -> ParamImpactResponse {
    let found = suite.lens().param_impact(change, &["alice", "bob"]);
    found.unwrap()
}

#[test]
fn the_impact_of_an_asset_change_is_what_its_ramp_ends_with() {
    let mut suite = alice_owes("500 USDC");
    let before = now(&suite, "alice");
    let found = impact(&suite, stricter(&suite));
    ramp_atom(&mut suite, ["0.4", "0.45", "1.55"], DAY);
    suite.pass(DAY);
    assert_eq!(found.items[0].before, before);
    assert_eq!(found.items[0].after, now(&suite, "alice"));
    // 1000 USD at a threshold of 0.45 do not carry 500
    assert_eq!(found.liquidatable_debt.to_string(), "500");
    assert_eq!(found.items[1].before, found.items[1].after);
}

fn structure(correlations: CorrelationSpec) -> ParameterChange {
    ParameterChange::Correlations { correlations }
}

#[test]
fn the_impact_of_a_correlations_change_is_what_its_ramp_ends_with() {
    let mut suite = alice_owes("550 USDC");
    let spec = pair::correlations([40, 3], "-0.5", "1");
    let found = impact(&suite, structure(spec.clone()));
    suite.govern(suite.msg().correlate(spec, Some(DAY)));
    suite.pass(DAY);
    assert_eq!(found.items[0].after, now(&suite, "alice"));
    assert_eq!(found.liquidatable_debt.to_string(), "0");
}

#[test]
fn the_impact_of_what_the_message_would_refuse_is_refused() {
    let mut suite = alice_owes("100 USDC");
    // ATOM's own stress is 0.4
    let change = structure(pair::correlations([41, 3], "0", "0.75"));
    let refused = suite.lens().param_impact(change, &[]);
    assert_says(refused, "uatom needs a stress of at least 0.41");
    ramp_atom(&mut suite, ["0.4", "0.45", "1.55"], DAY);
    let change = structure(pair::correlations([40, 3], "0.5", "0.75"));
    let refused = suite.lens().param_impact(change, &[]);
    assert_says(refused, "a ramp is under way");
}

#[test]
fn only_who_is_near_the_edge_is_listed() {
    let mut suite = alice_owes("500 USDC");
    suite.deposit("lena", "100 ATOM").unwrap();
    suite.borrow("lena", "100 USDC").unwrap();
    assert_eq!(suite.lens().unhealthy("1", None, 10).items, []);
    suite.price("ATOM", "8.2");
    let page = suite.lens().unhealthy("1", None, 10);
    assert_eq!(page.items.len(), 1);
    assert_eq!(page.items[0].account, suite.account_of("alice"));
    let health = suite.health_of("alice").health_factor;
    assert_eq!(Some(page.items[0].health_factor), health);
    assert_eq!(page.next, None);
    assert_eq!(suite.lens().unhealthy("9", None, 10).items.len(), 2);
}

#[test]
fn pages_go_on_where_the_last_ended() {
    let mut suite = alice_owes("100 USDC");
    // sixty more accounts: more than is asked for at once
    for id in 1..=60 {
        let account = format!("alice/{id}");
        suite.deposit(&account, "4 ATOM").unwrap();
        let owed = format!("{} uusdc", 11_000_000 + id);
        suite.borrow(&account, &owed).unwrap();
    }
    let (mut found, mut next, mut pages) = (Vec::new(), None, 0);
    loop {
        let page = suite.lens().unhealthy("1000", next, 30);
        found.extend(page.items.into_iter().map(|item| item.account.id));
        (next, pages) = (page.next, pages + 1);
        if next.is_none() {
            break;
        }
    }
    // who owes more is worse, and worst is first inside a page: 29 … 0, 59 … 30, 60
    let pages_of = [(0..30).rev(), (30..60).rev(), (60..61).rev()];
    assert_eq!(found, pages_of.into_iter().flatten().collect::<Vec<u8>>());
    // 30, 30, and the last
    assert_eq!(pages, 3);
}

#[test]
fn all_that_a_query_may_cost_is_one_page_worst_first() {
    let mut suite = alice_owes("500 USDC");
    for (id, owed) in [(1, "100 USDC"), (2, "150 USDC"), (3, "120 USDC")] {
        let account = format!("alice/{id}");
        suite.deposit(&account, "100 ATOM").unwrap();
        suite.borrow(&account, owed).unwrap();
    }
    let asked = QueryMsg::Unhealthy {
        max_health: "1000".parse().unwrap(),
        start_after: None,
        limit: None,
    };
    let page: UnhealthyPage = suite.lens().query(&asked).unwrap();
    let named: Vec<u8> = page.items.iter().map(|item| item.account.id).collect();
    // by what is owed on the same collateral
    assert_eq!((named, page.judged), (vec![0, 2, 3, 1], 4));
    assert_eq!((page.unjudged, page.next), (vec![], None));
}

#[test]
fn a_stale_price_hides_nobody() {
    let mut suite = alice_owes("500 USDC");
    let mut quote = suite.price_of("ATOM");
    // a stale collateral counts at high
    quote.high = "8.2".parse().unwrap();
    quote.low = "8".parse().unwrap();
    quote.status = PriceStatus::Stale;
    suite.quote("ATOM", quote);
    let page = suite.lens().unhealthy("1", None, 10);
    assert_eq!(page.items.len(), 1);
    let health = suite.health_of("alice").health_factor;
    assert_eq!(Some(page.items[0].health_factor), health);
}

#[test]
fn who_cannot_be_judged_is_named_with_the_reason_and_hides_nobody() {
    let mut suite = alice_owes("500 USDC");
    suite.deposit("alice/1", "100 ATOM").unwrap();
    suite.borrow("alice/1", "10 ATOM").unwrap();
    suite.quote("USDC", PriceQuote::MISSING);
    let page = suite.lens().unhealthy("1000", None, 10);
    assert_eq!(page.unjudged.len(), 1);
    assert_eq!(page.unjudged[0].account, suite.account_of("alice"));
    let reason = &page.unjudged[0].reason;
    assert!(
        reason.contains("uusdc") && reason.contains("Missing"),
        "{reason}"
    );
    let named: Vec<u8> = page.items.iter().map(|item| item.account.id).collect();
    assert_eq!((named, page.judged), (vec![1], 2));
}

#[test]
fn an_account_that_is_named_twice_is_counted_once() {
    let suite = alice_owes("500 USDC");
    let twice = &["alice", "alice"];
    let found = suite.lens().param_impact(stricter(&suite), twice).unwrap();
    assert_eq!(found.items[0], found.items[1]);
    assert_eq!(found.liquidatable_debt.to_string(), "500");
}

#[test]
fn a_threshold_and_the_bonus_that_it_allows_are_judged_together() {
    let mut suite = alice_owes("100 USDC");
    // (1 + 0.7) · 0.6 is more than all collateral; (1 + 0.7) · 0.55 is less
    let numbers = ["0.4", "0.55", "1.45"];
    let bonus = LiquidationBonus {
        bonus_max: "0.7".parse().unwrap(),
        ..suite.parameters("ATOM").liquidation
    };
    let change = ParameterChange::Asset {
        asset: suite.id("ATOM"),
        risk: atom(numbers),
        liquidation: Some(bonus),
    };
    // while the threshold is still 0.6 in force, the message would be refused, and so is the question
    let refused = suite.lens().param_impact(change.clone(), &[]);
    assert_says(refused, "bonus_max");
    ramp_atom(&mut suite, numbers, DAY);
    suite.pass(DAY);
    impact(&suite, change);
}
