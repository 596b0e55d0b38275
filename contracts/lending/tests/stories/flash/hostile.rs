//! Receivers that do not do what they should: whatever they try, all of it comes back, or nothing happened.

use super::world::{world, world_with_debt, World};
use ballast_interface::lending::SupplyMode;
use ballast_lending::ContractError;
use ballast_risk::Amount;
use ballast_testing::hostile;
use ballast_testing::{assert_refused, assert_says, Step};

/// What the contract has of 500 USDC that it was lent, at 0.1 %.
fn short_of(found: u128) -> ContractError {
    ContractError::FlashNotReturned {
        asset: "uusdc".into(),
        due: Amount::new(500_500_000),
        found: Amount::new(found),
        missing: Amount::new(500_500_000 - found),
    }
}

/// It takes 500 USDC, does this, and is refused; nothing has happened then.
fn undone(world: &mut World, steps: &[Step], expected: &ContractError) {
    let before = world.lending();
    let refused = world.suite.flash(&world.robin, &["500 USDC"], steps);
    assert_refused(refused, expected);
    assert_eq!(world.lending(), before);
}

#[test]
fn too_little_is_nothing() {
    let mut world = world();
    undone(&mut world, &[], &short_of(0));
    let back = world.returning(&["500.499999 USDC"]);
    undone(&mut world, &back, &short_of(500_499_999));
    let back = world.returning(&["500 USDC"]);
    undone(&mut world, &back, &short_of(500_000_000));
}

#[test]
fn another_asset_is_not_what_was_lent() {
    let mut world = world();
    for (coins, found) in [
        ("1 ATOM", "`uatom`".to_owned()),
        ("1 GOLD", format!("`{}`", world.suite.id("GOLD"))),
    ] {
        let back = world.returning(&[coins]);
        let lent = "uusdc".to_owned();
        undone(
            &mut world,
            &back,
            &ContractError::NotFlashLent { found, lent },
        );
    }
    let nothing = vec![world.suite.must(world.suite.msg().return_flash(&[]))];
    let (found, lent) = ("nothing".to_owned(), "uusdc".to_owned());
    undone(
        &mut world,
        &nothing,
        &ContractError::NotFlashLent { found, lent },
    );
}

#[test]
fn a_gift_a_deposit_and_a_repayment_are_no_return() {
    let mut world = world_with_debt();
    let suite = &world.suite;
    let msg = suite.msg();
    let gift = cosmwasm_std::BankMsg::Send {
        to_address: suite.lending().0.to_string(),
        amount: cosmwasm_std::coins(400_000_000, "uusdc"),
    };
    let tries = [
        Step::Must(gift.into()),
        suite.must(msg.deposit("robin", "400 USDC", SupplyMode::Lend)),
        suite.must(msg.deposit("robin", "400 USDC", SupplyMode::Protect)),
        suite.must(msg.repay_for("alice", "400 USDC")),
    ];
    for step in tries {
        let before = world.lending();
        let refused = world.suite.flash(&world.robin, &["400 USDC"], &[step]);
        let due = Amount::new(400_400_000);
        let expected = ContractError::FlashNotReturned {
            asset: "uusdc".into(),
            due,
            found: Amount::ZERO,
            missing: due,
        };
        assert_refused(refused, &expected);
        assert_eq!(world.lending(), before);
    }
}

#[test]
fn what_comes_back_twice_goes_back_once() {
    let mut world = world();
    world.suite.fund_contract(&world.robin.clone(), "500 USDC");
    let back = world.returning(&["500.5 USDC", "500.5 USDC", "500.5 USDC"]);
    world
        .suite
        .flash(&world.robin, &["500 USDC"], &back)
        .unwrap();
    // 501 less the fee
    assert_eq!(world.has("USDC"), 500_500_000);
    // all in one, and in tokens
    let back = world.returning(&["400.5 GOLD"]);
    world
        .suite
        .flash(&world.robin, &["400 GOLD"], &back)
        .unwrap();
    assert_eq!(world.has("GOLD"), 600_000_000_000_000_000);
}

