//! Who may act for an account besides its owner: what is named, for a time, and nothing else (P-51).

use super::world::{alice_owes, alice_owes_nothing, DAY, YEAR};
use ballast_interface::lending::{
    ExecuteMsg, OperatorRight, OperatorsPage, PayTo, QueryMsg, SupplyMode,
};
use ballast_lending::{ContractError, LedgerError};
use ballast_testing::{assert_refused, assert_refused_for, assert_says, Message, Suite};

const WITHDRAW: [OperatorRight; 1] = [OperatorRight::Withdraw];
const BORROW: [OperatorRight; 1] = [OperatorRight::Borrow];

/// Changes what a message that names an operator says.
fn saying(
    mut message: Message,
    change: impl FnOnce(&mut ballast_interface::lending::SetOperator),
) -> Message {
    if let ExecuteMsg::SetOperator(msg) = &mut message.msg {
        change(msg);
    }
    message
}

fn of_alice(suite: &Suite) -> Vec<String> {
    let page: OperatorsPage = suite
        .query(&QueryMsg::Operators {
            account: suite.account_of("alice"),
            start_after: None,
            limit: None,
        })
        .unwrap();
    page.items.into_iter().map(|item| item.operator).collect()
}

/// Takes collateral out and repays with what it brought: what a helper does when prices fall.
fn protect(suite: &Suite) -> Message {
    let actions = vec![suite.withdrawing("10 ATOM"), suite.repaying("90 USDC")];
    suite.msg().batch_for("alice", &["90 USDC"], actions)
}

#[test]
fn a_helper_protects_an_account_and_pays_its_owner_only() {
    let mut suite = alice_owes("500 USDC");
    let named = suite.msg().set_operator("alice", "oscar", &WITHDRAW);
    suite.tell("alice", named).unwrap();
    suite.fund("oscar", "90 USDC");
    suite.tell("oscar", protect(&suite)).unwrap();
    suite.assert_owes("alice", "410 USDC");
    // 10 ATOM went to alice, who owns the account, and not to oscar
    suite.assert_wallet("alice", "910 ATOM");
    suite.assert_wallet("oscar", "0 ATOM");
    let mut elsewhere = protect(&suite);
    let oscar = suite.who("oscar").to_string();
    if let ExecuteMsg::Batch(batch) = &mut elsewhere.msg {
        batch.recipient = Some(oscar);
    }
    suite.fund("oscar", "90 USDC");
    assert_refused_for(suite.tell("oscar", elsewhere), |why| {
        matches!(why, ContractError::PaysOwnerOnly { .. })
    });
}

#[test]
fn who_may_borrow_may_not_withdraw() {
    let mut suite = alice_owes_nothing();
    let named = suite.msg().set_operator("alice", "oscar", &BORROW);
    suite.tell("alice", named).unwrap();
    let borrow = vec![suite.borrowing("100 USDC")];
    let borrow = suite.msg().batch_for("alice", &[], borrow);
    suite.tell("oscar", borrow).unwrap();
    suite.assert_wallet("alice", "1100 USDC");
    let take = vec![suite.withdrawing("1 ATOM")];
    let take = suite.msg().batch_for("alice", &[], take);
    assert_says(suite.tell("oscar", take), "that may withdraw");
}

#[test]
fn a_right_ends_to_the_second() {
    let mut suite = alice_owes_nothing();
    let named = suite.msg().set_operator("alice", "oscar", &BORROW);
    suite.tell("alice", named).unwrap();
    let borrow = |suite: &Suite| {
        let twenty = vec![suite.borrowing("20 USDC")];
        suite.msg().batch_for("alice", &[], twenty)
    };
    suite.pass(DAY - 1);
    suite.tell("oscar", borrow(&suite)).unwrap();
    suite.pass(1);
    assert_says(suite.tell("oscar", borrow(&suite)), "that may borrow");
    assert_eq!(of_alice(&suite), Vec::<String>::new());
}

#[test]
fn revoked_in_the_same_block_is_revoked() {
    let mut suite = alice_owes_nothing();
    let named = suite.msg().set_operator("alice", "oscar", &BORROW);
    suite.tell("alice", named).unwrap();
    assert_eq!(of_alice(&suite), [suite.who("oscar").to_string()]);
    let revoked = suite.msg().set_operator("alice", "oscar", &[]);
    suite.tell("alice", revoked).unwrap();
    let borrow = vec![suite.borrowing("20 USDC")];
    let borrow = suite.msg().batch_for("alice", &[], borrow);
    assert_says(suite.tell("oscar", borrow), "that may borrow");
}

