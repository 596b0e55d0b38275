//! P-19 in time: through every ramp, also stopped and sent elsewhere midway, S moves in small steps and is never below
//! both its ends.

use crate::chain::{execute, setup, Chain, ATOM, INK, USDC};
use ballast_interface::lending::{ExecuteMsg, SupplyMode};
use ballast_interface::AssetId;
use ballast_risk::CorrelationSpec;

const DAY: u64 = 86_400;
const STEP: u64 = 3_600;
/// One USD in the raw numbers of a surplus.
const USD: i128 = 1_000_000_000_000;

/// Hedged: 100 ATOM and 100 INK, which are one group, against 80 ATOM and 20 USDC. Short: USDC against ATOM. Long: ATOM
/// against USDC. Mixed: a basket against two debts.
const SHAPES: [u8; 4] = [0, 1, 2, 3];

type Coins = &'static [(u128, &'static str)];

fn world() -> Chain {
    let mut chain = Chain::new().without_interest();
    chain.price(INK, "10");
    chain.list(AssetId::native(INK), 6);
    chain.deposit("owner", 1_000_000, INK);
    for denom in [ATOM, USDC] {
        chain.deposit("bob", 900_000_000, denom);
    }
    let shapes: [(Coins, Coins); 4] = [
        (&[(100, ATOM), (100, INK)], &[(80, ATOM), (20, USDC)]),
        (&[(500, USDC)], &[(30, ATOM)]),
        (&[(100, ATOM)], &[(400, USDC)]),
        (
            &[(20, ATOM), (30, INK), (200, USDC)],
            &[(10, ATOM), (100, USDC)],
        ),
    ];
    for (id, (held, owed)) in SHAPES.into_iter().zip(shapes) {
        for (amount, denom) in held {
            let msg = execute::deposit_to(Some(chain.sub("alice", id)), SupplyMode::Lend);
            chain.send("alice", msg, &[(amount * 1_000_000, denom)]);
        }
        for (amount, denom) in owed {
            let msg = execute::borrow_from(id, denom, amount * 1_000_000);
            chain.send("alice", msg, &[]);
        }
    }
    chain
}

fn surpluses(chain: &Chain) -> Vec<i128> {
    let of = |id: &u8| {
        let health = chain.health_of(chain.sub("alice", *id));
        health.maintenance.unwrap().surplus.raw()
    };
    SHAPES.iter().map(of).collect()
}

/// Lets time go by in hours; S of every account at each of them.
fn watch(chain: &mut Chain, seconds: u64) -> Vec<Vec<i128>> {
    let mut seen = vec![surpluses(chain)];
    for _ in 0..seconds / STEP {
        chain.wait(STEP);
        seen.push(surpluses(chain));
    }
    seen
}

/// From one value in force to another: no step of more than `most` USD, and nowhere below both ends.
#[track_caller]
fn assert_smooth(seen: &[Vec<i128>], most: i128) {
    let (first, last) = (&seen[0], &seen[seen.len() - 1]);
    for shape in SHAPES.map(usize::from) {
        let lowest = first[shape].min(last[shape]);
        for pair in seen.windows(2) {
            let step = (pair[1][shape] - pair[0][shape]).abs();
            assert!(step <= most * USD, "account {shape} moves by {step}");
            // two roundings of 1e-12 USD
            assert!(
                pair[1][shape] >= lowest - 2,
                "account {shape} dips: {pair:?}"
            );
        }
    }
}

fn atom(numbers: [&str; 3]) -> ballast_risk::AssetParams {
    execute::risk(numbers, "atom")
}

fn spec(stress: u64, rho: &str, credit: &str) -> CorrelationSpec {
    setup::correlations([stress, 3], rho, credit)
}

/// The owner sends it; watched for so long, S is smooth.
#[track_caller]
fn through(chain: &mut Chain, msg: ExecuteMsg, seconds: u64) {
    chain.send("owner", msg, &[]);
    let seen = watch(chain, seconds);
    // the largest account is worth 2000 USD: in an hour of a day nothing moves by more than a twelfth of that
    assert_smooth(&seen, 170);
}

#[test]
fn an_asset_goes_down_and_up_again() {
    let mut chain = world();
    let start = surpluses(&chain);
    through(
        &mut chain,
        execute::ramp(ATOM, atom(["0.2", "0.2", "1.9"]), 2 * DAY),
        2 * DAY,
    );
    let low = surpluses(&chain);
    assert!(
        low.iter().zip(&start).all(|(low, start)| low < start),
        "{low:?} {start:?}"
    );
    through(
        &mut chain,
        execute::ramp(ATOM, atom(["0.56", "0.6", "1.4"]), DAY),
        DAY,
    );
    assert_eq!(surpluses(&chain), start);
}

