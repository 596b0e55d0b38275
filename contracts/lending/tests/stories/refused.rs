//! Bad input: a typed error that says what was asked, found and possible. That nothing has changed the Suite sees to.

use super::world::{alice_owes, market};
use ballast_interface::lending::SupplyMode;
use ballast_interface::AssetId;
use ballast_lending::{ContractError, LedgerError};
use ballast_risk::Amount;
use ballast_testing::{assert_refused, assert_says};

#[test]
fn nothing_is_not_an_amount() {
    let mut suite = alice_owes("100 USDC");
    let reserves = suite.msg().withdraw_reserves("0 USDC", None);
    for nothing in [
        suite.withdraw("alice", "0 ATOM"),
        suite.borrow("alice", "0 USDC"),
        suite.shift("alice", "0 ATOM", SupplyMode::Protect),
        suite.tell("owner", reserves),
    ] {
        assert_refused(nothing, &LedgerError::ZeroAmount.into());
    }
}

#[test]
fn what_is_not_listed_is_not_known() {
    let mut suite = alice_owes("100 USDC");
    let unknown = |asset: &str| {
        LedgerError::UnknownAsset {
            asset: asset.to_owned(),
        }
        .into()
    };
    let accrue = suite.msg().accrue(&["INK"]);
    let paid_in_usdc = suite.msg().liquidate("alice", "5 uusdc", "INK");
    for outcome in [
        suite.withdraw("alice", "all INK"),
        suite.borrow("alice", "5 uink"),
        suite.shift("alice", "all INK", SupplyMode::Lend),
        suite.tell("alice", accrue),
        suite.deposit("lena", "5 uink"),
        suite.repay("lena", "5 uink"),
        suite.liquidate("lena", "alice", "5 uink", "INK"),
        suite.tell("lena", paid_in_usdc),
    ] {
        assert_refused(outcome, &unknown("uink"));
    }
    // a token's name is not a coin's
    let token = suite.msg().accrue_of(vec![AssetId::cw20("uatom")]);
    assert_refused(suite.tell("lena", token), &unknown("uatom"));
}

#[test]
fn one_coin_is_sent_where_one_is_wanted() {
    let mut suite = alice_owes("100 USDC");
    let two = vec![suite.coins("5 uatom"), suite.coins("6 uusdc")];
    for message in [
        suite.msg().deposit("lena", "1 USDC", SupplyMode::Lend),
        suite.msg().repay("lena", "1 USDC"),
        suite.msg().liquidate("alice", "1 USDC", "ATOM"),
    ] {
        for (funds, found) in [(vec![], "none"), (two.clone(), "5uatom, 6uusdc")] {
            let found = found.to_owned();
            let refused = suite.tell("lena", message.clone().with(funds));
            assert_refused(refused, &ContractError::WrongFunds { found });
        }
    }
}

#[test]
fn no_coin_is_sent_where_none_is_wanted() {
    let mut suite = alice_owes("100 USDC");
    let coin = vec![suite.coins("5 uusdc")];
    #[rustfmt::skip] // a table
    let table = [
        ("alice", suite.msg().withdraw("alice", "all ATOM", SupplyMode::Lend)),
        ("alice", suite.msg().borrow("alice", "5 uusdc")),
        ("alice", suite.msg().shift("alice", "all ATOM", SupplyMode::Protect)),
        ("alice", suite.msg().write_off("bob")),
        ("alice", suite.msg().accrue(&[])),
        ("owner", suite.msg().update("ATOM", |_| ())),
        ("owner", suite.msg().hold_correlations()),
        ("owner", suite.msg().pause("ATOM", &[], None)),
        ("owner", suite.msg().unpause("ATOM", &[])),
        ("owner", suite.msg().config(None)),
    ];
    for (who, message) in table {
        let found = "5uusdc".to_owned();
        let refused = suite.tell(who, message.with(coin.clone()));
        assert_refused(refused, &ContractError::UnexpectedFunds { found });
    }
}

