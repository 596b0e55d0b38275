//! The demo: the same accounts through the same crash, three times; one run is shown, all are compared.

pub mod faults;
pub mod heard;
mod liquidator;
pub mod path;
mod prices_csv;
mod progress;
pub mod record;
mod replay;
pub mod rng;
pub mod scenario;
pub mod shape;
mod solvency;
pub mod table;
mod world;

use crate::args::DemoArgs;
use crate::report;
use crate::simulation;
use anyhow::{anyhow, Context, Result};
use ballast_risk::Ratio;
use path::Path;
use progress::Progress;
use record::{Report, Run};
use replay::{replay, Replayed, Setting};
use std::fs;
use std::io::{stdout, Write};
use world::Debts;

/// As many accounts are enough to see what comes of feeders that fail.
const FEWER: usize = 30;

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Solvent,
    Insolvent,
}

pub fn run(args: &DemoArgs) -> Result<Verdict> {
    let path = prices(args)?;
    let report = report(args, &path)?;
    if args.json {
        say(&serde_json::to_string_pretty(&report)?)?;
    } else {
        say(&table::closing(&report))?;
        say(&heard::table(&report))?;
    }
    if let Some(file) = &args.html {
        let compared = simulation::compare(&simulation::Setting::STANDARD)?;
        let page = report::page(&report, &compared)?;
        fs::write(file, page).with_context(|| format!("cannot write {}", file.display()))?;
        if !args.json {
            say(&format!(
                "\nThe page with the charts is {}.",
                file.display()
            ))?;
        }
    }
    Ok(if report.solvent {
        Verdict::Solvent
    } else {
        Verdict::Insolvent
    })
}

/// A line, or the lines of a table. Whoever reads may leave before the end: that is an error, not a panic.
pub fn say(text: &str) -> Result<()> {
    writeln!(stdout().lock(), "{}", text.trim_end_matches('\n')).context("nobody reads the output")
}

fn prices(args: &DemoArgs) -> Result<Path> {
    let named = scenario::path(&args.scenario, args.seed);
    let named = named.ok_or_else(|| anyhow!("no scenario {}", args.scenario))?;
    let Some(file) = &args.prices else {
        return Ok(named);
    };
    let text =
        fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let read = prices_csv::read(&name, &text, named.opening());
    read.with_context(|| format!("{} cannot be replayed", file.display()))
}

/// Three runs: as governed, without credit, and as governed with the debts of the run without.
fn report(args: &DemoArgs, path: &Path) -> Result<Report> {
    let plans = shape::plans(args.accounts, args.seed);
    let mut progress = Progress::new(3 * (plans.len() + path.moments.len()), args.json);
    let setting = |title, credit, debts| Setting {
        title,
        path,
        plans: &plans,
        credit,
        debts,
    };
    let governed = Ratio::percent(75);
    if !args.json {
        say(&table::opening(path, &plans, args.seed))?;
    }
    progress.show_steps(!args.json);
    let shown = replay(
        &setting("correlation credit 0.75", governed, Debts::Planned),
        &mut progress,
    )?;
    progress.show_steps(false);
    let without = replay(
        &setting("correlation credit 0", Ratio::ZERO, Debts::Planned),
        &mut progress,
    )?;
    let debts = Debts::As(&without.accounts);
    let same = replay(
        &setting("credit 0.75, debts of credit 0", governed, debts),
        &mut progress,
    )?;
    let feeders = feeders_fail(args, path, &plans, &shown, &mut progress)?;
    progress.finish();
    let compared = vec![without.run, same.run];
    Ok(collect(args, path, shown, Others { compared, feeders }))
}

/// What is heard while feeders fail: of this run, or of fewer accounts on another chain where nothing fails in this.
fn feeders_fail(
    args: &DemoArgs,
    path: &Path,
    plans: &[shape::Plan],
    shown: &Replayed,
    progress: &mut Progress,
) -> Result<heard::Story> {
    let story = |path: &Path, replayed: &Replayed| heard::Story {
        title: path.title.clone(),
        asset: path.faults.as_ref().map_or("none", |faults| faults.ticker),
        accounts: replayed.accounts.len(),
        heard: replayed.heard.clone(),
    };
    if path.faults.is_some() {
        return Ok(story(path, shown));
    }
    let named = scenario::path(scenario::FEEDERS_FAIL, args.seed);
    let path = named.ok_or_else(|| anyhow!("no scenario {}", scenario::FEEDERS_FAIL))?;
    let fewer = plans.get(..FEWER).unwrap_or(plans);
    let setting = Setting {
        title: "feeders that fail",
        path: &path,
        plans: fewer,
        credit: Ratio::percent(75),
        debts: Debts::Planned,
    };
    Ok(story(&path, &replay(&setting, progress)?))
}

/// What stands beside the run that is shown.
struct Others {
    compared: Vec<Run>,
    feeders: heard::Story,
}

fn collect(args: &DemoArgs, path: &Path, shown: Replayed, others: Others) -> Report {
    let Others { compared, feeders } = others;
    let solvent = shown.run.closing.solvent && compared.iter().all(|run| run.closing.solvent);
    Report {
        scenario: path.name.clone(),
        title: path.title.clone(),
        prices: path.source.clone(),
        seed: args.seed,
        assets: Report::ASSETS,
        correlations: shown.correlations,
        health_classes: record::HEALTH_CLASSES,
        solvent,
        run: shown.run,
        compared,
        feeders,
    }
}
