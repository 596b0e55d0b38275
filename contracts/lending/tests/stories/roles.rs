//! Every message, by everybody, in every state of pauses and prices: the table in `docs/roles.md`, and what must hold in it.

use crate::chain::{execute, setup, Chain, ATOM, DUST, INK, USDC};
use ballast_interface::lending::{
    CorrelationsUpdate, Cw20HookMsg, ExecuteMsg, PausableAction, Repay, SupplyMode,
};
use ballast_interface::AssetId;
use ballast_lending::ContractError;
use ballast_risk::num::{Amount, Ratio};
use ballast_risk::params::Caps;
use cosmwasm_std::to_json_binary;
use cw20::Cw20ReceiveMsg;
use std::path::PathBuf;

const DAY: u64 = 86_400;
const ROLES: [&str; 4] = ["owner", "steward", "guardian", "alice"];
const EVERYTHING: [PausableAction; 3] = [
    PausableAction::Supply,
    PausableAction::Borrow,
    PausableAction::Liquidate,
];

#[derive(Clone, Copy, PartialEq)]
enum State {
    Open,
    Paused,
    /// And every query to the oracle fails.
    Dark,
}

const STATES: [State; 3] = [State::Open, State::Paused, State::Dark];

/// Everybody has collateral and a debt in the main account, and supply without debt in sub-account 1. Bob's sub-account 5
/// can be liquidated, 6 is beyond rescue, a ramp is under way, and there are reserves.
fn world(state: State) -> Chain {
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

struct Row {
    says: &'static str,
    msg: ExecuteMsg,
    funds: Option<(u128, &'static str)>,
}

fn row(says: &'static str, msg: ExecuteMsg) -> Row {
    let funds = None;
    Row { says, msg, funds }
}

fn paying(says: &'static str, msg: ExecuteMsg, coins: (u128, &'static str)) -> Row {
    let funds = Some(coins);
    Row { says, msg, funds }
}

fn peoples(chain: &Chain) -> Vec<Row> {
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
    vec![
        paying("deposit to lend", execute::deposit(), (1_000, ATOM)),
        paying("deposit to protect", execute::protect(), (1_000, ATOM)),
        paying("repay", execute::repay(), (1_000, USDC)),
        row("withdraw lent supply, without debt", free(SupplyMode::Lend)),
        row(
            "withdraw protected supply, without debt",
            free(SupplyMode::Protect),
        ),
        row("withdraw with debt", execute::withdraw(ATOM, Some(1_000))),
        row("shift", execute::shift(ATOM, None, SupplyMode::Protect)),
        row("borrow", execute::borrow(USDC, 1_000_000)),
        paying(
            "liquidate",
            execute::liquidate(ink.clone(), INK),
            (50_000_000, USDC),
        ),
        paying("liquidate_many", many, (50_000_000, USDC)),
        row("liquidate_pro_rata", pro_rata(chain)),
        row(
            "write_off",
            ExecuteMsg::WriteOff {
                account: chain.sub("bob", 6),
            },
        ),
        row(
            "accrue",
            ExecuteMsg::Accrue {
                assets: vec![AssetId::native(USDC)],
            },
        ),
        row("receive, not from a listed token", hook),
    ]
}

fn pro_rata(chain: &Chain) -> ExecuteMsg {
    ExecuteMsg::LiquidateProRata {
        account: chain.sub("bob", 5),
        fraction: Ratio::percent(10),
        pay_from: 1,
    }
}

fn update(change: impl FnOnce(&mut ballast_interface::lending::AssetUpdate)) -> ExecuteMsg {
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
    vec![
        row("list_asset", new),
        row(
            "update_asset: any number",
            update(|u| u.reserve_factor = Some(Ratio::percent(20))),
        ),
        row(
            "update_asset: a small step",
            update(|u| u.risk = Some(usd("0.94"))),
        ),
        row(
            "update_asset: collateral_factor to 0",
            update(|u| u.risk = Some(usd("0"))),
        ),
        row(
            "update_asset: caps lowered",
            update(|u| u.caps = Some(caps)),
        ),
        row("update_correlations", correlations()),
        row("stop_ramp", execute::stop(Some(ATOM))),
        row(
            "update_config",
            ExecuteMsg::UpdateConfig {
                oracle: None,
                liquidation: None,
            },
        ),
        row(
            "set_roles",
            ExecuteMsg::SetRoles {
                guardian: Some(lena),
                steward: None,
                steward_limits: None,
            },
        ),
        row(
            "pause supply and borrow",
            execute::pause(USDC, &EVERYTHING[..2], None),
        ),
        row(
            "pause liquidation",
            execute::pause(USDC, &EVERYTHING[2..], None),
        ),
        row("unpause", execute::unpause(USDC, &EVERYTHING)),
        row(
            "withdraw_reserves",
            ExecuteMsg::WithdrawReserves {
                asset: AssetId::native(USDC),
                amount: None,
                recipient: None,
            },
        ),
        row("update_ownership: hand over", ownership(hand_over)),
        row(
            "update_ownership: renounce",
            ownership(cw_ownable::Action::RenounceOwnership),
        ),
    ]
}

fn correlations() -> ExecuteMsg {
    ExecuteMsg::UpdateCorrelations(CorrelationsUpdate {
        correlations: None,
        ramp_seconds: None,
        scenarios: Some(vec![]),
    })
}

fn rows(chain: &Chain) -> Vec<Row> {
    let mut rows = peoples(chain);
    rows.extend(admins(chain));
    rows
}

/// What came of one message; whatever the table has no word for stops the test.
fn outcome(chain: &mut Chain, who: &str, row: Row) -> &'static str {
    let funds: Vec<(u128, &str)> = row.funds.into_iter().collect();
    let says = row.says;
    match chain.outcome(who, row.msg, &funds) {
        Ok(events) => {
            let refused = events.iter().find(|e| e.ty.ends_with("liquidate_refused"));
            let why = refused.map(|e| e.attributes.iter().find(|a| a.key == "error").unwrap());
            match why.map(|why| why.value.as_str()) {
                None => "yes",
                Some(why) if why.contains("is paused") => "paused",
                Some(why) => panic!("{who}: {says}: {why}"),
            }
        }
        Err(error) => word(&error).unwrap_or_else(|| panic!("{who}: {says}: {error}")),
    }
}

