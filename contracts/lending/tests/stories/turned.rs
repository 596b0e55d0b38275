//! Ramps that are stopped, sent on, or meet each other: nobody's health jumps, and nobody but the owner sets one going.

use crate::chain::{execute, setup, Chain, ATOM, INK, USDC};
use ballast_interface::lending::{
    AssetResponse, CorrelationsResponse, ExecuteMsg, LimitResponse, ListAsset, ParamImpactResponse,
    ParameterChange, QueryMsg,
};
use ballast_interface::AssetId;
use ballast_lending::ContractError;
use ballast_risk::{AssetParams, BookJson, CorrelationError, CorrelationSpec, Group, Ratio};

const DAY: u64 = 86_400;

fn asset(chain: &Chain, denom: &str) -> AssetResponse {
    let asset = AssetId::native(denom);
    chain.ask(QueryMsg::Asset { asset })
}

fn structure(chain: &Chain) -> CorrelationsResponse {
    chain.ask(QueryMsg::Correlations {})
}

fn atom(threshold: &str, weight: &str) -> AssetParams {
    execute::risk(["0.5", threshold, weight], "atom")
}

fn ink_without_weight(chain: &mut Chain) {
    chain.price(INK, "10");
    let mut listing = setup::listing(AssetId::native(INK), ["0.5", "0.6", "1.4"], "atom");
    listing.risk.borrow_weight = None;
    listing.rates = setup::rates("0", "0");
    chain.send("owner", ExecuteMsg::ListAsset(listing), &[]);
    chain.deposit("owner", 1_000_000, INK);
    chain.deposit("bob", 900_000_000, INK);
}

#[test]
fn p_19_a_weight_that_appeared_and_is_raised_moves_no_health_at_once() {
    let mut chain = Chain::new().without_interest();
    ink_without_weight(&mut chain);
    chain.deposit("alice", 700_000_000, USDC);
    chain.send(
        "owner",
        execute::ramp(INK, atom("0.6", "1.4"), 30 * DAY),
        &[],
    );
    let limit: LimitResponse = chain.ask(QueryMsg::MaxBorrow {
        account: chain.account("alice"),
        asset: AssetId::native(INK),
    });
    chain.send("alice", execute::borrow(INK, limit.amount.raw()), &[]);
    chain.wait(DAY);
    // nothing was owed before: it weighs 1.4 from the first moment
    assert_eq!(
        asset(&chain, INK).risk.borrow_weight,
        Some(Ratio::percent(140))
    );
    let before = chain.surplus("alice");
    chain.send(
        "owner",
        execute::ramp(INK, atom("0.6", "1.98"), 30 * DAY),
        &[],
    );
    assert_eq!(chain.surplus("alice"), before, "P-19");
}

/// ATOM's weight on its way from 1.4 to 1.9, stopped after one of four days.
fn stopped() -> Chain {
    let mut chain = Chain::with_alice_owing(100);
    chain.send(
        "owner",
        execute::ramp(ATOM, atom("0.6", "1.9"), 4 * DAY),
        &[],
    );
    chain.wait(DAY);
    chain.send("owner", execute::stop(Some(ATOM)), &[]);
    chain.wait(9 * DAY);
    assert_eq!(
        asset(&chain, ATOM).risk.borrow_weight,
        Some("1.525".parse().unwrap())
    );
    chain
}

#[test]
fn the_steward_does_not_send_on_what_the_owner_stopped() {
    let mut chain = stopped();
    let mut update = execute::update(ATOM);
    update.risk = Some(execute::risk(["0.49", "0.6", "1.9"], "atom"));
    update.ramp_seconds = Some(30 * DAY);
    let refused = chain.refused("steward", ExecuteMsg::UpdateAsset(update.clone()), &[]);
    assert!(
        matches!(refused, ContractError::OwnersOnly { .. }),
        "{refused}"
    );
    // a factor alone is the steward's, and moves nothing else
    update.ramp_seconds = None;
    chain.send("steward", ExecuteMsg::UpdateAsset(update), &[]);
    assert_eq!(asset(&chain, ATOM).ramp, None);
    chain.wait(9 * DAY);
    let found = asset(&chain, ATOM).risk;
    assert_eq!(found.borrow_weight, Some("1.525".parse().unwrap()));
    assert_eq!(found.collateral_factor, Ratio::percent(49));
}

#[test]
fn the_owner_sends_on_what_was_stopped_by_naming_a_length() {
    let mut chain = stopped();
    chain.send("owner", execute::ramp(ATOM, atom("0.6", "1.9"), DAY), &[]);
    assert_eq!(asset(&chain, ATOM).ramp.unwrap().ends_at, chain.now() + DAY);
    chain.wait(DAY);
    assert_eq!(
        asset(&chain, ATOM).risk.borrow_weight,
        Some(Ratio::percent(190))
    );
}

