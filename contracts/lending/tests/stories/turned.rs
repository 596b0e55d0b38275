//! Ramps that are held, sent on, turned back, or meet each other: only the owner steers one, and only one is under way.

use super::world::{alice_owes, market, market_without_interest, DAY};
use ballast_interface::lending::{CorrelationsResponse, ParameterChange};
use ballast_lending::LedgerError;
use ballast_risk::governance::{
    AssetParams, CorrelationError, CorrelationSpec, Group, RampCourse, RampError,
};
use ballast_risk::Ratio;
use ballast_testing::{assert_refused, assert_says, pair, risk, Suite};

fn structure(suite: &Suite) -> CorrelationsResponse {
    suite.correlations().unwrap()
}

fn weight(suite: &Suite, ticker: &str) -> String {
    let weight = suite.parameters(ticker).risk.borrow_weight;
    weight.unwrap().to_string()
}

fn numbers(threshold: &str, weight: &str) -> AssetParams {
    risk(["0.5", threshold, weight], "atom")
}

fn ramp(suite: &mut Suite, ticker: &str, risk: AssetParams, seconds: u64) {
    suite.govern(suite.msg().ramp(ticker, risk, seconds));
}

fn ink_without_weight(suite: &mut Suite) {
    suite.price("INK", "10");
    let listing = suite.msg().list("INK", |listing| {
        listing.risk = numbers("0.6", "1.4");
        listing.risk.borrow_weight = None;
        listing.rates = pair::rates("0", "0");
    });
    suite.govern(listing);
    suite.deposit("owner", "1 INK").unwrap();
    suite.deposit("bob", "900 INK").unwrap();
}

#[test]
fn p_19_a_weight_that_appeared_and_is_raised_moves_no_health_at_once() {
    let mut suite = market_without_interest();
    ink_without_weight(&mut suite);
    suite.deposit("alice", "700 USDC").unwrap();
    ramp(&mut suite, "INK", numbers("0.6", "1.4"), 30 * DAY);
    let most = suite.lens().max_borrow("alice", "INK").amount;
    suite.borrow("alice", &format!("{most} uink")).unwrap();
    suite.pass(DAY);
    // nothing was owed before: it weighs 1.4 from the first moment
    assert_eq!(weight(&suite, "INK"), "1.4");
    let before = suite.surplus("alice");
    ramp(&mut suite, "INK", numbers("0.6", "1.98"), 30 * DAY);
    assert_eq!(suite.surplus("alice"), before, "P-19");
}

/// ATOM's weight on its way from 1.4 to 1.9, held after one of four days.
fn held() -> Suite {
    let mut suite = alice_owes("100 USDC");
    ramp(&mut suite, "ATOM", numbers("0.6", "1.9"), 4 * DAY);
    suite.pass(DAY);
    suite.govern(suite.msg().hold("ATOM"));
    suite.pass(9 * DAY);
    assert_eq!(weight(&suite, "ATOM"), "1.525");
    suite
}

fn steer(suite: &mut Suite, of: Option<&str>, to: RampCourse, seconds: Option<u64>) {
    suite.govern(suite.msg().steer(of, to, seconds));
}

#[test]
fn the_steward_starts_nothing_while_a_ramp_is_held() {
    let mut suite = held();
    let lower = risk(["0.49", "0.59", "1.9"], "atom");
    let other = suite.msg().ramp("ATOM", lower, 3 * DAY);
    let ramp = RampError::UnderWay { ends_at: None };
    let of = suite.id("ATOM").name().to_owned();
    let refused = LedgerError::RampInProgress { of, ramp };
    assert_refused(suite.tell("steward", other), &refused.into());
    // a factor alone is the steward's, and moves nothing else
    let lower = risk(["0.49", "0.6", "1.9"], "atom");
    let factor = suite.msg().update("ATOM", |u| u.risk = Some(lower));
    suite.tell("steward", factor).unwrap();
    suite.pass(9 * DAY);
    assert_eq!(weight(&suite, "ATOM"), "1.525");
    let found = suite.parameters("ATOM").risk;
    assert_eq!(found.collateral_factor, Ratio::percent(49));
}

#[test]
fn the_owner_lets_what_was_held_go_on_or_turn_back() {
    let mut suite = held();
    steer(&mut suite, Some("ATOM"), RampCourse::GoOn, Some(DAY));
    let ramp = suite.parameters("ATOM").ramp.unwrap();
    // three quarters of the way at a day for all of it
    assert_eq!(ramp.ends_at, Some(suite.now() + DAY * 3 / 4));
    suite.pass(DAY / 4);
    assert_eq!(weight(&suite, "ATOM"), "1.65");
    // at the pace it has: half of the way in half a day
    steer(&mut suite, Some("ATOM"), RampCourse::TurnBack, None);
    suite.pass(DAY / 2);
    assert_eq!(weight(&suite, "ATOM"), "1.4");
    assert_eq!(suite.parameters("ATOM").ramp, None);
    let late = suite.msg().steer(Some("ATOM"), RampCourse::GoOn, None);
    assert_says(suite.tell("owner", late), "no ramp is under way");
}

