//! Do the books add up? Pure: totals of the market, of its accounts, and what is really there.

use crate::report::Finding;
use ballast_ledger::{LedgerError, LoadedMarket};
use ballast_risk::{Account, Amount, AssetIndex};
use std::collections::BTreeMap;

/// What accounts have of one market together, in its raw units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    pub shares: u128,
    pub scaled_debt: u128,
    pub protected: u128,
}

/// The parts of all accounts, by the number of the asset.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums(BTreeMap<AssetIndex, Parts>);

impl Sums {
    /// Adds what one account has. Shares of an epoch that has ended are worth nothing and count nothing.
    pub fn add(&mut self, account: &Account, markets: &[LoadedMarket]) -> Result<(), LedgerError> {
        for position in account.positions() {
            let market = markets.get(position.asset().place());
            let market = market.ok_or(LedgerError::Corrupt { record: "account" })?;
            let mut position = position.clone();
            position.enter_epoch(&market.market);
            let parts = self.0.entry(position.asset()).or_default();
            parts.shares = parts.shares.saturating_add(position.shares().raw());
            parts.scaled_debt = parts
                .scaled_debt
                .saturating_add(position.scaled_debt().raw());
            parts.protected = parts.protected.saturating_add(position.protected().raw());
        }
        Ok(())
    }

    pub fn of(&self, asset: AssetIndex) -> Parts {
        self.0.get(&asset).copied().unwrap_or_default()
    }
}

/// A market's own totals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    pub all: Parts,
    pub reserve_shares: u128,
    pub cash: Amount,
}

impl Totals {
    pub fn of(market: &LoadedMarket) -> Self {
        let market = &market.market;
        Self {
            all: Parts {
                shares: market.supply_shares().raw(),
                scaled_debt: market.scaled_debt().raw(),
                protected: market.protected().raw(),
            },
            reserve_shares: market.reserve_shares().raw(),
            cash: market.cash(),
        }
    }
}

/// Solvency of one asset: accounts and reserves make the totals (P-02), and what is tracked is there (P-01).
pub fn check(asset: &str, parts: Parts, totals: Totals, balance: Amount) -> Vec<Finding> {
    let shares = parts.shares.saturating_add(totals.reserve_shares);
    let sums = [
        ("supply shares", shares, totals.all.shares),
        ("scaled debt", parts.scaled_debt, totals.all.scaled_debt),
        ("protected supply", parts.protected, totals.all.protected),
    ];
    let apart = sums.into_iter().filter(|(_, found, said)| found != said);
    let mut findings: Vec<Finding> = apart
        .map(|(what, found, said)| {
            Finding::unsound(format!(
                "{asset}: {what} of accounts and reserves are {found}, the market says {said}; pause it and find out why"
            ))
        })
        .collect();
    let tracked = totals.cash.raw().saturating_add(totals.all.protected);
    if balance.raw() < tracked {
        findings.push(Finding::unsound(format!(
            "{asset}: the contract has {balance} and tracks {tracked}; pause it and find out where the rest went"
        )));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARTS: Parts = Parts {
        shares: 900,
        scaled_debt: 500,
        protected: 70,
    };
    /// 100 shares are the reserve's; 430 in cash and 70 protected are tracked.
    const TOTALS: Totals = Totals {
        all: Parts {
            shares: 1_000,
            scaled_debt: 500,
            protected: 70,
        },
        reserve_shares: 100,
        cash: Amount::new(430),
    };

    fn said(parts: Parts, balance: u128) -> Vec<String> {
        let found = check("uatom", parts, TOTALS, Amount::new(balance));
        found.into_iter().map(|it| it.what).collect()
    }

    #[test]
    fn books_that_add_up_and_a_gift_on_top() {
        assert_eq!(said(PARTS, 500), Vec::<String>::new());
        assert_eq!(said(PARTS, 501), Vec::<String>::new());
    }

    #[test]
    fn a_unit_that_is_not_there() {
        assert_eq!(
            said(PARTS, 499),
            ["uatom: the contract has 499 and tracks 500; pause it and find out where the rest went"]
        );
    }

    #[test]
    fn a_share_and_a_debt_that_nobody_has() {
        let parts = Parts {
            shares: 899,
            scaled_debt: 501,
            ..PARTS
        };
        assert_eq!(
            said(parts, 500),
            [
                "uatom: supply shares of accounts and reserves are 999, the market says 1000; pause it and find out why",
                "uatom: scaled debt of accounts and reserves are 501, the market says 500; pause it and find out why"
            ]
        );
    }
}
