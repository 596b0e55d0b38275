//! What is done about whom, and what not.

use super::world::{fallen, the_plan, the_reason, won, world};
use ballast_keeper::{Decision, Kind, Means, NoRoute, Prefer, Skip, WriteOffs};
use ballast_risk::{Amount, Value};
use std::collections::BTreeMap;

/// Anna's best liquidation is the one pair she has. Botty wins 16 USDC for each ATOM, less what is repaid and 0.05 % of the
/// loan, which is a thousandth and ten units above what is repaid.
#[test]
fn anna_is_rescued_by_flash_loan_and_botty_wins_what_was_planned() {
    let mut world = fallen(&["anna"]);
    let quote = world.suite.quote_of("anna");
    let plan = the_plan(world.decide(&world.rules()));
    let repay = quote.repay.raw();
    let loan = repay + repay.div_ceil(1_000) + 10;
    let fee = (loan * 5).div_ceil(10_000);
    assert_eq!(won(&plan).raw(), quote.receive.raw() * 16 - repay - fee);
    world.send(&plan);
    assert_eq!(world.suite.wallet("botty", "USDC"), won(&plan).raw());
    world.suite.assert_healthy("anna");
    assert!(world.look().liquidatable.is_empty());
}

#[test]
fn three_who_owe_the_same_are_rescued_in_one_transaction() {
    let mut world = fallen(&["anna", "boris", "carla"]);
    let plan = the_plan(world.decide(&world.rules()));
    assert_eq!((plan.kind, plan.accounts.len()), (Kind::Pairs, 3));
    world.send(&plan);
    assert_eq!(world.suite.wallet("botty", "USDC"), won(&plan).raw());
    assert!(world.look().liquidatable.is_empty());
}

#[test]
fn no_more_go_in_a_transaction_than_the_operator_says() {
    let mut world = fallen(&["anna", "boris", "carla"]);
    let mut rules = world.rules();
    rules.most = 2;
    let sizes = |decisions: Vec<Decision>| -> Vec<usize> {
        let sizes = decisions.into_iter().map(|decision| match decision {
            Decision::Send(plan) => plan.accounts.len(),
            Decision::Skip(skipped) => panic!("{skipped:?}"),
        });
        sizes.collect()
    };
    assert_eq!(sizes(world.decide(&rules)), [2, 1]);
}

/// A pair that brings some 240 USD is left alone where 10,000 are asked for.
#[test]
fn what_brings_less_than_the_minimum_is_left_alone() {
    let mut world = fallen(&["anna"]);
    let mut rules = world.rules();
    rules.minimum = Value::usd(10_000);
    match the_reason(world.decide(&rules)) {
        Skip::BelowMinimum {
            costs,
            minimum,
            brings,
        } => {
            assert_eq!((costs, minimum), (Value::usd(1), Value::usd(10_000)));
            assert!(brings > Value::usd(100) && brings < Value::usd(500));
        }
        other => panic!("{other}"),
    }
}

#[test]
fn an_exchange_that_pays_too_little_is_not_used() {
    let mut world = fallen(&["anna"]);
    let mut routes = world.routes();
    routes.rates[0].rate = "15".parse().unwrap();
    let reason = the_reason(world.decide_with(&world.rules(), &routes));
    assert!(matches!(reason, Skip::BelowMinimum { .. }), "{reason}");
    routes.rates.clear();
    let none = NoRoute {
        offer: world.asset("ATOM"),
        want: world.asset("USDC"),
        reason: "no pool".into(),
    };
    let reason = the_reason(world.decide_with(&world.rules(), &routes));
    assert_eq!(reason, Skip::NoRoute(none));
}

/// Boris owes USDC too, against SOL, which the exchange buys at 25 USD where 30 would be right: he is left out, and Anna is rescued.
#[test]
fn a_collateral_that_sells_badly_does_not_keep_the_others() {
    let mut world = fallen(&["anna"]);
    world.suite.supply("boris", "500 SOL").unwrap();
    world.suite.borrow("boris", "10000 USDC").unwrap();
    world.suite.price("SOL", "30");
    let mut routes = world.routes();
    routes.rates[1].rate = "0.025".parse().unwrap();
    let decisions = world.decide_with(&world.rules(), &routes);
    let [Decision::Send(plan), Decision::Skip(skipped)] = decisions.as_slice() else {
        panic!("{decisions:?}")
    };
    let [anna, boris] = ["anna", "boris"].map(|name| world.suite.account_of(name));
    assert_eq!((&plan.accounts, &skipped.account), (&vec![anna], &boris));
    assert!(matches!(skipped.why, Skip::BelowMinimum { .. }));
}

#[test]
fn what_cannot_be_borrowed_for_a_moment_is_left_alone() {
    let mut world = world();
    world.suite.supply("lena", "10 BTC").unwrap();
    world.suite.supply("anna", "1000 ATOM").unwrap();
    world.suite.borrow("anna", "0.25 BTC").unwrap();
    world.suite.price("ATOM", "16");
    let asset = world.asset("BTC");
    let reason = the_reason(world.decide(&world.rules()));
    assert_eq!(reason, Skip::NoFlashLoan { asset });
}

