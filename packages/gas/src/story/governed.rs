//! What owner, guardian and steward do.

use super::{Measured, Story};
use crate::market::{
    asset_risk, borrow, correlations, list_asset, native, COLLATERAL, DEBT, TOKEN,
};
use crate::world::Chain;
use serde_json::{json, Value};

/// The owner changes what the market is.
pub fn settings() -> Measured {
    let mut story = Story::of_basket(10, "governance");
    let first = native(COLLATERAL[0]);
    let extra = native("uextra");
    story.market.prices(&extra);
    story.does("list_asset", "owner", &list_asset(&extra, 1));
    let risk = asset_risk(1, ["0.6", "0.68", "1.32"]);
    let change = json!({"update_asset": {"asset": first, "risk": risk}});
    story.does("update_asset, risk", "owner", &change);
    let change = json!({"update_asset": {"asset": first, "reserve_factor": "0.2"}});
    story.does("update_asset, reserve factor", "owner", &change);
    // it has just begun: before the next block it is where it came from
    let back = json!({"ramp": {"asset": first, "to": "turn_back", "ramp_seconds": 86_400}});
    story.does("ramp of an asset, turned back", "owner", &back);
    let change = json!({"update_correlations": {"correlations": correlations(10, "0.6")}});
    story.does("update_correlations", "owner", &change);
    let hold = json!({"ramp": {"to": "hold"}});
    story.does("ramp of the correlations, held", "owner", &hold);
    let oracle = json!({"update_config": {"oracle": story.market.oracle}});
    story.does("update_config, oracle", "owner", &oracle);
    let rules = json!({"bonus_floor": "0.006", "target_health": "1.06", "min_position_value": "20", "write_off_value": "0.2"});
    let rules = json!({"update_config": {"liquidation": rules}});
    story.does("update_config, liquidation", "owner", &rules);
    let out = json!({"withdraw_reserves": {"asset": native(DEBT)}});
    story.does("withdraw_reserves", "owner", &out);
    let assets = story.market.assets();
    for many in [1, 11] {
        let accrue = json!({"accrue": {"assets": assets[..many]}});
        story.does(&format!("accrue {many}"), "anybody", &accrue);
    }
    story.measured
}

/// Who may do what: roles, pauses, and what guardian and steward do with theirs.
pub fn powers() -> Measured {
    let mut story = Story::of_basket(10, "governance");
    let first = native(COLLATERAL[0]);
    let limits = json!({"max_factor_step": "0.03", "max_cap_step": "0.2", "min_interval": 86400});
    let (guardian, steward) = (Chain::address("guardian"), Chain::address("steward"));
    let roles = json!({"guardian": {"set": guardian}, "steward": {"set": steward}, "steward_limits": limits});
    story.does("set_roles", "owner", &json!({ "set_roles": roles }));
    let step = json!({"update_asset": {"asset": first, "caps": caps("110000000000000")}});
    story.does("update_asset, caps by the steward", "steward", &step);
    let tighter = json!({"update_asset": {"asset": first, "caps": caps("90000000000000")}});
    story.does("update_asset, caps by the guardian", "guardian", &tighter);
    let both = json!({"asset": first, "actions": ["supply", "borrow"]});
    let pause = json!({ "pause": both });
    story.does("pause by the guardian", "guardian", &pause);
    story.does("unpause", "owner", &json!({ "unpause": both }));
    let all = json!({"pause": {"asset": first, "actions": ["supply", "borrow", "liquidate"]}});
    story.does("pause by the owner", "owner", &all);
    let offer =
        json!({"transfer_ownership": {"new_owner": Chain::address("council"), "expiry": null}});
    let offer = json!({ "update_ownership": offer });
    story.does("update_ownership, offer", "owner", &offer);
    let accept = json!({"update_ownership": "accept_ownership"});
    story.does("update_ownership, accept", "council", &accept);
    story.measured
}

fn caps(supply: &str) -> Value {
    json!({"supply_cap": {"set": supply}})
}

/// Sixteen scenarios about eleven assets each: set, then in the way of new risk.
pub fn scenarios() -> Measured {
    let mut story = Story::of_basket(10, "N=10 and 16 scenarios");
    let mut moves = serde_json::Map::new();
    for denom in COLLATERAL[..10].iter().chain(&[DEBT]) {
        moves.insert((*denom).to_owned(), json!("-0.2"));
    }
    let named = |n| json!({"name": format!("scenario{n}"), "moves": moves});
    let list: Vec<_> = (0..16).map(named).collect();
    let change = json!({"update_correlations": {"scenarios": list}});
    story.does("update_correlations", "owner", &change);
    story.does("borrow again", "alice", &borrow(DEBT, 100 * TOKEN));
    let health = json!({"health": {"account": crate::market::account("alice")}});
    story.asks(&health);
    story.asks_lens(&health);
    story.measured
}