#[test]
fn another_contract_may_return_it_and_gets_what_is_too_much() {
    let mut world = world();
    let marian = world.suite.receiver();
    world.suite.fund_contract(&marian, "2 USDC");
    let suite = &world.suite;
    let over = cosmwasm_std::BankMsg::Send {
        to_address: marian.to_string(),
        amount: cosmwasm_std::coins(500_000_000, "uusdc"),
    };
    let back = suite.must(suite.msg().return_flash(&["502 USDC"]));
    let steps = [
        Step::Must(over.into()),
        Step::Must(suite.running(&marian, &[back])),
    ];
    world
        .suite
        .flash(&world.robin, &["500 USDC"], &steps)
        .unwrap();
    let left = world.suite.balance(&marian, &world.suite.id("USDC"));
    assert_eq!(left.unwrap(), Amount::new(1_500_000));
    assert_eq!(world.has("USDC"), 1_000_000);
}

#[test]
fn there_is_one_loan_at_a_time() {
    let mut world = world();
    let marian = world.suite.receiver();
    let suite = &world.suite;
    let again = suite.must(suite.msg().flash_loan(&["1 ATOM"], &[]));
    let through = Step::Must(suite.running(&marian, std::slice::from_ref(&again)));
    for step in [again, through] {
        undone(&mut world, &[step], &ContractError::FlashLoanOut);
    }
    // one that failed is out no longer
    let suite = &world.suite;
    let failing = suite.may(suite.msg().flash_loan(&["500 USDC"], &[]));
    let mut steps = vec![failing];
    let back = world.returning(&["500.5 USDC"]);
    let suite = &world.suite;
    steps.push(suite.must(suite.msg().flash_loan(&["500 USDC"], &back)));
    world.suite.run(&world.robin, &steps).unwrap();
    assert!(world.suite.refusals(&world.robin)[0].contains("500500000 of `uusdc` are due"));
}

#[test]
fn nobody_settles_but_the_contract_itself() {
    let mut world = world();
    let settle = world.suite.must(world.suite.msg().settle_flash());
    let expected = ContractError::Unauthorized {
        needed: "this contract itself, after a flash loan,",
        found: world.robin.to_string(),
    };
    undone(&mut world, &[settle], &expected);
}

#[test]
fn lending_itself_and_listed_tokens_win_nothing_by_asking() {
    let mut world = world();
    let suite = &mut world.suite;
    suite.add(hostile::listing("EVIL"));
    suite.open("EVIL");
    suite.deposit("lena", "50 EVIL").unwrap();
    let before = world.lending();
    let suite = &mut world.suite;
    let ask = suite.msg().flash_loan(&["500 USDC"], &[]);
    let (own, gold) = (suite.lending().0.clone(), suite.id("GOLD"));
    let gold = ballast_testing::Addr::unchecked(gold.name());
    // neither answers `on_flash_loan`
    for sender in [own, gold] {
        assert_says(suite.call(&sender, &ask.msg), "on_flash_loan");
    }
    // nor does a token that lies; and what it says has come back of itself is only itself
    assert!(suite.token_tells("EVIL", ask).is_err());
    assert_eq!(world.lending(), before);
}

#[test]
fn a_token_cannot_speak_for_another_asset() {
    let mut world = world();
    let suite = &mut world.suite;
    suite.add(hostile::listing("EVIL"));
    suite.open("EVIL");
    let evil = ballast_testing::Addr::unchecked(suite.id("EVIL").name());
    // in the middle of a loan of USDC the token says that 500.5 of itself were sent to return it
    let robin = world.robin.to_string();
    let said = suite.msg().hook(
        &robin,
        Amount::new(500_500_000),
        suite.msg().return_flash(&[]),
    );
    let call = cosmwasm_std::WasmMsg::Execute {
        contract_addr: suite.lending().0.to_string(),
        msg: cosmwasm_std::to_json_binary(&said.msg).unwrap(),
        funds: vec![],
    };
    // the receiver cannot call the hook itself either: it is no listed token
    let forged = Step::Must(call.into());
    let (found, lent) = (format!("`{}`", world.robin), "uusdc".to_owned());
    undone(
        &mut world,
        &[forged],
        &ContractError::NotFlashLent { found, lent },
    );
    let told = world.suite.call(&evil, &said.msg);
    assert_refused(told, &ContractError::NoFlashLoanOut);
}
