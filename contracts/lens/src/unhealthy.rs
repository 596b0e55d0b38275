use crate::error::Result;
use crate::remote::Remote;
use ballast_interface::lens::{UnhealthyItem, UnhealthyPage};
use ballast_interface::AccountId;
use ballast_ledger::records::account;
use ballast_ledger::{page, Markets, Valuation, View};
use ballast_risk::{Account, HealthFactor, Level};

/// How much one page looks at, so that it stays inside a query of 3,000,000 gas. In units of an account without debt.
const BUDGET: usize = 1_200;
/// A position of an account that owes is at worst one more market, asset and price, and its share of a health factor.
const POSITION: usize = 20;
/// Accounts that are fetched at once.
const CHUNK: u32 = 200;

/// Accounts with a health factor of at most `max_health`, in the order of keys: a page looks at a bounded part of all
/// accounts and says where to go on.
pub fn unhealthy(
    remote: &Remote<'_>,
    max_health: HealthFactor,
    start_after: Option<AccountId>,
    limit: Option<u32>,
) -> Result<UnhealthyPage> {
    let size = page::size(limit);
    let (seen, mut next) = part(remote, start_after)?;
    let mut markets = Markets::new(remote.now);
    let mut assets: Vec<u8> = Vec::new();
    for (_, account) in &seen {
        markets.load_all(remote, account)?;
        for position in account.positions() {
            if !assets.contains(&position.asset()) {
                assets.push(position.asset());
            }
        }
    }
    let mut valuation = Valuation::load(remote, remote.now, Level::Maintenance)?;
    valuation.ask(&remote.querier, &markets, &assets)?;
    let mut items: Vec<UnhealthyItem> = Vec::new();
    for (id, account) in seen {
        if items.len() >= size {
            next = items.last().map(|item| item.account.clone());
            break;
        }
        let view = View::at(Level::Maintenance);
        let book = valuation.book(&remote.querier, &markets, &account, view)?;
        // where health cannot be told, for want of a price or beyond all numbers, one account must not hide the others
        let health = book.health_factor().ok().flatten();
        if let Some(health_factor) = health.filter(|health| *health <= max_health) {
            items.push(UnhealthyItem {
                account: id,
                health_factor,
            });
        }
    }
    Ok(UnhealthyPage { items, next })
}

/// Accounts that owe, from after `start` until the budget is used up, and the last one looked at where there are more.
#[allow(clippy::type_complexity)] // pairs, and where to go on
fn part(
    remote: &Remote<'_>,
    start: Option<AccountId>,
) -> Result<(Vec<(AccountId, Account)>, Option<AccountId>)> {
    let mut seen = Vec::new();
    let mut last = start;
    let mut left = BUDGET;
    // each turn looks at a chunk of accounts that cost at least one unit each
    for _ in 0..BUDGET {
        let fetched = remote.packed(last.clone(), CHUNK)?;
        for packed in fetched.items {
            let account = account::read(&packed.record)?;
            let cost = match account.owes() {
                true => account.positions().len().saturating_mul(POSITION),
                false => 1,
            };
            if cost > left {
                return Ok((seen, last));
            }
            left = left.saturating_sub(cost);
            last = Some(packed.account.clone());
            if account.owes() {
                seen.push((packed.account, account));
            }
        }
        if fetched.next.is_none() {
            return Ok((seen, None));
        }
    }
    Ok((seen, last))
}
