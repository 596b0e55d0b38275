use super::page;
use crate::book::{Markets, State};
use crate::error::Result;
use crate::execute::validated;
use crate::state::account;
use ballast_interface::lending::{AccountResponse, AccountsPage, PositionResponse};
use ballast_interface::AccountId;
use ballast_risk::Account;
use cosmwasm_std::Deps;

pub fn account(deps: Deps, now: u64, account: AccountId) -> Result<AccountResponse> {
    let key = validated(deps.api, account.clone())?;
    let state = State::load_all(deps.storage, now, key)?;
    shown(account, &state.account, &state.markets)
}

pub fn accounts(
    deps: Deps,
    now: u64,
    start_after: Option<AccountId>,
    limit: Option<u32>,
) -> Result<AccountsPage> {
    let start = start_after.map(|account| validated(deps.api, account));
    let start = start.transpose()?;
    let size = page::size(limit);
    let mut markets = Markets::new(now);
    let mut items = Vec::new();
    for found in account::range(deps.storage, start.as_ref()).take(size.saturating_add(1)) {
        let (key, account) = found?;
        markets.load_all(deps.storage, &account)?;
        items.push(shown(
            AccountId::sub(key.owner, key.id),
            &account,
            &markets,
        )?);
    }
    let (items, next) = page::cut(items, size, |item| item.account.clone());
    Ok(AccountsPage { items, next })
}

fn shown(id: AccountId, account: &Account, markets: &Markets) -> Result<AccountResponse> {
    let mut positions = Vec::new();
    for position in account.positions() {
        let listed = markets.get(position.asset)?;
        let mut position = position.clone();
        position.enter_epoch(&listed.market);
        positions.push(PositionResponse {
            asset: listed.asset.asset.clone(),
            lent: listed.market.amount_of(position.shares)?,
            shares: position.shares,
            protected: position.protected,
            debt: position.debt(&listed.market)?,
            scaled_debt: position.scaled_debt,
        });
    }
    Ok(AccountResponse {
        account: id,
        positions,
        episode: account.lowest_equity(markets.now),
    })
}
