//! What a plan says, literally: of nothing, of a market that stands, and of one that is to change.

use super::example::{atom, changed, done, wanted, EXAMPLE, GOV, OWNER};
use super::{plan, Need, Plan, PlanError, Planned, Step};
use crate::deploy::found::Found;
use crate::deploy::kind::Kind;
use ballast_interface::lending::RiskRamp;
use ballast_interface::AssetId;
use ballast_risk::governance::RampCourse;
use ballast_risk::Ratio;

/// Every line that a plan prints of its steps and changes.
fn said(plan: &Plan) -> Vec<String> {
    let mut lines = Vec::new();
    for step in &plan.steps {
        lines.push(step.title.clone());
        lines.extend(step.changes.iter().map(|change| format!("  {change}")));
    }
    lines
}

fn titles(plan: &Plan) -> Vec<&str> {
    plan.steps.iter().map(|step| step.title.as_str()).collect()
}

#[test]
fn out_of_nothing_everything_is_made_in_an_order_that_works() {
    let plan = plan(&wanted(EXAMPLE), &Found::default()).unwrap();
    assert_eq!(
        titles(&plan),
        [
            "store the code of oracle",
            "instantiate oracle",
            "store the code of lending",
            "instantiate lending",
            "store the code of lens",
            "instantiate lens",
            "store the code of liquidator",
            "instantiate liquidator",
            "set the feeders",
            "set where the price of ATOM comes from",
            "set where the price of OSMO comes from",
            "set where the price of USDC comes from",
            "list ATOM",
            "seed ATOM",
            "list OSMO",
            "seed OSMO",
            "list USDC",
            "seed USDC",
            "replace the scenarios",
        ]
    );
    assert_eq!(plan.ready(OWNER).unwrap().step, Step::Store(Kind::Oracle));
}

#[test]
fn where_all_is_done_nothing_is_left() {
    let plan = plan(&wanted(EXAMPLE), &done()).unwrap();
    assert_eq!(plan, Plan::default());
}

#[test]
fn a_threshold_goes_by_a_ramp_and_a_factor_at_once() {
    // 72 h from 0.6 to 0.54 in three stages of 0.02
    let text = EXAMPLE.replacen(
        "liquidation_threshold = \"0.6\"",
        "liquidation_threshold = \"0.54\"",
        1,
    );
    let text = text.replacen(
        "collateral_factor = \"0.56\"",
        "collateral_factor = \"0.5\"",
        1,
    );
    let plan = plan(&wanted(&text), &done()).unwrap();
    assert_eq!(
        said(&plan),
        [
            "change ATOM",
            "  ATOM collateral_factor: 0.56 → 0.5",
            "  ATOM liquidation_threshold: 0.6 → 0.54, a ramp of 72 h: 0.6 at 0 h, 0.58 at 24 h, 0.56 at 48 h, 0.54 at 72 h, and stays",
        ]
    );
    assert_eq!(plan.steps[0].needs, None);
}

#[test]
fn what_is_on_its_way_already_is_no_change() {
    let desired = changed(
        "liquidation_threshold = \"0.6\"",
        "liquidation_threshold = \"0.58\"",
    );
    let mut found = done();
    let target = super::lending::params(&desired.config.assets["ATOM"]);
    let listed = atom(&mut found);
    listed.ramp = Some(RiskRamp {
        from: listed.risk.clone(),
        target,
        to: RampCourse::GoOn,
        progress: Ratio::percent(25),
        ends_at: Some(1_700_100_000),
    });
    let plan_now = plan(&desired, &found).unwrap();
    assert_eq!(titles(&plan_now), [""; 0]);
    assert_eq!(
        plan_now.under_way,
        ["ATOM is on its way to liquidation_threshold 0.58 (0.25 of the way, until 2023-11-16 02:00 UTC)"]
    );
    // another target has to wait for it
    let other = plan(&wanted(EXAMPLE), &found).unwrap();
    assert_eq!(other.steps[0].needs, Some(Need::Ramp(Some(1_700_100_000))));
}

#[test]
fn stresses_and_the_matrix_go_one_after_the_other() {
    let text = EXAMPLE.replacen(
        "{ name = \"atom\", stress = \"0.28\" }",
        "{ name = \"atom\", stress = \"0.25\" }",
        1,
    );
    let text = text.replacen("[\"0\", \"1\", \"0.7\"]", "[\"0\", \"1\", \"0.4\"]", 1);
    let text = text.replacen("[\"0\", \"0.7\", \"1\"]", "[\"0\", \"0.4\", \"1\"]", 1);
    let plan = plan(&wanted(&text), &done()).unwrap();
    assert_eq!(
        said(&plan),
        [
            "change the correlations",
            "  correlations stress.atom: 0.28 → 0.25, a ramp of 72 h: 0.28 at 0 h, 0.27 at 24 h, 0.26 at 48 h, 0.25 at 72 h, and stays",
            "change the correlations",
            "  correlations rho.atom/osmo: 0.7 → 0.4, a ramp of 72 h: 0.7 at 0 h, 0.6 at 24 h, 0.5 at 48 h, 0.4 at 72 h, and stays",
        ]
    );
    // 1,700,000,000 + 259,200
    assert_eq!(plan.steps[1].needs, Some(Need::Ramp(Some(1_700_259_200))));
}

