//! Who may not use it, what is asked wrongly, and exchanges that do not do what they should.

use super::world::{usdc, world, World};
use ballast_interface::lending::{FlashLent, OnFlashLoan};
use ballast_interface::liquidator::{Call, ExecuteMsg, Profit};
use ballast_liquidator::ContractError;
use ballast_risk::Amount;
use ballast_testing::{assert_says, Step, Trade};
use cosmwasm_std::{to_json_binary, Coin, CosmosMsg, WasmMsg};

/// Every message of the contract but a run, such as somebody might send to get at what is there.
fn messages(world: &World) -> Vec<ExecuteMsg> {
    let (usdc, atom) = (world.suite.id("USDC"), world.suite.id("ATOM"));
    let steal = Call {
        contract: Some(world.exchange.to_string()),
        msg: b"{}".into(),
        offer: vec![],
    };
    let loans = vec![FlashLent {
        asset: usdc.clone(),
        amount: Amount::new(1),
        fee: Amount::ZERO,
    }];
    let profit = Profit {
        asset: usdc.clone(),
        at_least: Amount::ZERO,
    };
    let assets = vec![usdc, atom];
    vec![
        ExecuteMsg::Sweep {
            assets: assets.clone(),
        },
        ExecuteMsg::OnFlashLoan(OnFlashLoan {
            initiator: world.liquidator.to_string(),
            loans: loans.clone(),
            msg: to_json_binary(std::slice::from_ref(&steal)).unwrap(),
        }),
        ExecuteMsg::Step(steal),
        ExecuteMsg::GiveBack { loans },
        ExecuteMsg::PayOut { profit, assets },
    ]
}

#[test]
fn nobody_but_its_owner_uses_it() {
    let mut world = world();
    let (quote, calls) = world.rescue();
    let loan = usdc(quote.repay.raw());
    let run = world.suite.run_of(&[&loan], calls, "1 USDC");
    let to = world.liquidator.clone();
    let mut all = messages(&world);
    all.push(ExecuteMsg::Run(run));
    for name in ["eve", "owner", "botty"] {
        for msg in &all {
            let owners = matches!(msg, ExecuteMsg::Run(_) | ExecuteMsg::Sweep { .. });
            if name == "botty" && owners {
                continue;
            }
            let refused = world.suite.tell_liquidator(name, &to, msg).unwrap_err();
            let why = refused.liquidator();
            let unauthorized = matches!(why, Some(ContractError::Unauthorized { .. }));
            assert!(unauthorized, "{name}: {msg:?}: {refused}");
        }
    }
}

#[test]
fn an_exchange_that_keeps_everything_gets_nothing() {
    let mut world = world();
    let exchange = world.exchange.clone();
    world.suite.exchange_deals(&exchange, Trade::Keeps);
    let before = world.suite.dump();
    let (quote, calls) = world.rescue();
    let loan = usdc(quote.repay.raw());
    let run = world.suite.run_of(&[&loan], calls, "0 USDC");
    let refused = world.run(run).unwrap_err();
    let due = quote.repay.raw() + (quote.repay.raw() * 5).div_ceil(10_000);
    let expected = ContractError::CannotReturn {
        asset: "uusdc".into(),
        due: Amount::new(due),
        found: Amount::ZERO,
    };
    assert_eq!(refused.liquidator(), Some(&expected));
    assert_eq!(world.suite.dump(), before);
    let kept = world.suite.balance(&exchange, &world.suite.id("ATOM"));
    assert!(kept.unwrap().is_zero());
}