/// SOL is a token here: the loan comes and goes by its `send`, and so does what is repaid.
#[test]
fn a_debt_of_tokens_is_repaid_by_flash_loan_too() {
    let mut world = world();
    world.suite.supply("anna", "1000 ATOM").unwrap();
    world.suite.borrow("anna", "190 SOL").unwrap();
    world.suite.price("ATOM", "12");
    let mut routes = world.routes();
    let exchange = world.exchange.clone();
    world.suite.rate(&exchange, ["ATOM", "SOL"], "300");
    routes.rates[2].rate = "300".parse().unwrap();
    let plan = the_plan(world.decide_with(&world.rules(), &routes));
    world.send(&plan);
    assert_eq!(world.suite.wallet("botty", "SOL"), won(&plan).raw());
    world.suite.assert_healthy("anna");
}

/// Two debts against one collateral: the flash loan is of both, and ATOM are sold into both.
#[test]
fn two_debts_are_repaid_pro_rata_and_nothing_stays_in_the_liquidator() {
    let mut world = world();
    world.suite.supply("anna", "1000 ATOM").unwrap();
    world.suite.borrow("anna", "6000 USDC").unwrap();
    world.suite.borrow("anna", "100 SOL").unwrap();
    world.suite.price("ATOM", "16");
    let mut rules = world.rules();
    rules.prefer = Prefer::ProRata;
    let plan = the_plan(world.decide(&rules));
    assert_eq!(plan.kind, Kind::ProRata);
    world.send(&plan);
    world.suite.assert_healthy("anna");
    // to the units that shares round away, and the half percent of SOL that was bought to be sure
    let (found, planned) = (world.suite.wallet("botty", "USDC"), won(&plan).raw());
    assert!(
        found + 64 >= planned && found <= planned + 64,
        "{found} of {planned}"
    );
    assert!(world.suite.wallet("botty", "SOL") > 0);
    for ticker in ["USDC", "SOL", "ATOM"] {
        let left = world.suite.balance(&world.liquidator, &world.asset(ticker));
        assert!(left.unwrap().is_zero(), "{ticker} is left");
    }
}

/// 1,000 USDC in the wallet repay 1,000 USDC: no loan, no swap.
#[test]
fn out_of_the_wallet_as_much_is_repaid_as_there_is() {
    let mut world = fallen(&["anna"]);
    world.suite.fund("botty", "1000 USDC");
    let mut rules = world.rules();
    rules.means = Means::Inventory {
        coins: BTreeMap::from([(world.asset("USDC"), Amount::new(1_000_000_000))]),
    };
    let plan = the_plan(world.decide(&rules));
    world.send(&plan);
    assert_eq!(world.suite.wallet("botty", "USDC"), 0);
    // 1,000 USD at 16 USD the ATOM are 62.5, and a bonus
    let received = world.suite.wallet("botty", "ATOM");
    assert!(received > 62_500_000 && received < 68_000_000, "{received}");
    rules.means = Means::Inventory {
        coins: BTreeMap::new(),
    };
    let asset = world.asset("USDC");
    let reason = the_reason(world.decide(&rules));
    assert_eq!(reason, Skip::NoInventory { asset });
}

/// 5,000 USDC do not pay for three who owe 10,000 each: the others wait until there is more.
#[test]
fn the_wallet_is_spent_once() {
    let mut world = fallen(&["anna", "boris", "carla"]);
    world.suite.fund("botty", "5000 USDC");
    let mut rules = world.rules();
    rules.means = Means::Inventory {
        coins: BTreeMap::from([(world.asset("USDC"), Amount::new(5_000_000_000))]),
    };
    let decisions = world.decide(&rules);
    let sent: u128 = decisions.iter().map(spent).sum();
    assert!(sent > 0 && sent <= 5_000_000_000, "{sent}");
    let asset = world.asset("USDC");
    let waits = decisions.iter().filter(|decision| match decision {
        Decision::Skip(skipped) => {
            skipped.why
                == Skip::NoInventory {
                    asset: asset.clone(),
                }
        }
        Decision::Send(_) => false,
    });
    assert!(waits.count() > 0);
}

fn spent(decision: &Decision) -> u128 {
    match decision {
        Decision::Send(plan) => plan.message.funds[0].amount.u128(),
        Decision::Skip(_) => 0,
    }
}

/// ATOM fell to nothing: what is left of 1,000 of them is a cent.
#[test]
fn what_nothing_stands_behind_is_written_off_where_the_operator_wants() {
    let mut world = fallen(&["anna"]);
    world.suite.price("ATOM", "0.00001");
    let mut rules = world.rules();
    let plan = the_plan(world.decide(&rules));
    assert_eq!(plan.kind, Kind::WriteOff);
    rules.write_offs = WriteOffs::Leave;
    assert_eq!(world.decide(&rules), []);
    world.send(&plan);
    assert!(world.look().liquidatable.is_empty());
}
