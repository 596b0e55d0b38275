//! While a loan is out everything else works as ever, and nobody gains by its being out.

use super::super::roles::world::{peoples, rows, world as everything, State};
use super::world::{set_fee, world, world_with_debt, World};
use ballast_interface::lending::{FlashFeeChange, SupplyMode};
use ballast_risk::Ratio;
use ballast_testing::{Addr, Step, Suite};

/// A contract with something of everything in the wallet, and in the main account and sub-account 1.
fn settled(suite: &mut Suite) -> Addr {
    set_fee(suite, "USDC", FlashFeeChange::Set(Ratio::ZERO));
    let robin = suite.receiver();
    for coins in ["500 USDC", "500 ATOM", "500 INK"] {
        suite.fund_contract(&robin, coins);
    }
    let deposits = [("robin", "200 ATOM"), ("robin/1", "50 USDC")];
    for (account, coins) in deposits {
        let deposit = suite.msg().deposit("robin", coins, SupplyMode::Lend);
        let mut deposit = deposit;
        if account != "robin" {
            let id = ballast_interface::AccountId::sub(&robin, 1);
            deposit.msg = ballast_interface::lending::ExecuteMsg::Deposit(
                ballast_interface::lending::Deposit {
                    account: Some(id),
                    mode: SupplyMode::Lend,
                },
            );
        }
        suite.pay(&robin, deposit).unwrap();
    }
    robin
}

/// Lending's records and everybody's balances of what is lent.
fn seen(suite: &Suite, robin: &Addr) -> (Vec<cosmwasm_std::Record>, Vec<u128>) {
    let people = ["owner", "alice", "bob", "lena"].map(|name| suite.who(name));
    let all = people
        .into_iter()
        .chain([robin.clone(), suite.lending().0.clone()]);
    let of = |who: Addr| {
        ["USDC", "ATOM", "INK"].map(|ticker| suite.balance(&who, &suite.id(ticker)).unwrap().raw())
    };
    (suite.dump(), all.flat_map(of).collect())
}

#[test]
fn p_52_every_message_leaves_within_a_loan_what_it_leaves_without() {
    let mut suite = everything(State::Open);
    let robin = settled(&mut suite);
    // alone: refused or not, by the same contract
    let messages = rows(&suite, "robin").into_iter();
    // what is returned early is as good as returned, and refused without a loan
    for row in messages.filter(|row| !row.says.starts_with("return_flash")) {
        let step = suite.may(row.message);
        let alone = suite.trial(|suite| {
            suite.run(&robin, std::slice::from_ref(&step)).unwrap();
            (seen(suite, &robin), suite.refusals(&robin).len())
        });
        let back = suite.must(suite.msg().return_flash(&["100 USDC"]));
        let within = suite.trial(|suite| {
            suite.flash(&robin, &["100 USDC"], &[step, back]).unwrap();
            (seen(suite, &robin), suite.refusals(&robin).len())
        });
        assert_eq!(alone, within, "P-52: {}", row.says);
    }
}

#[test]
fn p_31_what_happens_within_a_loan_moves_nobody_elses_shares() {
    let mut suite = everything(State::Open);
    let robin = settled(&mut suite);
    let others = |suite: &Suite| {
        let accounts = ["owner", "steward", "guardian", "alice"];
        let all = accounts.into_iter().flat_map(|name| suite.positions(name));
        all.map(|p| (p.asset, p.shares, p.scaled_debt))
            .collect::<Vec<_>>()
    };
    let before = others(&suite);
    let mut steps: Vec<Step> = Vec::new();
    for row in peoples(&suite, "robin") {
        steps.push(suite.may(row.message));
    }
    steps.push(suite.must(suite.msg().return_flash(&["100 USDC"])));
    suite.flash(&robin, &["100 USDC"], &steps).unwrap();
    assert_eq!(others(&suite), before, "P-31");
}

