//! One run: prices come, whoever is unhealthy is liquidated until healthy or gone.

use super::liquidator::{act, Done, Liquidator};
use super::market::{set_prices, totals};
use super::record::{Outcome, Step};
use super::storm::STEP_SECONDS;
use anyhow::Result;
use ballast_risk::{Account, Amount, Book, Level, Price};

/// Messages for one account at one step before it counts as left unhealthy. Eighths of a rescue are some ten, halves of a
/// debt of 100,000 USD down to the minimum some fifteen for each of its pairs.
const MOST_MESSAGES: usize = 200;
/// Refusals that are kept.
const REFUSALS: usize = 5;

/// An account on its way.
struct Held {
    book: Book,
    /// What liquidations leave to the next bonus, kept as the contract keeps it.
    memory: Account,
    messages: usize,
}

/// All accounts through all prices.
pub fn run(accounts: &[Book], storm: &[Vec<Price>], who: Liquidator) -> Result<Outcome> {
    let mut outcome = Outcome::new(who);
    let held = accounts.iter().map(|book| Held {
        book: book.clone(),
        memory: Account::default(),
        messages: 0,
    });
    let mut all: Vec<Held> = held.collect();
    for (prices, hour) in storm.iter().zip(0u64..) {
        for one in &mut all {
            set_prices(&mut one.book, prices);
            rescue(one, hour.saturating_mul(STEP_SECONDS), &mut outcome)?;
        }
        outcome.steps.push(Step {
            borrowers_lost: outcome.borrowers_lost,
            bad_debt: outcome.bad_debt + all.iter().map(uncovered).sum::<f64>(),
        });
    }
    outcome.bad_debt += all.iter().map(uncovered).sum::<f64>();
    let touched = |least: usize| all.iter().filter(|one| one.messages >= least).count();
    outcome.accounts_liquidated = touched(1);
    outcome.accounts_touched_again = touched(2);
    let debt: f64 = accounts.iter().map(|book| totals(book).1).sum();
    outcome.cost_of_debt = outcome.borrowers_lost / debt;
    Ok(outcome)
}

fn rescue(one: &mut Held, now: u64, outcome: &mut Outcome) -> Result<()> {
    for _ in 0..MOST_MESSAGES {
        if one.book.is_healthy(Level::Maintenance)? {
            return Ok(());
        }
        one.book.episode = one.memory.episode(now);
        match act(outcome.liquidator, &one.book)? {
            Ok(done) => {
                outcome.count(&one.book, &done);
                one.messages += 1;
                one.memory.remember(done.episode, now);
                one.book = done.after;
            }
            Err(refused) => {
                outcome.left(refused.to_string());
                return Ok(());
            }
        }
        if one.book.is_beyond_rescue()? {
            write_off(&mut one.book, outcome);
        }
    }
    if !one.book.is_healthy(Level::Maintenance)? {
        outcome.left(format!("still unhealthy after {MOST_MESSAGES} messages"));
    }
    Ok(())
}

/// What remains is forfeited, what is owed is lost.
fn write_off(book: &mut Book, outcome: &mut Outcome) {
    let (held, owed) = totals(book);
    outcome.bad_debt += (owed - held).max(0.0);
    outcome.accounts_written_off += 1;
    for holding in &mut book.holdings {
        holding.collateral = Amount::ZERO;
        holding.debt = Amount::ZERO;
    }
}

fn uncovered(one: &Held) -> f64 {
    let (held, owed) = totals(&one.book);
    (owed - held).max(0.0)
}

impl Outcome {
    fn new(liquidator: Liquidator) -> Self {
        Self {
            liquidator,
            liquidated: 0.0,
            bonus: 0.0,
            borrowers_lost: 0.0,
            cost_of_debt: 0.0,
            bad_debt: 0.0,
            messages: 0,
            pro_rata: 0,
            accounts_liquidated: 0,
            accounts_touched_again: 0,
            accounts_written_off: 0,
            left_unhealthy: 0,
            refusals: Vec::new(),
            steps: Vec::new(),
        }
    }

    fn count(&mut self, before: &Book, done: &Done) {
        let own = |book: &Book| {
            let (held, owed) = totals(book);
            (held - owed).max(0.0)
        };
        self.messages += 1;
        self.pro_rata += usize::from(done.pro_rata);
        self.liquidated += done.repaid;
        self.bonus += done.seized - done.repaid;
        self.borrowers_lost += own(before) - own(&done.after);
    }

    fn left(&mut self, why: String) {
        self.left_unhealthy += 1;
        if self.refusals.len() < REFUSALS {
            self.refusals.push(why);
        }
    }
}
