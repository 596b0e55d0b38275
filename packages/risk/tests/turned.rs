//! What a message sets going while something is under way: never two things, and nothing by accident.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)] // a test may stop at the first surprise

use ballast_risk::governance::{
    AssetPoint, CorrelationError, CorrelationSpec, Correlations, Pace, Ramp, RampCourse, RampError,
};
use ballast_risk::{GroupIndex, Seconds};
use serde_json::json;

const DAY: u64 = 86_400;

fn days(days: u64) -> Option<Pace> {
    Some(Pace::new(Seconds::days(days)).unwrap())
}

fn spec(stress: &str, rho: &str) -> CorrelationSpec {
    let spec = json!({
        "groups": [{"name": "btc", "stress": stress}, {"name": "eth", "stress": "0.2"}],
        "rho": [["1", rho], [rho, "1"]], "correlation_credit": "0.75", "min_margin": "0.02"
    });
    serde_json::from_value(spec).unwrap()
}

fn structure() -> Correlations {
    Correlations::new(&spec("0.2", "0.5")).unwrap()
}

/// The stress of btc and its correlation with eth.
fn in_force(of: &Correlations, now: u64) -> (String, String) {
    let found = of.in_force(now).unwrap();
    (
        found.groups[0].stress.to_string(),
        found.rho[0][1].to_string(),
    )
}

#[test]
fn stresses_and_the_matrix_never_move_in_one_message_nor_at_one_time() {
    let mut structure = structure();
    let both = structure.redirect(&spec("0.3", "0.6"), None, 0);
    assert_eq!(both, Err(CorrelationError::BothChange), "P-19");
    structure.redirect(&spec("0.3", "0.5"), days(1), 0).unwrap();
    let under_way = CorrelationError::Ramp(RampError::UnderWay { ends_at: Some(DAY) });
    let other = structure.redirect(&spec("0.3", "0.6"), None, 1);
    assert_eq!(other, Err(under_way), "P-19");
    structure
        .redirect(&spec("0.3", "0.6"), days(1), DAY)
        .unwrap();
    let half = (String::from("0.3"), String::from("0.55"));
    assert_eq!(in_force(&structure, DAY * 3 / 2), half);
}

#[test]
fn a_held_ramp_is_under_way() {
    let mut structure = structure();
    structure.redirect(&spec("0.2", "0.7"), days(2), 0).unwrap();
    structure.steer(RampCourse::Hold, None, DAY).unwrap();
    assert_eq!(in_force(&structure, 9 * DAY).1, "0.6");
    let held = CorrelationError::Ramp(RampError::UnderWay { ends_at: None });
    let other = structure.redirect(&spec("0.3", "0.7"), None, 9 * DAY);
    assert_eq!(other, Err(held), "P-19");
    // what is held stays where it is, whatever else lands
    assert_eq!(structure.clone().landed(), structure);
    structure
        .steer(RampCourse::TurnBack, None, 9 * DAY)
        .unwrap();
    assert_eq!(in_force(&structure, 10 * DAY).1, "0.5");
    structure
        .redirect(&spec("0.3", "0.5"), None, 10 * DAY)
        .unwrap();
}

#[test]
fn the_same_again_moves_nothing() {
    let mut structure = structure();
    let target = spec("0.2", "0.7");
    structure.redirect(&target, days(2), 0).unwrap();
    let before = structure.clone();
    structure.redirect(&target, None, DAY).unwrap();
    assert_eq!(structure, before, "no longer than it was");
    let refused = structure.redirect(&target, days(1), DAY).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "a ramp is under way until 172800; a new target is taken at an end: send `ramp` with `go_on` or `turn_back`, \
         at the fastest with ramp_seconds 86400"
    );
}

#[test]
fn a_group_is_added_while_something_is_under_way() {
    let mut structure = structure();
    structure.redirect(&spec("0.2", "0.7"), days(2), 0).unwrap();
    let mut wider = serde_json::to_value(spec("0.2", "0.7")).unwrap();
    let groups = wider["groups"].as_array_mut().unwrap();
    groups.push(json!({"name": "sol", "stress": "0.4"}));
    wider["rho"] = json!([["1", "0.7", "0"], ["0.7", "1", "0"], ["0", "0", "1"]]);
    let wider: CorrelationSpec = serde_json::from_value(wider).unwrap();
    structure.redirect(&wider, None, DAY).unwrap();
    assert_eq!(structure.under_way(DAY).unwrap().ends_at, Some(2 * DAY));
    assert_eq!(structure.groups(), ["btc", "eth", "sol"]);
    assert_eq!(
        structure
            .highest_stress(GroupIndex::new(2), DAY)
            .to_string(),
        "0.4"
    );
    assert_eq!(structure.target(2 * DAY), wider);
}

fn point(threshold: &str, weight: Option<&str>) -> AssetPoint {
    AssetPoint {
        liquidation_threshold: threshold.parse().unwrap(),
        borrow_weight: weight.map(|weight| weight.parse().unwrap()),
    }
}

fn weight(risk: &Ramp<AssetPoint>, now: u64) -> Option<String> {
    let found = AssetPoint::in_force(risk, now).unwrap().borrow_weight;
    found.map(|weight| weight.to_string())
}

#[test]
fn a_weight_that_appears_holds_at_once_and_moves_from_there() {
    let mut risk = Ramp::at_rest(point("0.8", None));
    assert!(risk.aim(point("0.7", Some("1.2")), days(1), 0).unwrap());
    assert_eq!(weight(&risk, 0).as_deref(), Some("1.2"), "P-19");
    assert!(risk.aim(point("0.7", Some("1.6")), days(1), DAY).unwrap());
    assert_eq!(weight(&risk, DAY).as_deref(), Some("1.2"), "P-19");
    assert_eq!(weight(&risk, DAY * 3 / 2).as_deref(), Some("1.4"), "P-19");
    assert_eq!(weight(&risk, 2 * DAY).as_deref(), Some("1.6"), "P-19");
}

#[test]
fn a_weight_appears_and_goes_midway_without_another_target() {
    let mut risk = Ramp::at_rest(point("0.8", None));
    risk.aim(point("0.7", None), days(2), 0).unwrap();
    assert!(!risk.aim(point("0.7", Some("1.2")), None, DAY).unwrap());
    assert_eq!(weight(&risk, DAY).as_deref(), Some("1.2"), "P-19");
    risk.steer(RampCourse::TurnBack, None, DAY).unwrap();
    assert_eq!(weight(&risk, 2 * DAY).as_deref(), Some("1.2"), "P-19");
    assert!(!risk.aim(point("0.8", None), None, 2 * DAY).unwrap());
    assert_eq!(weight(&risk, 2 * DAY), None);
}
