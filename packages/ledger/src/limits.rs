//! How far a borrow or a withdrawal may go: what the message itself would do, no more and no less. Cash, caps, pauses, the
//! least size of a debt and free positions are looked at as the message would look at them.

use crate::actions::may_borrow;
use crate::error::Result;
use crate::ledger::Ledger;
use crate::valuation::fill;
use ballast_risk::{bracket, Amount, AssetIndex, Book, BookError, Level, SupplyMode};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limit {
    /// Sent as it is, the message succeeds; any more is refused.
    pub amount: Amount,
    pub by_health: Amount,
    pub by_market: Amount,
}

/// `book` is that of the account at Initial and contains the asset; all its markets are loaded.
pub fn borrowable(ledger: &Ledger<'_>, mut book: Book, index: AssetIndex) -> Result<Limit> {
    let loaded = ledger.markets.get(index)?;
    let market = &loaded.market;
    let more = book
        .max_borrow(index)
        .map_err(|e| ledger.markets.explain(e))?;
    let position = ledger.position(index).cloned().unwrap_or_default();
    let owed = position.debt(market)?;
    let by_health = market.borrowable(position.scaled_debt(), owed.add(more)?)?;
    let cap = loaded.asset.caps.borrow_cap;
    let by_market = match cap {
        _ if may_borrow(loaded, ledger.now()).is_err() => Amount::ZERO,
        None => market.cash(),
        Some(cap) => market
            .cash()
            .min(market.borrowable(market.scaled_debt(), cap)?),
    };
    let mut limit = Limit {
        amount: Amount::ZERO,
        by_health,
        by_market,
    };
    if by_market.is_zero() {
        return Ok(limit);
    }
    limit.search(market.cash(), &mut |amount| {
        let mut after = ledger.clone();
        let entry = after.entry(index)?;
        let lent = entry
            .account
            .borrow(index, &mut entry.loaded.market, amount);
        Ok(lent.is_ok()
            && entry.loaded.check_caps().is_ok()
            && stays_healthy(&mut book, &after, index)?)
    })?;
    if !limit.amount.is_zero() && !large_enough(&mut book, ledger, index, limit.amount)? {
        limit.amount = Amount::ZERO;
    }
    Ok(limit)
}

/// `book` is that of the account at Initial and contains the asset; without debt there need be none.
pub fn withdrawable(
    ledger: &Ledger<'_>,
    book: Option<Book>,
    index: AssetIndex,
    mode: SupplyMode,
) -> Result<Limit> {
    let market = &ledger.markets.get(index)?.market;
    let Some(position) = ledger.position(index) else {
        return Ok(Limit {
            amount: Amount::ZERO,
            by_health: Amount::ZERO,
            by_market: market.cash(),
        });
    };
    let lent = position.lent(market)?;
    let (held, by_market) = match mode {
        SupplyMode::Protect => (position.protected(), position.protected()),
        SupplyMode::Lend => (lent, market.cash()),
    };
    let Some(mut book) = book else {
        return Ok(Limit {
            amount: held.min(by_market),
            by_health: held,
            by_market,
        });
    };
    let most = book
        .max_withdraw(index)
        .map_err(|e| ledger.markets.explain(e))?;
    let keep = lent.add(position.protected())?.saturating_sub(most);
    let by_health = match mode {
        SupplyMode::Protect => held.saturating_sub(keep.saturating_sub(lent)),
        SupplyMode::Lend => match keep.saturating_sub(position.protected()) {
            Amount::ZERO => lent,
            least => market.withdrawable(position.shares(), least)?,
        },
    };
    let mut limit = Limit {
        amount: Amount::ZERO,
        by_health,
        by_market,
    };
    limit.search(held.min(by_market), &mut |amount| {
        let mut after = ledger.clone();
        let entry = after.entry(index)?;
        let market = &mut entry.loaded.market;
        let taken = entry.account.withdraw(index, market, Some(amount), mode);
        Ok(taken.is_ok() && stays_healthy(&mut book, &after, index)?)
    })?;
    Ok(limit)
}

impl Limit {
    /// What holds by both.
    pub fn least(self, other: Self) -> Self {
        Self {
            amount: self.amount.min(other.amount),
            by_health: self.by_health.min(other.by_health),
            by_market: self.by_market.min(other.by_market),
        }
    }

    /// From what the pure search says to what the message itself would do: shares round.
    fn search(&mut self, most: Amount, test: &mut dyn FnMut(Amount) -> Result<bool>) -> Result<()> {
        let guess = self.by_health.min(self.by_market).min(most);
        let mut each = |amount: u128| test(Amount::new(amount));
        let found = bracket(guess.raw(), 0..=most.raw(), &mut each)?;
        self.amount = Amount::new(found);
        if self.by_health < self.by_market {
            self.by_health = self.amount;
        }
        self.by_market = self.by_market.max(self.amount);
        self.by_health = self.by_health.max(self.amount);
        Ok(())
    }
}

/// Is the account healthy with what `after` says of this one asset?
fn stays_healthy(book: &mut Book, after: &Ledger<'_>, index: AssetIndex) -> Result<bool> {
    fill_one(book, after, index)?;
    match book.is_healthy(Level::Initial) {
        Err(BookError::PriceNotUsable { .. }) => Ok(false),
        found => found.map_err(|error| after.markets.explain(error)),
    }
}

/// Would the debt be worth a liquidation?
fn large_enough(
    book: &mut Book,
    ledger: &Ledger<'_>,
    index: AssetIndex,
    amount: Amount,
) -> Result<bool> {
    let mut after = ledger.clone();
    let entry = after.entry(index)?;
    let market = &mut entry.loaded.market;
    if entry.account.borrow(index, market, amount).is_err() {
        return Ok(false);
    }
    fill_one(book, &after, index)?;
    let Some(holding) = book.holdings.iter().find(|h| h.asset == index) else {
        return Ok(false);
    };
    let worth = holding
        .price
        .spot
        .value_up(holding.debt, holding.decimals)?;
    Ok(worth >= book.rules.min_position_value)
}

fn fill_one(book: &mut Book, after: &Ledger<'_>, index: AssetIndex) -> Result<()> {
    let mut holdings = book.holdings.iter_mut();
    match holdings.find(|holding| holding.asset == index) {
        Some(holding) => fill(holding, after.account(), after.markets.get(index)?),
        None => Ok(()),
    }
}
