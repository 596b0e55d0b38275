//! `ballast feeder`: the program is in the crate `ballast-feeder`, the words of the command here.

use crate::runtime::{run_until_stopped, LogArgs};
use anyhow::{Context, Result};
use ballast_daemon::read_settings;
use ballast_feeder::{Effect, Outcome, ReportKey, Rounds, Run, Settings};
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
#[command(
    after_help = "Exit code: 0 it was stopped, or with --once all was well; 1 with --once something was not believed or not \
                  taken; 2 it cannot begin."
)]
pub struct FeederArgs {
    /// The settings; docs/feeder.toml has every key
    #[arg(long, value_name = "FILE")]
    pub config: PathBuf,
    /// Says on standard output what it would report and why not, reads no secret and sends nothing
    #[arg(long)]
    pub dry_run: bool,
    /// One round, then ends
    #[arg(long)]
    pub once: bool,
    /// Prints the public half of `signing_key`, as `set_feeder_key` takes it, and ends
    #[arg(long, conflicts_with_all = ["dry_run", "once"])]
    pub public_key: bool,
    #[command(flatten)]
    pub log: LogArgs,
}

pub fn run(args: &FeederArgs) -> Result<Outcome> {
    let settings: Settings = read_settings(&args.config)?;
    let file = || args.config.display().to_string();
    settings.check().with_context(file)?;
    if args.public_key {
        println!("{}", public_key(&settings)?);
        return Ok(Outcome::Well);
    }
    args.log.start(settings.log);
    let effect = if args.dry_run {
        Effect::DryRun
    } else {
        Effect::Report
    };
    let rounds = if args.once {
        Rounds::One
    } else {
        Rounds::UntilStopped
    };
    run_until_stopped(async |stop| {
        let run = Run {
            settings: &settings,
            effect,
            rounds,
            stop: &stop,
        };
        run.go().await.with_context(file)
    })
}

fn public_key(settings: &Settings) -> Result<String> {
    let key = settings.report.signing_key.as_ref();
    let key = key.context("[report] names no `signing_key`")?;
    Ok(ReportKey::read(key)?.public_key_base64())
}
