//! How far steward and guardian may go.

use crate::chain::{execute, setup, Chain, ATOM, USDC};
use ballast_interface::lending::{
    AssetResponse, AssetUpdate, ExecuteMsg, PausableAction, QueryMsg,
};
use ballast_interface::AssetId;
use ballast_lending::ContractError;
use ballast_risk::{Amount, AssetParams, Caps, Ratio};

const HOUR: u64 = 3_600;
const DAY: u64 = 86_400;

fn asset(chain: &Chain, denom: &str) -> AssetResponse {
    chain.ask(QueryMsg::Asset {
        asset: AssetId::native(denom),
    })
}

fn threshold(chain: &Chain, denom: &str) -> String {
    asset(chain, denom).risk.liquidation_threshold.to_string()
}

fn update(chain: &mut Chain, who: &str, change: impl FnOnce(&mut AssetUpdate)) {
    let msg = changed(change);
    chain.send(who, msg, &[]);
}

fn changed(change: impl FnOnce(&mut AssetUpdate)) -> ExecuteMsg {
    let mut update = execute::update(ATOM);
    change(&mut update);
    ExecuteMsg::UpdateAsset(update)
}

fn atom(numbers: [&str; 3]) -> AssetParams {
    execute::risk(numbers, "atom")
}

fn caps(supply: u128, borrow: u128) -> Caps {
    Caps {
        supply_cap: Some(Amount::new(supply)),
        borrow_cap: Some(Amount::new(borrow)),
        collateral_cap: None,
    }
}

#[test]
fn the_steward_moves_in_small_steps() {
    let mut chain = Chain::new();
    let known = |u: &mut AssetUpdate| u.caps = Some(caps(1_000_000_000, 100));
    update(&mut chain, "owner", known);
    #[rustfmt::skip] // a table
    let table = [
        (changed(|u| u.risk = Some(atom(["0.53", "0.6", "1.4"]))), "collateral_factor: asked for 0.53, the steward may go at most 0.02 from 0.56"),
        (changed(|u| u.risk = Some(atom(["0.55", "0.57", "1.4"]))), "liquidation_threshold: asked for 0.57, the steward may go at most 0.02 from 0.6"),
        (changed(|u| u.caps = Some(caps(1_200_000_001, 100))), "supply_cap: asked for 1200000001, the steward may go at most 0.2 from 1000000000"),
        (changed(|u| u.caps = Some(caps(1_000_000_000, 79))), "borrow_cap: asked for 79, the steward may go at most 0.2 from 100"),
        (changed(|u| u.rates = Some(setup::rates("0.13", "3"))), "slope1: asked for 0.13, the steward may go at most 0.02 from 0.1"),
    ];
    for (msg, expected) in table {
        let refused = chain.refused("steward", msg, &[]).to_string();
        assert!(refused.starts_with(expected), "{refused}");
    }
}

#[test]
fn the_steward_moves_once_a_day() {
    let mut chain = Chain::new();
    let known = |u: &mut AssetUpdate| u.caps = Some(caps(1_000_000_000, 100));
    update(&mut chain, "owner", known);
    let near = |u: &mut AssetUpdate| {
        u.risk = Some(atom(["0.54", "0.58", "1.4"]));
        u.caps = Some(caps(1_200_000_000, 80));
        u.rates = Some(setup::rates("0.12", "2.98"));
    };
    update(&mut chain, "steward", near);
    let again_at = chain.now() + DAY;
    let soon = chain.refused("steward", changed(|u| u.caps = None), &[]);
    assert_eq!(soon, ContractError::TooSoon { again_at });
    chain.wait(DAY);
    let next = |u: &mut AssetUpdate| u.caps = Some(caps(1_300_000_000, 80));
    update(&mut chain, "steward", next);
}

#[test]
fn what_is_the_owners_the_steward_leaves() {
    let mut chain = Chain::new();
    let owners = |change: fn(&mut AssetUpdate)| changed(change);
    #[rustfmt::skip] // a table
    let table = [
        ("reserve_factor", owners(|u| u.reserve_factor = Some(Ratio::ZERO))),
        ("borrow_weight", owners(|u| u.risk = Some(atom(["0.56", "0.6", "1.41"])))),
        ("group", owners(|u| u.risk = Some(execute::risk(["0.56", "0.6", "1.4"], "usd")))),
        ("supply_cap", owners(|u| u.caps = Some(caps(1, 1)))),
    ];
    for (field, msg) in table {
        let refused = chain.refused("steward", msg, &[]);
        assert_eq!(refused, ContractError::OwnersOnly { field });
    }
}

