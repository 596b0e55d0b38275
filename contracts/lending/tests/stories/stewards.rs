//! How far steward and guardian may go.

use super::world::{alice_owes, atom, market, ramp_atom, DAY, HOUR};
use ballast_interface::lending::{AssetUpdate, CapChange, CapsUpdate, PausableAction};
use ballast_lending::{ContractError, LedgerError};
use ballast_risk::governance::{BudgetSpent, RampError};
use ballast_risk::{Amount, Ratio, Seconds};
use ballast_testing::{assert_refused, assert_says, pair, risk, Message, Outcome, Suite};

fn changed(suite: &Suite, change: impl FnOnce(&mut AssetUpdate)) -> Message {
    suite.msg().update("ATOM", change)
}

#[track_caller]
fn update(suite: &mut Suite, who: &str, change: impl FnOnce(&mut AssetUpdate)) {
    suite.tell(who, changed(suite, change)).unwrap();
}

fn caps(supply: u128, borrow: u128) -> CapsUpdate {
    CapsUpdate {
        supply_cap: Some(CapChange::Set(Amount::new(supply))),
        borrow_cap: Some(CapChange::Set(Amount::new(borrow))),
    }
}

fn factor(suite: &Suite) -> String {
    suite.parameters("ATOM").risk.collateral_factor.to_string()
}

/// A market in which ATOM has caps.
fn capped() -> Suite {
    let mut suite = market();
    update(&mut suite, "owner", |u| {
        u.caps = Some(caps(1_000_000_000, 100))
    });
    suite
}

#[test]
fn the_steward_moves_in_small_steps() {
    let mut suite = capped();
    let changed = |change: fn(&mut AssetUpdate)| changed(&suite, change);
    #[rustfmt::skip] // a table
    let table = [
        (changed(|u| u.risk = Some(atom(["0.53", "0.6", "1.4"]))), "collateral_factor: asked for 0.53, the steward may go at most 0.02 from 0.56"),
        (changed(|u| u.risk = Some(atom(["0.55", "0.57", "1.4"]))), "liquidation_threshold: asked for 0.57, the steward may go at most 0.02 from 0.6"),
        (changed(|u| u.caps = Some(caps(1_200_000_001, 100))), "supply_cap: asked for 1200000001, the steward may go at most 0.2 from 1000000000"),
        (changed(|u| u.caps = Some(caps(1_000_000_000, 79))), "borrow_cap: asked for 79, the steward may go at most 0.2 from 100"),
        (changed(|u| u.rates = Some(pair::rates("0.13", "3"))), "slope1: asked for 0.13, the steward may go at most 0.02 from 0.1"),
    ];
    for (message, expected) in table {
        let refused = suite.tell("steward", message).unwrap_err().to_string();
        assert!(refused.starts_with(expected), "{refused}");
    }
}

#[test]
fn the_steward_moves_once_a_day() {
    let mut suite = capped();
    update(&mut suite, "steward", |u| {
        u.risk = Some(atom(["0.54", "0.58", "1.4"]));
        u.caps = Some(caps(1_200_000_000, 80));
        u.rates = Some(pair::rates("0.12", "2.98"));
    });
    let again_at = suite.now() + DAY;
    let soon = suite.tell("steward", changed(&suite, |u| u.caps = None));
    assert_refused(soon, &ContractError::TooSoon { again_at });
    suite.pass(DAY);
    let next = caps(1_300_000_000, 80);
    update(&mut suite, "steward", |u| u.caps = Some(next));
}

#[test]
fn what_is_the_owners_the_steward_leaves() {
    let mut suite = market();
    let owners = |change: fn(&mut AssetUpdate)| changed(&suite, change);
    #[rustfmt::skip] // a table
    let table = [
        ("reserve_factor", owners(|u| u.reserve_factor = Some(Ratio::ZERO))),
        ("borrow_weight", owners(|u| u.risk = Some(atom(["0.56", "0.6", "1.41"])))),
        ("group", owners(|u| u.risk = Some(risk(["0.56", "0.6", "1.4"], "usd")))),
        ("borrow_cap", owners(|u| u.caps = Some(caps(u128::MAX, 1)))),
    ];
    for (field, message) in table {
        let refused = suite.tell("steward", message);
        assert_refused(refused, &ContractError::OwnersOnly { field });
    }
}

#[test]
fn the_steward_sees_the_owners_ramps_through() {
    let mut suite = market();
    ramp_atom(&mut suite, ["0.5", "0.5", "1.4"], 2 * DAY);
    let ends_at = Some(suite.now() + 2 * DAY);
    let back = changed(&suite, |u| u.risk = Some(atom(["0.5", "0.6", "1.4"])));
    let of = "uatom".to_owned();
    let ramp = RampError::UnderWay { ends_at };
    let expected = LedgerError::RampInProgress { of, ramp };
    assert_refused(suite.tell("steward", back), &expected.into());
}

