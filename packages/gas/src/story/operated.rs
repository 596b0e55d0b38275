//! Several actions in one message, and somebody else who acts.

use super::{Measured, Story};
use crate::market::{account, native, COLLATERAL, DAY, DEBT, TOKEN};
use crate::world::Chain;
use serde_json::{json, Value};

/// The titles of the basket of one, so that both can be held against single messages.
pub fn operated() -> Measured {
    let mut story = Story::of_basket(1, "N=1");
    let first = COLLATERAL[0];
    let deposit = action("deposit", first, 10);
    let one = json!({"batch": {"actions": [deposit]}});
    story.pays("batch of a deposit", "alice", &one, (10 * TOKEN, first));
    let one = json!({"batch": {"actions": [action("borrow", DEBT, 100)]}});
    story.does("batch of a borrow", "alice", &one);
    let (deposit, borrow) = (action("deposit", first, 5), action("borrow", DEBT, 20));
    let four = json!({"batch": {"actions": [deposit, borrow, deposit, borrow]}});
    story.pays("batch of four", "alice", &four, (10 * TOKEN, first));
    let until = story.market.chain.now() + 30 * DAY;
    let oscar = Chain::address("oscar");
    let named = json!({"operator": oscar, "may": ["borrow"], "pay_to": "owner", "min_health": "1.01", "until": until});
    story.does("set_operator", "alice", &json!({ "set_operator": named }));
    let borrow = json!({"account": account("alice"), "asset": native(DEBT), "amount": "100000000"});
    let operation = "borrow again by an operator";
    story.does(operation, "oscar", &json!({ "borrow": borrow }));
    story.asks(&json!({"operators": {"account": account("alice")}}));
    story.measured
}

fn action(verb: &str, denom: &str, tokens: u128) -> Value {
    json!({verb: {"asset": native(denom), "amount": (tokens * TOKEN).to_string()}})
}
