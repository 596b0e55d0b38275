//! P-19 in time: through every ramp, also held, sent on and turned back midway, S moves in small steps and is never below
//! both its ends.

use super::world::{atom, market_without_interest, DAY, HOUR};
use ballast_risk::governance::{CorrelationSpec, RampCourse};
use ballast_testing::{pair, Message, Suite};

/// One USD in the raw numbers of a surplus.
const USD: i128 = 1_000_000_000_000;

struct Shape {
    account: &'static str,
    holds: &'static [&'static str],
    owes: &'static [&'static str],
}

#[rustfmt::skip] // a table
const SHAPES: [Shape; 4] = [
    // hedged: ATOM and INK are one group
    Shape { account: "alice/0", holds: &["100 ATOM", "100 INK"], owes: &["80 ATOM", "20 USDC"] },
    // short
    Shape { account: "alice/1", holds: &["500 USDC"], owes: &["30 ATOM"] },
    // long
    Shape { account: "alice/2", holds: &["100 ATOM"], owes: &["400 USDC"] },
    // a basket against two debts
    Shape { account: "alice/3", holds: &["20 ATOM", "30 INK", "200 USDC"], owes: &["10 ATOM", "100 USDC"] },
];
const LONG: usize = 2;

fn world() -> Suite {
    let mut suite = market_without_interest();
    suite.open("INK");
    suite.deposit("bob", "900 ATOM").unwrap();
    suite.deposit("bob", "900 USDC").unwrap();
    for Shape {
        account,
        holds,
        owes,
    } in SHAPES
    {
        for coins in holds {
            suite.deposit(account, coins).unwrap();
        }
        for coins in owes {
            suite.borrow(account, coins).unwrap();
        }
    }
    suite
}

fn surpluses(suite: &Suite) -> [i128; 4] {
    SHAPES.map(|shape| suite.surplus(shape.account))
}

/// Lets time go by in hours; S of every account at each of them.
fn watch(suite: &mut Suite, seconds: u64) -> Vec<[i128; 4]> {
    let mut seen = vec![surpluses(suite)];
    for _ in 0..seconds / HOUR {
        suite.pass(HOUR);
        seen.push(surpluses(suite));
    }
    seen
}

/// From one value in force to another: no step of more than `most` USD, and nowhere below both ends.
#[track_caller]
fn assert_smooth(seen: &[[i128; 4]], most: i128) {
    let (first, last) = (seen[0], seen[seen.len() - 1]);
    for shape in 0..SHAPES.len() {
        let lowest = first[shape].min(last[shape]);
        for pair in seen.windows(2) {
            let step = (pair[1][shape] - pair[0][shape]).abs();
            assert!(step <= most * USD, "P-19: account {shape} moves by {step}");
            // two roundings of 1e-12 USD
            assert!(
                pair[1][shape] >= lowest - 2,
                "P-19: account {shape} dips: {pair:?}"
            );
        }
    }
}

/// The owner sends it; watched for so long, S is smooth.
#[track_caller]
fn through(suite: &mut Suite, message: Message, seconds: u64) {
    suite.govern(message);
    let seen = watch(suite, seconds);
    // the largest account is worth 2000 USD: in an hour of a day nothing moves by more than a twelfth of that
    assert_smooth(&seen, 170);
}

fn ramp(suite: &Suite, numbers: [&str; 3], seconds: u64) -> Message {
    suite.msg().ramp("ATOM", atom(numbers), seconds)
}

fn spec(stress: u64, rho: &str, credit: &str) -> CorrelationSpec {
    pair::correlations([stress, 3], rho, credit)
}

fn correlate(suite: &Suite, spec: CorrelationSpec, seconds: u64) -> Message {
    suite.msg().correlate(spec, Some(seconds))
}

#[track_caller]
fn through_ramp(suite: &mut Suite, numbers: [&str; 3], takes: u64, watched: u64) {
    through(suite, ramp(suite, numbers, takes), watched);
}

#[track_caller]
fn through_correlations(suite: &mut Suite, spec: CorrelationSpec, takes: u64, watched: u64) {
    through(suite, correlate(suite, spec, takes), watched);
}

