//! What stories claim. Each stops at the line of the story.

use crate::chain::Suite;
use crate::error::Outcome;
use ballast_interface::lending::{HealthResponse, PositionResponse};
use ballast_interface::AssetId;
use ballast_lending::ContractError;
use ballast_risk::Amount;

impl Suite {
    /// What an account holds of an asset, lent and protected together, in human terms.
    #[track_caller]
    pub fn assert_holds(&self, name: &str, coins: &str) {
        let (asset, amount) = self.coins(coins);
        let position = self.position(name, &asset);
        let held = position.map_or(Amount::ZERO, |p| p.lent.add(p.protected).unwrap());
        self.same(&format!("{name} holds"), &asset, held, amount);
    }

    #[track_caller]
    pub fn assert_owes(&self, name: &str, coins: &str) {
        let (asset, amount) = self.coins(coins);
        let owed = self.position(name, &asset).map_or(Amount::ZERO, |p| p.debt);
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

    #[track_caller]
    pub fn health_of(&self, name: &str) -> HealthResponse {
        self.health(&self.account_of(name)).unwrap()
    }

    #[track_caller]
    fn position(&self, name: &str, asset: &AssetId) -> Option<PositionResponse> {
        let account = self.account(&self.account_of(name)).unwrap();
        account.positions.into_iter().find(|p| &p.asset == asset)
    }

    #[track_caller]
    fn same(&self, what: &str, asset: &AssetId, found: Amount, expected: Amount) {
        let asset = self.assets.iter().find(|a| &a.id == asset).unwrap();
        let (found, expected) = (asset.show(found), asset.show(expected));
        assert_eq!(found, expected, "{what}");
    }
}

/// The lending contract refused, and said exactly this.
#[track_caller]
pub fn assert_refused(outcome: Outcome, expected: &ContractError) {
    match outcome {
        Ok(done) => panic!("should be refused with `{expected}`, but succeeded: {done:?}"),
        Err(refused) => assert_eq!(refused.lending(), Some(expected), "{refused}"),
    }
}

fn at_maintenance(health: &HealthResponse) -> bool {
    let level = health.maintenance.as_ref();
    level.expect("a price is missing").healthy
}
