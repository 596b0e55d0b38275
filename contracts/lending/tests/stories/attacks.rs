//! What has been tried elsewhere.

use super::roles::world::{peoples, world, State};
use crate::chain::{execute, hostile, Chain, ATOM, INK, USDC};
use ballast_interface::lending::{
    AccountResponse, Cw20HookMsg, ExecuteMsg, MarketResponse, PositionResponse, QueryMsg, Repay,
    SupplyMode,
};
use ballast_interface::{AccountId, AssetId};
use ballast_lending::ContractError;
use cosmwasm_std::to_json_binary;
use cw20::Cw20ReceiveMsg;

fn positions(chain: &Chain, account: AccountId) -> Vec<PositionResponse> {
    let found: AccountResponse = chain.ask(QueryMsg::Account { account });
    found.positions
}

fn market(chain: &Chain, denom: &str) -> MarketResponse {
    chain.ask(QueryMsg::Market {
        asset: AssetId::native(denom),
    })
}

/// ATOM and USDC of one person, in millionths of a dollar at 8.2: wallet, supply less debt of both sub-accounts.
fn wealth(chain: &Chain, name: &str) -> i128 {
    let signed = |n: u128| i128::try_from(n).unwrap();
    let mut atom = signed(chain.balance(name, ATOM));
    let mut usdc = signed(chain.balance(name, USDC));
    for id in [0, 1] {
        for position in positions(chain, chain.sub(name, id)) {
            let held = signed(position.lent.raw() + position.protected.raw());
            let net = held - signed(position.debt.raw());
            if position.asset == AssetId::native(ATOM) {
                atom += net;
            } else {
                usdc += net;
            }
        }
    }
    atom * 82 / 10 + usdc
}

#[test]
fn p_30_p_31_what_alice_does_moves_nobody_elses_shares() {
    let count = peoples(&world(State::Open)).len();
    for at in 0..count {
        let mut chain = world(State::Open);
        let row = peoples(&chain).remove(at);
        let others = ["owner", "steward", "guardian"];
        let accounts: Vec<AccountId> = others
            .iter()
            .flat_map(|name| [chain.sub(name, 0), chain.sub(name, 1)])
            .collect();
        let shares = |chain: &Chain| -> Vec<_> {
            let all = accounts.iter().flat_map(|a| positions(chain, a.clone()));
            all.map(|p| (p.asset, p.shares, p.protected, p.scaled_debt))
                .collect()
        };
        let before = shares(&chain);
        let funds: Vec<_> = row.funds.into_iter().collect();
        let _ = chain.outcome("alice", row.msg, &funds);
        assert_eq!(shares(&chain), before, "{}", row.says);
    }
}

#[test]
fn liquidating_oneself_never_pays() {
    let mut chain = Chain::with_alice_owing(500);
    chain.price(ATOM, "8.2");
    let own = execute::liquidate(chain.account("alice"), ATOM);
    let refused = chain.refused("alice", own, &[(100_000_000, USDC)]);
    assert_eq!(refused, ContractError::SelfLiquidation);
    let own = execute::liquidate_for_shares(chain.account("alice"), ATOM, 0);
    let refused = chain.refused("alice", own, &[(100_000_000, USDC)]);
    assert_eq!(refused, ContractError::SelfLiquidation);
    // into her second sub-account it works, and costs her the protocol's fee
    let before = wealth(&chain, "alice");
    let other = execute::liquidate_for_shares(chain.account("alice"), ATOM, 1);
    chain.send("alice", other, &[(400_000_000, USDC)]);
    let after = wealth(&chain, "alice");
    assert!(after < before, "{before} {after}");
}

#[test]
fn a_batch_naming_one_account_twenty_times_is_paid_as_once() {
    let mut once = Chain::with_alice_owing(500);
    let mut often = Chain::with_alice_owing(500);
    for (chain, times) in [(&mut once, 1), (&mut often, 20)] {
        chain.price(ATOM, "8.2");
        let item = execute::item(chain.account("alice"), ATOM, 400_000_000);
        let msg = execute::liquidate_many(vec![item; times]);
        chain.send("lena", msg, &[(400_000_000, USDC)]);
    }
    for denom in [ATOM, USDC] {
        assert_eq!(once.balance("lena", denom), often.balance("lena", denom));
    }
}

#[test]
fn a_gift_to_the_contract_changes_nothing() {
    let mut chain = Chain::with_alice_owing(100);
    let before = (chain.dump(), market(&chain, USDC));
    chain.give("lena", 500_000_000, USDC);
    assert_eq!((chain.dump(), market(&chain, USDC)), before);
    let asked = before.1.cash.raw() + 1;
    chain.deposit("alice", 900_000_000, ATOM);
    let refused = chain.refused("alice", execute::borrow(USDC, asked), &[]);
    assert!(
        matches!(refused, ContractError::InsufficientCash { .. }),
        "{refused}"
    );
}

