//! How far a borrow or a withdrawal may go.

use crate::error::Result;
use crate::remote::Remote;
use ballast_interface::lens::LimitResponse;
use ballast_interface::{AccountId, AssetId};
use ballast_ledger::limits::{borrowable, withdrawable, Limit};
use ballast_ledger::{Valuation, View};
use ballast_risk::{Level, SupplyMode};

pub fn max_borrow(
    remote: &Remote<'_>,
    account: AccountId,
    asset: &AssetId,
) -> Result<LimitResponse> {
    let mut ledger = remote.open(&account)?;
    let index = ledger.load(asset)?;
    let mut valuation = Valuation::load(remote, remote.now, Level::Initial)?;
    let view = View {
        level: Level::Initial,
        asked: &[index],
    };
    let book = valuation.book(&remote.querier, &ledger.markets, ledger.account(), view)?;
    Ok(shown(borrowable(&ledger, book, index)?))
}

pub fn max_withdraw(
    remote: &Remote<'_>,
    account: AccountId,
    asset: &AssetId,
    mode: SupplyMode,
) -> Result<LimitResponse> {
    let mut ledger = remote.open(&account)?;
    let index = ledger.load(asset)?;
    if !ledger.account().owes() {
        return Ok(shown(withdrawable(&ledger, None, index, mode)?));
    }
    let mut valuation = Valuation::load(remote, remote.now, Level::Initial)?;
    let view = View {
        level: Level::Initial,
        asked: &[index],
    };
    let book = valuation.book(&remote.querier, &ledger.markets, ledger.account(), view)?;
    Ok(shown(withdrawable(&ledger, Some(book), index, mode)?))
}

fn shown(limit: Limit) -> LimitResponse {
    LimitResponse {
        amount: limit.amount,
        by_health: limit.by_health,
        by_market: limit.by_market,
    }
}
