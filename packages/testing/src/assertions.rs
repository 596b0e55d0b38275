//! What stories claim. Each stops at the line of the story.

use crate::chain::Suite;
use crate::error::{Outcome, Refused};
use ballast_interface::lending::PositionResponse;
use ballast_interface::lens::HealthResponse;
use ballast_interface::AssetId;
use ballast_lending::ContractError;
use ballast_risk::Amount;
use cosmwasm_std::Event;
use cw_multi_test::AppResponse;
use std::fmt::{Debug, Display};

impl Suite {
    /// What an account holds of an asset, lent and protected together, in human terms.
    #[track_caller]
    pub fn assert_holds(&self, name: &str, coins: &str) {
        let (asset, amount) = self.coins(coins);
        let position = self.found(name, &asset);
        let held = position.map_or(Amount::ZERO, |p| p.lent.add(p.protected).unwrap());
        self.same(&format!("{name} holds"), &asset, held, amount);
    }

    #[track_caller]
    pub fn assert_owes(&self, name: &str, coins: &str) {
        let (asset, amount) = self.coins(coins);
        let owed = self.found(name, &asset).map_or(Amount::ZERO, |p| p.debt);
        self.same(&format!("{name} owes"), &asset, owed, amount);
    }

    /// What is in the wallet of a named person.
    #[track_caller]
    pub fn assert_wallet(&self, name: &str, coins: &str) {
        let (asset, amount) = self.coins(coins);
        let found = self.balance(&self.who(name), &asset).unwrap();
        self.same(&format!("the wallet of {name} has"), &asset, found, amount);
    }

    #[track_caller]
    pub fn assert_healthy(&self, name: &str) {
        let health = self.health_of(name);
        assert!(
            at_maintenance(&health),
            "{name} should be healthy: {health:?}"
        );
    }

    #[track_caller]
    pub fn assert_liquidatable(&self, name: &str) {
        let health = self.health_of(name);
        assert!(
            !at_maintenance(&health),
            "{name} should be liquidatable: {health:?}"
        );
    }

    /// The health factor, down to four decimals, such as `"1.0512"`; `"none"` without debt.
    #[track_caller]
    pub fn assert_health_factor(&self, name: &str, expected: &str) {
        let found = self.health_of(name).health_factor;
        let found = found.map_or("none".to_owned(), |hf| {
            let text = hf.to_string();
            let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
            let four: String = fraction.chars().chain("0000".chars()).take(4).collect();
            format!("{whole}.{four}")
        });
        assert_eq!(found, expected, "health factor of {name}");
    }

    /// The lent part of what an account holds.
    #[track_caller]
    pub fn assert_lent(&self, name: &str, coins: &str) {
        let (asset, amount) = self.coins(coins);
        let lent = self.found(name, &asset).map_or(Amount::ZERO, |p| p.lent);
        self.same(&format!("{name} lends"), &asset, lent, amount);
    }

    /// The account has no position at all.
    #[track_caller]
    pub fn assert_empty(&self, name: &str) {
        assert_eq!(self.positions(name), [], "{name} has something left");
    }

    #[track_caller]
    fn found(&self, name: &str, asset: &AssetId) -> Option<PositionResponse> {
        let mut positions = self.positions(name).into_iter();
        positions.find(|p| &p.asset == asset)
    }

    #[track_caller]
    fn same(&self, what: &str, asset: &AssetId, found: Amount, expected: Amount) {
        let asset = self.assets.iter().find(|a| &a.id == asset).unwrap();
        let (found, expected) = (asset.show(found), asset.show(expected));
        assert_eq!(found, expected, "{what}");
    }
}

/// The lending contract refused, and said exactly this. That nothing was written by then every refusal shows.
#[track_caller]
pub fn assert_refused(outcome: Outcome, expected: &ContractError) {
    let refused = refusal(outcome, expected);
    assert_eq!(refused.lending(), Some(expected), "{refused}");
}

/// The oracle contract refused, and said exactly this.
#[track_caller]
pub fn assert_oracle_refused(outcome: Outcome, expected: &ballast_oracle::ContractError) {
    let refused = refusal(outcome, expected);
    assert_eq!(refused.oracle(), Some(expected), "{refused}");
}

/// The lending contract refused for a reason of some kind.
#[track_caller]
pub fn assert_refused_for(outcome: Outcome, kind: impl FnOnce(&ContractError) -> bool) {
    let refused = refusal(outcome, "an error of its own");
    assert!(refused.lending().is_some_and(kind), "{refused}");
}

/// The oracle contract refused for a reason of some kind.
#[track_caller]
pub fn assert_oracle_refused_for(
    outcome: Outcome,
    kind: impl FnOnce(&ballast_oracle::ContractError) -> bool,
) {
    let refused = refusal(outcome, "an error of its own");
    assert!(refused.oracle().is_some_and(kind), "{refused}");
}

/// A message or a query was refused with words that contain these.
#[track_caller]
pub fn assert_says<T: Debug>(outcome: Result<T, Refused>, expected: &str) {
    let refused = refusal(outcome, expected).to_string();
    assert!(
        refused.contains(expected),
        "`{refused}` does not say `{expected}`"
    );
}

#[track_caller]
fn refusal<T: Debug>(outcome: Result<T, Refused>, expected: impl Display) -> Refused {
    match outcome {
        Ok(done) => panic!("should be refused with `{expected}`, but succeeded: {done:?}"),
        Err(refused) => refused,
    }
}

/// The events of one type, such as `event::lending::LIQUIDATE`, in their order.
pub fn events<'a>(done: &'a AppResponse, name: &str) -> Vec<&'a Event> {
    let name = format!("wasm-{name}");
    done.events.iter().filter(|it| it.ty == name).collect()
}

#[track_caller]
pub fn attribute<'a>(event: &'a Event, key: &str) -> &'a str {
    let found = event.attributes.iter().find(|it| it.key == key);
    let found = found.unwrap_or_else(|| panic!("no {key} in {event:?}"));
    &found.value
}

fn at_maintenance(health: &HealthResponse) -> bool {
    let level = health.maintenance.as_ref();
    level.expect("a price is missing").healthy
}
