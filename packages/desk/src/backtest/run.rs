//! All baskets on all days, under one policy.

use super::basket::Basket;
use super::error::{BacktestError, LifeError};
use super::life::{Life, Outcome};
use super::policy::{Era, Policy};
use super::sheet::{life as named, Sheet};
use super::terms::{Closes, Practice};
use ballast_risk::Price;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// What is told of the progress: one tick for each basket done.
pub trait Ticks: Sync {
    fn tick(&self);
}

/// The outcomes of each basket, in the order of the baskets and of the days. The same whatever the number of processors.
pub fn run(
    closes: &Closes,
    baskets: &[Basket],
    policy: &Policy,
    practice: &Practice,
    ticks: &dyn Ticks,
) -> Result<Vec<Vec<Outcome>>, BacktestError> {
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(basket) = baskets.get(at) else {
                return done;
            };
            done.push((at, of_basket(closes, basket, policy, practice)));
            ticks.tick();
        }
    };
    let mut done: Vec<(usize, Result<Vec<Outcome>, BacktestError>)> = thread::scope(|scope| {
        let others: Vec<_> = (1..workers).map(|_| scope.spawn(work)).collect();
        let mut done = work();
        for other in others {
            match other.join() {
                Ok(more) => done.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, outcomes)| outcomes).collect()
}

fn of_basket(
    closes: &Closes,
    basket: &Basket,
    policy: &Policy,
    practice: &Practice,
) -> Result<Vec<Outcome>, BacktestError> {
    let mut outcomes = Vec::new();
    for Era { starts, market } in &policy.0 {
        let Some(sheet) = Sheet::new(&market.parameters()?, &closes.assets, basket)? else {
            continue;
        };
        if sheet.limit.is_zero() {
            let name = basket.name.clone();
            return Err(BacktestError::NothingCarried { name });
        }
        let last = closes.steps.len().saturating_sub(practice.days);
        for start in starts.start..starts.end.min(last) {
            let found = follow(closes, &sheet, start, practice);
            outcomes.extend(found.map_err(|error| named(basket, error))?);
        }
    }
    Ok(outcomes)
}

/// One account for all its days; nothing where a price is missing on one of them.
fn follow(
    closes: &Closes,
    sheet: &Sheet,
    start: usize,
    practice: &Practice,
) -> Result<Option<Outcome>, LifeError> {
    let mut prices = Vec::with_capacity(sheet.lines.len());
    for step in start..=start + practice.days {
        if !read(closes, sheet, step, &mut prices) {
            return Ok(None);
        }
    }
    let Some(now) = read_at(closes, sheet, start, &mut prices) else {
        return Ok(None);
    };
    let mut life = Life::open(sheet, &prices, (start, now))?;
    for step in start + 1..=start + practice.days {
        let Some(now) = read_at(closes, sheet, step, &mut prices) else {
            break;
        };
        if !life.live(&prices, (step, now), practice)? {
            break;
        }
    }
    life.end().map(Some)
}

fn read_at(closes: &Closes, sheet: &Sheet, step: usize, prices: &mut Vec<Price>) -> Option<u64> {
    let there = read(closes, sheet, step, prices);
    closes
        .steps
        .get(step)
        .filter(|_| there)
        .map(|close| close.at)
}

/// The prices of the sheet's lines at a step; whether all are there.
fn read(closes: &Closes, sheet: &Sheet, step: usize, prices: &mut Vec<Price>) -> bool {
    prices.clear();
    let found = sheet
        .lines
        .iter()
        .map_while(|line| closes.price(step, line.column));
    prices.extend(found);
    prices.len() == sheet.lines.len()
}