#[test]
fn the_steward_sees_the_owners_ramps_through() {
    let mut chain = Chain::new();
    chain.send(
        "owner",
        execute::ramp(ATOM, atom(["0.5", "0.5", "1.4"]), 2 * DAY),
        &[],
    );
    let ends_at = chain.now() + 2 * DAY;
    let back = changed(|u| u.risk = Some(atom(["0.5", "0.6", "1.4"])));
    let refused = chain.refused("steward", back, &[]);
    assert_eq!(refused, ContractError::RampInProgress { ends_at });
}

#[test]
fn the_guardian_sets_a_factor_to_nothing_and_lowers_caps_at_once() {
    let mut chain = Chain::new();
    update(&mut chain, "guardian", |u| {
        u.risk = Some(atom(["0", "0.6", "1.4"]));
        u.caps = Some(caps(100, 50));
    });
    assert_eq!(asset(&chain, ATOM).risk.collateral_factor.to_string(), "0");
    update(&mut chain, "guardian", |u| u.caps = Some(caps(0, 50)));
    #[rustfmt::skip] // a table
    let table = [
        ("supply_cap", changed(|u| u.caps = Some(caps(1, 50)))),
        ("borrow_cap", changed(|u| u.caps = Some(caps(0, 51)))),
        ("collateral_factor above 0", changed(|u| u.risk = Some(atom(["0.01", "0.6", "1.4"])))),
        ("risk other than collateral_factor", changed(|u| u.risk = Some(atom(["0", "0.5", "1.4"])))),
        ("ramp_seconds", changed(|u| u.ramp_seconds = Some(DAY))),
        ("rates", changed(|u| u.rates = Some(setup::rates("0.1", "3")))),
    ];
    for (field, msg) in table {
        let refused = chain.refused("guardian", msg, &[]);
        assert_eq!(refused, ContractError::NotSafer { field });
    }
}

#[test]
fn the_guardian_starts_no_ramp_that_the_owner_stopped() {
    let mut chain = Chain::new();
    chain.send(
        "owner",
        execute::ramp(ATOM, atom(["0.4", "0.5", "1.5"]), 4 * DAY),
        &[],
    );
    chain.wait(DAY);
    chain.send("owner", execute::stop(Some(ATOM)), &[]);
    update(&mut chain, "guardian", |u| {
        u.risk = Some(atom(["0", "0.5", "1.5"]))
    });
    chain.wait(9 * DAY);
    assert_eq!(threshold(&chain, ATOM), "0.575");
    assert_eq!(asset(&chain, ATOM).risk.collateral_factor.to_string(), "0");
}

#[test]
fn a_guardians_pause_ends_by_itself_and_does_not_follow_another() {
    let mut chain = Chain::new();
    let start = chain.now();
    let borrow = &[PausableAction::Borrow];
    let (latest, again_at) = (start + 72 * HOUR, start + 240 * HOUR);
    let long = chain.refused(
        "guardian",
        execute::pause(ATOM, borrow, Some(latest + 1)),
        &[],
    );
    assert_eq!(long, ContractError::PauseTooLong { latest, again_at });
    chain.send("guardian", execute::pause(ATOM, borrow, None), &[]);
    assert_eq!(asset(&chain, ATOM).pauses.borrow, Some(latest));
    chain.wait(71 * HOUR);
    chain.send("guardian", execute::pause(ATOM, borrow, None), &[]);
    assert_eq!(asset(&chain, ATOM).pauses.borrow, Some(latest));
    chain.wait(HOUR);
    assert_eq!(asset(&chain, ATOM).pauses.borrow, None);
    let again = chain.refused("guardian", execute::pause(ATOM, borrow, None), &[]);
    assert_eq!(again, ContractError::PauseTooLong { latest, again_at });
    chain.wait(168 * HOUR);
    chain.send("guardian", execute::pause(ATOM, borrow, None), &[]);
}