#[test]
fn a_stewards_ramp_takes_at_most_three_days() {
    let mut suite = market();
    let long = suite
        .msg()
        .ramp("ATOM", atom(["0.55", "0.59", "1.4"]), 3 * DAY + 1);
    assert_says(suite.tell("steward", long), "allowed is 86400 to 259200");
    let end = suite.now() + 3 * DAY;
    update(&mut suite, "steward", |u| {
        u.risk = Some(atom(["0.55", "0.59", "1.4"]))
    });
    assert_eq!(suite.parameters("ATOM").ramp.unwrap().ends_at, Some(end));
}

#[test]
fn the_guardian_sets_a_factor_to_nothing_and_lowers_caps_at_once() {
    let mut suite = market();
    update(&mut suite, "guardian", |u| {
        u.risk = Some(atom(["0", "0.6", "1.4"]));
        u.caps = Some(caps(100, 50));
    });
    assert_eq!(factor(&suite), "0");
    update(&mut suite, "guardian", |u| u.caps = Some(caps(0, 50)));
    let changed = |change: fn(&mut AssetUpdate)| changed(&suite, change);
    #[rustfmt::skip] // a table
    let table = [
        ("supply_cap", changed(|u| u.caps = Some(caps(1, 50)))),
        ("borrow_cap", changed(|u| u.caps = Some(caps(0, 51)))),
        ("collateral_factor above 0", changed(|u| u.risk = Some(atom(["0.01", "0.6", "1.4"])))),
        ("risk other than collateral_factor", changed(|u| u.risk = Some(atom(["0", "0.5", "1.4"])))),
        ("ramp_seconds", changed(|u| u.ramp_seconds = Some(DAY))),
        ("rates", changed(|u| u.rates = Some(pair::rates("0.1", "3")))),
    ];
    for (field, message) in table {
        let refused = suite.tell("guardian", message);
        assert_refused(refused, &ContractError::NotSafer { field });
    }
}

#[test]
fn the_guardian_sends_on_no_ramp_that_the_owner_holds() {
    let mut suite = market();
    ramp_atom(&mut suite, ["0.4", "0.5", "1.5"], 4 * DAY);
    suite.pass(DAY);
    suite.govern(suite.msg().hold("ATOM"));
    update(&mut suite, "guardian", |u| {
        u.risk = Some(atom(["0", "0.5", "1.5"]))
    });
    suite.pass(9 * DAY);
    let risk = suite.parameters("ATOM").risk;
    assert_eq!(risk.liquidation_threshold.to_string(), "0.575");
    assert_eq!(risk.collateral_factor.to_string(), "0");
}

fn pause(suite: &mut Suite, who: &str, actions: &[PausableAction], until: Option<u64>) -> Outcome {
    suite.tell(who, suite.msg().pause("ATOM", actions, until))
}

fn ends(suite: &Suite) -> Option<u64> {
    suite.parameters("ATOM").pauses.borrow
}

const BORROW: &[PausableAction] = &[PausableAction::Borrow];

#[test]
fn guardians_pauses_draw_on_72_hours_that_refill_over_a_week() {
    let mut suite = market();
    let latest = suite.now() + 72 * HOUR;
    let too_long = pause(&mut suite, "guardian", BORROW, Some(latest + 1));
    assert_refused(too_long, &LedgerError::PauseTooLong { latest }.into());
    pause(&mut suite, "guardian", BORROW, None).unwrap();
    assert_eq!(ends(&suite), Some(latest));
    suite.pass(71 * HOUR);
    pause(&mut suite, "guardian", BORROW, None).unwrap();
    assert_eq!(ends(&suite), Some(latest));
    suite.pass(HOUR);
    assert_eq!(ends(&suite), None);
    // 72 of 168: an hour is back after 2 hours and 20 minutes
    let spent = BudgetSpent {
        available: Seconds::new(0),
        again_at: latest + 8_400,
    };
    let refused = pause(&mut suite, "guardian", BORROW, None);
    assert_refused(refused, &LedgerError::Budget(spent).into());
    suite.pass(8_400);
    pause(&mut suite, "guardian", BORROW, None).unwrap();
    assert_eq!(ends(&suite), Some(latest + 8_400 + HOUR));
}

