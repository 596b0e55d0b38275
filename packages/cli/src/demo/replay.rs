//! One run: the accounts are opened, the prices move, Lara acts, and every step is written down.

use super::faults::Fault;
use super::heard::{self, Heard};
use super::liquidator;
use super::path::{dollars, Moment, Path};
use super::record::{class, Run, ShapePower, Step, Totals, HEALTH_CLASSES};
use super::shape::{Plan, SHAPES};
use super::solvency;
use super::world::{Debts, Opened, World};
use anyhow::{Context, Result};
use ballast_interface::AssetId;
use ballast_risk::{Price, Ratio};
use std::collections::BTreeSet;

/// What is replayed, and how.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    pub title: &'a str,
    pub path: &'a Path,
    pub plans: &'a [Plan],
    pub credit: Ratio,
    pub debts: Debts<'a>,
}

/// Is told of every account and step while they happen.
pub trait Watcher {
    fn opened(&mut self);
    fn stepped(&mut self, step: &Step) -> Result<()>;
}

/// A run and the accounts as they were opened.
#[derive(Debug)]
pub struct Replayed {
    pub run: Run,
    pub accounts: Vec<Opened>,
    /// Where feeders fail: what is heard of the asset of which they say something wrong.
    pub heard: Vec<Heard>,
    /// The asset-level matrix that the contract answers.
    pub correlations: Vec<Vec<f64>>,
}

pub fn replay(setting: &Setting<'_>, watcher: &mut impl Watcher) -> Result<Replayed> {
    let mut world = World::new(setting.path, setting.credit, setting.plans)?;
    for plan in setting.plans {
        world.open(plan, setting.debts)?;
        watcher.opened();
    }
    let borrowed = owed(&world)?;
    let mut steps: Vec<Step> = Vec::new();
    let mut touched = BTreeSet::new();
    let mut heard = Vec::new();
    for moment in &setting.path.moments {
        report(&mut world, setting.path, moment)?;
        if let Some(faults) = &setting.path.faults {
            heard.push(heard::now(&mut world, faults, moment)?);
        }
        let step = step(&mut world, moment, &mut touched)?;
        watcher.stepped(&step)?;
        steps.push(step);
    }
    let run = Run {
        title: setting.title.to_owned(),
        correlation_credit: setting.credit.to_string(),
        accounts: world.accounts.len(),
        collateral: world.accounts.iter().map(|a| a.collateral).sum(),
        borrowing_power: world.accounts.iter().map(|a| a.power).sum(),
        borrowed,
        shapes: SHAPES.iter().map(|shape| power(*shape, &world)).collect(),
        totals: totals(&steps, touched.len()),
        steps,
        closing: solvency::check(&world)?,
    };
    let matrix = world.suite.correlations()?.asset_matrix;
    let number = |entry: &ballast_risk::Move| entry.raw() as f64 / 1e18;
    Ok(Replayed {
        run,
        correlations: matrix
            .iter()
            .map(|row| row.iter().map(number).collect())
            .collect(),
        accounts: world.accounts,
        heard,
    })
}

/// Time passes, and the feeders report, each as it does at this moment; what is pending and true is confirmed.
fn report(world: &mut World, path: &Path, moment: &Moment) -> Result<()> {
    // a report takes one second of its own
    let at = path.begins + moment.seconds;
    world.suite.pass(at.saturating_sub(world.suite.now() + 1));
    let faults = path.faults.as_ref();
    let fault = faults.and_then(|faults| faults.at(moment.seconds));
    if fault == Some(Fault::Silence) {
        world.suite.pass(1);
        return Ok(());
    }
    let assets = world.suite.assets().iter().map(|asset| asset.id.clone());
    let prices: Vec<_> = assets.zip(moment.prices.iter().copied()).collect();
    let wrong = faults.map(|faults| world.id(faults.ticker)).transpose()?;
    let said = |feeder: usize, asset: &AssetId, seen: Price| match fault {
        Some(fault) if wrong.as_ref() == Some(asset) => fault.said(feeder, seen),
        _ => seen,
    };
    let reported = world.suite.report_as(&prices, said);
    reported.context("the feeders could not report")?;
    heard::confirm_what_is_true(world, moment)
}

/// Everybody is looked at, and who is below 1 meets Lara.
fn step(world: &mut World, moment: &Moment, touched: &mut BTreeSet<String>) -> Result<Step> {
    let mut step = Step {
        seconds: moment.seconds,
        prices: moment.prices.iter().map(|price| dollars(*price)).collect(),
        health: vec![0; HEALTH_CLASSES.len()],
        ..Step::default()
    };
    look(world, &mut step)?;
    for account in liquidator::endangered(world)? {
        let name = world.name(&account).to_owned();
        let rescue = liquidator::rescue(world, &account)?;
        if rescue.liquidations > 0 {
            touched.insert(name.clone());
        }
        step.liquidations += rescue.liquidations;
        step.liquidated += rescue.liquidated;
        step.bonus += rescue.bonus;
        step.bad_debt += rescue.bad_debt;
        step.left_below_one += usize::from(liquidator::is_below_one(world, &account)?);
        step.refusals
            .extend(rescue.refusal.map(|why| format!("{name}: {why}")));
    }
    step.utilisation = utilisation(world)?;
    Ok(step)
}

/// Sorts all accounts into the classes of health.
fn look(world: &World, step: &mut Step) -> Result<()> {
    for opened in &world.accounts {
        let health = world.suite.health(&opened.account)?.health_factor;
        if let Some(count) = step.health.get_mut(class(health)) {
            *count += 1;
        }
    }
    step.below_one = step.health.first().copied().unwrap_or(0);
    Ok(())
}

fn utilisation(world: &World) -> Result<f64> {
    let (mut borrowed, mut supplied) = (0.0, 0.0);
    for market in world.suite.markets()? {
        borrowed += world.dollars(&market.asset, market.borrowed)?;
        supplied += world.dollars(&market.asset, market.supplied)?;
    }
    Ok(borrowed / f64::max(supplied, 1.0))
}

fn owed(world: &World) -> Result<f64> {
    let mut sum = 0.0;
    for market in world.suite.markets()? {
        sum += world.dollars(&market.asset, market.borrowed)?;
    }
    Ok(sum)
}

fn power(shape: super::shape::Shape, world: &World) -> ShapePower {
    let of: Vec<_> = world.accounts.iter().filter(|a| a.shape == shape).collect();
    let shares: f64 = of.iter().map(|a| a.power / a.collateral).sum();
    ShapePower {
        shape,
        accounts: of.len(),
        power: shares / f64::max(of.len() as f64, 1.0),
    }
}

fn totals(steps: &[Step], accounts_liquidated: usize) -> Totals {
    let mut totals = Totals {
        accounts_liquidated,
        ..Totals::default()
    };
    for step in steps {
        totals.liquidations += step.liquidations;
        totals.liquidated += step.liquidated;
        totals.bonus += step.bonus;
        totals.bad_debt += step.bad_debt;
    }
    totals
}