fn word(error: &ContractError) -> Option<&'static str> {
    Some(match error {
        ContractError::Unauthorized { .. }
        | ContractError::OwnersOnly { .. }
        | ContractError::BeyondStep { .. }
        | ContractError::NotSafer { .. }
        | ContractError::Ownership(_) => "no",
        ContractError::Paused { .. } => "paused",
        ContractError::Std(error) if error.to_string().contains("the oracle is dead") => "price",
        ContractError::RenounceRefused => "never",
        ContractError::UnknownAsset { .. } => "never",
        ContractError::NotAvailable { .. } => "later",
        _ => return None,
    })
}

/// One line for each message, one cell for each role, one word for each state.
fn table() -> Vec<(&'static str, Vec<Vec<&'static str>>)> {
    let count = rows(&Chain::new()).len();
    let cell = |at: usize, role: &str, state: &State| {
        let mut chain = world(*state);
        let row = rows(&chain).remove(at);
        outcome(&mut chain, role, row)
    };
    let line = |at: usize| {
        let says = rows(&Chain::new()).remove(at).says;
        let of = |role: &&str| STATES.iter().map(|state| cell(at, role, state)).collect();
        (says, ROLES.iter().map(of).collect())
    };
    (0..count).map(line).collect()
}

const HEAD: &str = "# Who may do what

Generated by `UPDATE_DOCS=1 cargo test -p ballast-lending --test stories roles`, out of what the contract answers; a test
fails when it is stale.

Each cell has the answer in three states: *everything open · every action of every asset paused · paused, and every query to
the oracle fails*; one word where all three are the same.

- **yes**: it is done.
- **no**: not the sender's to do.
- **paused**: refused until the pause ends. **price**: refused for want of a price.
- **never**: nobody can do it. **later**: not built yet.