#[test]
fn guardians_end_what_guardians_paused_and_get_the_rest_back() {
    let mut suite = market();
    let open = suite.msg().unpause("ATOM", BORROW);
    pause(&mut suite, "guardian", BORROW, None).unwrap();
    suite.pass(2 * HOUR);
    suite.tell("guardian", open.clone()).unwrap();
    assert_eq!(ends(&suite), None);
    // a minute costs an hour: 72 − 2 − 1 are left
    let minute = suite.now() + 60;
    pause(&mut suite, "guardian", BORROW, Some(minute)).unwrap();
    assert_eq!(ends(&suite), Some(minute));
    suite.pass(60);
    assert_eq!(ends(&suite), None);
    pause(&mut suite, "guardian", BORROW, None).unwrap();
    assert_eq!(ends(&suite), Some(minute + 69 * HOUR));
    pause(&mut suite, "owner", BORROW, None).unwrap();
    let refused = suite.tell("guardian", open);
    assert_says(refused, "only the owner, who paused it,");
}

#[test]
fn a_pause_until_now_is_no_pause() {
    let mut suite = market();
    let now = suite.now();
    for who in ["guardian", "owner"] {
        let past = pause(&mut suite, who, &[PausableAction::Borrow], Some(now));
        assert_says(past, "a time to come");
    }
    assert_eq!(suite.parameters("ATOM").pauses.borrow, None);
}

#[test]
fn what_the_owner_decides_about_a_pause_stands() {
    let mut suite = market();
    let supply = &[PausableAction::Supply];
    let end = suite.now() + 30 * DAY;
    pause(&mut suite, "guardian", supply, None).unwrap();
    pause(&mut suite, "owner", supply, Some(end)).unwrap();
    pause(&mut suite, "guardian", supply, None).unwrap();
    assert_eq!(suite.parameters("ATOM").pauses.supply, Some(end));
    suite.pass(HOUR);
    suite.govern(suite.msg().unpause("ATOM", supply));
    assert_eq!(suite.parameters("ATOM").pauses.supply, None);
    // an hour went for the pause that the owner's took the place of, another for the next
    pause(&mut suite, "guardian", supply, None).unwrap();
    let left = suite.now() + 70 * HOUR;
    assert_eq!(suite.parameters("ATOM").pauses.supply, Some(left));
    let liquidation = &[PausableAction::Liquidate];
    let refused = pause(&mut suite, "guardian", liquidation, None).unwrap_err();
    let refused = refused.to_string();
    assert!(
        refused.starts_with("only the owner may do this"),
        "{refused}"
    );
    pause(&mut suite, "owner", liquidation, None).unwrap();
}

#[test]
fn one_person_may_be_steward_and_guardian() {
    let mut suite = market();
    suite.govern(suite.msg().set_roles(Some("lena"), None));
    pause(&mut suite, "lena", &[PausableAction::Borrow], None).unwrap();
    for numbers in [["0", "0.6", "1.4"], ["0.02", "0.59", "1.4"]] {
        update(&mut suite, "lena", |u| u.risk = Some(atom(numbers)));
    }
    let refused = pause(&mut suite, "guardian", BORROW, None).unwrap_err();
    let refused = refused.to_string();
    assert!(
        refused.starts_with("only the owner, the steward"),
        "{refused}"
    );
}

#[test]
fn a_pause_stops_its_action_of_its_asset_until_it_ends() {
    let mut suite = alice_owes("100 USDC");
    let until = suite.now() + HOUR;
    let both = &[PausableAction::Supply, PausableAction::Borrow];
    pause(&mut suite, "guardian", both, Some(until)).unwrap();
    let paused = |action| {
        LedgerError::Paused {
            action,
            asset: "uatom".into(),
            until,
        }
        .into()
    };
    assert_refused(suite.deposit("bob", "5 uatom"), &paused("supply"));
    assert_refused(suite.borrow("bob", "1 ATOM"), &paused("borrow"));
    // another asset is open
    suite.borrow("alice", "1 USDC").unwrap();
    suite.pass(HOUR);
    suite.deposit("bob", "5 uatom").unwrap();
    suite.borrow("bob", "1 ATOM").unwrap();
}

#[test]
fn factors_and_caps_change_while_the_correlations_are_on_their_way() {
    let mut suite = market();
    let spec = pair::correlations([30, 3], "0", "0.75");
    suite.govern(suite.msg().correlate(spec, Some(2 * DAY)));
    suite.pass(DAY);
    for (who, numbers) in [
        ("steward", ["0.54", "0.6", "1.4"]),
        ("guardian", ["0", "0.6", "1.4"]),
    ] {
        update(&mut suite, who, |u| u.risk = Some(atom(numbers)));
    }
    assert_eq!(factor(&suite), "0");
}
