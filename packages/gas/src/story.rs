//! The operations that are measured, each in the story that leads to it.
//!
//! Before each there is a day of interest and a fresh report of all feeders, so that no figure profits from a market
//! that is accrued already or from a price that is refused.

use crate::market::{
    account, borrow, liquidate, native, withdraw, Market, COLLATERAL, DEBT, TOKEN,
};
use crate::message::coin;
use crate::snapshot::{Figures, Snapshot};
use crate::world::Receipt;
use serde_json::{json, Value};

/// What a story has measured so far, under names that say what it is about.
#[derive(Debug)]
pub struct Story {
    pub market: Market,
    title: String,
    figures: Snapshot,
}

impl Story {
    fn new(market: Market, title: impl Into<String>) -> Self {
        Self {
            market,
            title: title.into(),
            figures: Snapshot::default(),
        }
    }

    fn record(&mut self, operation: &str, receipt: &Receipt) {
        let name = format!("{operation}, {}", self.title);
        self.figures.record(&name, Figures::of_execute(receipt));
    }

    /// Who does what to lending on the next day.
    fn does(&mut self, operation: &str, who: &str, msg: &Value) {
        self.market.next_day("10");
        let receipt = self.market.does(who, msg);
        self.record(operation, &receipt);
    }

    fn pays(&mut self, operation: &str, who: &str, msg: &Value, denom: &str, amount: u128) {
        self.market.next_day("10");
        let receipt = self.market.pays(who, msg, coin(amount, denom));
        self.record(operation, &receipt);
    }

    fn asks(&mut self, msg: &Value) {
        let (_, usage) = self.market.ask(msg);
        let query = msg.as_object().and_then(|m| m.keys().next());
        let query = query.expect("a query has a name");
        let name = format!("query {query}, {}", self.title);
        self.figures.record(&name, Figures::of_query(&usage));
    }
}

/// The operations of a basket of `positions` collateral assets and one debt, on a market of ten collateral assets.
pub fn basket(positions: usize) -> Snapshot {
    basket_of(Market::new(10.max(positions)), positions)
}

fn basket_of(market: Market, positions: usize) -> Snapshot {
    let mut story = Story::new(market, format!("N={positions}"));
    // 5.5 USD of debt for each token of 10 USD: below the 6.1 to 6.5 that may be borrowed
    let debt = 5_000 * positions as u128;
    story.market.alice_borrows(positions, debt);
    let deposit = json!({"deposit": {"mode": "lend"}});
    story.pays(
        "deposit again",
        "alice",
        &deposit,
        COLLATERAL[0],
        10 * TOKEN,
    );
    story.does("borrow again", "alice", &borrow(DEBT, 100 * TOKEN));
    story.pays(
        "repay partly",
        "alice",
        &json!({"repay": {}}),
        DEBT,
        200 * TOKEN,
    );
    story.does(
        "withdraw with debt",
        "alice",
        &withdraw(COLLATERAL[0], 10 * TOKEN),
    );
    story.market.next_day("6.6");
    let liquidation = liquidate("alice", COLLATERAL[0], "asset");
    let payment = coin(500 * TOKEN, DEBT);
    let receipt = story.market.pays("liam", &liquidation, payment);
    story.record("liquidate and receive the asset", &receipt);
    story.figures
}

/// Everything that can be asked, of an account with `positions` collateral assets and one debt.
pub fn queries(positions: usize) -> Snapshot {
    let market = Market::new(10.max(positions));
    let mut story = Story::new(market, format!("N={positions}"));
    story
        .market
        .alice_borrows(positions, 5_000 * positions as u128);
    story.market.next_day("10");
    let alice = account("alice");
    let debt = native(DEBT);
    let collateral = native(COLLATERAL[0]);
    for query in [
        json!({"config": {}}),
        json!({"roles": {}}),
        json!({"ownership": {}}),
        json!({"asset": {"asset": debt}}),
        json!({"assets": {"limit": 10}}),
        json!({"market": {"asset": debt}}),
        json!({"markets": {"limit": 10}}),
        json!({"account": {"account": alice}}),
        json!({"accounts": {"limit": 10}}),
        json!({"health": {"account": alice}}),
        json!({"max_borrow": {"account": alice, "asset": debt}}),
        json!({"max_withdraw": {"account": alice, "asset": collateral}}),
        json!({"book": {"account": alice}}),
        json!({"correlations": {}}),
    ] {
        story.asks(&query);
    }
    story.market.next_day("6.6");
    story.asks(
        &json!({"liquidation_quote": {"account": alice, "debt": debt, "collateral": collateral}}),
    );
    story.figures
}

