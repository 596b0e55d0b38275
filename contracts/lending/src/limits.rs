//! How far a borrow or a withdrawal may go: for the queries, and for the errors that say what would work.

use crate::book::State;
use crate::error::Result;
use ballast_interface::lending::{LimitResponse, SupplyMode};
use ballast_risk::book::Book;
use ballast_risk::evaluate;
use ballast_risk::num::Amount;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    pub by_health: Amount,
    pub by_market: Amount,
}

impl Limit {
    pub fn amount(&self) -> Amount {
        self.by_health.min(self.by_market)
    }
}

impl From<Limit> for LimitResponse {
    fn from(limit: Limit) -> Self {
        Self {
            amount: limit.amount(),
            by_health: limit.by_health,
            by_market: limit.by_market,
        }
    }
}

/// The same prices and parameters, with the amounts of another state of the account.
pub fn with_amounts_of(mut book: Book, state: &State) -> Result<Book> {
    for holding in &mut book.holdings {
        let market = &state.markets.get(holding.asset)?.market;
        let position = state.account.position(holding.asset);
        holding.collateral = position.map_or(Ok(Amount::ZERO), |p| p.collateral(market))?;
        holding.debt = position.map_or(Ok(Amount::ZERO), |p| p.debt(market))?;
    }
    Ok(book)
}

/// `book` is that of `state` at Initial and contains the asset.
pub fn borrowable(state: &State, book: &Book, id: u8) -> Result<Limit> {
    let listed = state.markets.get(id)?;
    let market = &listed.market;
    let more = evaluate::max_borrow(book, id).map_err(|e| state.markets.refused(e))?;
    let position = state.account.position(id).cloned().unwrap_or_default();
    let owed = position.debt(market)?;
    let by_health = market.borrowable(position.scaled_debt, owed.add(more)?)?;
    let by_cap = match listed.asset.caps.borrow_cap {
        None => market.cash,
        Some(cap) => market.borrowable(market.scaled_debt, cap)?,
    };
    Ok(Limit {
        by_health,
        by_market: market.cash.min(by_cap),
    })
}

/// `book` is that of `state` at Initial and contains the asset; without debt there need be none.
pub fn withdrawable(state: &State, book: Option<&Book>, id: u8, mode: SupplyMode) -> Result<Limit> {
    let market = &state.markets.get(id)?.market;
    let Some(position) = state.account.position(id) else {
        return Ok(Limit {
            by_health: Amount::ZERO,
            by_market: market.cash,
        });
    };
    let mut position = position.clone();
    position.enter_epoch(market);
    let lent = market.amount_of(position.shares)?;
    let most = match book {
        Some(book) => evaluate::max_withdraw(book, id).map_err(|e| state.markets.refused(e))?,
        None => lent.add(position.protected)?,
    };
    let keep = lent.add(position.protected)?.saturating_sub(most);
    Ok(match mode {
        SupplyMode::Protect => Limit {
            by_health: position.protected.saturating_sub(keep.saturating_sub(lent)),
            by_market: position.protected,
        },
        SupplyMode::Lend => {
            let least = keep.saturating_sub(position.protected);
            Limit {
                by_health: if least.is_zero() {
                    lent
                } else {
                    market.withdrawable(position.shares, least)?
                },
                by_market: market.cash,
            }
        }
    })
}
