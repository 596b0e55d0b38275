//! One operation by its name, on a market of ten collateral assets: what the profiles look at.

use crate::market::{
    account, borrow, liquidate, native, withdraw, Market, COLLATERAL, DEBT, TOKEN,
};
use crate::message::coin;
use crate::usage::Usage;
use serde_json::json;

/// alice has a basket of so many collateral assets and one debt, and it is a day later; then the operation.
///
/// One of deposit, borrow, repay, withdraw, liquidate, health, liquidation_quote.
pub fn perform(market: &Market, operation: &str, positions: usize) -> Usage {
    market.alice_borrows(positions, 5_000 * positions as u128);
    let crash = matches!(operation, "liquidate" | "liquidation_quote");
    market.next_day(if crash { "6.6" } else { "10" });
    let first = COLLATERAL[0];
    let alice = account("alice");
    match operation {
        "deposit" => {
            let deposit = json!({"deposit": {"mode": "lend"}});
            market
                .pays("alice", &deposit, coin(10 * TOKEN, first))
                .usage
        }
        "borrow" => market.does("alice", &borrow(DEBT, 100 * TOKEN)).usage,
        "repay" => {
            let repay = json!({"repay": {}});
            market.pays("alice", &repay, coin(200 * TOKEN, DEBT)).usage
        }
        "withdraw" => market.does("alice", &withdraw(first, 10 * TOKEN)).usage,
        "liquidate" => {
            let msg = liquidate("alice", first, "asset");
            market.pays("liam", &msg, coin(500 * TOKEN, DEBT)).usage
        }
        "health" => market.ask(&json!({"health": {"account": alice}})).1,
        "liquidation_quote" => {
            let (debt, collateral) = (native(DEBT), native(first));
            let query = json!({"account": alice, "debt": debt, "collateral": collateral});
            market.ask(&json!({ "liquidation_quote": query })).1
        }
        other => panic!("no operation {other}"),
    }
}
