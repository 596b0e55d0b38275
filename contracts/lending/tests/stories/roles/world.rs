//! A world in which every message has something to do, and the messages.

use super::super::world::{market, ramp_atom, DAY};
use ballast_interface::lending::{
    CapChange, CapsUpdate, OperatorRight, PausableAction, SupplyMode,
};
use ballast_risk::{Amount, Ratio};
use ballast_testing::{risk, Manner, Message, Suite};

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
pub fn world(state: State) -> Suite {
    let mut suite = market();
    for ticker in ["INK", "DUST"] {
        suite.open(ticker);
        suite.price(ticker, "5");
    }
    suite.deposit("bob", "500 USDC").unwrap();
    for name in ["owner", "steward", "guardian", "alice"] {
        suite.deposit(name, "200 ATOM").unwrap();
        let free = format!("{name}/1");
        suite.deposit(&free, "50 USDC").unwrap();
        suite.deposit_protected(&free, "50 USDC").unwrap();
        suite.borrow(name, "20 USDC").unwrap();
    }
    for (account, coins) in [("bob/5", "100 INK"), ("bob/6", "100 DUST")] {
        suite.deposit(account, coins).unwrap();
        suite.borrow(account, "100 USDC").unwrap();
    }
    suite.pass(30 * DAY);
    for (ticker, price) in [("INK", "1.2"), ("DUST", "0.0001"), ("NEW", "1")] {
        suite.price(ticker, price);
    }
    ramp_atom(&mut suite, ["0.5", "0.58", "1.4"], DAY);
    enter(&mut suite, state);
    suite
}

fn enter(suite: &mut Suite, state: State) {
    if state != State::Open {
        for ticker in ["ATOM", "INK", "DUST", "USDC"] {
            suite.govern(suite.msg().pause(ticker, &EVERYTHING, None));
        }
    }
    if state == State::Dark {
        suite.oracle_manner(Manner::Fails);
    }
}

pub struct Row {
    pub says: &'static str,
    pub message: Message,
}

fn row(says: &'static str, message: Message) -> Row {
    Row { says, message }
}

/// What people say; accounts of whoever says it.
pub fn peoples(suite: &Suite, who: &str) -> Vec<Row> {
    let (msg, free) = (suite.msg(), format!("{who}/1"));
    let item = msg.item("bob/5", "50 USDC", "INK");
    let (lend, protect) = (SupplyMode::Lend, SupplyMode::Protect);
    let alice = suite.who("alice");
    let repay = msg.repay(who, "1000 uusdc");
    #[rustfmt::skip] // a table
    let rows = vec![
        row("deposit to lend", msg.deposit(who, "1000 uatom", lend)),
        row("deposit to protect", msg.deposit(who, "1000 uatom", protect)),
        row("repay", repay.clone()),
        row("withdraw lent supply, without debt", msg.withdraw(&free, "all USDC", lend)),
        row("withdraw protected supply, without debt", msg.withdraw(&free, "all USDC", protect)),
        row("withdraw with debt", msg.withdraw(who, "1000 uatom", lend)),
        row("shift", msg.shift(who, "all ATOM", protect)),
        row("borrow", msg.borrow(who, "1 USDC")),
        row("batch: repay", msg.batch(who, &["1000 uusdc"], vec![suite.repaying("1000 uusdc")])),
        row("set_operator", msg.set_operator(who, "oscar", &[OperatorRight::Shift])),
        row("liquidate", msg.liquidate("bob/5", "50 USDC", "INK")),
        row("liquidate_many", msg.liquidate_many("50 USDC", vec![item])),
        row("liquidate_pro_rata", msg.liquidate_pro_rata("bob/5", Ratio::percent(10), 1)),
        row("write_off", msg.write_off("bob/6")),
        row("flash_loan, by who is no contract", msg.flash_loan(&["1 USDC"], &[])),
        row("return_flash, while no loan is out", msg.return_flash(&["1 USDC"])),
        row("settle_flash", msg.settle_flash()),
        row("accrue", msg.accrue(&["USDC"])),
        row("receive, not from a listed token", msg.hook(alice.as_str(), Amount::new(1_000), repay)),
    ];
    rows
}

fn admins(suite: &Suite) -> Vec<Row> {
    let msg = suite.msg();
    let factor = |factor| {
        let usd = risk([factor, "0.97", "1.03"], "usd");
        msg.update("USDC", |u| u.risk = Some(usd))
    };
    let caps = CapsUpdate {
        borrow_cap: Some(CapChange::Set(Amount::new(1))),
        ..CapsUpdate::default()
    };
    let (supply_and_borrow, liquidation) = EVERYTHING.split_at(2);
    let renounce = cw_ownable::Action::RenounceOwnership;
    #[rustfmt::skip] // a table
    let rows = vec![
        row("list_asset", msg.list("NEW", |_| ())),
        row("update_asset: any number", msg.update("USDC", |u| u.reserve_factor = Some(Ratio::percent(20)))),
        row("update_asset: a small step", factor("0.94")),
        row("update_asset: collateral_factor to 0", factor("0")),
        row("update_asset: caps lowered", msg.update("USDC", |u| u.caps = Some(caps))),
        row("update_correlations", msg.scenarios(vec![])),
        row("ramp", msg.hold("ATOM")),
        row("update_config", msg.config(None)),
        row("set_roles", msg.set_roles(Some("lena"), None)),
        row("pause supply and borrow", msg.pause("USDC", supply_and_borrow, None)),
        row("pause liquidation", msg.pause("USDC", liquidation, None)),
        row("unpause", msg.unpause("USDC", &EVERYTHING)),
        row("withdraw_reserves", msg.withdraw_reserves("all USDC", None)),
        row("update_ownership: hand over", msg.hand_over("lena")),
        row("update_ownership: renounce", msg.ownership(renounce)),
    ];
    rows
}

pub fn rows(suite: &Suite, who: &str) -> Vec<Row> {
    let mut rows = peoples(suite, who);
    rows.extend(admins(suite));
    rows
}
