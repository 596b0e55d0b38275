//! Ramps that are stopped, sent on, or meet each other: nobody's health jumps, and nobody but the owner sets one going.

use super::world::{alice_owes, market, market_without_interest, DAY};
use ballast_interface::lending::{CorrelationsResponse, ParameterChange};
use ballast_lending::ContractError;
use ballast_risk::{AssetParams, CorrelationError, CorrelationSpec, Group, Ratio};
use ballast_testing::{assert_refused, assert_refused_for, pair, risk, Suite};

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

/// ATOM's weight on its way from 1.4 to 1.9, stopped after one of four days.
fn stopped() -> Suite {
    let mut suite = alice_owes("100 USDC");
    ramp(&mut suite, "ATOM", numbers("0.6", "1.9"), 4 * DAY);
    suite.pass(DAY);
    suite.govern(suite.msg().stop_ramp("ATOM"));
    suite.pass(9 * DAY);
    assert_eq!(weight(&suite, "ATOM"), "1.525");
    suite
}

#[test]
fn the_steward_does_not_send_on_what_the_owner_stopped() {
    let mut suite = stopped();
    let lower = risk(["0.49", "0.6", "1.9"], "atom");
    let sent_on = suite.msg().ramp("ATOM", lower.clone(), 30 * DAY);
    let refused = suite.tell("steward", sent_on);
    assert_refused_for(refused, |why| {
        matches!(why, ContractError::OwnersOnly { .. })
    });
    // a factor alone is the steward's, and moves nothing else
    let factor = suite.msg().update("ATOM", |u| u.risk = Some(lower));
    suite.tell("steward", factor).unwrap();
    assert_eq!(suite.parameters("ATOM").ramp, None);
    suite.pass(9 * DAY);
    assert_eq!(weight(&suite, "ATOM"), "1.525");
    let found = suite.parameters("ATOM").risk;
    assert_eq!(found.collateral_factor, Ratio::percent(49));
}

#[test]
fn the_owner_sends_on_what_was_stopped_by_naming_a_length() {
    let mut suite = stopped();
    ramp(&mut suite, "ATOM", numbers("0.6", "1.9"), DAY);
    let ends_at = suite.parameters("ATOM").ramp.unwrap().ends_at;
    assert_eq!(ends_at, suite.now() + DAY);
    suite.pass(DAY);
    assert_eq!(weight(&suite, "ATOM"), "1.9");
}

fn spec(stress: u64, rho: &str, credit: &str) -> CorrelationSpec {
    pair::correlations([stress, 3], rho, credit)
}

fn correlate(suite: &mut Suite, spec: CorrelationSpec, seconds: u64) {
    suite.govern(suite.msg().correlate(spec, Some(seconds)));
}

/// A quarter of the way down.
fn stop_stresses_midway(suite: &mut Suite) {
    correlate(suite, spec(0, "0", "0.75"), 4 * DAY);
    suite.pass(DAY);
    suite.govern(suite.msg().stop_correlations());
}

/// Stresses stopped midway on their way down, the matrix on its way.
fn both_midway() -> Suite {
    let mut suite = alice_owes("100 USDC");
    stop_stresses_midway(&mut suite);
    correlate(&mut suite, spec(0, "0.8", "0.75"), 4 * DAY);
    suite.pass(DAY);
    suite
}

#[test]
fn stresses_and_the_matrix_never_move_together() {
    let mut suite = both_midway();
    // the same message again sends the matrix alone
    correlate(&mut suite, spec(0, "0.8", "0.75"), 4 * DAY);
    suite.pass(2 * DAY);
    let found = structure(&suite).correlations;
    assert_eq!(found.groups[0].stress, Ratio::percent(30));
    // 0.2 when sent again; half of the rest is gone
    assert_eq!(found.rho[0][1], "0.5".parse().unwrap());
    let other = suite.msg().correlate(spec(5, "0.8", "0.75"), Some(DAY));
    let expected = ContractError::Correlation(CorrelationError::BothChange);
    assert_refused(suite.tell("owner", other), &expected);
}

#[test]
fn a_group_is_added_without_setting_anything_going() {
    let mut suite = both_midway();
    let before = structure(&suite);
    let mut wider = spec(0, "0.8", "0.75");
    let name = "new".into();
    let stress = Ratio::percent(10);
    wider.groups.push(Group { name, stress });
    let (one, none) = ("1".parse().unwrap(), "0".parse().unwrap());
    wider.rho.iter_mut().for_each(|row| row.push(none));
    wider.rho.push(vec![none, none, one]);
    suite.govern(suite.msg().correlate(wider, None));
    let after = structure(&suite);
    assert_eq!(after.ramp_ends_at, before.ramp_ends_at);
    assert_eq!(after.correlations.groups.len(), 3);
    suite.pass(9 * DAY);
    let found = structure(&suite).correlations;
    assert_eq!(found.groups[0].stress, Ratio::percent(30));
    assert_eq!(found.rho[0][1], "0.8".parse().unwrap());
}

#[test]
fn the_impact_of_a_matrix_leaves_stopped_stresses_where_they_are() {
    let mut suite = alice_owes("550 USDC");
    stop_stresses_midway(&mut suite);
    let next = spec(0, "-0.9", "1");
    let correlations = next.clone();
    let change = ParameterChange::Correlations { correlations };
    let found = suite.lens().param_impact(change, &["alice"]).unwrap();
    correlate(&mut suite, next, DAY);
    suite.pass(DAY);
    let health = suite.health_of("alice");
    let (initial, maintenance) = (health.initial.unwrap(), health.maintenance.unwrap());
    let after = &found.items[0].after;
    assert_eq!(after.maintenance_surplus, Some(maintenance.surplus));
    assert_eq!(after.initial_surplus, Some(initial.surplus));
    assert_eq!(after.health_factor, health.health_factor);
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