#[test]
fn what_is_held_has_no_pace_and_every_pace_is_one_to_thirty_days() {
    let mut suite = held();
    let paced = |to, seconds| suite.msg().steer(Some("ATOM"), to, Some(seconds));
    let table = [
        (paced(RampCourse::Hold, DAY), "allowed is absent"),
        (
            paced(RampCourse::GoOn, DAY - 1),
            "allowed is 86400 to 2592000",
        ),
        (
            paced(RampCourse::TurnBack, 30 * DAY + 1),
            "allowed is 86400 to 2592000",
        ),
    ];
    for (message, why) in table {
        assert_says(suite.tell("owner", message), why);
    }
    assert_eq!(weight(&suite, "ATOM"), "1.525");
}

fn spec(stress: u64, rho: &str, credit: &str) -> CorrelationSpec {
    pair::correlations([stress, 3], rho, credit)
}

fn correlate(suite: &mut Suite, spec: CorrelationSpec, seconds: u64) {
    suite.govern(suite.msg().correlate(spec, Some(seconds)));
}

/// A quarter of the way down.
fn stresses_held() -> Suite {
    let mut suite = alice_owes("550 USDC");
    correlate(&mut suite, spec(0, "0", "0.75"), 4 * DAY);
    suite.pass(DAY);
    suite.govern(suite.msg().hold_correlations());
    suite
}

#[test]
fn while_stresses_are_held_neither_the_matrix_nor_an_asset_moves() {
    let mut suite = stresses_held();
    let ramp = RampError::UnderWay { ends_at: None };
    let matrix = suite.msg().correlate(spec(0, "0.8", "0.75"), Some(DAY));
    let expected = CorrelationError::Ramp(ramp.clone());
    assert_refused(suite.tell("owner", matrix), &expected.into());
    let asset = suite.msg().ramp("ATOM", numbers("0.5", "1.5"), DAY);
    let of = "the correlations".to_owned();
    let expected = LedgerError::RampInProgress { of, ramp };
    assert_refused(suite.tell("owner", asset.clone()), &expected.into());
    steer(&mut suite, None, RampCourse::TurnBack, Some(DAY));
    suite.pass(DAY / 4);
    let found = structure(&suite);
    assert_eq!(found.correlations.groups[0].stress, Ratio::percent(40));
    assert_eq!(found.ramp, None);
    suite.govern(asset);
}

#[test]
fn a_group_is_added_without_setting_anything_going() {
    let mut suite = stresses_held();
    let mut wider = spec(0, "0", "0.75");
    let name = "new".into();
    let stress = Ratio::percent(10);
    wider.groups.push(Group { name, stress });
    let (one, none) = ("1".parse().unwrap(), "0".parse().unwrap());
    wider.rho.iter_mut().for_each(|row| row.push(none));
    wider.rho.push(vec![none, none, one]);
    suite.govern(suite.msg().correlate(wider.clone(), None));
    suite.pass(9 * DAY);
    let found = structure(&suite);
    assert_eq!(found.correlations.groups.len(), 3);
    assert_eq!(found.correlations.groups[0].stress, Ratio::percent(30));
    let ramp = found.ramp.unwrap();
    assert_eq!((ramp.to, ramp.ends_at), (RampCourse::Hold, None));
    assert_eq!(ramp.target, wider);
}

#[test]
fn the_impact_of_an_asset_is_asked_at_an_end_as_it_is_changed() {
    let suite = stresses_held();
    let change = ParameterChange::Asset {
        asset: suite.id("ATOM"),
        risk: numbers("0.5", "1.5"),
        liquidation: None,
    };
    let refused = suite.lens().param_impact(change, &["alice"]).unwrap_err();
    assert!(
        refused.to_string().contains("is under way and held"),
        "{refused}"
    );
    // a factor moves at once, and the stresses stay where they are held
    let change = ParameterChange::Asset {
        asset: suite.id("ATOM"),
        risk: risk(["0.3", "0.6", "1.4"], "atom"),
        liquidation: None,
    };
    let found = suite.lens().param_impact(change, &["alice"]).unwrap();
    let (before, after) = (&found.items[0].before, &found.items[0].after);
    assert_eq!(before.maintenance_surplus, after.maintenance_surplus);
    assert!(before.initial_surplus > after.initial_surplus);
}

#[test]
fn an_asset_that_nobody_has_changes_its_group_at_once() {
    let mut suite = market();
    suite.price("INK", "10");
    let usd = risk(["0.95", "0.97", "1.03"], "usd");
    // a bonus that fits the threshold
    let bonus = suite.parameters("USDC").liquidation;
    suite.govern(suite.msg().list("INK", |listing| {
        listing.risk = usd;
        listing.liquidation = bonus;
    }));
    ramp(&mut suite, "INK", numbers("0.6", "1.4"), 30 * DAY);
    let found = suite.parameters("INK");
    assert_eq!((found.risk, found.ramp), (numbers("0.6", "1.4"), None));
    suite.deposit("owner", "1 INK").unwrap();
    suite.deposit("alice", "100 INK").unwrap();
    // members keep to their group's stress, so the Book is one
    suite.lens().book("alice").book().unwrap();
}
