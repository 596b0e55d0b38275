//! Looks once, or again and again.

use crate::conclude::conclude;
use crate::counts::Counts;
use crate::error::WatchError;
use crate::look::look;
use crate::report::{table, Report};
use crate::settings::Settings;
use ballast_chain::Node;
use ballast_daemon::{Backoff, Metrics, Stop, Waited};
use std::io::{stdout, IsTerminal, Write};
use std::time::Duration;

/// Puts the cursor home and clears what is below.
const HOME: &str = "\x1b[H\x1b[2J";

/// How a report is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Table,
    /// One JSON object a line.
    Json,
}

/// One look; whatever keeps it from that is an error.
pub async fn once(settings: &Settings) -> Result<Report, WatchError> {
    let node = Node::reach(&settings.node).await?;
    conclude(&look(&node, &settings.lending).await?)
}

/// Looks until it is time to stop. What passes is waited for; an error is one that waiting does not help against.
pub async fn watch(settings: &Settings, form: Form, stop: &Stop) -> Result<(), WatchError> {
    let counts = Counts::default();
    let mut metrics = Metrics::of("watch");
    counts.register(&mut metrics);
    if let Some(port) = settings.metrics_port {
        metrics.serve(port, stop.clone()).await?;
    }
    let mut backoff = Backoff::default();
    let mut seen_once = false;
    loop {
        let waited = match once(settings).await {
            Ok(report) => {
                seen_once = true;
                counts.seen(&report);
                print(&report, form)?;
                backoff.reset();
                stop.wait(Duration::from_secs(settings.every_seconds)).await
            }
            // what was a market once is not given up for one answer
            Err(error) if error.is_passing() || seen_once => backoff.wait(stop, &error).await,
            Err(error) => return Err(error),
        };
        if waited == Waited::Stopped {
            return Ok(());
        }
    }
}

/// Prints a report; on a terminal a table takes the place of the one before.
pub fn print(report: &Report, form: Form) -> Result<(), WatchError> {
    let unwritten = |error: &dyn std::fmt::Display| WatchError::Unwritten(error.to_string());
    let text = match form {
        Form::Json => serde_json::to_string(report).map_err(|error| unwritten(&error))? + "\n",
        Form::Table => table(report),
    };
    let mut out = stdout().lock();
    if form == Form::Table && out.is_terminal() {
        write!(out, "{HOME}").map_err(|error| unwritten(&error))?;
    }
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written.map_err(|error| unwritten(&error))
}
