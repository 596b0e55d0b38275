//! One account, from the day it is opened at its limit to the last day it is followed.

use super::error::LifeError;
use super::liquidator;
use super::sheet::{fresh, Line, Sheet, DECIMALS};
use super::terms::Practice;
use ballast_risk::{
    Account, Amount, AssetIndex, Book, Level, Market, Price, Ratio, SupplyMode, Value,
};
use serde::Serialize;

/// Whom the account borrows from: others' supply, of which others have borrowed as much as the rate model is made for.
const POOL: Value = Value::usd(1_000_000_000);

/// What became of an account. USD.
#[derive(Serialize, Clone, Copy, Debug, Default, PartialEq)]
pub struct Outcome {
    /// The step at whose close it was opened.
    pub start: usize,
    pub collateral: f64,
    pub debt: f64,
    /// Debt that liquidators repaid.
    pub repaid: f64,
    /// What they took beyond that: the cost to the borrower.
    pub cost: f64,
    /// The step after which it owed more than all it held, with liquidators done.
    pub insolvent_at: Option<usize>,
    /// What was written off, and what no collateral covered at the end.
    pub bad_debt: f64,
}

/// An open account with the markets it has to do with.
#[derive(Clone, Debug)]
pub struct Life<'a> {
    lines: &'a [Line],
    pub(super) book: Book,
    pub(super) account: Account,
    pub(super) markets: Vec<Market>,
    pub(super) now: u64,
    pub(super) outcome: Outcome,
}

impl<'a> Life<'a> {
    /// Opens it as a user would: supply, borrow, be judged at Initial.
    pub(super) fn open(
        sheet: &'a Sheet,
        prices: &[Price],
        (start, now): (usize, u64),
    ) -> Result<Self, LifeError> {
        let mut life = Self {
            lines: &sheet.lines,
            book: sheet.book.clone(),
            account: Account::default(),
            markets: Vec::with_capacity(sheet.lines.len()),
            now,
            outcome: Outcome {
                start,
                ..Outcome::default()
            },
        };
        let lines = sheet.lines.iter().zip(prices);
        for (at, (line, price)) in AssetIndex::all().zip(lines) {
            let opening = line.opening(sheet.limit)?;
            let mut market = Market::new(now);
            if !opening.collateral.is_zero() {
                // held apart, so that it earns nothing and the debt alone grows
                let amount = price.amount_down(opening.collateral, DECIMALS)?;
                life.account
                    .supply(at, &mut market, amount, SupplyMode::Protect)?;
            }
            if !opening.debt.is_zero() {
                fill(&mut market, line, *price)?;
                let amount = price.amount_down(opening.debt, DECIMALS)?;
                life.account.borrow(at, &mut market, amount)?;
            }
            life.markets.push(market);
        }
        life.see(prices);
        life.refresh()?;
        if !life.book.is_healthy(Level::Initial)? {
            return Err(LifeError::NotOpened);
        }
        // scenarios gate new risk only
        life.book.scenarios = 0;
        let (collateral, debt) = life.worth()?;
        life.outcome.collateral = dollars(collateral);
        life.outcome.debt = dollars(debt);
        Ok(life)
    }

    /// One step: interest, new prices, judgement, liquidators. Whether there is still something to follow.
    pub(super) fn live(
        &mut self,
        prices: &[Price],
        (step, now): (usize, u64),
        practice: &Practice,
    ) -> Result<bool, LifeError> {
        self.now = now;
        for (market, line) in self.markets.iter_mut().zip(self.lines) {
            market.accrue(&line.rates, line.reserve_factor, now);
        }
        self.see(prices);
        self.refresh()?;
        if self.book.is_healthy(Level::Maintenance)? {
            return Ok(true);
        }
        liquidator::act(self, practice)?;
        let (collateral, debt) = self.worth()?;
        if collateral < debt {
            self.outcome.insolvent_at.get_or_insert(step);
        }
        self.write_off()?;
        Ok(self.account.owes())
    }

    /// The end: what no collateral covers now is lost too.
    pub(super) fn end(mut self) -> Result<Outcome, LifeError> {
        let (collateral, debt) = self.worth()?;
        self.outcome.bad_debt += dollars(debt.saturating_sub(collateral));
        Ok(self.outcome)
    }

    fn see(&mut self, prices: &[Price]) {
        for (holding, price) in self.book.holdings.iter_mut().zip(prices) {
            holding.price = fresh(*price);
        }
    }

    /// The book as the account is now.
    pub(super) fn refresh(&mut self) -> Result<(), LifeError> {
        for (holding, market) in self.book.holdings.iter_mut().zip(&self.markets) {
            let position = self.account.position(holding.asset);
            holding.collateral = position.map_or(Ok(Amount::ZERO), |p| p.collateral(market))?;
            holding.debt = position.map_or(Ok(Amount::ZERO), |p| p.debt(market))?;
        }
        self.book.episode = self.account.episode(self.now);
        Ok(())
    }

    /// Everything held and everything owed, at spot.
    pub(super) fn worth(&self) -> Result<(Value, Value), LifeError> {
        let (mut held, mut owed) = (Value::ZERO, Value::ZERO);
        for holding in &self.book.holdings {
            let spot = holding.price.spot;
            held = held.add(spot.value_down(holding.collateral, DECIMALS)?)?;
            owed = owed.add(spot.value_up(holding.debt, DECIMALS)?)?;
        }
        Ok((held, owed))
    }

    /// Ends the account where the contracts would.
    fn write_off(&mut self) -> Result<(), LifeError> {
        if !self.book.is_beyond_rescue()? {
            return Ok(());
        }
        for position in self.account.take_positions() {
            let at = position.asset().place();
            let (Some(market), Some(holding)) =
                (self.markets.get_mut(at), self.book.holdings.get(at))
            else {
                continue;
            };
            if let Some(written) = position.forfeit(market)?.write_off {
                let lost = holding.price.spot.value_up(written.total, DECIMALS)?;
                self.outcome.bad_debt += dollars(lost);
            }
        }
        self.refresh()
    }
}

/// Supply of others, and their debts at the utilisation that the rate model is made for.
fn fill(market: &mut Market, line: &Line, price: Price) -> Result<(), LifeError> {
    let mut others = Account::default();
    let supplied = price.amount_down(POOL, DECIMALS)?;
    let asset = AssetIndex::default();
    others.supply(asset, market, supplied, SupplyMode::Lend)?;
    let borrowed = supplied.times_down(line.rates.optimal_utilisation)?;
    others.borrow(asset, market, borrowed)?;
    Ok(())
}

pub(super) fn dollars(value: Value) -> f64 {
    value.raw() as f64 / 1e12
}

/// As a number for people.
pub(super) fn plain(ratio: Ratio) -> f64 {
    ratio.raw() as f64 / 1e18
}
