//! A world in which every message has something to do, and the messages.

use super::DAY;
use crate::chain::{execute, setup, Chain, ATOM, DUST, INK, USDC};
use ballast_interface::lending::{
    AssetUpdate, CorrelationsUpdate, Cw20HookMsg, ExecuteMsg, PausableAction, Repay, SupplyMode,
};
use ballast_interface::AssetId;
use ballast_risk::{Amount, Caps, Ratio};
use cosmwasm_std::to_json_binary;
use cw20::Cw20ReceiveMsg;

const EVERYTHING: [PausableAction; 3] = [
    PausableAction::Supply,
    PausableAction::Borrow,
    PausableAction::Liquidate,
];

#[derive(Clone, Copy, PartialEq)]
pub enum State {
    Open,
    Paused,
    /// And every query to the oracle fails.
    Dark,
}

pub const STATES: [State; 3] = [State::Open, State::Paused, State::Dark];

/// Everybody has collateral and a debt in the main account, and supply without debt in sub-account 1. Bob's sub-account 5
/// can be liquidated, 6 is beyond rescue, a ramp is under way, and there are reserves.
pub fn world(state: State) -> Chain {
    let mut chain = Chain::new();
    for denom in [INK, DUST] {
        chain.price(denom, "5");
        chain.list(AssetId::native(denom), 6);
        chain.deposit("owner", 1_000_000, denom);
    }
    chain.deposit("bob", 500_000_000, USDC);
    for name in ["owner", "steward", "guardian", "alice"] {
        chain.deposit(name, 200_000_000, ATOM);
        for mode in [SupplyMode::Lend, SupplyMode::Protect] {
            let free = execute::deposit_to(Some(chain.sub(name, 1)), mode);
            chain.send(name, free, &[(50_000_000, USDC)]);
        }
        chain.send(name, execute::borrow(USDC, 20_000_000), &[]);
    }
    for (id, denom) in [(5, INK), (6, DUST)] {
        let account = Some(chain.sub("bob", id));
        let msg = execute::deposit_to(account, SupplyMode::Lend);
        chain.send("bob", msg, &[(100_000_000, denom)]);
        chain.send("bob", execute::borrow_from(id, USDC, 100_000_000), &[]);
    }
    chain.wait(30 * DAY);
    chain.price(INK, "1.2");
    chain.price(DUST, "0.0001");
    chain.price("unew", "1");
    let risk = execute::risk(["0.5", "0.58", "1.4"], "atom");
    chain.send("owner", execute::ramp(ATOM, risk, DAY), &[]);
    enter(&mut chain, state);
    chain
}

fn enter(chain: &mut Chain, state: State) {
    if state != State::Open {
        for denom in [ATOM, INK, DUST, USDC] {
            let msg = execute::pause(denom, &EVERYTHING, None);
            chain.send("owner", msg, &[]);
        }
    }
    if state == State::Dark {
        chain.kill_oracle();
    }
}

pub struct Row {
    pub says: &'static str,
    pub msg: ExecuteMsg,
    pub funds: Option<(u128, &'static str)>,
}

fn row(says: &'static str, msg: ExecuteMsg) -> Row {
    let funds = None;
    Row { says, msg, funds }
}

fn paying(says: &'static str, msg: ExecuteMsg, coins: (u128, &'static str)) -> Row {
    let funds = Some(coins);
    Row { says, msg, funds }
}

