//! Queries that say what would be: simulations, the impact of a change, and who is near the edge.

use crate::chain::{execute, setup::correlations, Chain, ATOM, USDC};
use ballast_interface::lending::{
    Action, AssetResponse, HealthPoint, ParamImpactResponse, ParameterChange, QueryMsg,
    SimulateResponse, SupplyMode, UnhealthyPage,
};
use ballast_interface::{AccountId, AssetId};
use ballast_risk::Amount;

const DAY: u64 = 86_400;

fn deposit(denom: &str, amount: u128) -> Action {
    Action::Deposit {
        asset: AssetId::native(denom),
        amount: Amount::new(amount),
        mode: SupplyMode::Lend,
    }
}

fn borrow(denom: &str, amount: u128) -> Action {
    Action::Borrow {
        asset: AssetId::native(denom),
        amount: Amount::new(amount),
    }
}

fn withdraw(denom: &str, amount: u128) -> Action {
    Action::Withdraw {
        asset: AssetId::native(denom),
        amount: Some(Amount::new(amount)),
        mode: SupplyMode::Lend,
    }
}

fn simulate(chain: &Chain, actions: Vec<Action>) -> QueryMsg {
    QueryMsg::Simulate {
        account: chain.account("alice"),
        actions,
    }
}

/// What the `health` query says, as a simulation says it.
fn now(chain: &Chain, name: &str) -> HealthPoint {
    let health = chain.health(name);
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
    let mut chain = Chain::with_alice_owing(100);
    let before = now(&chain, "alice");
    let steps = vec![
        deposit(USDC, 50_000_000),
        borrow(USDC, 300_000_000),
        withdraw(ATOM, 5_000_000),
    ];
    let found: SimulateResponse = chain.ask(simulate(&chain, steps));
    chain.deposit("alice", 50_000_000, USDC);
    chain.send("alice", execute::borrow(USDC, 300_000_000), &[]);
    chain.send("alice", execute::withdraw(ATOM, Some(5_000_000)), &[]);
    assert_eq!(found.before, before);
    assert_eq!(found.after, now(&chain, "alice"));
    assert!(found.after.allowed);
}

#[test]
fn a_step_too_far_is_not_allowed_and_the_seventeenth_is_refused() {
    let chain = Chain::with_alice_owing(100);
    let found: SimulateResponse = chain.ask(simulate(&chain, vec![borrow(USDC, 500_000_000)]));
    assert!(!found.after.allowed);
    let many = vec![deposit(ATOM, 1); 17];
    let refused = chain.no_answer(simulate(&chain, many));
    assert!(
        refused.contains("found 17 items, allowed are 1 to 16"),
        "{refused}"
    );
    let nothing = chain.no_answer(simulate(&chain, vec![deposit(ATOM, 0)]));
    assert!(nothing.contains("above zero"), "{nothing}");
    let beyond = chain.no_answer(simulate(&chain, vec![withdraw(ATOM, 100_000_001)]));
    assert!(
        beyond.contains("the account has 100000000 lent"),
        "{beyond}"
    );
}

fn impact(chain: &Chain, change: ParameterChange) -> ParamImpactResponse {
    chain.ask(QueryMsg::ParamImpact {
        change,
        accounts: vec![chain.account("alice"), chain.account("bob")],
    })
}

#[test]
fn the_impact_of_an_asset_change_is_what_its_ramp_ends_with() {
    let mut chain = Chain::with_alice_owing(500);
    let risk = execute::risk(["0.4", "0.45", "1.55"], "atom");
    let before = now(&chain, "alice");
    let change = ParameterChange::Asset {
        asset: AssetId::native(ATOM),
        risk: risk.clone(),
        liquidation: None,
    };
    let found = impact(&chain, change);
    chain.send("owner", execute::ramp(ATOM, risk, DAY), &[]);
    chain.wait(DAY);
    assert_eq!(found.items[0].before, before);
    assert_eq!(found.items[0].after, now(&chain, "alice"));
    // 1000 USD at a threshold of 0.45 do not carry 500
    assert_eq!(found.liquidatable_debt.to_string(), "500");
    assert_eq!(found.items[1].before, found.items[1].after);
}

#[test]
fn the_impact_of_a_correlations_change_is_what_its_ramp_ends_with() {
    let mut chain = Chain::with_alice_owing(550);
    let spec = correlations([40, 3], "-0.5", "1");
    let change = ParameterChange::Correlations {
        correlations: spec.clone(),
    };
    let found = impact(&chain, change);
    chain.send("owner", execute::correlate(spec, DAY), &[]);
    chain.wait(DAY);
    assert_eq!(found.items[0].after, now(&chain, "alice"));
    assert_eq!(found.liquidatable_debt.to_string(), "0");
}

