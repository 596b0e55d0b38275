//! The token takes the place of a coin, on both sides.

use super::{Measured, Story};
use crate::market::{borrow, native, Market, COLLATERAL, DEBT, TOKEN};
use serde_json::json;

pub fn token() -> Measured {
    let mut story = Story::new(Market::with_token(3), "cw20");
    let token = story.market.assets().pop();
    let token = token.expect("the token is the last asset");
    story.market.supply("alice", &token, 1_000 * TOKEN);
    story.market.does("alice", &borrow(DEBT, 4_000 * TOKEN));
    let deposit = json!({"deposit": {"mode": "lend"}});
    story.sends("deposit again", "alice", &deposit, 10 * TOKEN);
    let withdraw = json!({"withdraw": {"asset": token, "amount": (10 * TOKEN).to_string()}});
    story.does("withdraw with debt", "alice", &withdraw);
    let borrow = json!({"borrow": {"asset": token, "amount": TOKEN.to_string()}});
    let security = native(COLLATERAL[0]);
    story.market.supply("bob", &security, 1_000 * TOKEN);
    story.does("first borrow", "bob", &borrow);
    story.does("borrow again", "bob", &borrow);
    let repay = json!({"repay": {}});
    story.sends("repay partly", "bob", &repay, TOKEN);
    story.measured
}
