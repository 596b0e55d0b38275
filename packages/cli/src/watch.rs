//! `ballast watch`: the program is in the crate `ballast-watch`, the words of the command here.

use crate::runtime::{run_until_stopped, LogArgs};
use anyhow::{bail, Result};
use ballast_daemon::read_settings;
use ballast_watch::{once, print, watch, Form, Settings};
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
#[command(
    after_help = "Exit code: 0 it was stopped, or with --once the market is sound; 1 with --once something is not; 2 it cannot \
                  look."
)]
pub struct WatchArgs {
    /// RPC of a node, such as http://127.0.0.1:26657
    #[arg(long, value_name = "URL", required_unless_present = "config")]
    pub node: Option<String>,
    /// The lending contract; the oracle is the one that it names
    #[arg(long, value_name = "ADDRESS", required_unless_present = "config")]
    pub lending: Option<String>,
    /// Settings; docs/watch.toml has every key
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// One look, then ends
    #[arg(long)]
    pub once: bool,
    /// Writes one JSON object a line instead of a table
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub log: LogArgs,
}

/// What a look found, for the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Sound,
    Unsound,
}

pub fn run(args: &WatchArgs) -> Result<Verdict> {
    let settings = settings(args)?;
    args.log.start(settings.log);
    let form = if args.json { Form::Json } else { Form::Table };
    run_until_stopped(async |stop| {
        if !args.once {
            watch(&settings, form, &stop).await?;
            return Ok(Verdict::Sound);
        }
        let report = once(&settings).await?;
        print(&report, form)?;
        Ok(if report.sound {
            Verdict::Sound
        } else {
            Verdict::Unsound
        })
    })
}

fn settings(args: &WatchArgs) -> Result<Settings> {
    let mut settings = match (&args.config, &args.node, &args.lending) {
        (Some(file), _, _) => read_settings(file)?,
        (None, Some(node), Some(lending)) => Settings::of(node, lending),
        _ => bail!("name a node with --node and a market with --lending, or a file with --config"),
    };
    if let Some(node) = &args.node {
        settings.node.clone_from(node);
    }
    if let Some(lending) = &args.lending {
        settings.lending.clone_from(lending);
    }
    Ok(settings)
}
