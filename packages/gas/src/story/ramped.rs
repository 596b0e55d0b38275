//! The same operations while parameters are on their way: every health test then looks at both levels.

use super::{Measured, Story};
use crate::market::{
    account, asset_risk, borrow, correlations, liquidate, native, withdraw, COLLATERAL, DEBT, TOKEN,
};
use serde_json::json;

/// What is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ramping {
    /// Ten of them at once.
    Assets,
    Correlations,
}

/// A month's ramp, and what alice does with ten collateral assets during its first days.
pub fn ramp(ramping: Ramping) -> Measured {
    let title = match ramping {
        Ramping::Assets => "N=10 during ten ramps",
        Ramping::Correlations => "N=10 during a ramp of the correlations",
    };
    let mut story = Story::of_basket(10, title);
    story.next_day();
    start(&story, ramping);
    story.does("borrow again", "alice", &borrow(DEBT, 100 * TOKEN));
    let back = withdraw(COLLATERAL[0], 10 * TOKEN);
    story.does("withdraw with debt", "alice", &back);
    let alice = account("alice");
    story.asks(&json!({"health": {"account": alice}}));
    story.asks_lens(&json!({"health": {"account": alice}}));
    story.asks_lens(&json!({"max_borrow": {"account": alice, "asset": native(DEBT)}}));
    story.asks(&json!({"correlations": {}}));
    story.price = "6.6";
    let liquidation = liquidate("alice", COLLATERAL[0], "asset");
    let operation = "liquidate and receive the asset";
    story.pays(operation, "liam", &liquidation, (500 * TOKEN, DEBT));
    story.measured
}

fn start(story: &Story, ramping: Ramping) {
    const MONTH: u64 = 30 * 86_400;
    let market = &story.market;
    match ramping {
        Ramping::Assets => {
            for (number, denom) in (1..).zip(&COLLATERAL[..10]) {
                let risk = asset_risk(number, ["0.64", "0.68", "1.32"]);
                let change = json!({"asset": native(denom), "risk": risk, "ramp_seconds": MONTH});
                market.owner_does(&market.lending, &json!({ "update_asset": change }));
            }
        }
        Ramping::Correlations => {
            let change = json!({"correlations": correlations(10, "0.6"), "ramp_seconds": MONTH});
            market.owner_does(&market.lending, &json!({ "update_correlations": change }));
        }
    }
}
