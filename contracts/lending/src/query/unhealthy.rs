use super::page;
use crate::book::{Markets, State};
use crate::error::Result;
use crate::execute::validated;
use crate::scene::Scene;
use crate::state::{account, AccountKey};
use ballast_interface::lending::{UnhealthyItem, UnhealthyPage};
use ballast_interface::AccountId;
use ballast_risk::{Account, HealthFactor, Level};
use cosmwasm_std::{Deps, Storage};

/// How much one page looks at, so that it stays inside a query of 3,000,000 gas. In units of an account without debt,
/// which costs its record, some 600 gas.
const BUDGET: usize = 1_200;
/// A position of an account that owes is at worst one more market, asset and price, and its share of a health factor:
/// some 20,000 gas. 60 of them, with the oracle's own loading, come to less than half of what a node allows.
const POSITION: usize = 20;

/// Accounts with a health factor of at most `max_health`, in the order of keys: a page looks at a bounded part of all
/// accounts and says where to go on.
pub fn unhealthy(
    deps: Deps,
    now: u64,
    max_health: HealthFactor,
    (start_after, limit): (Option<AccountId>, Option<u32>),
) -> Result<UnhealthyPage> {
    let start = start_after.map(|account| validated(deps.api, account));
    let size = page::size(limit);
    let (seen, mut next) = part(deps.storage, start.transpose()?.as_ref())?;
    let mut markets = Markets::new(now);
    let mut ids = Vec::new();
    for (_, account) in seen.iter().filter(|(_, account)| account.owes()) {
        markets.load_all(deps.storage, account)?;
        for position in account.positions() {
            // kept in order by place: the library's sort would be 4 KiB of the contract
            if let Err(place) = ids.binary_search(&position.asset) {
                ids.insert(place, position.asset);
            }
        }
    }
    let mut scene = Scene::load(deps.storage, now, Level::Maintenance)?;
    scene.ask(deps, &markets, &ids)?;
    let mut items = Vec::new();
    for (key, account) in seen {
        if items.len() >= size {
            next = items
                .last()
                .map(|item: &UnhealthyItem| item.account.clone());
            break;
        }
        if !account.owes() {
            continue;
        }
        let state = State {
            key,
            account,
            markets,
        };
        let book = state.book_in(&mut scene, deps, Level::Maintenance, &[])?;
        // where health cannot be told, for want of a price or beyond all numbers, one account must not hide the others
        let health = book.health_factor().ok().flatten();
        if let Some(health_factor) = health.filter(|health| *health <= max_health) {
            items.push(UnhealthyItem {
                account: AccountId::sub(&state.key.owner, state.key.id),
                health_factor,
            });
        }
        markets = state.markets;
    }
    Ok(UnhealthyPage { items, next })
}

/// Accounts from after `start` until the budget is used up, and the last of them where there are more.
#[allow(clippy::type_complexity)] // pairs as `account::range` gives them
fn part(
    storage: &dyn Storage,
    start: Option<&AccountKey>,
) -> Result<(Vec<(AccountKey, Account)>, Option<AccountId>)> {
    let mut seen: Vec<(AccountKey, Account)> = Vec::new();
    let mut left = BUDGET;
    for found in account::range(storage, start) {
        let (key, account) = found?;
        let cost = if account.owes() {
            account.positions().len().saturating_mul(POSITION)
        } else {
            1
        };
        if cost > left {
            let last = seen.last();
            let last = last.map(|(key, _)| AccountId::sub(&key.owner, key.id));
            return Ok((seen, last));
        }
        left = left.saturating_sub(cost);
        seen.push((key, account));
    }
    Ok((seen, None))
}