Repaying, and withdrawing without debt, are never refused (lent supply needs lendable cash; protected supply needs none).

| message | owner | steward | guardian | anybody |
|---|---|---|---|---|
";

fn shown(table: &[(&str, Vec<Vec<&str>>)]) -> String {
    let cell = |words: &Vec<&str>| match words.as_slice() {
        [first, rest @ ..] if rest.iter().all(|word| word == first) => (*first).to_owned(),
        words => words.join(" · "),
    };
    let line = |(says, cells): &(&str, Vec<Vec<&str>>)| {
        let cells: Vec<String> = cells.iter().map(cell).collect();
        format!("| {says} | {} |\n", cells.join(" | "))
    };
    let lines: String = table.iter().map(line).collect();
    format!("{HEAD}{lines}")
}

#[test]
fn the_documented_table_is_what_the_contract_answers() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/roles.md");
    let found = shown(&table());
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &found).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == found,
        "docs/roles.md is stale: run this test with UPDATE_DOCS=1"
    );
}

#[test]
fn p_32_what_the_guardian_may_beyond_anybody_makes_things_safer() {
    let [.., guardian, anybody] = [0, 1, 2, 3];
    let more: Vec<&str> = table()
        .into_iter()
        .filter(|(_, cells)| cells[guardian] != cells[anybody])
        .map(|(says, _)| says)
        .collect();
    assert_eq!(
        more,
        [
            "update_asset: collateral_factor to 0",
            "update_asset: caps lowered",
            "pause supply and borrow",
        ]
    );
}

#[test]
fn p_33_repaying_and_leaving_without_debt_always_work() {
    for says in [
        "repay",
        "withdraw lent supply, without debt",
        "withdraw protected supply, without debt",
    ] {
        for role in ROLES {
            for state in STATES {
                let mut chain = world(state);
                let row = rows(&chain)
                    .into_iter()
                    .find(|row| row.says == says)
                    .unwrap();
                assert_eq!(outcome(&mut chain, role, row), "yes", "{role}: {says}");
            }
        }
    }
}

/// A new message does not compile here before it has a line in the table.
fn verb(msg: &ExecuteMsg) -> &'static str {
    match msg {
        ExecuteMsg::Deposit(_) => "deposit",
        ExecuteMsg::Withdraw { .. } => "withdraw",
        ExecuteMsg::Borrow { .. } => "borrow",
        ExecuteMsg::Repay(_) => "repay",
        ExecuteMsg::Shift { .. } => "shift",
        ExecuteMsg::Liquidate(_) => "liquidate",
        ExecuteMsg::LiquidateMany(_) => "liquidate_many",
        ExecuteMsg::LiquidateProRata { .. } => "liquidate_pro_rata",
        ExecuteMsg::WriteOff { .. } => "write_off",
        ExecuteMsg::ListAsset(_) => "list_asset",
        ExecuteMsg::UpdateAsset(_) => "update_asset",
        ExecuteMsg::UpdateCorrelations(_) => "update_correlations",
        ExecuteMsg::StopRamp { .. } => "stop_ramp",
        ExecuteMsg::UpdateConfig { .. } => "update_config",
        ExecuteMsg::SetRoles { .. } => "set_roles",
        ExecuteMsg::Pause { .. } => "pause",
        ExecuteMsg::Unpause { .. } => "unpause",
        ExecuteMsg::WithdrawReserves { .. } => "withdraw_reserves",
        ExecuteMsg::Accrue { .. } => "accrue",
        ExecuteMsg::UpdateOwnership(_) => "update_ownership",
        ExecuteMsg::Receive(_) => "receive",
    }
}

#[test]
fn every_message_has_a_line_in_the_table() {
    let mut verbs: Vec<&str> = rows(&Chain::new())
        .iter()
        .map(|row| verb(&row.msg))
        .collect();
    verbs.sort_unstable();
    verbs.dedup();
    assert_eq!(verbs.len(), 21, "{verbs:?}");
}