#[test]
fn a_pause_until_now_is_no_pause() {
    let mut chain = Chain::new();
    let now = chain.now();
    for who in ["guardian", "owner"] {
        let past = execute::pause(ATOM, &[PausableAction::Borrow], Some(now));
        let refused = chain.refused(who, past, &[]).to_string();
        assert!(refused.contains("a time to come"), "{who}: {refused}");
    }
    assert_eq!(asset(&chain, ATOM).pauses.borrow, None);
}

#[test]
fn what_the_owner_decides_about_a_pause_stands() {
    let mut chain = Chain::new();
    let supply = &[PausableAction::Supply];
    let end = chain.now() + 30 * DAY;
    chain.send("guardian", execute::pause(ATOM, supply, None), &[]);
    chain.send("owner", execute::pause(ATOM, supply, Some(end)), &[]);
    chain.send("guardian", execute::pause(ATOM, supply, None), &[]);
    assert_eq!(asset(&chain, ATOM).pauses.supply, Some(end));
    chain.wait(HOUR);
    chain.send("owner", execute::unpause(ATOM, supply), &[]);
    let again = chain.refused("guardian", execute::pause(ATOM, supply, None), &[]);
    assert!(again.to_string().contains("only the owner"), "{again}");
    let liquidation = execute::pause(ATOM, &[PausableAction::Liquidate], None);
    let refused = chain.refused("guardian", liquidation.clone(), &[]);
    assert!(
        refused
            .to_string()
            .starts_with("only the owner may do this"),
        "{refused}"
    );
    chain.send("owner", liquidation, &[]);
}

#[test]
fn one_person_may_be_steward_and_guardian() {
    let mut chain = Chain::new();
    let lena = Some(chain.address("lena").to_string());
    let roles = ExecuteMsg::SetRoles {
        guardian: lena.clone(),
        steward: lena,
        steward_limits: None,
    };
    chain.send("owner", roles, &[]);
    chain.send(
        "lena",
        execute::pause(ATOM, &[PausableAction::Borrow], None),
        &[],
    );
    update(&mut chain, "lena", |u| {
        u.risk = Some(atom(["0", "0.6", "1.4"]))
    });
    update(&mut chain, "lena", |u| {
        u.risk = Some(atom(["0.02", "0.59", "1.4"]))
    });
    let refused = chain.refused("guardian", execute::pause(ATOM, &[], None), &[]);
    assert!(
        refused
            .to_string()
            .starts_with("only the owner, the steward"),
        "{refused}"
    );
}

#[test]
fn a_pause_stops_its_action_of_its_asset_until_it_ends() {
    let mut chain = Chain::with_alice_owing(100);
    let until = chain.now() + HOUR;
    let both = &[PausableAction::Supply, PausableAction::Borrow];
    chain.send("guardian", execute::pause(ATOM, both, Some(until)), &[]);
    let paused = |action| ContractError::Paused {
        action,
        asset: ATOM.into(),
        until,
    };
    let refused = chain.refused("bob", execute::deposit(), &[(5, ATOM)]);
    assert_eq!(refused, paused("supply"));
    let refused = chain.refused("bob", execute::borrow(ATOM, 1_000_000), &[]);
    assert_eq!(refused, paused("borrow"));
    // another asset is open
    chain.send("alice", execute::borrow(USDC, 1_000_000), &[]);
    chain.wait(HOUR);
    chain.deposit("bob", 5, ATOM);
    chain.send("bob", execute::borrow(ATOM, 1_000_000), &[]);
}

#[test]
fn factors_and_caps_change_while_the_correlations_are_on_their_way() {
    let mut chain = Chain::new();
    let spec = setup::correlations([30, 3], "0", "0.75");
    chain.send("owner", execute::correlate(spec, 2 * DAY), &[]);
    chain.wait(DAY);
    update(&mut chain, "steward", |u| {
        u.risk = Some(atom(["0.54", "0.6", "1.4"]));
    });
    update(&mut chain, "guardian", |u| {
        u.risk = Some(atom(["0", "0.6", "1.4"]));
    });
    let found = asset(&chain, ATOM).risk.collateral_factor;
    assert_eq!(found.to_string(), "0");
}