/// The paths that are not in the table of targets.
pub fn other_paths() -> Snapshot {
    let mut story = Story::new(Market::new(10), "others");
    story.market.alice_borrows(2, 6_000);
    let protect = json!({"deposit": {"mode": "protect"}});
    story.pays(
        "deposit protected",
        "alice",
        &protect,
        COLLATERAL[0],
        10 * TOKEN,
    );
    let shift = json!({"shift": {"asset": native(COLLATERAL[0]), "to": "lend"}});
    story.does("shift to lent", "alice", &shift);
    let first = json!({"deposit": {"mode": "lend"}});
    story.pays("first deposit", "carol", &first, COLLATERAL[0], 10 * TOKEN);
    let all = json!({"withdraw": {"asset": native(COLLATERAL[0])}});
    story.does("withdraw all without debt", "carol", &all);
    story.pays(
        "repay all with refund",
        "alice",
        &json!({"repay": {}}),
        DEBT,
        9_000 * TOKEN,
    );
    story.does("first borrow", "alice", &borrow(DEBT, 11_000 * TOKEN));
    story
        .market
        .supply("liam", &native(COLLATERAL[0]), 10 * TOKEN);
    story.market.next_day("6.6");
    let shares = liquidate("alice", COLLATERAL[0], "shares");
    let receipt = story.market.pays("liam", &shares, coin(500 * TOKEN, DEBT));
    story.record("liquidate and receive shares", &receipt);
    story.figures
}

/// The token takes the place of a coin, on both sides.
pub fn token() -> Snapshot {
    let mut story = Story::new(Market::with_token(3), "cw20");
    let token = story
        .market
        .assets()
        .pop()
        .expect("the token is the last asset");
    story.market.supply("alice", &token, 1_000 * TOKEN);
    story.market.does("alice", &borrow(DEBT, 4_000 * TOKEN));
    story.market.next_day("10");
    let receipt = story.market.supply("alice", &token, 10 * TOKEN);
    story.record("deposit again", &receipt);
    let withdraw = json!({"withdraw": {"asset": token, "amount": (10 * TOKEN).to_string()}});
    story.does("withdraw with debt", "alice", &withdraw);
    let borrow = json!({"borrow": {"asset": token, "amount": TOKEN.to_string()}});
    story
        .market
        .supply("bob", &native(COLLATERAL[0]), 1_000 * TOKEN);
    story.does("first borrow", "bob", &borrow);
    story.does("borrow again", "bob", &borrow);
    story.market.next_day("10");
    let receipt = story.market.sends("bob", &json!({"repay": {}}), TOKEN);
    story.record("repay partly", &receipt);
    story.figures
}

/// What keeps the prices.
pub fn oracle() -> Snapshot {
    let mut story = Story::new(Market::new(10), "oracle");
    story.market.chain.wait(60);
    let receipt = story.market.report("10.01");
    story.record("report 11 prices, the third feeder", &receipt);
    for asked in [1, 2, 11] {
        let assets = &story.market.assets()[..asked];
        let prices = json!({"prices": {"assets": assets}});
        let answer = story.market.chain.query(&story.market.oracle, &prices);
        let (_, usage) = answer.expect("the oracle answers");
        let name = format!("query {asked} prices, oracle");
        story.figures.record(&name, Figures::of_query(&usage));
    }
    story.figures
}

/// Every story there is.
pub fn all() -> Snapshot {
    let mut all = Snapshot::default();
    for positions in [1, 2, 10, 15] {
        all.add(basket(positions));
    }
    for positions in [1, 15] {
        all.add(queries(positions));
    }
    all.add(other_paths());
    all.add(token());
    all.add(oracle());
    all
}
