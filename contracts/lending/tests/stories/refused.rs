//! Bad input: a typed error that says what was asked, found and possible, and nothing has changed.

use crate::chain::{execute, Chain, ATOM, INK, USDC};
use ballast_interface::lending::{ExecuteMsg, Repay, SupplyMode};
use ballast_interface::AssetId;
use ballast_lending::ContractError;
use ballast_risk::Amount;

/// Refused with words that contain `expected`; not one stored byte is another.
#[track_caller]
pub fn says(chain: &mut Chain, who: &str, msg: ExecuteMsg, expected: &str) {
    let refused = chain.refused(who, msg, &[]).to_string();
    assert!(refused.contains(expected), "{refused}");
}

#[test]
fn nothing_is_not_an_amount() {
    let mut chain = Chain::with_alice_owing(100);
    let reserves = ExecuteMsg::WithdrawReserves {
        asset: AssetId::native(USDC),
        amount: Some(Amount::ZERO),
        recipient: None,
    };
    for (who, msg) in [
        ("alice", execute::withdraw(ATOM, Some(0))),
        ("alice", execute::borrow(USDC, 0)),
        ("alice", execute::shift(ATOM, Some(0), SupplyMode::Protect)),
        ("owner", reserves),
    ] {
        assert_eq!(chain.refused(who, msg, &[]), ContractError::ZeroAmount);
    }
}

#[test]
fn what_is_not_listed_is_not_known() {
    let mut chain = Chain::with_alice_owing(100);
    let unknown = ContractError::UnknownAsset { asset: INK.into() };
    for msg in [
        execute::withdraw(INK, None),
        execute::borrow(INK, 5),
        execute::shift(INK, None, SupplyMode::Lend),
        ExecuteMsg::Accrue {
            assets: vec![AssetId::native(INK)],
        },
    ] {
        assert_eq!(chain.refused("alice", msg, &[]), unknown);
    }
    let liquidate = execute::liquidate(chain.account("alice"), INK);
    for msg in [execute::deposit(), execute::repay(), liquidate.clone()] {
        assert_eq!(chain.refused("lena", msg, &[(5, INK)]), unknown);
    }
    assert_eq!(chain.refused("lena", liquidate, &[(5, USDC)]), unknown);
    // a token's name is not a coin's
    let token = ExecuteMsg::Accrue {
        assets: vec![AssetId::cw20(ATOM)],
    };
    let asset = ATOM.into();
    assert_eq!(
        chain.refused("lena", token, &[]),
        ContractError::UnknownAsset { asset }
    );
}

#[test]
fn one_coin_is_sent_where_one_is_wanted() {
    let mut chain = Chain::with_alice_owing(100);
    let liquidate = execute::liquidate(chain.account("alice"), ATOM);
    for msg in [execute::deposit(), execute::repay(), liquidate] {
        let found = "none".to_owned();
        assert_eq!(
            chain.refused("lena", msg.clone(), &[]),
            ContractError::WrongFunds { found }
        );
        let two = [(5, ATOM), (6, USDC)];
        let found = "5uatom, 6uusdc".to_owned();
        assert_eq!(
            chain.refused("lena", msg, &two),
            ContractError::WrongFunds { found }
        );
    }
}

#[test]
fn no_coin_is_sent_where_none_is_wanted() {
    let mut chain = Chain::with_alice_owing(100);
    let update = ExecuteMsg::UpdateAsset(execute::update(ATOM));
    #[rustfmt::skip] // a table
    let table = [
        ("alice", execute::withdraw(ATOM, None)),
        ("alice", execute::borrow(USDC, 5)),
        ("alice", execute::shift(ATOM, None, SupplyMode::Protect)),
        ("alice", ExecuteMsg::WriteOff { account: chain.account("bob")}),
        ("alice", ExecuteMsg::Accrue { assets: vec![] }),
        ("owner", update),
        ("owner", execute::stop(None)),
        ("owner", execute::pause(ATOM, &[], None)),
        ("owner", execute::unpause(ATOM, &[])),
        ("owner", ExecuteMsg::UpdateConfig { oracle: None, liquidation: None}),
    ];
    for (who, msg) in table {
        let found = "5uusdc".to_owned();
        let refused = chain.refused(who, msg, &[(5, USDC)]);
        assert_eq!(refused, ContractError::UnexpectedFunds { found });
    }
}

