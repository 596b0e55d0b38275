//! What the owner changes and how it gets there.

use crate::chain::{execute, setup, Chain, ATOM, USDC};
use ballast_interface::lending::{
    AssetResponse, AssetUpdate, CorrelationsResponse, ExecuteMsg, QueryMsg,
};
use ballast_interface::AssetId;
use ballast_lending::ContractError;
use ballast_risk::{AssetParams, LiquidationBonus, LiquidationConfig, Ratio};

const DAY: u64 = 86_400;

fn asset(chain: &Chain, denom: &str) -> AssetResponse {
    chain.ask(QueryMsg::Asset {
        asset: AssetId::native(denom),
    })
}

fn structure(chain: &Chain) -> CorrelationsResponse {
    chain.ask(QueryMsg::Correlations {})
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

#[test]
fn a_threshold_is_on_its_way_both_ways_and_every_query_says_where_to() {
    let mut chain = Chain::new();
    let start = chain.now();
    chain.send(
        "owner",
        execute::ramp(ATOM, atom(["0.4", "0.5", "1.5"]), 4 * DAY),
        &[],
    );
    chain.wait(DAY);
    let found = asset(&chain, ATOM);
    assert_eq!(found.risk.liquidation_threshold.to_string(), "0.575");
    assert_eq!(found.risk.borrow_weight.unwrap().to_string(), "1.425");
    // at once
    assert_eq!(found.risk.collateral_factor.to_string(), "0.4");
    let ramp = found.ramp.unwrap();
    assert_eq!(ramp.target.liquidation_threshold.to_string(), "0.5");
    assert_eq!(ramp.ends_at, start + 4 * DAY);
    // back up: from what is in force
    chain.send(
        "owner",
        execute::ramp(ATOM, atom(["0.4", "0.6", "1.4"]), DAY),
        &[],
    );
    assert_eq!(threshold(&chain, ATOM), "0.575");
    chain.wait(DAY / 2);
    assert_eq!(threshold(&chain, ATOM), "0.5875");
    chain.wait(DAY);
    assert_eq!(asset(&chain, ATOM).ramp, None);
}

#[test]
fn a_collateral_factor_is_never_above_the_threshold_in_force() {
    let mut chain = Chain::new();
    chain.send(
        "owner",
        execute::ramp(ATOM, atom(["0.3", "0.4", "1.4"]), DAY),
        &[],
    );
    chain.wait(DAY);
    chain.send(
        "owner",
        execute::ramp(ATOM, atom(["0.6", "0.6", "1.4"]), 2 * DAY),
        &[],
    );
    chain.wait(DAY);
    let risk = asset(&chain, ATOM).risk;
    assert_eq!(risk.collateral_factor.to_string(), "0.5");
    assert_eq!(risk.liquidation_threshold.to_string(), "0.5");
}

#[test]
fn a_stopped_ramp_stays_where_it_is_until_it_is_sent_on() {
    let mut chain = Chain::new();
    let refused = chain.refused("owner", execute::stop(Some(ATOM)), &[]);
    assert_eq!(refused.to_string(), "no ramp is in progress");
    chain.send(
        "owner",
        execute::ramp(ATOM, atom(["0.4", "0.5", "1.5"]), 4 * DAY),
        &[],
    );
    chain.wait(DAY);
    chain.send("owner", execute::stop(Some(ATOM)), &[]);
    chain.wait(9 * DAY);
    assert_eq!(threshold(&chain, ATOM), "0.575");
    assert_eq!(asset(&chain, ATOM).ramp, None);
    chain.send(
        "owner",
        execute::ramp(ATOM, atom(["0.4", "0.5", "1.5"]), DAY),
        &[],
    );
    chain.wait(DAY);
    assert_eq!(threshold(&chain, ATOM), "0.5");
}

#[test]
fn a_factor_alone_leaves_a_ramp_alone() {
    let mut chain = Chain::new();
    let end = chain.now() + 4 * DAY;
    chain.send(
        "owner",
        execute::ramp(ATOM, atom(["0.4", "0.5", "1.5"]), 4 * DAY),
        &[],
    );
    chain.wait(DAY);
    update(&mut chain, "owner", |u| {
        u.risk = Some(atom(["0.35", "0.5", "1.5"]))
    });
    let found = asset(&chain, ATOM);
    assert_eq!(found.ramp.unwrap().ends_at, end);
    assert_eq!(found.risk.collateral_factor.to_string(), "0.35");
}

#[test]
fn the_matrix_ramps_stops_and_is_sent_on() {
    let mut chain = Chain::new();
    let start = chain.now();
    let spec = setup::correlations([40, 3], "0.8", "0.55");
    chain.send("owner", execute::correlate(spec.clone(), 4 * DAY), &[]);
    chain.wait(DAY);
    let found = structure(&chain);
    assert_eq!(found.correlations.rho[0][1].to_string(), "0.2");
    assert_eq!(found.correlations.correlation_credit.to_string(), "0.7");
    assert_eq!(found.target, Some(spec.clone()));
    assert_eq!(found.ramp_ends_at, Some(start + 4 * DAY));
    chain.send("owner", execute::stop(None), &[]);
    chain.wait(9 * DAY);
    assert_eq!(structure(&chain).correlations.rho[0][1].to_string(), "0.2");
    assert_eq!(structure(&chain).ramp_ends_at, None);
    chain.send("owner", execute::correlate(spec, DAY), &[]);
    chain.wait(DAY);
    assert_eq!(structure(&chain).correlations.rho[0][1].to_string(), "0.8");
}

#[test]
fn a_groups_stress_ramps_but_not_beside_the_matrix_nor_an_asset() {
    let mut chain = Chain::new();
    let start = chain.now();
    let both = execute::correlate(setup::correlations([30, 3], "0.8", "0.75"), DAY);
    let refused = chain.refused("owner", both, &[]);
    assert!(refused.to_string().contains("send two"), "{refused}");
    let calmer = execute::correlate(setup::correlations([30, 3], "0", "0.75"), 2 * DAY);
    chain.send("owner", calmer, &[]);
    chain.wait(DAY);
    let stress = structure(&chain).correlations.groups[0].stress;
    assert_eq!(stress.to_string(), "0.35");
    let ramp = execute::ramp(ATOM, atom(["0.4", "0.5", "1.5"]), DAY);
    let ends_at = start + 2 * DAY;
    let refused = chain.refused("owner", ramp.clone(), &[]);
    assert_eq!(refused, ContractError::RampInProgress { ends_at });
    chain.wait(DAY);
    chain.send("owner", ramp, &[]);
    let calmest = execute::correlate(setup::correlations([20, 3], "0", "0.75"), 2 * DAY);
    let refused = chain.refused("owner", calmest, &[]);
    assert_eq!(
        refused,
        ContractError::RampInProgress {
            ends_at: ends_at + DAY
        }
    );
}

#[test]
fn a_ramp_takes_one_to_thirty_days() {
    let mut chain = Chain::new();
    for seconds in [0, DAY - 1, 30 * DAY + 1] {
        let ramp = execute::ramp(ATOM, atom(["0.4", "0.5", "1.5"]), seconds);
        let refused = chain.refused("owner", ramp, &[]).to_string();
        assert!(refused.contains("allowed is 86400 to 2592000"), "{refused}");
        let correlate = execute::correlate(setup::correlations([30, 3], "0", "0.75"), seconds);
        let refused = chain.refused("owner", correlate, &[]).to_string();
        assert!(refused.contains("allowed is 86400 to 2592000"), "{refused}");
    }
}

#[test]
fn a_bonus_fits_both_ends_of_a_ramp() {
    let mut chain = Chain::new();
    chain.send(
        "owner",
        execute::ramp(ATOM, atom(["0.4", "0.4", "1.5"]), DAY),
        &[],
    );
    chain.wait(DAY / 2);
    let bonus = |max| LiquidationBonus {
        bonus_min: Ratio::percent(1),
        bonus_slope: Ratio::ONE,
        bonus_max: Ratio::percent(max),
        protocol_fee: Ratio::percent(10),
    };
    // 1.7 · 0.4 fits the target, 1.7 · 0.6 does not fit the start
    let refused = chain.refused("owner", changed(|u| u.liquidation = Some(bonus(70))), &[]);
    assert!(refused.to_string().contains("below 1"), "{refused}");
    chain.wait(DAY);
    update(&mut chain, "owner", |u| u.liquidation = Some(bonus(70)));
    let ramp = execute::ramp(ATOM, atom(["0.4", "0.6", "1.5"]), DAY);
    let refused = chain.refused("owner", ramp, &[]);
    assert!(refused.to_string().contains("below 1"), "{refused}");
}

#[test]
fn the_floor_of_all_bonuses_fits_every_asset_and_the_margin() {
    let mut chain = Chain::new();
    let config = |floor: &str| ExecuteMsg::UpdateConfig {
        oracle: None,
        liquidation: Some(LiquidationConfig {
            bonus_floor: floor.parse().unwrap(),
            target_health: "1.05".parse().unwrap(),
            min_position_value: "10".parse().unwrap(),
            write_off_value: "0.1".parse().unwrap(),
        }),
    };
    // the margin is 0.02
    let refused = chain.refused("owner", config("0.011"), &[]);
    assert!(
        refused.to_string().contains("twice the bonus_floor"),
        "{refused}"
    );
    chain.send("owner", config("0.01"), &[]);
    let mut usdc = execute::update(USDC);
    usdc.liquidation = Some(LiquidationBonus {
        bonus_min: Ratio::ZERO,
        bonus_slope: Ratio::ZERO,
        bonus_max: Ratio::percent(1),
        protocol_fee: Ratio::ZERO,
    });
    chain.send("owner", ExecuteMsg::UpdateAsset(usdc), &[]);
    let mut wider = setup::correlations([40, 3], "0", "0.75");
    wider.min_margin = Ratio::percent(4);
    chain.send("owner", execute::correlate(wider, DAY), &[]);
    chain.wait(DAY);
    // twice 0.015 is inside the margin now, but USDC's largest bonus is 0.01
    let refused = chain.refused("owner", config("0.015"), &[]);
    assert!(
        refused.to_string().contains("bonus_floor to 1"),
        "{refused}"
    );
}

#[test]
fn a_new_oracle_knows_every_price() {
    let mut chain = Chain::new();
    let blank = chain.another_oracle();
    let msg = ExecuteMsg::UpdateConfig {
        oracle: Some(blank.into()),
        liquidation: None,
    };
    let refused = chain.refused("owner", msg, &[]);
    assert_eq!(refused, ContractError::NeedsPrice { asset: ATOM.into() });
}
