//! What the owner changes and how it gets there.

use super::world::{atom, market, market_without_interest, ramp_atom, DAY};
use ballast_interface::lending::CorrelationsResponse;
use ballast_lending::{ContractError, LedgerError};
use ballast_risk::governance::{
    CorrelationSpec, LiquidationBonus, LiquidationConfig, RampCourse, RampError,
};
use ballast_risk::Ratio;
use ballast_testing::{assert_refused, assert_says, pair, Message, Suite};

fn structure(suite: &Suite) -> CorrelationsResponse {
    suite.correlations().unwrap()
}

fn threshold(suite: &Suite) -> String {
    let risk = suite.parameters("ATOM").risk;
    risk.liquidation_threshold.to_string()
}

fn spec(stress: u64, rho: &str, credit: &str) -> CorrelationSpec {
    pair::correlations([stress, 3], rho, credit)
}

fn correlate(suite: &mut Suite, spec: CorrelationSpec, seconds: u64) {
    suite.govern(suite.msg().correlate(spec, Some(seconds)));
}

#[test]
fn a_threshold_is_on_its_way_both_ways_and_every_query_says_where_to() {
    let mut suite = market();
    let start = suite.now();
    ramp_atom(&mut suite, ["0.4", "0.5", "1.5"], 4 * DAY);
    suite.pass(DAY);
    let found = suite.parameters("ATOM");
    assert_eq!(found.risk.liquidation_threshold.to_string(), "0.575");
    assert_eq!(found.risk.borrow_weight.unwrap().to_string(), "1.425");
    // at once
    assert_eq!(found.risk.collateral_factor.to_string(), "0.4");
    let ramp = found.ramp.unwrap();
    assert_eq!(ramp.from.liquidation_threshold.to_string(), "0.6");
    assert_eq!(ramp.target.liquidation_threshold.to_string(), "0.5");
    assert_eq!(ramp.progress, Ratio::percent(25));
    assert_eq!(
        (ramp.to, ramp.ends_at),
        (RampCourse::GoOn, Some(start + 4 * DAY))
    );
    // back up, from what is in force: a quarter of the way at a day for all of it
    let back = suite
        .msg()
        .steer(Some("ATOM"), RampCourse::TurnBack, Some(DAY));
    suite.govern(back);
    assert_eq!(threshold(&suite), "0.575");
    suite.pass(DAY / 8);
    assert_eq!(threshold(&suite), "0.5875");
    suite.pass(DAY / 8);
    assert_eq!(threshold(&suite), "0.6");
    assert_eq!(suite.parameters("ATOM").ramp, None);
}

#[test]
fn a_collateral_factor_is_never_above_the_threshold_in_force() {
    let mut suite = market();
    ramp_atom(&mut suite, ["0.3", "0.4", "1.4"], DAY);
    suite.pass(DAY);
    ramp_atom(&mut suite, ["0.6", "0.6", "1.4"], 2 * DAY);
    suite.pass(DAY);
    let risk = suite.parameters("ATOM").risk;
    assert_eq!(risk.collateral_factor.to_string(), "0.5");
    assert_eq!(risk.liquidation_threshold.to_string(), "0.5");
}

#[test]
fn a_held_ramp_stays_where_it_is_and_takes_no_other_target() {
    let mut suite = market();
    let hold = suite.msg().hold("ATOM");
    let refused = suite.tell("owner", hold.clone()).unwrap_err();
    assert_eq!(refused.to_string(), "no ramp is under way");
    ramp_atom(&mut suite, ["0.4", "0.5", "1.5"], 4 * DAY);
    suite.pass(DAY);
    suite.govern(hold);
    suite.pass(9 * DAY);
    assert_eq!(threshold(&suite), "0.575");
    let ramp = suite.parameters("ATOM").ramp.unwrap();
    assert_eq!((ramp.to, ramp.ends_at), (RampCourse::Hold, None));
    let other = suite.msg().ramp("ATOM", atom(["0.4", "0.55", "1.5"]), DAY);
    let refused = suite.tell("owner", other).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "uatom: a ramp is under way and held; a new target is taken at an end: send `ramp` with `go_on` or `turn_back`, \
         at the fastest with ramp_seconds 86400"
    );
}