#[test]
fn an_asset_goes_to_nothing_without_a_cliff() {
    let mut chain = world();
    through(
        &mut chain,
        execute::ramp(ATOM, atom(["0", "0", "1.4"]), 2 * DAY),
        2 * DAY,
    );
    // 100 ATOM that count nothing against 400 USDC: −400 and the larger of 3 % and 2 %, rounded down
    assert_eq!(surpluses(&chain)[2], -412 * USD - 1);
}

#[test]
fn an_asset_is_stopped_and_sent_elsewhere_midway() {
    let mut chain = world();
    through(
        &mut chain,
        execute::ramp(ATOM, atom(["0.2", "0.2", "1.9"]), 4 * DAY),
        DAY,
    );
    through(&mut chain, execute::stop(Some(ATOM)), DAY);
    through(
        &mut chain,
        execute::ramp(ATOM, atom(["0.5", "0.6", "1.5"]), 2 * DAY),
        DAY,
    );
    through(
        &mut chain,
        execute::ramp(ATOM, atom(["0", "0.04", "1.4"]), 2 * DAY),
        2 * DAY,
    );
    through(
        &mut chain,
        execute::ramp(ATOM, atom(["0.56", "0.6", "1.4"]), DAY),
        DAY,
    );
    let fresh = surpluses(&world());
    assert_eq!(surpluses(&chain), fresh);
}

#[test]
fn nothing_jumps_when_a_ramp_is_stopped_or_redirected() {
    let mut chain = world();
    chain.send(
        "owner",
        execute::ramp(ATOM, atom(["0.2", "0.2", "1.9"]), 4 * DAY),
        &[],
    );
    chain.wait(DAY + 17);
    let before = surpluses(&chain);
    chain.send("owner", execute::stop(Some(ATOM)), &[]);
    assert_eq!(surpluses(&chain), before);
    chain.send(
        "owner",
        execute::ramp(ATOM, atom(["0.5", "0.6", "1.5"]), DAY),
        &[],
    );
    assert_eq!(surpluses(&chain), before);
    chain.wait(DAY / 3);
    let before = surpluses(&chain);
    chain.send(
        "owner",
        execute::ramp(ATOM, atom(["0.1", "0.1", "1.5"]), DAY),
        &[],
    );
    assert_eq!(surpluses(&chain), before);
}

#[test]
fn the_stress_of_a_group_goes_down_and_up_again() {
    let mut chain = world();
    let start = surpluses(&chain);
    through(
        &mut chain,
        execute::correlate(spec(5, "0", "0.75"), 2 * DAY),
        2 * DAY,
    );
    through(
        &mut chain,
        execute::correlate(spec(40, "0", "0.75"), DAY),
        DAY,
    );
    assert_eq!(surpluses(&chain), start);
}

#[test]
fn the_stress_is_stopped_and_sent_elsewhere_midway() {
    let mut chain = world();
    through(
        &mut chain,
        execute::correlate(spec(0, "0", "0.75"), 4 * DAY),
        DAY,
    );
    through(&mut chain, execute::stop(None), DAY);
    through(
        &mut chain,
        execute::correlate(spec(10, "0", "0.75"), 2 * DAY),
        DAY,
    );
    through(
        &mut chain,
        execute::correlate(spec(40, "0", "0.75"), DAY),
        DAY,
    );
}

#[test]
fn the_matrix_and_its_credit_go_there_and_back() {
    let mut chain = world();
    let start = surpluses(&chain);
    through(
        &mut chain,
        execute::correlate(spec(40, "0.9", "1"), 2 * DAY),
        2 * DAY,
    );
    through(
        &mut chain,
        execute::correlate(spec(40, "-1", "0.2"), 2 * DAY),
        DAY,
    );
    through(&mut chain, execute::stop(None), DAY);
    through(
        &mut chain,
        execute::correlate(spec(40, "0", "0.75"), DAY),
        DAY,
    );
    assert_eq!(surpluses(&chain), start);
}

/// After a stopped ramp of one kind a ramp of the other kind is still smooth.
#[test]
fn a_ramp_of_the_other_kind_follows_a_stopped_one() {
    let mut chain = world();
    through(
        &mut chain,
        execute::ramp(ATOM, atom(["0.2", "0.2", "1.9"]), 2 * DAY),
        DAY,
    );
    chain.send("owner", execute::stop(Some(ATOM)), &[]);
    through(
        &mut chain,
        execute::correlate(spec(10, "0", "0.75"), 2 * DAY),
        DAY,
    );
    chain.send("owner", execute::stop(None), &[]);
    through(
        &mut chain,
        execute::ramp(ATOM, atom(["0.5", "0.6", "1.4"]), DAY),
        DAY,
    );
    through(
        &mut chain,
        execute::correlate(spec(40, "0", "0.75"), DAY),
        DAY,
    );
}
