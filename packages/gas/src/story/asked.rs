//! Everything that can be asked of lending and of the lens.

use super::{Measured, Story};
use crate::market::{account, asset_risk, correlations, native, COLLATERAL, DEBT, TOKEN};
use serde_json::{json, Value};

/// About an account with `positions` collateral assets and one debt.
pub fn queries(positions: usize) -> Measured {
    let mut story = Story::of_basket(positions, format!("N={positions}"));
    story.next_day();
    for query in about_markets().iter().chain(&about_alice()) {
        story.asks(query);
    }
    for query in explained() {
        story.asks_lens(&query);
    }
    simulations(&mut story);
    impacts(&mut story, positions);
    story.price = "6.6";
    story.next_day();
    let (alice, debt, collateral) = (account("alice"), native(DEBT), native(COLLATERAL[0]));
    let pair = json!({"account": alice, "debt": debt, "collateral": collateral});
    story.asks(&json!({ "liquidation_quote": pair }));
    let best = json!({"liquidation_quote": {"account": alice}});
    story.asks_for("query liquidation_quote of the best pair", &best);
    story.asks(&json!({"pro_rata_quote": {"account": alice}}));
    story.measured
}

fn about_markets() -> Vec<Value> {
    let debt = native(DEBT);
    vec![
        json!({"config": {}}),
        json!({"roles": {}}),
        json!({"ownership": {}}),
        json!({"asset": {"asset": debt}}),
        json!({"assets": {"limit": 10}}),
        json!({"market": {"asset": debt}}),
        json!({"markets": {"limit": 10}}),
        json!({"accounts": {"limit": 10}}),
        json!({"packed_accounts": {"limit": 100}}),
        json!({"correlations": {}}),
    ]
}

fn about_alice() -> Vec<Value> {
    let alice = account("alice");
    vec![
        json!({"account": {"account": alice}}),
        json!({"health": {"account": alice}}),
    ]
}

/// Of the lens.
fn explained() -> Vec<Value> {
    let (alice, debt, collateral) = (account("alice"), native(DEBT), native(COLLATERAL[0]));
    vec![
        json!({"config": {}}),
        json!({"health": {"account": alice}}),
        json!({"max_borrow": {"account": alice, "asset": debt}}),
        json!({"max_withdraw": {"account": alice, "asset": collateral}}),
        json!({"liquidation_price": {"account": alice, "asset": collateral}}),
        json!({"book": {"account": alice}}),
    ]
}

fn simulations(story: &mut Story) {
    let alice = account("alice");
    let borrow = json!({"borrow": {"asset": native(DEBT), "amount": "1000000"}});
    for actions in [1, 16] {
        let steps = vec![borrow.clone(); actions];
        let query = json!({"simulate": {"account": alice, "actions": steps}});
        story.asks_lens_for(&format!("query simulate of {actions}"), &query);
    }
    let first = native(COLLATERAL[0]);
    let protect = json!({"deposit": {"mode": "protect"}});
    let ten = crate::message::coin(10 * TOKEN, COLLATERAL[0]);
    story.market.pays("alice", &protect, ten);
    let query = json!({"max_withdraw": {"account": alice, "asset": first, "mode": "protect"}});
    story.asks_lens_for("query max_withdraw of protected", &query);
    let query = json!({"liquidation_price": {"account": alice, "asset": native(DEBT)}});
    story.asks_lens_for("query liquidation_price of the debt", &query);
}

fn impacts(story: &mut Story, positions: usize) {
    let risk = asset_risk(1, ["0.6", "0.68", "1.32"]);
    let asset = json!({"asset": {"asset": native(COLLATERAL[0]), "risk": risk}});
    let groups = 10.max(positions);
    let structure = json!({"correlations": {"correlations": correlations(groups, "0.6")}});
    let alice = account("alice");
    for (of, change) in [("an asset", asset), ("correlations", structure)] {
        let query = json!({"param_impact": {"change": change, "accounts": [alice]}});
        story.asks_lens_for(&format!("query param_impact of {of}"), &query);
    }
}
