use crate::error::Result;
use ballast_interface::lending::{
    AccountResponse, AccountsPage, PackedAccount, PackedAccountsPage, PositionResponse,
};
use ballast_interface::AccountId;
use ballast_ledger::records::{account, AccountKey};
use ballast_ledger::{page, Markets, Stored};
use ballast_risk::Account;
use cosmwasm_std::Deps;

/// Records are passed on as they lie, so a page ends by their bytes too: a record of sixteen positions has up to a thousand, and
/// a query ends at 3,000,000 gas.
const MAX_PACKED: usize = 1_000;
const MAX_PACKED_BYTES: usize = 128 * 1_024;
const DEFAULT_PACKED: usize = 100;

pub fn account(deps: Deps, now: u64, account: AccountId) -> Result<AccountResponse> {
    let stored = Stored(deps.storage);
    let key = AccountKey::validated(deps.api, &account)?;
    let found = account::load(&stored, &key)?;
    let mut markets = Markets::new(now);
    markets.load_all(&stored, &found)?;
    shown(account, &found, &markets)
}

pub fn accounts(
    deps: Deps,
    now: u64,
    start_after: Option<AccountId>,
    limit: Option<u32>,
) -> Result<AccountsPage> {
    let start = start_after.map(|account| AccountKey::validated(deps.api, &account));
    let start = start.transpose()?;
    let size = page::size(limit);
    let mut markets = Markets::new(now);
    let mut items = Vec::new();
    for found in account::range(deps.storage, start.as_ref()).take(size.saturating_add(1)) {
        let (key, record) = found?;
        let account = account::read(&record)?;
        markets.load_all(&Stored(deps.storage), &account)?;
        items.push(shown(AccountId::from(&key), &account, &markets)?);
    }
    let (items, next) = page::cut(items, size, |item| item.account.clone());
    Ok(AccountsPage { items, next })
}

pub fn packed(
    deps: Deps,
    start_after: Option<AccountId>,
    limit: Option<u32>,
) -> Result<PackedAccountsPage> {
    let start = start_after.map(|account| AccountKey::validated(deps.api, &account));
    let start = start.transpose()?;
    let size = page::bounded(limit, DEFAULT_PACKED, MAX_PACKED);
    let mut items = Vec::new();
    let (mut bytes, mut fit) = (0usize, 0usize);
    for found in account::range(deps.storage, start.as_ref()).take(size.saturating_add(1)) {
        let (key, record) = found?;
        bytes = bytes.saturating_add(record.len());
        let account = AccountId::from(&key);
        let record = record.into();
        items.push(PackedAccount { account, record });
        if bytes > MAX_PACKED_BYTES {
            break;
        }
        fit = fit.saturating_add(1);
    }
    let (items, next) = page::cut(items, size.min(fit.max(1)), |item| item.account.clone());
    Ok(PackedAccountsPage { items, next })
}

fn shown(id: AccountId, account: &Account, markets: &Markets) -> Result<AccountResponse> {
    let mut positions = Vec::new();
    for position in account.positions() {
        let loaded = markets.get(position.asset())?;
        let mut position = position.clone();
        position.enter_epoch(&loaded.market);
        positions.push(PositionResponse {
            asset: loaded.asset.asset.clone(),
            lent: position.lent(&loaded.market)?,
            shares: position.shares(),
            protected: position.protected(),
            debt: position.debt(&loaded.market)?,
            scaled_debt: position.scaled_debt(),
        });
    }
    Ok(AccountResponse {
        account: id,
        positions,
        episode: account.episode(markets.now),
    })
}