pub fn peoples(chain: &Chain) -> Vec<Row> {
    let free = |mode| ExecuteMsg::Withdraw {
        account_id: 1,
        asset: AssetId::native(USDC),
        amount: None,
        mode,
        recipient: None,
    };
    let ink = chain.sub("bob", 5);
    let many = execute::liquidate_many(vec![execute::item(ink.clone(), INK, 50_000_000)]);
    let hook = ExecuteMsg::Receive(Cw20ReceiveMsg {
        sender: chain.address("alice").into(),
        amount: 1_000u128.into(),
        msg: to_json_binary(&Cw20HookMsg::Repay(Repay { account: None })).unwrap(),
    });
    #[rustfmt::skip] // a table
    let rows = vec![
        paying("deposit to lend", execute::deposit(), (1_000, ATOM)),
        paying("deposit to protect", execute::protect(), (1_000, ATOM)),
        paying("repay", execute::repay(), (1_000, USDC)),
        row("withdraw lent supply, without debt", free(SupplyMode::Lend)),
        row("withdraw protected supply, without debt", free(SupplyMode::Protect)),
        row("withdraw with debt", execute::withdraw(ATOM, Some(1_000))),
        row("shift", execute::shift(ATOM, None, SupplyMode::Protect)),
        row("borrow", execute::borrow(USDC, 1_000_000)),
        paying("liquidate", execute::liquidate(ink.clone(), INK), (50_000_000, USDC)),
        paying("liquidate_many", many, (50_000_000, USDC)),
        row("liquidate_pro_rata", pro_rata(chain)),
        row("write_off", ExecuteMsg::WriteOff { account: chain.sub("bob", 6)}),
        row("accrue", ExecuteMsg::Accrue { assets: vec![AssetId::native(USDC)]}),
        row("receive, not from a listed token", hook),
    ];
    rows
}

fn pro_rata(chain: &Chain) -> ExecuteMsg {
    ExecuteMsg::LiquidateProRata {
        account: chain.sub("bob", 5),
        fraction: Ratio::percent(10),
        pay_from: 1,
    }
}

fn update(change: impl FnOnce(&mut AssetUpdate)) -> ExecuteMsg {
    let mut update = execute::update(USDC);
    change(&mut update);
    ExecuteMsg::UpdateAsset(update)
}

fn admins(chain: &Chain) -> Vec<Row> {
    let usd = |factor| execute::risk([factor, "0.97", "1.03"], "usd");
    let caps = Caps {
        borrow_cap: Some(Amount::new(1)),
        ..Caps::default()
    };
    let lena = chain.address("lena").to_string();
    let ownership = |action| ExecuteMsg::UpdateOwnership(action);
    let hand_over = cw_ownable::Action::TransferOwnership {
        new_owner: lena.clone(),
        expiry: None,
    };
    let new = ExecuteMsg::ListAsset(setup::listing(
        AssetId::native("unew"),
        ["0.56", "0.6", "1.4"],
        "atom",
    ));
    #[rustfmt::skip] // a table
    let rows = vec![
        row("list_asset", new),
        row("update_asset: any number", update(|u| u.reserve_factor = Some(Ratio::percent(20)))),
        row("update_asset: a small step", update(|u| u.risk = Some(usd("0.94")))),
        row("update_asset: collateral_factor to 0", update(|u| u.risk = Some(usd("0")))),
        row("update_asset: caps lowered", update(|u| u.caps = Some(caps))),
        row("update_correlations", correlations()),
        row("stop_ramp", execute::stop(Some(ATOM))),
        row("update_config", ExecuteMsg::UpdateConfig { oracle: None, liquidation: None}),
        row("set_roles", ExecuteMsg::SetRoles { guardian: Some(lena), steward: None, steward_limits: None}),
        row("pause supply and borrow", execute::pause(USDC, &EVERYTHING[..2], None)),
        row("pause liquidation", execute::pause(USDC, &EVERYTHING[2..], None)),
        row("unpause", execute::unpause(USDC, &EVERYTHING)),
        row("withdraw_reserves", ExecuteMsg::WithdrawReserves { asset: AssetId::native(USDC), amount: None, recipient: None}),
        row("update_ownership: hand over", ownership(hand_over)),
        row("update_ownership: renounce", ownership(cw_ownable::Action::RenounceOwnership)),
    ];
    rows
}

fn correlations() -> ExecuteMsg {
    ExecuteMsg::UpdateCorrelations(CorrelationsUpdate {
        correlations: None,
        ramp_seconds: None,
        scenarios: Some(vec![]),
    })
}

pub fn rows(chain: &Chain) -> Vec<Row> {
    let mut rows = peoples(chain);
    rows.extend(admins(chain));
    rows
}
