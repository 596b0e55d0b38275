//! The keeper's own judgement is the contract's.

use super::world::{fallen, world, World};
use ballast_interface::AccountId;
use ballast_keeper::{Memory, Standing};
use ballast_risk::liquidate::PairChoice;
use std::collections::BTreeSet;
use std::num::NonZeroUsize;

/// Names by whom the contract says may be liquidated.
fn by_lending(world: &World) -> BTreeSet<AccountId> {
    let all = world.suite.accounts().unwrap();
    let health = |id: &AccountId| world.suite.health(id).unwrap();
    let open = all.into_iter().map(|found| found.account).filter(|id| {
        let maintenance = health(id).maintenance;
        maintenance.is_some_and(|report| !report.healthy)
    });
    open.collect()
}

/// The same pair, and the same amounts to the unit.
#[track_caller]
fn assert_quoted_as_lending_quotes(world: &World, id: &AccountId) {
    let held = world.memory.accounts.get(id).unwrap().account().unwrap();
    let judge = world.judge();
    let book = judge.book(&held, world.suite.now()).unwrap();
    let own = book.quote_best(&PairChoice::default());
    let lendings = world.suite.best_liquidation(id);
    match (own, lendings) {
        (Ok(own), Ok(lendings)) => {
            let pair = [own.debt, own.collateral].map(|asset| judge.asset(asset).unwrap().clone());
            assert_eq!(pair, [lendings.debt, lendings.collateral], "{id}");
            assert_eq!(
                [own.repay, own.seize],
                [lendings.repay, lendings.seize],
                "{id}"
            );
        }
        (Err(_), Err(_)) => {}
        (own, lendings) => panic!("{id}: {own:?}, lending: {lendings:?}"),
    }
}

#[track_caller]
fn assert_as_lending_says(world: &mut World, when: &str) {
    let judged = world.look();
    let found: BTreeSet<AccountId> = judged.liquidatable.iter().map(AccountId::from).collect();
    assert_eq!(found, by_lending(world), "{when}");
    for id in &found {
        assert_quoted_as_lending_quotes(world, id);
    }
    // everybody anew, on two threads
    let mut anew = Memory::new(NonZeroUsize::new(2).unwrap());
    for packed in world.packed().items {
        anew.accounts
            .put(&packed.account, Some(&packed.record))
            .unwrap();
    }
    let anew = anew.judge(world.judge());
    let anew: BTreeSet<AccountId> = anew.liquidatable.iter().map(AccountId::from).collect();
    assert_eq!(found, anew, "{when}: not what judging everybody finds");
}

#[test]
fn anna_may_be_liquidated_when_her_collateral_fell() {
    let mut world = fallen(&["anna", "boris"]);
    world.suite.supply("boris", "1000 ATOM").unwrap();
    let judged = world.look();
    let found: Vec<AccountId> = judged.liquidatable.iter().map(AccountId::from).collect();
    assert_eq!(found, [world.suite.account_of("anna")]);
    // lena, anna, boris, and the owner who lent the first of everything
    assert_eq!((judged.judged, judged.unjudged), (4, 0));
}

/// BTC moves and nobody owes or holds any but Boris.
#[test]
fn a_price_that_moves_is_asked_of_whom_it_concerns() {
    let mut world = world();
    world.suite.supply("lena", "10 BTC").unwrap();
    world.suite.supply("anna", "1000 ATOM").unwrap();
    world.suite.borrow("anna", "1000 USDC").unwrap();
    world.suite.supply("boris", "1000 ATOM").unwrap();
    world.suite.borrow("boris", "0.1 BTC").unwrap();
    assert_eq!(world.look().judged, 4);
    world.suite.price("BTC", "41000");
    assert_eq!(world.look().judged, 1);
    let anna = world.suite.account_of("anna");
    let standing = world.memory.accounts.get(&anna).unwrap().standing;
    assert_eq!(standing, Standing::Far);
    // nothing happened
    assert_eq!(world.look().judged, 0);
}

/// 106 % a year where everything is lent out: within a day everybody is looked at again.
#[test]
fn interest_brings_everybody_back() {
    let mut world = world();
    world.suite.supply("anna", "100000 ATOM").unwrap();
    world.suite.borrow("anna", "99999 USDC").unwrap();
    world.look();
    world.suite.pass(3_600);
    assert_eq!(world.look().judged, 0);
    world.suite.pass_days(2);
    assert_eq!(world.look().judged, 3);
}

/// Any of the six assets against any other.
fn six() -> World {
    let mut world = world();
    for coins in ["10 BTC", "100 ETH", "9000 ATOM", "100 stETH"] {
        world.suite.supply("lena", coins).unwrap();
    }
    let accounts = [
        ("anna", "1 BTC", "30000 USDC"),
        ("boris", "20 ETH", "0.7 BTC"),
        ("carla", "20 stETH", "17 ETH"),
        ("dora", "1000 ATOM", "190 SOL"),
        ("emil", "500 SOL", "300 ATOM"),
        ("fred", "30000 USDC", "9 ETH"),
    ];
    for (name, collateral, debt) in accounts {
        world.suite.supply(name, collateral).unwrap();
        world.suite.borrow(name, debt).unwrap();
    }
    world
}

/// Where prices begin, USD: a step takes one to 70 to 130 % of it.
const BASE: [(&str, u64); 5] = [
    ("BTC", 40_000),
    ("ETH", 2_500),
    ("stETH", 2_500),
    ("ATOM", 20),
    ("SOL", 40),
];

/// Prices wander: after each step the keeper names whom the contract names.
#[test]
fn through_a_storm_it_names_whom_the_contract_names() {
    let mut world = six();
    // a linear congruential generator: the same storm each time
    let mut seed = 7u64;
    let mut next = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (seed >> 33) % below
    };
    let mut named = 0;
    for step in 0..30 {
        let (ticker, whole) = BASE[usize::try_from(next(5)).unwrap()];
        let cents = whole * (70 + next(60));
        let text = format!("{}.{:02}", cents / 100, cents % 100);
        world.suite.price(ticker, &text);
        world.suite.pass(next(40_000));
        assert_as_lending_says(&mut world, &format!("step {step}: {ticker} at {text}"));
        named += by_lending(&world).len();
    }
    assert!(named > 20, "the storm harms nobody: {named}");
}
