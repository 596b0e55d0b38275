//! `ballast keeper`: a market is watched and kept solvent (`docs/keeper.md`).

use crate::runtime::run_until_stopped;
use anyhow::Result;
use ballast_daemon::read_settings;
use ballast_keeper::{run as keep, Mode, Settings, Until};
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
#[command(
    after_help = "Exit code: 0 it was stopped, 2 it cannot work: the last line on the error stream says why."
)]
pub struct KeeperArgs {
    /// Settings, every key of which docs/keeper.md explains
    #[arg(long, value_name = "FILE")]
    pub config: PathBuf,
    /// Says what it would send, and of whom it leaves alone why; sends nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Ends after one block
    #[arg(long)]
    pub once: bool,
}

pub fn run(args: &KeeperArgs) -> Result<()> {
    let settings: Settings = read_settings(&args.config)?;
    let mode = match args.dry_run {
        true => Mode::DryRun,
        false => Mode::Live,
    };
    let until = match args.once {
        true => Until::Once,
        false => Until::Stopped,
    };
    run_until_stopped(async |stop| Ok(keep(settings, mode, until, stop).await?))
}