#[test]
fn the_first_depositor_cannot_be_robbed_by_a_gift() {
    let mut chain = Chain::new();
    chain.price(INK, "5");
    chain.list(AssetId::native(INK), 6);
    chain.deposit("owner", 1, INK);
    chain.give("bob", 900_000_000, INK);
    chain.deposit("alice", 1_000_000, INK);
    chain.send("alice", execute::withdraw(INK, None), &[]);
    assert_eq!(chain.balance("alice", INK), 1_000_000_000);
}

#[test]
fn a_hundred_tiny_round_trips_win_nothing() {
    let mut chain = Chain::with_interest_running();
    chain.wait(86_400 * 33 + 7);
    chain.deposit("lena", 1_000_003, USDC);
    for amount in 1..=100 {
        let _ = chain.outcome("lena", execute::withdraw(USDC, Some(amount)), &[]);
        let _ = chain.outcome("lena", execute::deposit(), &[(amount, USDC)]);
        let _ = chain.outcome(
            "lena",
            execute::shift(USDC, Some(amount), SupplyMode::Protect),
            &[],
        );
        let _ = chain.outcome("lena", execute::shift(USDC, None, SupplyMode::Lend), &[]);
    }
    chain.send("lena", execute::withdraw(USDC, None), &[]);
    assert!(chain.balance("lena", USDC) <= 1_000_000_000);
}

#[test]
fn repaying_crumbs_removes_debt_or_is_refused() {
    let mut chain = Chain::with_interest_running();
    chain.wait(86_400 * 365 * 3);
    let owed = |chain: &Chain| {
        positions(chain, chain.account("alice"))[1]
            .scaled_debt
            .raw()
    };
    let before = owed(&chain);
    let mut done = 0;
    for _ in 0..50 {
        done += u128::from(
            chain
                .outcome("alice", execute::repay(), &[(1, USDC)])
                .is_ok(),
        );
    }
    // a unit is less than a scaled unit by now or removes at most one
    assert!(before - owed(&chain) <= done, "{done}");
}

#[test]
fn a_token_that_comes_back_in_finds_everything_settled() {
    let mut chain = Chain::new();
    let token = hostile::make(&mut chain);
    chain.price(token.name(), "5");
    chain.list(token.clone(), 6);
    hostile::deposit(&mut chain, &token, "owner", 1_000_000);
    hostile::deposit(&mut chain, &token, "lena", 50_000_000);
    // the token itself deposits, leaves, and asks for the same again while it is being paid
    hostile::deposit_own(&mut chain, &token, 10_000_000);
    hostile::leave(&mut chain, &token, 10_000_000);
    let market: MarketResponse = chain.ask(QueryMsg::Market {
        asset: token.clone(),
    });
    assert_eq!(market.cash.raw(), 51_000_000);
    assert_eq!(positions(&chain, AccountId::main(token.name())), []);
    assert_eq!(hostile::tries(&chain, &token), 1);
}

#[test]
fn uppercase_is_nobody() {
    let mut chain = Chain::new();
    let loud = AccountId::main(chain.address("alice").as_str().to_uppercase());
    let msg = execute::deposit_to(Some(loud.clone()), SupplyMode::Lend);
    let refused = chain.refused("bob", msg, &[(5, ATOM)]);
    assert!(matches!(refused, ContractError::Std(_)), "{refused}");
    let refused = chain.no_answer(QueryMsg::Account { account: loud });
    assert!(refused.contains("not normalized"), "{refused}");
}

#[test]
fn a_token_message_from_who_is_no_token_moves_nothing() {
    let mut chain = Chain::with_alice_owing(100);
    let hook = |msg: Cw20HookMsg| {
        ExecuteMsg::Receive(Cw20ReceiveMsg {
            sender: "alice".into(),
            amount: 1_000_000u128.into(),
            msg: to_json_binary(&msg).unwrap(),
        })
    };
    let msg = hook(Cw20HookMsg::Repay(Repay {
        account: Some(chain.account("alice")),
    }));
    let refused = chain.refused("lena", msg, &[]);
    assert!(matches!(refused, ContractError::Std(_)), "{refused}");
    let mut forged = hook(Cw20HookMsg::Repay(Repay { account: None }));
    if let ExecuteMsg::Receive(receive) = &mut forged {
        receive.sender = chain.address("alice").into();
    }
    let refused = chain.refused("lena", forged, &[]);
    let asset = chain.address("lena").into();
    assert_eq!(refused, ContractError::UnknownAsset { asset });
}

#[test]
fn a_batch_spends_no_more_than_was_sent() {
    let mut chain = Chain::with_alice_owing(500);
    chain.price(ATOM, "8.2");
    let item = |chain: &Chain| execute::item(chain.account("alice"), ATOM, 900_000_000);
    let msg = execute::liquidate_many(vec![item(&chain), item(&chain), item(&chain)]);
    chain.send("lena", msg, &[(15_000_000, USDC)]);
    assert_eq!(chain.balance("lena", USDC), 985_000_000);
}