fn spec(stress: u64, rho: &str, credit: &str) -> CorrelationSpec {
    setup::correlations([stress, 3], rho, credit)
}

/// A quarter of the way down.
fn stop_stresses_midway(chain: &mut Chain) {
    chain.send(
        "owner",
        execute::correlate(spec(0, "0", "0.75"), 4 * DAY),
        &[],
    );
    chain.wait(DAY);
    chain.send("owner", execute::stop(None), &[]);
}

/// Stresses stopped midway on their way down, the matrix on its way.
fn both_midway() -> Chain {
    let mut chain = Chain::with_alice_owing(100);
    stop_stresses_midway(&mut chain);
    chain.send(
        "owner",
        execute::correlate(spec(0, "0.8", "0.75"), 4 * DAY),
        &[],
    );
    chain.wait(DAY);
    chain
}

#[test]
fn stresses_and_the_matrix_never_move_together() {
    let mut chain = both_midway();
    // the same message again sends the matrix alone
    chain.send(
        "owner",
        execute::correlate(spec(0, "0.8", "0.75"), 4 * DAY),
        &[],
    );
    chain.wait(2 * DAY);
    let found = structure(&chain).correlations;
    assert_eq!(found.groups[0].stress, Ratio::percent(30));
    // 0.2 when sent again; half of the rest is gone
    assert_eq!(found.rho[0][1], "0.5".parse().unwrap());
    let other = execute::correlate(spec(5, "0.8", "0.75"), DAY);
    let refused = chain.refused("owner", other, &[]);
    let expected = ContractError::Correlation(CorrelationError::BothChange);
    assert_eq!(refused, expected);
}

#[test]
fn a_group_is_added_without_setting_anything_going() {
    let mut chain = both_midway();
    let before = structure(&chain);
    let mut wider = spec(0, "0.8", "0.75");
    let name = "new".into();
    let stress = Ratio::percent(10);
    wider.groups.push(Group { name, stress });
    let (one, none) = ("1".parse().unwrap(), "0".parse().unwrap());
    wider.rho.iter_mut().for_each(|row| row.push(none));
    wider.rho.push(vec![none, none, one]);
    chain.send("owner", execute::correlate_unhurried(wider), &[]);
    let after = structure(&chain);
    assert_eq!(after.ramp_ends_at, before.ramp_ends_at);
    assert_eq!(after.correlations.groups.len(), 3);
    chain.wait(9 * DAY);
    let found = structure(&chain).correlations;
    assert_eq!(found.groups[0].stress, Ratio::percent(30));
    assert_eq!(found.rho[0][1], "0.8".parse().unwrap());
}

#[test]
fn the_impact_of_a_matrix_leaves_stopped_stresses_where_they_are() {
    let mut chain = Chain::with_alice_owing(550);
    stop_stresses_midway(&mut chain);
    let next = spec(0, "-0.9", "1");
    let correlations = next.clone();
    let found: ParamImpactResponse = chain.ask(QueryMsg::ParamImpact {
        change: ParameterChange::Correlations { correlations },
        accounts: vec![chain.account("alice")],
    });
    chain.send("owner", execute::correlate(next, DAY), &[]);
    chain.wait(DAY);
    let health = chain.health("alice");
    let after = &found.items[0].after;
    assert_eq!(
        after.maintenance_surplus,
        health.maintenance.map(|it| it.surplus)
    );
    assert_eq!(after.initial_surplus, health.initial.map(|it| it.surplus));
    assert_eq!(after.health_factor, health.health_factor);
}

#[test]
fn an_asset_that_nobody_has_changes_its_group_at_once() {
    let mut chain = Chain::new();
    chain.price(INK, "10");
    let listing = setup::listing(AssetId::native(INK), ["0.95", "0.97", "1.03"], "usd");
    chain.send(
        "owner",
        ExecuteMsg::ListAsset(ListAsset {
            decimals: 6,
            ..listing
        }),
        &[],
    );
    chain.send(
        "owner",
        execute::ramp(INK, atom("0.6", "1.4"), 30 * DAY),
        &[],
    );
    let found = asset(&chain, INK);
    assert_eq!((found.risk, found.ramp), (atom("0.6", "1.4"), None));
    chain.deposit("owner", 1_000_000, INK);
    chain.deposit("alice", 100_000_000, INK);
    // members keep to their group's stress, so the Book is one
    let account = chain.account("alice");
    let book: BookJson = chain.ask(QueryMsg::Book { account });
    book.book().unwrap();
}