#[test]
fn an_exchange_that_comes_back_in_finds_every_door_shut() {
    let mut world = world();
    let (quote, calls) = world.rescue();
    let (loan, won) = (usdc(quote.repay.raw()), World::won(&quote));
    let run = world.suite.run_of(&[&loan], calls, &usdc(won));
    let mut all = messages(&world);
    all.push(ExecuteMsg::Run(run.clone()));
    let told = |msg: &ExecuteMsg| -> CosmosMsg {
        let told = WasmMsg::Execute {
            contract_addr: world.liquidator.to_string(),
            msg: to_json_binary(msg).unwrap(),
            funds: vec![],
        };
        told.into()
    };
    // and at lending's: another loan, an early end, a return of what is not its own
    let msg = world.suite.msg();
    let mut tries: Vec<Step> = all.iter().map(|msg| Step::May(told(msg))).collect();
    tries.push(world.suite.may(msg.flash_loan(&["1 USDC"], &[])));
    tries.push(world.suite.may(msg.settle_flash()));
    tries.push(world.suite.may(msg.liquidate("anna", "100 USDC", "ATOM")));
    let exchange = world.exchange.clone();
    world.suite.exchange_deals(&exchange, Trade::Tries(tries));
    world.run(run).unwrap();
    assert_eq!(world.suite.wallet("botty", "USDC"), won);
    world.assert_holds_nothing();
}

#[test]
fn a_loan_that_the_exchange_has_returned_comes_back_as_profit() {
    let mut world = world();
    let (quote, calls) = world.rescue();
    let (loan, won) = (usdc(quote.repay.raw()), World::won(&quote));
    let back = world.suite.msg().return_flash(&["7 USDC"]);
    let exchange = world.exchange.clone();
    let tries = Trade::Tries(vec![world.suite.must(back)]);
    world.suite.exchange_deals(&exchange, tries);
    let run = world.suite.run_of(&[&loan], calls, &usdc(won + 7_000_000));
    world.run(run).unwrap();
    assert_eq!(world.suite.wallet("botty", "USDC"), won + 7_000_000);
}

#[test]
fn what_lies_there_makes_no_bad_swap_good() {
    let mut world = world();
    let (quote, calls) = world.rescue();
    // the exchange pays 15 USDC for an ATOM that is worth 16, and 100 ATOM and 1000 USDC lie there from before
    let (exchange, liquidator) = (world.exchange.clone(), world.liquidator.clone());
    world.suite.rate(&exchange, ["ATOM", "USDC"], "15");
    for gift in ["100 ATOM", "1000 USDC"] {
        world.suite.fund_contract(&liquidator, gift);
    }
    let (loan, won) = (usdc(quote.repay.raw()), World::won(&quote));
    let run = world.suite.run_of(&[&loan], calls, &usdc(won));
    let before = world.suite.dump();
    assert!(world.run(run.clone()).is_err(), "{won} are not won");
    assert_eq!(world.suite.dump(), before);
    // at the price that she counts on it goes through, and what lay there is hers beside it
    world.suite.rate(&exchange, ["ATOM", "USDC"], "16");
    world.run(run).unwrap();
    assert_eq!(world.suite.wallet("botty", "USDC"), won + 1_000_000_000);
    world.suite.assert_wallet("botty", "100 ATOM");
    world.assert_holds_nothing();
}

#[test]
fn what_is_asked_wrongly_is_refused_by_name() {
    let mut world = world();
    let (_, calls) = world.rescue();
    let run = |world: &World, calls| world.suite.run_of(&["100 USDC"], calls, "0 USDC");
    for (found, calls) in [(0, vec![]), (33, vec![calls[0].clone(); 33])] {
        let refused = world.run(run(&world, calls)).unwrap_err();
        let expected = ContractError::Calls { found, max: 32 };
        assert_eq!(refused.liquidator(), Some(&expected));
    }
    let nothing = run(&world, vec![calls[1].clone()]);
    assert_says(
        world.run(nothing),
        "nothing of `uatom` is there to be offered",
    );
    let mut both = world.suite.swap(&world.exchange, "1 usol", "USDC");
    both.offer.extend(calls[0].offer.clone());
    let both = run(&world, vec![both]);
    assert_says(world.run(both), "one token alone");
    let paid = ExecuteMsg::Run(run(&world, calls));
    world.suite.fund("botty", "1 USDC");
    let (sender, to) = (world.suite.who("botty"), world.liquidator.clone());
    let funds = vec![Coin::new(1u128, "uusdc")];
    let refused = world.suite.send(&sender, &to, &paid, funds);
    assert_says(refused, "takes no funds; found 1uusdc");
}