#[test]
fn an_assets_ramp_waits_for_that_of_the_matrix_and_the_rest_does_not() {
    let text = EXAMPLE.replacen("[\"0\", \"1\", \"0.7\"]", "[\"0\", \"1\", \"0.4\"]", 1);
    let text = text.replacen("[\"0\", \"0.7\", \"1\"]", "[\"0\", \"0.4\", \"1\"]", 1);
    let text = text.replacen(
        "liquidation_threshold = \"0.6\"",
        "liquidation_threshold = \"0.57\"",
        1,
    );
    let text = text.replacen("reserve_factor = \"0.1\"", "reserve_factor = \"0.2\"", 1);
    let plan = plan(&wanted(&text), &done()).unwrap();
    assert_eq!(
        titles(&plan),
        [
            "change the correlations",
            "change ATOM",
            "change ATOM by a ramp"
        ]
    );
    assert_eq!(
        plan.steps[1].changes[0].to_string(),
        "ATOM reserve_factor: 0.1 → 0.2"
    );
    let needs: Vec<Option<Need>> = plan.steps.into_iter().map(|step| step.needs).collect();
    // 1,700,000,000 + 259,200
    assert_eq!(needs, [None, None, Some(Need::Ramp(Some(1_700_259_200)))]);
}

#[test]
fn an_asset_waits_for_its_first_price() {
    let mut found = done();
    let usdc = AssetId::native("uusdc");
    found.lending.as_mut().unwrap().assets.remove(&usdc);
    let oracle = found.oracle.as_mut().unwrap();
    oracle.assets.get_mut(&usdc).unwrap().priced = false;
    let plan = plan(&wanted(EXAMPLE), &found).unwrap();
    assert_eq!(titles(&plan), ["list USDC", "seed USDC"]);
    assert_eq!(plan.steps[0].needs, Some(Need::Price(usdc)));
    assert_eq!(plan.ready(OWNER), None);
}

#[test]
fn other_code_is_stored_and_migrated_to() {
    let mut found = done();
    found.contracts.get_mut(&Kind::Lending).unwrap().checksum = "lending-0".to_owned();
    let plan = plan(&wanted(EXAMPLE), &found).unwrap();
    assert_eq!(
        said(&plan),
        [
            "store the code of lending",
            "  code of lending: none → lending-1",
            "migrate lending",
            "  code of lending: lending-0 → lending-1",
        ]
    );
    assert_eq!(plan.steps[1].by.as_deref(), Some(OWNER));
}

#[test]
fn governance_is_offered_the_contracts_last_and_accepts_them() {
    let desired = changed("# owner = ", "owner = ");
    let mut found = done();
    for contract in found.contracts.values_mut() {
        contract.admin = Some(GOV.to_owned());
    }
    atom(&mut found).seeded = false;
    let before = plan(&desired, &found).unwrap();
    assert_eq!(
        titles(&before),
        [
            "seed ATOM",
            "offer oracle to its owner",
            "offer lending to its owner"
        ]
    );
    assert_eq!(before.steps[1].needs, Some(Need::Before));
    atom(&mut found).seeded = true;
    found.lending.as_mut().unwrap().roles.pending_owner = Some(GOV.to_owned());
    found.oracle.as_mut().unwrap().ownership.pending = Some(GOV.to_owned());
    let after = plan(&desired, &found).unwrap();
    assert_eq!(titles(&after), ["accept oracle", "accept lending"]);
    assert_eq!(after.steps[0].by.as_deref(), Some(GOV));
    assert!(after.is_left_to_others(OWNER) && after.steps.iter().all(Planned::is_acceptance));
}

#[test]
fn who_gives_one_contract_away_goes_on_with_the_other() {
    let desired = changed("# owner = ", "owner = ");
    let mut found = done();
    for contract in found.contracts.values_mut() {
        contract.admin = Some(GOV.to_owned());
    }
    found.oracle.as_mut().unwrap().ownership.pending = Some(GOV.to_owned());
    let plan = plan(&desired, &found).unwrap();
    assert_eq!(
        titles(&plan),
        ["accept oracle", "offer lending to its owner"]
    );
    assert_eq!(
        plan.ready(OWNER).unwrap().title,
        "offer lending to its owner"
    );
}

#[test]
fn what_a_file_leaves_out_is_not_taken_for_a_wish() {
    let mut found = done();
    // the oracle shows its defaults where the file names none
    let oracle = found.oracle.as_mut().unwrap();
    let feed = oracle.assets.get_mut(&AssetId::native("uatom")).unwrap();
    feed.limits.max_step = Some(Ratio::percent(30));
    feed.limits.half_life = Some(1800);
    assert_eq!(plan(&wanted(EXAMPLE), &found).unwrap(), Plan::default());
}

#[test]
fn what_cannot_be_is_refused_before_anything_is_sent() {
    let mut found = done();
    found.lens_reads = Some("wasm1other".to_owned());
    let said = plan(&wanted(EXAMPLE), &found).unwrap_err();
    assert!(
        matches!(
            said,
            PlanError::Elsewhere {
                kind: Kind::Lens,
                ..
            }
        ),
        "{said}"
    );
    let mut found = done();
    atom(&mut found).decimals = 8;
    let said = plan(&wanted(EXAMPLE), &found).unwrap_err().to_string();
    assert_eq!(said, "uatom has 8 decimals on chain, 6 in the configuration; decimals of a listed asset do not change");
    let renamed = EXAMPLE
        .replace("name = \"osmo\"", "name = \"osmosis\"")
        .replace("group = \"osmo\"", "group = \"osmosis\"");
    let said = plan(&wanted(&renamed), &done()).unwrap_err().to_string();
    assert_eq!(
        said,
        "groups keep their names and order on chain: usd, atom, osmo; the configuration has usd, atom, osmosis. Add new ones at the end"
    );
}