#[test]
fn a_liquidation_is_paid_out_of_a_loan() {
    let World { mut suite, robin } = world_with_debt();
    suite.price("ATOM", "8.2");
    let quote = suite.quote_of("alice");
    let repay = format!("{} uusdc", quote.repay.raw());
    let liquidate = suite.must(suite.msg().liquidate("alice", &repay, "ATOM"));
    // somebody buys the ATOM at its price
    suite.fund_contract(&robin, "400 USDC");
    let back = suite.must(suite.msg().return_flash(&["400.4 USDC"]));
    suite
        .flash(&robin, &["400 USDC"], &[liquidate, back])
        .unwrap();
    suite.assert_healthy("alice");
    let won = suite.balance(&robin, &suite.id("ATOM")).unwrap();
    assert_eq!(won.raw(), 1_000_000 + quote.receive.raw());
}

#[test]
fn what_is_borrowed_meanwhile_is_lent_out_of_the_same_cash() {
    let World { mut suite, robin } = world();
    suite.fund_contract(&robin, "200 ATOM");
    let msg = suite.msg();
    let deposit = suite.must(msg.deposit("robin", "200 ATOM", SupplyMode::Lend));
    let borrow = suite.must(msg.borrow("robin", "500 USDC"));
    // of 901 USDC 800 are out: the books have 901, the bank 101
    let back = suite.must(msg.return_flash(&["800.8 USDC"]));
    let early = [deposit.clone(), borrow.clone(), back.clone()];
    assert!(suite.flash(&robin, &["800 USDC"], &early).is_err());
    let half = suite.must(suite.msg().return_flash(&["400.4 USDC"]));
    let late = [deposit, half.clone(), borrow, half];
    suite.flash(&robin, &["800 USDC"], &late).unwrap();
    let market = suite.market_of("USDC");
    // 901 + 0.8 − 500
    assert_eq!(
        (market.cash.raw(), market.borrowed.raw()),
        (401_800_000, 500_000_000)
    );
}

#[test]
fn supply_that_comes_just_in_time_earns_nothing_of_the_fee() {
    let World { mut suite, robin } = world();
    suite.fund_contract(&robin, "10000 USDC");
    let msg = suite.msg();
    let deposit = suite.must(msg.deposit("robin", "10000 USDC", SupplyMode::Lend));
    let back = suite.must(msg.return_flash(&["900.9 USDC"]));
    let withdraw = suite.must(msg.withdraw("robin", "all USDC", SupplyMode::Lend));
    // in before the loan, out after it
    let ask = suite.must(
        suite
            .msg()
            .flash_loan(&["900 USDC"], std::slice::from_ref(&back)),
    );
    suite
        .run(&robin, &[deposit.clone(), ask, withdraw.clone()])
        .unwrap();
    let left = suite.balance(&robin, &suite.id("USDC")).unwrap().raw();
    // 10001 less the fee of 0.9
    assert_eq!(left, 10_000_100_000);
    // in and out while it is out
    suite.fund_contract(&robin, "1 USDC");
    let inside = [deposit, withdraw, back];
    suite.flash(&robin, &["900 USDC"], &inside).unwrap();
    let left = suite.balance(&robin, &suite.id("USDC")).unwrap().raw();
    assert_eq!(left, 10_000_200_000);
    suite.withdraw("bob", "all USDC").unwrap();
    suite.assert_wallet("bob", "1000 USDC");
}

#[test]
fn share_prices_and_rates_do_not_move_with_what_is_out() {
    let World { mut suite, robin } = world_with_debt();
    let before = suite.market_of("USDC");
    let back = suite.must(suite.msg().return_flash(&["400.4 USDC"]));
    // the market is touched in the middle: what it stores then is what it would have stored
    let touch = suite.must(suite.msg().accrue(&["USDC"]));
    suite.flash(&robin, &["400 USDC"], &[touch, back]).unwrap();
    let after = suite.market_of("USDC");
    assert_eq!(after.share_price, before.share_price);
    assert_eq!(after.debt_index, before.debt_index);
    assert_eq!(after.borrowed, before.borrowed);
    assert!(
        after.borrow_rate <= before.borrow_rate,
        "a fee is cash, and cash lowers a rate"
    );
}