#[test]
fn an_asset_goes_down_and_up_again() {
    let mut suite = world();
    let start = surpluses(&suite);
    through_ramp(&mut suite, ["0.2", "0.2", "1.9"], 2 * DAY, 2 * DAY);
    let low = surpluses(&suite);
    let lower = low.iter().zip(&start).all(|(low, start)| low < start);
    assert!(lower, "{low:?} {start:?}");
    through_ramp(&mut suite, ["0.56", "0.6", "1.4"], DAY, DAY);
    assert_eq!(surpluses(&suite), start);
}

#[test]
fn an_asset_goes_to_nothing_without_a_cliff() {
    let mut suite = world();
    through_ramp(&mut suite, ["0", "0", "1.4"], 2 * DAY, 2 * DAY);
    // 100 ATOM that count nothing against 400 USDC: −400 and the larger of 3 % and 2 %, rounded down
    assert_eq!(surpluses(&suite)[LONG], -412 * USD - 1);
}

/// The owner steers what is under way, an asset or the correlations; watched for so long, S is smooth.
#[track_caller]
fn through_course(suite: &mut Suite, of: Option<&str>, to: RampCourse, days: u64, watched: u64) {
    let seconds = (to != RampCourse::Hold).then_some(days * DAY);
    through(suite, suite.msg().steer(of, to, seconds), watched);
}

#[test]
fn an_asset_is_held_goes_on_and_turns_back_midway() {
    let mut suite = world();
    let start = surpluses(&suite);
    let atom = Some("ATOM");
    through_ramp(&mut suite, ["0.2", "0.2", "1.9"], 4 * DAY, DAY);
    through_course(&mut suite, atom, RampCourse::Hold, 0, DAY);
    through_course(&mut suite, atom, RampCourse::GoOn, 2, DAY);
    through_course(&mut suite, atom, RampCourse::TurnBack, 30, DAY);
    through_course(&mut suite, atom, RampCourse::TurnBack, 1, DAY);
    assert_eq!(surpluses(&suite), start);
    through_ramp(&mut suite, ["0", "0.04", "1.4"], 2 * DAY, 2 * DAY);
}

#[test]
fn nothing_jumps_when_a_ramp_changes_its_course() {
    let mut suite = world();
    suite.govern(ramp(&suite, ["0.2", "0.2", "1.9"], 4 * DAY));
    suite.pass(DAY + 17);
    for (to, days) in [
        (RampCourse::Hold, None),
        (RampCourse::GoOn, Some(30 * DAY)),
        (RampCourse::TurnBack, Some(7 * DAY)),
        (RampCourse::GoOn, None),
    ] {
        let before = surpluses(&suite);
        suite.govern(suite.msg().steer(Some("ATOM"), to, days));
        assert_eq!(surpluses(&suite), before, "P-19: {to:?}");
        suite.pass(DAY / 3);
    }
}

#[test]
fn the_stress_of_a_group_goes_down_and_up_again() {
    let mut suite = world();
    let start = surpluses(&suite);
    through_correlations(&mut suite, spec(5, "0", "0.75"), 2 * DAY, 2 * DAY);
    through_correlations(&mut suite, spec(40, "0", "0.75"), DAY, DAY);
    assert_eq!(surpluses(&suite), start);
}

#[test]
fn the_stress_is_held_and_turned_back_midway() {
    let mut suite = world();
    let start = surpluses(&suite);
    through_correlations(&mut suite, spec(0, "0", "0.75"), 4 * DAY, DAY);
    through_course(&mut suite, None, RampCourse::Hold, 0, DAY);
    through_course(&mut suite, None, RampCourse::GoOn, 2, DAY / 2);
    through_course(&mut suite, None, RampCourse::TurnBack, 1, DAY);
    assert_eq!(surpluses(&suite), start);
}

#[test]
fn the_matrix_and_its_credit_go_there_and_back() {
    let mut suite = world();
    let start = surpluses(&suite);
    through_correlations(&mut suite, spec(40, "0.9", "1"), 2 * DAY, 2 * DAY);
    through_correlations(&mut suite, spec(40, "-1", "0.2"), 2 * DAY, DAY);
    through_course(&mut suite, None, RampCourse::Hold, 0, DAY);
    through_course(&mut suite, None, RampCourse::GoOn, 1, DAY);
    through_correlations(&mut suite, spec(40, "0", "0.75"), DAY, DAY);
    assert_eq!(surpluses(&suite), start);
}
