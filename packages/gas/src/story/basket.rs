//! What borrowers do, and the liquidation that they fear.

use super::{Measured, Story};
use crate::market::{borrow, liquidate, native, withdraw, Market, COLLATERAL, DEBT, TOKEN};
use serde_json::json;

/// The operations of a basket of `positions` collateral assets and one debt, on a market of ten collateral assets.
pub fn basket(positions: usize) -> Measured {
    operations(Story::of_basket(positions, format!("N={positions}")))
}

/// The same of one asset, on a market where others hold 3,000 tokens and owe 15,000 USD: one of them, or many.
pub fn basket_among(others: u128) -> Measured {
    let story = Story::new(Market::new(10), "among others");
    let start = story.market.chain.now();
    story.market.borrowers(others, 3_000 * TOKEN / others);
    // more people take more blocks; alice comes an hour later in any case
    let passed = story.market.chain.now() - start;
    story.market.chain.wait(3_600 - passed);
    story.market.report("10");
    story.market.alice_borrows(1, 5_000);
    operations(story)
}

fn operations(mut story: Story) -> Measured {
    let first = COLLATERAL[0];
    let deposit = json!({"deposit": {"mode": "lend"}});
    story.pays("deposit again", "alice", &deposit, (10 * TOKEN, first));
    story.does("borrow again", "alice", &borrow(DEBT, 100 * TOKEN));
    let repay = json!({"repay": {}});
    story.pays("repay partly", "alice", &repay, (200 * TOKEN, DEBT));
    let back = withdraw(first, 10 * TOKEN);
    story.does("withdraw with debt", "alice", &back);
    story.price = "6.6";
    let liquidation = liquidate("alice", first, "asset");
    let operation = "liquidate and receive the asset";
    story.pays(operation, "liam", &liquidation, (500 * TOKEN, DEBT));
    story.measured
}

/// The paths that are not in the table of targets.
pub fn other_paths() -> Measured {
    let mut story = Story::new(Market::new(10), "others");
    story.market.alice_borrows(2, 6_000);
    let first = COLLATERAL[0];
    let ten = (10 * TOKEN, first);
    let protect = json!({"deposit": {"mode": "protect"}});
    story.pays("deposit protected", "alice", &protect, ten);
    let out = json!({"withdraw": {"asset": native(first), "amount": "1000000", "mode": "protect"}});
    story.does("withdraw protected with debt", "alice", &out);
    let shift = json!({"shift": {"asset": native(first), "to": "lend"}});
    story.does("shift to lent", "alice", &shift);
    let deposit = json!({"deposit": {"mode": "lend"}});
    story.pays("first deposit", "carol", &deposit, ten);
    let all = json!({"withdraw": {"asset": native(first)}});
    story.does("withdraw all without debt", "carol", &all);
    let repay = json!({"repay": {}});
    let too_much = (9_000 * TOKEN, DEBT);
    story.pays("repay all with refund", "alice", &repay, too_much);
    story.does("first borrow", "alice", &borrow(DEBT, 11_000 * TOKEN));
    story.market.supply("liam", &native(first), 10 * TOKEN);
    story.price = "6.6";
    let shares = liquidate("alice", first, "shares");
    let operation = "liquidate and receive shares";
    story.pays(operation, "liam", &shares, (500 * TOKEN, DEBT));
    story.measured
}
