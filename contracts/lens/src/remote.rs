//! The records of the lending contract from outside, key by key.

use crate::error::Result;
use ballast_interface::lending::{PackedAccountsPage, QueryMsg};
use ballast_interface::{AccountId, LendingContract};
use ballast_ledger::records::{self, AccountKey};
use ballast_ledger::{Ledger, LedgerError, Records};
use cosmwasm_std::{Addr, Api, Deps, QuerierWrapper};

/// What a question is answered from.
pub struct Remote<'a> {
    pub api: &'a dyn Api,
    pub querier: QuerierWrapper<'a>,
    pub lending: LendingContract,
    pub now: u64,
}

impl<'a> Remote<'a> {
    /// Reads the layout first: of another one nothing is guessed.
    pub fn new(deps: Deps<'a>, lending: Addr, now: u64) -> Result<Self> {
        let remote = Self {
            api: deps.api,
            querier: deps.querier,
            lending: LendingContract(lending),
            now,
        };
        records::check_layout(&remote)?;
        Ok(remote)
    }

    /// The same records, so many seconds later.
    pub fn at(&self, ahead: u64) -> Remote<'a> {
        Remote {
            api: self.api,
            querier: self.querier,
            lending: self.lending.clone(),
            now: self.now.saturating_add(ahead),
        }
    }

    /// An account with all its markets.
    pub fn open(&self, account: &AccountId) -> Result<Ledger<'_>> {
        let key = AccountKey::validated(self.api, account)?;
        let mut ledger = Ledger::open(self, self.now, key)?;
        ledger.load_all()?;
        Ok(ledger)
    }

    /// Many accounts in one query, as they are stored.
    pub fn packed(&self, start_after: Option<AccountId>, limit: u32) -> Result<PackedAccountsPage> {
        let msg = QueryMsg::PackedAccounts {
            start_after,
            limit: Some(limit),
        };
        Ok(self.lending.query(&self.querier, &msg)?)
    }
}

impl Records for Remote<'_> {
    fn read(&self, key: &[u8]) -> Result<Option<Vec<u8>>, LedgerError> {
        let found = self.querier.query_wasm_raw(&self.lending.0, key);
        found.map_err(|error| LedgerError::Unreachable {
            reason: error.to_string(),
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may stop at the first surprise
    use super::*;
    use cosmwasm_std::testing::{mock_dependencies, MockQuerier};
    use cosmwasm_std::{Binary, ContractResult, SystemResult};

    /// What the lens says of a contract that has these bytes under every key.
    fn opened(layout: &'static [u8]) -> Result<()> {
        let mut querier: MockQuerier = MockQuerier::default();
        querier.update_wasm(move |_| SystemResult::Ok(ContractResult::Ok(Binary::from(layout))));
        let mut deps = mock_dependencies();
        deps.querier = querier;
        Remote::new(deps.as_ref(), Addr::unchecked("lending"), 0).map(|_| ())
    }

    #[test]
    fn records_of_another_layout_are_not_guessed_at() {
        opened(&[2]).unwrap();
        let older = LedgerError::OtherLayout { found: 1, known: 2 };
        assert_eq!(opened(&[1]), Err(older.into()));
        assert_eq!(opened(&[]), Err(LedgerError::NotALendingContract.into()));
    }
}
