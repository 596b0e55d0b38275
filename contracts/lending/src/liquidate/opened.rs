use super::expect_debt;
use crate::error::Result;
use ballast_interface::AccountId;
use ballast_ledger::records::AccountKey;
use ballast_ledger::{Ledger, Stored, Valuation, View};
use ballast_risk::{AssetIndex, Book, Level};
use cosmwasm_std::{Api, QuerierWrapper};

/// An account that owes, with all its markets, and what it is judged with.
#[allow(missing_debug_implementations)] // a ledger has none
pub struct Opened<'a> {
    pub ledger: Ledger<'a>,
    pub valuation: Valuation,
}

impl<'a> Opened<'a> {
    pub fn new(
        stored: &'a Stored<'a>,
        api: &dyn Api,
        now: u64,
        account: &AccountId,
    ) -> Result<Self> {
        let key = AccountKey::validated(api, account)?;
        let mut ledger = Ledger::open(stored, now, key)?;
        expect_debt(&ledger)?;
        ledger.load_all()?;
        let valuation = Valuation::load(stored, now, Level::Maintenance)?;
        Ok(Self { ledger, valuation })
    }

    /// The account in numbers, with `asked` besides its own assets.
    pub fn book(&mut self, querier: &QuerierWrapper<'_>, asked: &[AssetIndex]) -> Result<Book> {
        let view = View {
            level: Level::Maintenance,
            asked,
        };
        let Self { ledger, valuation } = self;
        Ok(valuation.book(querier, &ledger.markets, ledger.account(), view)?)
    }
}
