//! The operations that are measured, each in the story that leads to it.
//!
//! Before each there is a day of interest and a fresh report of all feeders, so that no figure profits from a market
//! that is accrued already or from a price that is refused.

mod asked;
mod basket;
mod fallen;
mod governed;
mod operated;
mod oracle;
mod ramped;
mod started;
mod token;

pub use asked::queries;
pub use basket::{basket, basket_among, other_paths};
pub use fallen::{batches, crowd, ends};
pub use governed::{powers, scenarios, settings};
pub use operated::operated;
pub use oracle::oracle;
pub use ramped::{ramp, Ramping};
pub use started::starts;
pub use token::token;

use crate::coverage::{variant, Contract, Entry};
use crate::market::Market;
use crate::message::coin;
use crate::snapshot::{Figures, Snapshot};
use crate::usage::Usage;
use crate::world::Receipt;
use serde_json::Value;
use std::collections::BTreeSet;

/// What stories have measured, and which entries of the contracts they went through.
#[derive(Debug, Default)]
pub struct Measured {
    pub figures: Snapshot,
    pub entries: BTreeSet<Entry>,
}

impl Measured {
    fn add(&mut self, other: Self) {
        self.figures.add(other.figures);
        self.entries.extend(other.entries);
    }

    fn execute(&mut self, name: &str, entry: Entry, receipt: &Receipt) {
        self.figures.record(name, Figures::of_execute(receipt));
        self.entries.insert(entry);
    }

    fn query(&mut self, name: &str, entry: Entry, usage: &Usage) {
        self.figures.record(name, Figures::of_query(usage));
        self.entries.insert(entry);
    }
}

/// A market with what was measured on it so far, under names that say what it is about.
#[derive(Debug)]
struct Story {
    market: Market,
    title: String,
    /// What the feeders report of every collateral asset.
    price: &'static str,
    measured: Measured,
}

impl Story {
    fn new(market: Market, title: impl Into<String>) -> Self {
        Self {
            market,
            title: title.into(),
            price: "10",
            measured: Measured::default(),
        }
    }

    /// alice has a basket of `positions` assets on a market of ten: 5.5 USD of debt for each token of 10 USD, below the
    /// 6.1 to 6.5 that may be borrowed.
    fn of_basket(positions: usize, title: impl Into<String>) -> Self {
        let story = Self::new(Market::new(10.max(positions)), title);
        let debt = 5_000 * positions as u128;
        story.market.alice_borrows(positions, debt);
        story
    }

    fn named(&self, operation: &str) -> String {
        format!("{operation}, {}", self.title)
    }

    fn next_day(&self) {
        self.market.next_day(self.price);
    }

    /// Who does what to lending on the next day.
    fn does(&mut self, operation: &str, who: &str, msg: &Value) {
        self.next_day();
        let receipt = self.market.does(who, msg);
        self.executed(operation, Contract::Lending, msg, &receipt);
    }

    fn pays(
        &mut self,
        operation: &str,
        who: &str,
        msg: &Value,
        (amount, denom): (u128, &str),
    ) -> Receipt {
        self.next_day();
        let receipt = self.market.pays(who, msg, coin(amount, denom));
        self.executed(operation, Contract::Lending, msg, &receipt);
        receipt
    }

    /// The same with tokens, by the token's own `send`.
    fn sends(&mut self, operation: &str, who: &str, msg: &Value, amount: u128) {
        self.next_day();
        let receipt = self.market.sends(who, msg, amount);
        let entry = Entry::execute(Contract::Lending, "receive");
        self.measured
            .execute(&self.named(operation), entry, &receipt);
    }

    /// Who does what to the oracle, a minute later.
    fn feeds(&mut self, operation: &str, who: &str, msg: &Value) {
        self.market.chain.wait(60);
        let receipt = self.market.feeds(who, msg);
        self.executed(operation, Contract::Oracle, msg, &receipt);
    }

    fn executed(&mut self, operation: &str, contract: Contract, msg: &Value, receipt: &Receipt) {
        let entry = Entry::execute(contract, variant(msg));
        self.measured
            .execute(&self.named(operation), entry, receipt);
    }

    /// A query of lending under its own name.
    fn asks(&mut self, msg: &Value) {
        self.asks_for(&format!("query {}", variant(msg)), msg);
    }

    fn asks_for(&mut self, operation: &str, msg: &Value) {
        let (_, usage) = self.market.ask(msg);
        let entry = Entry::query(Contract::Lending, variant(msg));
        self.measured.query(&self.named(operation), entry, &usage);
    }

    /// A query of the lens.
    fn asks_lens(&mut self, msg: &Value) {
        self.asks_lens_for(&format!("query {} of the lens", variant(msg)), msg);
    }

    fn asks_lens_for(&mut self, operation: &str, msg: &Value) {
        let (_, usage) = self.market.ask_lens(msg);
        let entry = Entry::query(Contract::Lens, variant(msg));
        self.measured.query(&self.named(operation), entry, &usage);
    }

    fn asks_oracle(&mut self, operation: &str, msg: &Value) {
        let answer = self.market.chain.query(&self.market.oracle, msg);
        let (_, usage) = answer.expect("the oracle answers");
        let entry = Entry::query(Contract::Oracle, variant(msg));
        self.measured.query(&self.named(operation), entry, &usage);
    }
}

/// Every story there is.
pub fn measured() -> Measured {
    let mut all = Measured::default();
    for positions in [1, 2, 10, 15] {
        all.add(basket(positions));
    }
    for positions in [1, 15] {
        all.add(queries(positions));
    }
    all.add(other_paths());
    all.add(operated());
    all.add(token());
    all.add(batches());
    all.add(ends());
    all.add(crowd());
    all.add(settings());
    all.add(powers());
    all.add(scenarios());
    for ramping in [Ramping::Assets, Ramping::Correlations] {
        all.add(ramp(ramping));
    }
    all.add(oracle());
    all.add(starts());
    all
}

/// The figures alone.
pub fn all() -> Snapshot {
    measured().figures
}