#[test]
fn a_sub_account_that_is_not_named_is_out_of_reach() {
    let mut suite = alice_owes_nothing();
    suite.deposit("alice/1", "100 ATOM").unwrap();
    let named = suite.msg().set_operator("alice", "oscar", &BORROW);
    suite.tell("alice", named).unwrap();
    let borrow = vec![suite.borrowing("20 USDC")];
    let other = suite.msg().batch_for("alice/1", &[], borrow);
    assert_says(suite.tell("oscar", other), "that may borrow");
}

#[test]
fn what_an_operator_borrows_leaves_the_health_that_the_owner_asks() {
    let mut suite = alice_owes_nothing();
    let named = suite.msg().set_operator("alice", "oscar", &BORROW);
    let named = saying(named, |msg| msg.min_health = Some("2".parse().unwrap()));
    suite.tell("alice", named).unwrap();
    let borrow = |suite: &Suite, coins: &str| {
        let borrow = vec![suite.borrowing(coins)];
        suite.msg().batch_for("alice", &[], borrow)
    };
    // 100 ATOM carry 592 USD at their threshold, half of that at a health factor of 2
    assert_refused_for(suite.tell("oscar", borrow(&suite, "310 USDC")), |why| {
        matches!(
            why,
            ContractError::Ledger(LedgerError::BelowMinHealth { .. })
        )
    });
    suite.tell("oscar", borrow(&suite, "250 USDC")).unwrap();
    // its repayments are not judged, whatever the health
    suite.price("ATOM", "4");
    let repay = vec![suite.repaying("10 USDC")];
    let repay = suite.msg().batch_for("alice", &["10 USDC"], repay);
    suite.fund("oscar", "10 USDC");
    suite.tell("oscar", repay).unwrap();
}

#[test]
fn nine_operators_are_one_too_many_and_an_expired_one_frees_its_place() {
    let mut suite = alice_owes_nothing();
    for n in 0..8 {
        let named = suite.msg().set_operator("alice", &format!("o{n}"), &BORROW);
        let named = saying(named, |msg| msg.until += if n == 0 { 0 } else { DAY });
        suite.tell("alice", named).unwrap();
    }
    let ninth = |suite: &Suite| suite.msg().set_operator("alice", "nina", &BORROW);
    assert_refused_for(suite.tell("alice", ninth(&suite)), |why| {
        matches!(why, ContractError::TooManyOperators { max: 8, .. })
    });
    suite.pass(DAY);
    suite.tell("alice", ninth(&suite)).unwrap();
    assert_eq!(of_alice(&suite).len(), 8);
}

#[test]
fn who_and_until_when_are_checked() {
    let mut suite = alice_owes_nothing();
    let owner = suite.msg().set_operator("alice", "alice", &BORROW);
    assert_refused(suite.tell("alice", owner), &ContractError::OperatorIsOwner);
    let now = suite.now();
    for until in [now, now - 1, now + YEAR + 1] {
        let named = suite.msg().set_operator("alice", "oscar", &BORROW);
        let named = saying(named, |msg| msg.until = until);
        assert_refused_for(suite.tell("alice", named), |why| {
            matches!(why, ContractError::OperatorUntil { .. })
        });
    }
    let mut others = suite.msg().set_operator("alice", "oscar", &BORROW);
    let account = suite.account_of("alice");
    others = saying(others, |msg| msg.account = Some(account));
    assert_says(suite.tell("bob", others), "only the owner of the account");
}

#[test]
fn an_operator_names_no_operators() {
    let mut suite = alice_owes_nothing();
    let all = [
        OperatorRight::Borrow,
        OperatorRight::Withdraw,
        OperatorRight::Shift,
    ];
    let named = suite.msg().set_operator("alice", "oscar", &all);
    let named = saying(named, |msg| msg.pay_to = PayTo::Anybody);
    suite.tell("alice", named).unwrap();
    let account = suite.account_of("alice");
    let more = suite.msg().set_operator("alice", "eve", &all);
    let more = saying(more, |msg| msg.account = Some(account));
    assert_says(suite.tell("oscar", more), "only the owner of the account");
    // but it may pay whom it likes, where that was given to it
    let borrow = vec![suite.borrowing("20 USDC")];
    let borrow = suite.msg().batch_for("alice", &[], borrow);
    suite.tell("oscar", borrow).unwrap();
    suite.assert_wallet("oscar", "20 USDC");
    let shift = suite.msg().shift("alice", "1 ATOM", SupplyMode::Protect);
    assert!(suite.tell("oscar", shift).is_err());
}