#[test]
fn a_factor_alone_leaves_a_ramp_alone() {
    let mut suite = market();
    let end = suite.now() + 4 * DAY;
    ramp_atom(&mut suite, ["0.4", "0.5", "1.5"], 4 * DAY);
    suite.pass(DAY);
    let factor = atom(["0.35", "0.5", "1.5"]);
    suite.govern(suite.msg().update("ATOM", |u| u.risk = Some(factor)));
    let found = suite.parameters("ATOM");
    assert_eq!(found.ramp.unwrap().ends_at, Some(end));
    assert_eq!(found.risk.collateral_factor.to_string(), "0.35");
}

#[test]
fn the_matrix_ramps_is_held_and_goes_on() {
    let mut suite = market();
    let start = suite.now();
    let (from, target) = (spec(40, "0", "0.75"), spec(40, "0.8", "0.55"));
    correlate(&mut suite, target.clone(), 4 * DAY);
    suite.pass(DAY);
    let found = structure(&suite);
    assert_eq!(found.correlations.rho[0][1].to_string(), "0.2");
    assert_eq!(found.correlations.correlation_credit.to_string(), "0.7");
    let ramp = found.ramp.unwrap();
    assert_eq!((ramp.from, ramp.target), (from, target));
    assert_eq!(ramp.ends_at, Some(start + 4 * DAY));
    suite.govern(suite.msg().hold_correlations());
    suite.pass(9 * DAY);
    assert_eq!(structure(&suite).correlations.rho[0][1].to_string(), "0.2");
    assert_eq!(structure(&suite).ramp.unwrap().ends_at, None);
    let go_on = suite.msg().steer(None, RampCourse::GoOn, Some(DAY));
    suite.govern(go_on);
    suite.pass(DAY * 3 / 4);
    assert_eq!(structure(&suite).correlations.rho[0][1].to_string(), "0.8");
    assert_eq!(structure(&suite).ramp, None);
}

#[test]
fn a_groups_stress_ramps_but_not_beside_the_matrix_nor_an_asset() {
    let mut suite = market();
    let ends_at = suite.now() + 2 * DAY;
    let under_way = |of: &str, ends_at| {
        let (of, ends_at) = (of.to_owned(), Some(ends_at));
        let ramp = RampError::UnderWay { ends_at };
        LedgerError::RampInProgress { of, ramp }.into()
    };
    let both = suite.msg().correlate(spec(30, "0.8", "0.75"), Some(DAY));
    assert_says(suite.tell("owner", both), "send two");
    correlate(&mut suite, spec(30, "0", "0.75"), 2 * DAY);
    suite.pass(DAY);
    let stress = structure(&suite).correlations.groups[0].stress;
    assert_eq!(stress.to_string(), "0.35");
    let ramp = suite.msg().ramp("ATOM", atom(["0.4", "0.5", "1.5"]), DAY);
    let refused = suite.tell("owner", ramp.clone());
    assert_refused(refused, &under_way("the correlations", ends_at));
    suite.pass(DAY);
    suite.govern(ramp);
    let calmest = suite.msg().correlate(spec(20, "0", "0.75"), Some(2 * DAY));
    let refused = suite.tell("owner", calmest);
    assert_refused(refused, &under_way("uatom", ends_at + DAY));
}

#[test]
fn a_ramp_takes_one_to_thirty_days() {
    let mut suite = market();
    for seconds in [0, DAY - 1, 30 * DAY + 1] {
        let ramp = suite
            .msg()
            .ramp("ATOM", atom(["0.4", "0.5", "1.5"]), seconds);
        assert_says(suite.tell("owner", ramp), "allowed is 86400 to 2592000");
        let calmer = suite.msg().correlate(spec(30, "0", "0.75"), Some(seconds));
        assert_says(suite.tell("owner", calmer), "allowed is 86400 to 2592000");
    }
}

#[test]
fn a_bonus_fits_both_ends_of_a_ramp() {
    let mut suite = market();
    ramp_atom(&mut suite, ["0.4", "0.4", "1.5"], DAY);
    suite.pass(DAY / 2);
    let bonus = suite.msg().update("ATOM", |u| {
        u.liquidation = Some(LiquidationBonus {
            bonus_min: Ratio::percent(1),
            bonus_slope: Ratio::ONE,
            bonus_max: Ratio::percent(70),
            protocol_fee: Ratio::percent(10),
        });
    });
    // 1.7 · 0.4 fits the target, 1.7 · 0.6 does not fit the start
    assert_says(suite.tell("owner", bonus.clone()), "below 1");
    suite.pass(DAY);
    suite.govern(bonus);
    let ramp = suite.msg().ramp("ATOM", atom(["0.4", "0.6", "1.5"]), DAY);
    assert_says(suite.tell("owner", ramp), "below 1");
}

