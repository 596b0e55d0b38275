//! Batches of liquidations, accounts beyond rescue, and the search for those that may be liquidated.

use super::{Measured, Story};
use crate::market::{account, borrow, native, Market, COLLATERAL, DEBT, TOKEN};
use serde_json::json;

/// liam liquidates the small accounts of one, ten and twenty borrowers with one coin, and a part of another's pro rata.
pub fn batches() -> Measured {
    let mut story = Story::new(Market::new(10), "fallen");
    let names: Vec<_> = (0..32).map(|n| format!("borrower{n}")).collect();
    for name in &names {
        let first = native(COLLATERAL[0]);
        story.market.supply(name, &first, 1_000 * TOKEN);
        story.market.does(name, &borrow(DEBT, 5_500 * TOKEN));
    }
    story.price = "6.6";
    let mut left = names.iter();
    for count in [1, 10, 20] {
        let item = |name: &String| json!({"account": account(name), "collateral": native(COLLATERAL[0]), "repay": "100000000"});
        let items: Vec<_> = left.by_ref().take(count).map(item).collect();
        let batch = json!({"liquidate_many": {"items": items}});
        let paid = (2_500 * TOKEN, DEBT);
        let operation = format!("liquidate_many, {count}");
        let receipt = story.pays(&operation, "liam", &batch, paid);
        let done = receipt.events.iter();
        let done = done.filter(|e| e.kind == "ballast_liquidate").count();
        assert_eq!(done, count, "each item is to be measured, not refused");
    }
    let last = left.next().expect("one more borrowed");
    let all = json!({"liquidate_pro_rata": {"account": account(last), "fraction": "0.02"}});
    story.pays("liquidate_pro_rata", "liam", &all, (2_500 * TOKEN, DEBT));
    story.measured
}

/// Of dora's collateral next to nothing is left: her debt is written off.
pub fn ends() -> Measured {
    let mut story = Story::new(Market::new(10), "fallen");
    story
        .market
        .supply("dora", &native(COLLATERAL[0]), 5 * TOKEN);
    story.market.does("dora", &borrow(DEBT, 20 * TOKEN));
    // 5 tokens at 0.011 USD are worth less than the 0.1 USD at which an account is beyond rescue
    story.price = "0.011";
    let end = json!({"write_off": {"account": account("dora")}});
    story.does("write_off", "anybody", &end);
    story.measured
}

/// A page of those that may be liquidated, among three hundred who owe.
pub fn crowd() -> Measured {
    let mut story = Story::new(Market::new(10), "300 borrowers");
    let names = story.market.borrowers(300, 10 * TOKEN);
    story.price = "6.6";
    story.next_day();
    let page = json!({"unhealthy": {"max_health": "1", "limit": 30}});
    story.asks_lens(&page);
    story.asks_for("query accounts", &json!({"accounts": {"limit": 30}}));
    let all = json!({"packed_accounts": {"limit": 1000}});
    story.asks_for("query packed_accounts", &all);
    let first: Vec<_> = names[..30].iter().map(|name| account(name)).collect();
    let risk = crate::market::asset_risk(1, ["0.6", "0.68", "1.32"]);
    let change = json!({"asset": {"asset": native(COLLATERAL[0]), "risk": risk}});
    let query = json!({"param_impact": {"change": change, "accounts": first}});
    story.asks_lens_for("query param_impact of 30 accounts", &query);
    story.measured
}
