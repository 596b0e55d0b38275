//! How far a borrow or a withdrawal may go: for the queries, and for the errors that say what would work.

use crate::book::State;
use crate::error::{ContractError, Result};
use crate::execute::borrow::{large_enough, may_borrow};
use crate::transition;
use ballast_interface::lending::{LimitResponse, SupplyMode};
use ballast_risk::{Book, BookError, Level};

use ballast_risk::Amount;
use ballast_risk::{bracket, Test};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// What the message itself would do: no more, no less.
    pub amount: Amount,
    pub by_health: Amount,
    pub by_market: Amount,
}

impl From<Limit> for LimitResponse {
    fn from(limit: Limit) -> Self {
        Self {
            amount: limit.amount,
            by_health: limit.by_health,
            by_market: limit.by_market,
        }
    }
}

/// The same prices and parameters, with the amounts of another state of the account.
pub fn with_amounts_of(mut book: Book, state: &State) -> Result<Book> {
    for holding in &mut book.holdings {
        state.fill(holding)?;
    }
    Ok(book)
}

/// `book` is that of `state` at Initial and contains the asset.
pub fn borrowable(state: &State, mut book: Book, id: u8) -> Result<Limit> {
    let listed = state.markets.get(id)?;
    let market = &listed.market;
    let more = book.max_borrow(id).map_err(|e| state.markets.refused(e))?;
    let position = state.account.position(id).cloned().unwrap_or_default();
    let owed = position.debt(market)?;
    let by_health = market.borrowable(position.scaled_debt, owed.add(more)?)?;
    let cap = listed.asset.caps.borrow_cap;
    let by_market = match cap {
        _ if may_borrow(listed, state.markets.now).is_err() => Amount::ZERO,
        None => market.cash,
        Some(cap) => market.cash.min(market.borrowable(market.scaled_debt, cap)?),
    };
    let mut limit = Limit {
        amount: Amount::ZERO,
        by_health,
        by_market,
    };
    if by_market.is_zero() {
        return Ok(limit);
    }
    let alone = state.alone(id)?;
    limit.settle(market.cash, &mut |amount| {
        let mut after = alone.clone();
        if transition::borrow(&mut after, id, Amount::new(amount)).is_err() {
            return Ok(false);
        }
        let borrowed = after.markets.get(id)?.market.borrowed()?;
        Ok(cap.is_none_or(|cap| borrowed <= cap) && stays_healthy(&mut book, &after, id)?)
    })?;
    let mut after = alone;
    if !limit.amount.is_zero() {
        transition::borrow(&mut after, id, limit.amount)?;
        fill(&mut book, &after, id)?;
        if large_enough(&book, id).is_err() {
            limit.amount = Amount::ZERO;
        }
    }
    Ok(limit)
}

/// `book` is that of `state` at Initial and contains the asset; without debt there need be none.
pub fn withdrawable(state: &State, book: Option<Book>, id: u8, mode: SupplyMode) -> Result<Limit> {
    let market = &state.markets.get(id)?.market;
    let Some(position) = state.account.position(id) else {
        return Ok(Limit {
            amount: Amount::ZERO,
            by_health: Amount::ZERO,
            by_market: market.cash,
        });
    };
    let mut position = position.clone();
    position.enter_epoch(market);
    let lent = market.amount_of(position.shares)?;
    let (held, by_market) = match mode {
        SupplyMode::Protect => (position.protected, position.protected),
        SupplyMode::Lend => (lent, market.cash),
    };
    let Some(mut book) = book else {
        return Ok(Limit {
            amount: held.min(by_market),
            by_health: held,
            by_market,
        });
    };
    let most = book.max_withdraw(id).map_err(|e| state.markets.refused(e))?;
    let keep = lent.add(position.protected)?.saturating_sub(most);
    let by_health = match mode {
        SupplyMode::Protect => held.saturating_sub(keep.saturating_sub(lent)),
        SupplyMode::Lend => match keep.saturating_sub(position.protected) {
            Amount::ZERO => lent,
            least => market.withdrawable(position.shares, least)?,
        },
    };
    let mut limit = Limit {
        amount: Amount::ZERO,
        by_health,
        by_market,
    };
    let alone = state.alone(id)?;
    limit.settle(held.min(by_market), &mut |amount| {
        let mut after = alone.clone();
        let taken = transition::withdraw(&mut after, id, Some(Amount::new(amount)), mode);
        Ok(taken.is_ok() && stays_healthy(&mut book, &after, id)?)
    })?;
    Ok(limit)
}

impl Limit {
    /// From what the pure search says to what the message itself would do: shares round, and a cap on what counts moves with
    /// the amount.
    fn settle(&mut self, most: Amount, test: &mut Test<'_, Box<ContractError>>) -> Result<()> {
        let most = most.raw();
        let guess = self.by_health.min(self.by_market).raw().min(most);
        let amount = bracket(guess, (0, most), test)?;
        self.amount = Amount::new(amount);
        if self.by_health < self.by_market {
            self.by_health = self.amount;
        }
        self.by_market = self.by_market.max(self.amount);
        self.by_health = self.by_health.max(self.amount);
        Ok(())
    }
}

/// Is the account healthy with what `after` says of this one asset?
fn stays_healthy(book: &mut Book, after: &State, id: u8) -> Result<bool> {
    fill(book, after, id)?;
    match book.is_healthy(Level::Initial) {
        Err(BookError::PriceNotUsable { .. }) => Ok(false),
        found => Ok(found.map_err(|error| after.markets.refused(error))?),
    }
}

fn fill(book: &mut Book, after: &State, id: u8) -> Result<()> {
    let mut holdings = book.holdings.iter_mut();
    match holdings.find(|holding| holding.asset == id) {
        Some(holding) => after.fill(holding),
        None => Ok(()),
    }
}