#[test]
fn the_floor_of_all_bonuses_fits_every_asset_and_the_margin() {
    let mut suite = market();
    let config = |suite: &Suite, floor: &str| {
        suite.msg().config(Some(LiquidationConfig {
            bonus_floor: floor.parse().unwrap(),
            target_health: "1.05".parse().unwrap(),
            min_position_value: "10".parse().unwrap(),
            write_off_value: "0.1".parse().unwrap(),
        }))
    };
    // the margin is 0.02
    let high = config(&suite, "0.011");
    assert_says(suite.tell("owner", high), "twice the bonus_floor");
    suite.govern(config(&suite, "0.01"));
    let small = LiquidationBonus {
        bonus_min: Ratio::ZERO,
        bonus_slope: Ratio::ZERO,
        bonus_max: Ratio::percent(1),
        protocol_fee: Ratio::ZERO,
    };
    suite.govern(suite.msg().update("USDC", |u| u.liquidation = Some(small)));
    let mut wider = spec(40, "0", "0.75");
    wider.min_margin = Ratio::percent(4);
    correlate(&mut suite, wider, DAY);
    suite.pass(DAY);
    // twice 0.015 is inside the margin now, but USDC's largest bonus is 0.01
    let high = config(&suite, "0.015");
    assert_says(suite.tell("owner", high), "bonus_floor to 1");
}

#[test]
fn a_new_oracle_knows_every_price() {
    let mut suite = market();
    let blank = suite.another_oracle();
    let refused = suite.tell("owner", suite.msg().use_oracle(&blank));
    let asset = "uatom".into();
    assert_refused(refused, &ContractError::NeedsPrice { asset });
}

/// The floor and the target are what they were.
fn sizes(suite: &Suite, min_position: &str, write_off: &str) -> Message {
    suite.msg().config(Some(LiquidationConfig {
        bonus_floor: "0.005".parse().unwrap(),
        target_health: "1.05".parse().unwrap(),
        min_position_value: min_position.parse().unwrap(),
        write_off_value: write_off.parse().unwrap(),
    }))
}

#[test]
fn the_least_sizes_have_bounds() {
    let mut suite = market();
    for (min_position, write_off, expected) in [
        (
            "1001",
            "0.1",
            "min_position_value: found 1001, allowed is at most 1000",
        ),
        ("1000", "10.1", "at most 10"),
        ("5", "5.1", "at most min_position_value"),
    ] {
        let message = sizes(&suite, min_position, write_off);
        assert_says(suite.tell("owner", message), expected);
    }
}

#[test]
fn nobody_is_written_off_at_once_by_a_vote() {
    // Lena owes 20 USDC against 20 DUST, of which 5 USD are left
    let mut suite = market_without_interest();
    suite.open("DUST");
    suite.deposit("bob", "900 USDC").unwrap();
    suite.deposit("lena", "20 DUST").unwrap();
    suite.price("DUST", "5");
    suite.borrow("lena", "20 USDC").unwrap();
    suite.price("DUST", "0.25");
    suite.govern(sizes(&suite, "100", "10"));
    // 0.1 and a third of 9.9 a day
    for (max, days) in [("0.1", 1), ("3.4", 1)] {
        let account = suite.account_of("lena").to_string();
        let why = format!("has more than {max} USD of collateral left; liquidate it instead");
        let refused = suite.write_off("bob", "lena");
        assert_refused(refused, &ContractError::NotBeyondRescue { account, why });
        suite.pass(days * DAY);
    }
    // 6.7 by now
    suite.write_off("bob", "lena").unwrap();
    // the least debt is 70 on its way from 10 to 100; a lower one holds at once
    suite.deposit("alice", "100 ATOM").unwrap();
    assert_says(suite.borrow("alice", "50 USDC"), "below the minimum of 70");
    suite.govern(sizes(&suite, "40", "0.1"));
    suite.borrow("alice", "50 USDC").unwrap();
}
