//! What a message sets going while something is under way or was stopped: never two things, and nothing by accident.
#![allow(clippy::unwrap_used)] // a test may stop at the first surprise

use ballast_risk::{AssetPoint, CorrelationError, CorrelationSpec, Correlations, Pace, Ramp};
use serde_json::json;

const DAY: u64 = 86_400;
const UNNAMED: Pace = Pace {
    seconds: DAY,
    named: false,
};
const NAMED: Pace = Pace {
    seconds: DAY,
    named: true,
};

fn spec(stress: &str, rho: &str) -> CorrelationSpec {
    let spec = json!({
        "groups": [{"name": "btc", "stress": stress}, {"name": "eth", "stress": "0.2"}],
        "rho": [["1", rho], [rho, "1"]], "correlation_credit": "0.75", "min_margin": "0.02"
    });
    serde_json::from_value(spec).unwrap()
}

/// Until when the stresses and until when the matrix move.
fn moving(of: &Correlations, now: u64) -> (Option<u64>, Option<u64>) {
    (of.stress.ends_at(now), of.structure.ends_at(now))
}

#[test]
fn stresses_and_the_matrix_never_move_in_one_message_nor_at_one_time() {
    let mut structure = Correlations::new(&spec("0.2", "0.5")).unwrap();
    let both = structure.redirect(&spec("0.3", "0.6"), 0, NAMED);
    assert_eq!(both, Err(CorrelationError::BothChange), "P-19");
    structure.redirect(&spec("0.3", "0.5"), 0, NAMED).unwrap();
    assert_eq!(moving(&structure, 1), (Some(DAY), None));
    let other = structure.redirect(&spec("0.3", "0.6"), 1, NAMED);
    assert_eq!(other, Err(CorrelationError::BothChange), "P-19");
    structure.redirect(&spec("0.3", "0.6"), DAY, NAMED).unwrap();
    assert_eq!(moving(&structure, DAY), (None, Some(2 * DAY)));
}

#[test]
fn the_same_again_starts_only_where_a_length_is_named() {
    let mut structure = Correlations::new(&spec("0.2", "0.5")).unwrap();
    let target = spec("0.2", "0.7");
    structure.redirect(&target, 0, NAMED).unwrap();
    structure.stop(DAY / 2).unwrap();
    structure.redirect(&target, DAY, UNNAMED).unwrap();
    assert_eq!(moving(&structure, DAY), (None, None), "stays stopped");
    structure.redirect(&target, DAY, NAMED).unwrap();
    assert_eq!(moving(&structure, DAY), (None, Some(2 * DAY)), "sent on");
    structure.redirect(&target, DAY + 10, UNNAMED).unwrap();
    assert_eq!(
        moving(&structure, DAY + 10),
        (None, Some(2 * DAY)),
        "no longer than it was"
    );
}

#[test]
fn what_stands_still_is_not_moved_by_what_lands() {
    let mut structure = Correlations::new(&spec("0.2", "0.5")).unwrap();
    structure.redirect(&spec("0.2", "0.7"), 0, NAMED).unwrap();
    structure.stop(DAY / 2).unwrap();
    structure.redirect(&spec("0.4", "0.7"), DAY, NAMED).unwrap();
    let landed = structure.clone().landed(DAY + 1);
    assert_eq!(
        landed.structure, structure.structure,
        "stopped stays stopped"
    );
    assert_eq!(landed.stress.steps, vec![]);
    assert_eq!(landed.stress.start.first().unwrap().to_string(), "0.4");
}

fn point(threshold: &str, weight: Option<&str>) -> AssetPoint {
    AssetPoint {
        liquidation_threshold: threshold.parse().unwrap(),
        borrow_weight: weight.map(|weight| weight.parse().unwrap()),
    }
}

#[test]
fn a_weight_that_appears_holds_at_once_and_moves_from_there() {
    let mut risk = Ramp::fixed(point("0.8", None));
    let weight = |risk: &Ramp<AssetPoint>, now| {
        AssetPoint::in_force(risk, now)
            .unwrap()
            .borrow_weight
            .map(|weight| weight.to_string())
    };
    risk.aim(point("0.7", Some("1.2")), 0, NAMED).unwrap();
    assert_eq!(weight(&risk, 0).as_deref(), Some("1.2"), "P-19");
    risk.aim(point("0.7", Some("1.6")), DAY / 2, NAMED).unwrap();
    assert_eq!(weight(&risk, DAY / 2).as_deref(), Some("1.2"), "P-19");
    assert_eq!(weight(&risk, DAY).as_deref(), Some("1.4"), "P-19");
    assert_eq!(weight(&risk, DAY * 3 / 2).as_deref(), Some("1.6"), "P-19");
}