#[test]
fn the_impact_of_what_the_message_would_refuse_is_refused() {
    let mut chain = Chain::with_alice_owing(100);
    let ask = |chain: &Chain, change| {
        chain.no_answer(QueryMsg::ParamImpact {
            change,
            accounts: vec![],
        })
    };
    // ATOM's own stress is 0.4
    let correlations = correlations([41, 3], "0", "0.75");
    let refused = ask(&chain, ParameterChange::Correlations { correlations });
    assert!(
        refused.contains("uatom needs a stress of at least 0.41"),
        "{refused}"
    );
    let risk = execute::risk(["0.4", "0.45", "1.55"], "atom");
    chain.send("owner", execute::ramp(ATOM, risk, DAY), &[]);
    let correlations = crate::chain::setup::correlations([40, 3], "0.5", "0.75");
    let refused = ask(&chain, ParameterChange::Correlations { correlations });
    assert!(refused.contains("a ramp is in progress"), "{refused}");
}

fn unhealthy(chain: &Chain, max: &str, after: Option<AccountId>, limit: u32) -> UnhealthyPage {
    chain.ask(QueryMsg::Unhealthy {
        max_health: max.parse().unwrap(),
        start_after: after,
        limit: Some(limit),
    })
}

#[test]
fn only_who_is_near_the_edge_is_listed() {
    let mut chain = Chain::with_alice_owing(500);
    chain.deposit("lena", 100_000_000, ATOM);
    chain.send("lena", execute::borrow(USDC, 100_000_000), &[]);
    assert_eq!(unhealthy(&chain, "1", None, 10).items, []);
    chain.price(ATOM, "8.2");
    let page = unhealthy(&chain, "1", None, 10);
    assert_eq!(page.items.len(), 1);
    assert_eq!(page.items[0].account, chain.account("alice"));
    assert_eq!(
        Some(page.items[0].health_factor),
        chain.health("alice").health_factor
    );
    assert_eq!(page.next, None);
    assert_eq!(unhealthy(&chain, "9", None, 10).items.len(), 2);
}

#[test]
fn pages_go_on_where_the_last_ended() {
    let mut chain = Chain::with_alice_owing(100);
    // sixty more accounts of two positions each: more than a page looks at
    for id in 1..=60 {
        let account = Some(chain.sub("alice", id));
        let msg = execute::deposit_to(account, SupplyMode::Lend);
        chain.send("alice", msg, &[(4_000_000, ATOM)]);
        chain.send(
            "alice",
            execute::borrow_from(id, USDC, 11_000_000 + u128::from(id)),
            &[],
        );
    }
    let (mut found, mut next, mut pages) = (Vec::new(), None, 0);
    loop {
        let page = unhealthy(&chain, "1000", next, 30);
        found.extend(page.items.into_iter().map(|item| item.account.id));
        (next, pages) = (page.next, pages + 1);
        if next.is_none() {
            break;
        }
    }
    assert_eq!(found, (0..=60).collect::<Vec<u8>>());
    // 30 accounts of two positions each are 60
    assert_eq!(pages, 3);
}

#[test]
fn an_account_that_is_named_twice_is_counted_once() {
    let chain = Chain::with_alice_owing(500);
    let found: ParamImpactResponse = chain.ask(QueryMsg::ParamImpact {
        change: ParameterChange::Asset {
            asset: AssetId::native(ATOM),
            risk: execute::risk(["0.4", "0.45", "1.55"], "atom"),
            liquidation: None,
        },
        accounts: vec![chain.account("alice"), chain.account("alice")],
    });
    assert_eq!(found.items[0], found.items[1]);
    assert_eq!(found.liquidatable_debt.to_string(), "500");
}

#[test]
fn a_threshold_and_the_bonus_that_it_allows_are_judged_together() {
    let mut chain = Chain::with_alice_owing(100);
    // (1 + 0.7) · 0.6 is more than all collateral; (1 + 0.7) · 0.55 is less
    let risk = execute::risk(["0.4", "0.55", "1.45"], "atom");
    let mut bonus = chain
        .ask::<AssetResponse>(QueryMsg::Asset {
            asset: AssetId::native(ATOM),
        })
        .liquidation;
    bonus.bonus_max = "0.7".parse().unwrap();
    let change = |liquidation| ParameterChange::Asset {
        asset: AssetId::native(ATOM),
        risk: risk.clone(),
        liquidation,
    };
    // while the threshold is still 0.6 in force, the message would be refused, and so is the question
    let ask = QueryMsg::ParamImpact {
        change: change(Some(bonus.clone())),
        accounts: vec![],
    };
    let refused = chain.no_answer(ask);
    assert!(refused.contains("bonus_max"), "{refused}");
    chain.send("owner", execute::ramp(ATOM, risk.clone(), DAY), &[]);
    chain.wait(DAY);
    impact(&chain, change(Some(bonus)));
}