#[test]
fn nobody_takes_out_more_than_there_is() {
    let mut chain = Chain::with_alice_owing(500);
    let more = execute::withdraw(ATOM, Some(100_000_001));
    let expected = ContractError::InsufficientSupply {
        asset: ATOM.into(),
        mode: "lent",
        asked: Amount::new(100_000_001),
        found: Amount::new(100_000_000),
    };
    assert_eq!(chain.refused("alice", more, &[]), expected);
    // 401 USDC are there, 900 were lent
    #[rustfmt::skip] // a table
    let table = [
        ("alice", execute::withdraw(ATOM, None), "can be withdrawn"),
        ("alice", execute::unprotect(ATOM, None), "has 0 protected"),
        ("bob", execute::withdraw(USDC, None), "found 401000000 lendable"),
        ("alice", execute::borrow(USDC, 500_000_000), "found 401000000 lendable"),
        ("alice", execute::borrow(USDC, 100_000_000), "at most 55912609 can be borrowed"),
    ];
    for (who, msg, expected) in table {
        says(&mut chain, who, msg, expected);
    }
}

#[test]
fn who_owes_nothing_has_nothing_to_repay() {
    let mut chain = Chain::with_alice_owing(100);
    let msg = ExecuteMsg::Repay(Repay {
        account: Some(chain.account("bob")),
    });
    let refused = chain.refused("lena", msg, &[(5, USDC)]);
    let account = format!("{}/0", chain.address("bob"));
    let asset = USDC.to_owned();
    assert_eq!(refused, ContractError::NoDebt { account, asset });
}

#[test]
fn what_is_no_number_or_no_field_is_not_read() {
    let mut chain = Chain::new();
    let borrow = |amount: &str| {
        format!(r#"{{"borrow":{{"asset":{{"native":"uusdc"}},"amount":{amount}}}}}"#)
    };
    for amount in [
        r#""NaN""#,
        r#""-1""#,
        r#""1.5""#,
        r#""1e9""#,
        r#""""#,
        "1",
        "null",
        r#""340282366920938463463374607431768211456""#,
    ] {
        chain.garbled("alice", &borrow(amount));
    }
    let scenario = |by: &str| {
        format!(
            r#"{{"update_correlations":{{"scenarios":[{{"name":"x","moves":{{"uatom":{by}}}}}]}}}}"#
        )
    };
    for by in [r#""NaN""#, r#""inf""#, r#""-""#, r#""0.5.5""#, "-0.5"] {
        chain.garbled("owner", &scenario(by));
    }
    chain.garbled("alice", r#"{"deposit":{"liquidation_related":true}}"#);
    chain.garbled("alice", r#"{"mint":{}}"#);
}

#[test]
fn ownership_goes_over_in_two_steps_and_never_nowhere() {
    use cw_ownable::Action;
    let mut chain = Chain::new();
    let own = |action| ExecuteMsg::UpdateOwnership(action);
    let renounce = own(Action::RenounceOwnership);
    assert_eq!(
        chain.refused("owner", renounce, &[]),
        ContractError::RenounceRefused
    );
    let offer = Action::TransferOwnership {
        new_owner: chain.address("lena").into(),
        expiry: None,
    };
    chain.send("owner", own(offer), &[]);
    says(&mut chain, "bob", own(Action::AcceptOwnership), "pending");
    // until it is accepted the old owner is in charge
    chain.send(
        "owner",
        ExecuteMsg::UpdateConfig {
            oracle: None,
            liquidation: None,
        },
        &[],
    );
    chain.send("lena", own(Action::AcceptOwnership), &[]);
    let config = ExecuteMsg::UpdateConfig {
        oracle: None,
        liquidation: None,
    };
    says(
        &mut chain,
        "owner",
        config.clone(),
        "only the owner may do this",
    );
    chain.send("lena", config, &[]);
}
