//! People, accounts and coins as stories name them.

use crate::asset::TestAsset;
use crate::chain::Suite;
use ballast_interface::{AccountId, AssetId};
use ballast_risk::Amount;
use cosmwasm_std::Addr;

impl Suite {
    /// The address of a named person; of `"anna/2"`, that of anna.
    pub fn who(&self, name: &str) -> Addr {
        let (owner, _) = name.split_once('/').unwrap_or((name, ""));
        self.app.api().addr_make(owner)
    }

    /// The main account of a named person, or `"anna/2"` for a sub-account.
    #[track_caller]
    pub fn account_of(&self, name: &str) -> AccountId {
        match name.split_once('/') {
            Some((_, id)) => AccountId::sub(self.who(name), id.parse().unwrap()),
            None => AccountId::main(self.who(name)),
        }
    }

    pub fn assets(&self) -> &[TestAsset] {
        &self.assets
    }

    /// The asset of a ticker.
    #[track_caller]
    pub fn asset(&self, ticker: &str) -> &TestAsset {
        let found = self.assets.iter().find(|a| a.ticker == ticker);
        found.unwrap_or_else(|| panic!("there is no asset `{ticker}` on this chain"))
    }

    #[track_caller]
    pub fn id(&self, ticker: &str) -> AssetId {
        self.asset(ticker).id.clone()
    }

    /// `"1.5 BTC"` as an asset and its base units; `"7 ubtc"` are seven base units.
    #[track_caller]
    pub fn coins(&self, text: &str) -> (AssetId, Amount) {
        match self.part(text) {
            (asset, Some(amount)) => (asset, amount),
            (_, None) => panic!("`{text}` is no amount here"),
        }
    }

    /// As [`Suite::coins`], and `"all BTC"` for all that there is.
    #[track_caller]
    pub fn part(&self, text: &str) -> (AssetId, Option<Amount>) {
        let (amount, unit) = text
            .split_once(' ')
            .unwrap_or_else(|| panic!("`{text}` is no amount; write it as `1.5 BTC`"));
        let base = self.assets.iter().find(|a| a.base_unit() == unit);
        let asset = base.unwrap_or_else(|| self.asset(unit));
        if amount == "all" {
            return (asset.id.clone(), None);
        }
        let parsed = match base {
            Some(_) => amount.parse().ok(),
            None => asset.parse(amount),
        };
        let parsed = parsed.unwrap_or_else(|| panic!("`{text}` is no amount of {unit}"));
        (asset.id.clone(), Some(parsed))
    }
}
