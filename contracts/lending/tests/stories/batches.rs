//! Several actions on one account in one message: judged once, at the end, or undone as a whole.

use super::world::{alice_owes, alice_owes_nothing, market, DAY};
use ballast_interface::event::{key, lending as name};
use ballast_interface::lending::{AccountAction, ExecuteMsg, SupplyMode};
use ballast_interface::AssetId;
use ballast_lending::{ContractError, LedgerError};
use ballast_risk::Amount;
use ballast_testing::{assert_refused, assert_refused_for, assert_says, attribute, events, Suite};

/// Bob lends 900 USDC; Alice has nothing in it.
fn bob_lends() -> Suite {
    let mut suite = market();
    suite.deposit("bob", "900 USDC").unwrap();
    suite
}

fn offsetting(suite: &Suite, coins: &str) -> AccountAction {
    let (asset, amount) = suite.coins(coins);
    let amount = Some(amount);
    AccountAction::Offset { asset, amount }
}

#[test]
fn deposit_and_borrow_in_one_message() {
    let mut suite = bob_lends();
    let actions = vec![suite.depositing("100 ATOM"), suite.borrowing("500 USDC")];
    let done = suite.tell("alice", suite.msg().batch("alice", &["100 ATOM"], actions));
    let done = done.unwrap();
    suite.assert_holds("alice", "100 ATOM");
    suite.assert_owes("alice", "500 USDC");
    suite.assert_wallet("alice", "1500 USDC");
    let deposited = events(&done, name::DEPOSIT);
    let borrowed = events(&done, name::BORROW);
    assert_eq!(attribute(deposited[0], key::INDEX), "0");
    assert_eq!(attribute(borrowed[0], key::INDEX), "1");
}

#[test]
fn an_unhealthy_middle_passes_where_the_end_is_healthy() {
    let mut suite = bob_lends();
    let actions = vec![suite.borrowing("500 USDC"), suite.depositing("100 ATOM")];
    let batch = suite.msg().batch("alice", &["100 ATOM"], actions);
    suite.tell("alice", batch).unwrap();
    suite.assert_owes("alice", "500 USDC");
}

#[test]
fn a_healthy_middle_does_not_save_an_unhealthy_end() {
    let mut suite = bob_lends();
    let actions = vec![
        suite.depositing("100 ATOM"),
        suite.borrowing("500 USDC"),
        suite.withdrawing("50 ATOM"),
    ];
    let batch = suite.msg().batch("alice", &["100 ATOM"], actions);
    assert_says(
        suite.tell("alice", batch),
        "USD short of the initial requirement",
    );
    suite.assert_empty("alice");
    suite.assert_wallet("alice", "1000 ATOM");
}

#[test]
fn repay_and_leave_in_one_message_needs_no_oracle() {
    let mut suite = alice_owes("500 USDC");
    suite.oracle_manner(ballast_testing::Manner::Fails);
    let all = AccountAction::Withdraw {
        asset: suite.id("ATOM"),
        amount: None,
        mode: SupplyMode::Lend,
    };
    let actions = vec![suite.repaying("all USDC"), all];
    let batch = suite.msg().batch("alice", &["500 USDC"], actions);
    suite.tell("alice", batch).unwrap();
    suite.assert_empty("alice");
    suite.assert_wallet("alice", "1000 ATOM");
}

#[test]
fn what_is_left_of_several_coins_comes_back_in_one_transfer_each() {
    let mut suite = alice_owes("100 USDC");
    let actions = vec![suite.repaying("all USDC"), suite.depositing("1 ATOM")];
    let coins = ["300 USDC", "5 ATOM"];
    let batch = suite.msg().batch("alice", &coins, actions);
    suite.tell("alice", batch).unwrap();
    suite.assert_wallet("alice", "1000 USDC");
    suite.assert_wallet("alice", "899 ATOM");
}

#[test]
fn an_offset_of_own_supply_and_debt_moves_no_coin() {
    let mut suite = alice_owes("100 USDC");
    suite.deposit("alice", "60 USDC").unwrap();
    suite.oracle_manner(ballast_testing::Manner::Fails);
    let offset = vec![offsetting(&suite, "60 USDC")];
    let batch = suite.msg().batch("alice", &[], offset);
    suite.tell("alice", batch).unwrap();
    suite.assert_owes("alice", "40 USDC");
    suite.assert_lent("alice", "0 USDC");
    suite.assert_wallet("alice", "1040 USDC");
}

#[test]
fn lists_of_none_and_of_seventeen_are_refused() {
    let mut suite = alice_owes_nothing();
    let none = suite.msg().batch("alice", &[], vec![]);
    let max = 16;
    assert_refused(
        suite.tell("alice", none),
        &ContractError::BatchSize { found: 0, max },
    );
    let many = vec![suite.borrowing("20 USDC"); 17];
    let many = suite.msg().batch("alice", &[], many);
    let found = 17;
    assert_refused(
        suite.tell("alice", many),
        &ContractError::BatchSize { found, max },
    );
}

#[test]
fn a_purse_that_is_short_names_what_is_missing() {
    let mut suite = alice_owes_nothing();
    let actions = vec![suite.depositing("11 ATOM")];
    let batch = suite.msg().batch("alice", &["10 ATOM"], actions);
    let expected = LedgerError::PurseShort {
        action: "deposit",
        asset: "uatom".into(),
        asked: Amount::new(11_000_000),
        found: Amount::new(10_000_000),
    };
    assert_refused(suite.tell("alice", batch), &expected.into());
}

#[test]
fn coins_that_are_not_dealt_in_here_are_refused() {
    let mut suite = alice_owes_nothing();
    suite.fund("alice", "5 INK");
    let actions = vec![suite.borrowing("20 USDC")];
    let mut batch = suite.msg().batch("alice", &[], actions);
    batch.funds = vec![(AssetId::native("uink"), Amount::new(5))];
    assert_refused_for(suite.tell("alice", batch), |why| {
        matches!(why, ContractError::Ledger(LedgerError::UnknownAsset { .. }))
    });
}

#[test]
fn a_batch_for_a_stranger_may_only_give() {
    let mut suite = alice_owes("100 USDC");
    suite.pass(DAY);
    let give = vec![suite.repaying("50 USDC"), suite.depositing("1 ATOM")];
    let batch = suite.msg().batch_for("alice", &["50 USDC", "1 ATOM"], give);
    suite.tell("bob", batch).unwrap();
    suite.assert_owes("alice", "50 USDC");
    suite.assert_holds("alice", "101 ATOM");
    let take = vec![suite.withdrawing("1 ATOM")];
    let batch = suite.msg().batch_for("alice", &[], take);
    assert_says(
        suite.tell("bob", batch),
        "an operator of it that may withdraw",
    );
}

#[test]
fn the_contract_itself_is_never_paid() {
    let mut suite = alice_owes_nothing();
    let mut batch = suite
        .msg()
        .batch("alice", &[], vec![suite.borrowing("20 USDC")]);
    let lending = suite.lending().0.to_string();
    if let ExecuteMsg::Batch(batch) = &mut batch.msg {
        batch.recipient = Some(lending);
    }
    assert_refused(
        suite.tell("alice", batch),
        &ContractError::RecipientIsContract,
    );
}