#[test]
fn nobody_takes_out_more_than_there_is() {
    let mut suite = alice_owes("500 USDC");
    let expected = LedgerError::InsufficientSupply {
        asset: "uatom".into(),
        mode: SupplyMode::Lend,
        asked: Amount::new(100_000_001),
        found: Amount::new(100_000_000),
    }
    .into();
    assert_refused(suite.withdraw("alice", "100.000001 ATOM"), &expected);
    // 401 USDC are there, 900 were lent
    #[rustfmt::skip] // a table
    let table = [
        (suite.withdraw("alice", "all ATOM"), "would owe with no collateral that counts"),
        (suite.withdraw_protected("alice", "all ATOM"), "has nothing of `uatom` in mode protect"),
        (suite.withdraw("bob", "all USDC"), "found 401000000 lendable"),
        (suite.borrow("alice", "500 USDC"), "found 401000000 lendable"),
        (suite.borrow("alice", "100 USDC"), "USD short of the initial requirement"),
    ];
    for (outcome, expected) in table {
        assert_says(outcome, expected);
    }
}

#[test]
fn who_owes_nothing_has_nothing_to_repay() {
    let mut suite = alice_owes("100 USDC");
    let account = suite.account_of("bob").to_string();
    let asset = "uusdc".to_owned();
    let refused = suite.repay_for("lena", "bob", "5 uusdc");
    assert_refused(refused, &LedgerError::NoDebt { account, asset }.into());
}

#[test]
fn what_is_no_number_or_no_field_is_not_read() {
    let mut suite = market();
    let borrow = |amount: &&str| {
        format!(r#"{{"borrow":{{"asset":{{"native":"uusdc"}},"amount":{amount}}}}}"#)
    };
    let scenario = |by: &&str| {
        format!(
            r#"{{"update_correlations":{{"scenarios":[{{"name":"x","moves":{{"uatom":{by}}}}}]}}}}"#
        )
    };
    #[rustfmt::skip] // a table
    let amounts = [
        r#""NaN""#, r#""-1""#, r#""1.5""#, r#""1e9""#, r#""""#, "1", "null",
        r#""340282366920938463463374607431768211456""#,
    ];
    let moves = [r#""NaN""#, r#""inf""#, r#""-""#, r#""0.5.5""#, "-0.5"];
    let unknown = [
        r#"{"deposit":{"liquidation_related":true}}"#,
        r#"{"mint":{}}"#,
    ];
    let texts = amounts.iter().map(borrow).chain(moves.iter().map(scenario));
    for text in texts.chain(unknown.map(String::from)) {
        let refused = suite.tell_text("owner", &text);
        assert_says(refused, "Error parsing into type");
    }
}

#[test]
fn ownership_goes_over_in_two_steps_and_never_nowhere() {
    use cw_ownable::Action;
    let mut suite = market();
    let (config, accept) = (
        suite.msg().config(None),
        suite.msg().ownership(Action::AcceptOwnership),
    );
    let renounce = suite.msg().ownership(Action::RenounceOwnership);
    let refused = suite.tell("owner", renounce);
    assert_refused(refused, &ContractError::RenounceRefused);
    suite.govern(suite.msg().hand_over("lena"));
    assert_says(suite.tell("bob", accept.clone()), "pending");
    // until it is accepted the old owner is in charge
    suite.tell("owner", config.clone()).unwrap();
    suite.tell("lena", accept).unwrap();
    let refused = suite.tell("owner", config.clone());
    assert_says(refused, "only the owner may do this");
    suite.tell("lena", config).unwrap();
}

#[test]
fn an_oracle_that_answers_for_too_few_or_too_many_is_not_believed() {
    use ballast_testing::Manner;
    let mut suite = alice_owes("100 USDC");
    for (manner, found) in [(Manner::OneShort, 1), (Manner::OneMore, 3)] {
        suite.oracle_manner(manner);
        let wrong = LedgerError::WrongPrices { asked: 2, found }.into();
        assert_refused(suite.borrow("alice", "1 USDC"), &wrong);
    }
    suite.oracle_manner(Manner::Answers);
    suite.borrow("alice", "1 USDC").unwrap();
}
