//! The simulation: the same random accounts through the same storm, liquidated in four ways. No chain: it runs the
//! judge, the quotes and the write-off of `packages/risk` themselves, so that a thousand accounts take seconds.

mod accounts;
pub mod liquidator;
mod market;
pub mod record;
mod run;
mod storm;
pub mod table;

use crate::args::SimulateArgs;
use crate::report;
use anyhow::{Context, Result};
use liquidator::LIQUIDATORS;
use market::{totals, Market};
use record::Comparison;
use std::fs;
use std::io::{stdout, Write};

/// What is simulated; the same three numbers give the same figures.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    pub accounts: u32,
    pub steps: u32,
    pub seed: u64,
}

impl Setting {
    /// The one whose figures are written down.
    pub const STANDARD: Self = Self {
        accounts: 1_000,
        steps: 200,
        seed: 1,
    };
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Every unhealthy account found a message.
    All,
    NotAll,
}

pub fn run(args: &SimulateArgs) -> Result<Reach> {
    let compared = compare(&Setting {
        accounts: args.accounts,
        steps: args.steps,
        seed: args.seed,
    })?;
    let text = if args.json {
        serde_json::to_string_pretty(&compared)?
    } else {
        table::text(&compared)
    };
    writeln!(stdout().lock(), "{}", text.trim_end()).context("nobody reads the output")?;
    if let Some(file) = &args.html {
        let page = report::simulation_page(&compared)?;
        fs::write(file, page).with_context(|| format!("cannot write {}", file.display()))?;
    }
    Ok(if compared.all_reached() {
        Reach::All
    } else {
        Reach::NotAll
    })
}

/// All four liquidators.
pub fn compare(setting: &Setting) -> Result<Comparison> {
    let storm = storm::draw(setting.steps, setting.seed)?;
    let first = storm.first().map_or(&[][..], Vec::as_slice);
    let accounts = accounts::draw(&Market::new(first)?, setting.accounts, setting.seed)?;
    let outcomes = LIQUIDATORS.map(|who| run::run(&accounts, &storm, who));
    Ok(Comparison {
        accounts: accounts.len(),
        steps: setting.steps,
        seed: setting.seed,
        debt: accounts.iter().map(|book| totals(book).1).sum(),
        collateral: accounts.iter().map(|book| totals(book).0).sum(),
        deepest_fall: storm::deepest(&storm),
        outcomes: outcomes.into_iter().collect::<Result<_>>()?,
    })
}
