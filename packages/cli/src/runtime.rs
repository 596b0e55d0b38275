//! What every long-running command of the line does alike: logs, a runtime, a clean stop.

use anyhow::{Context, Result};
use ballast_daemon::{start_logs, LogFormat, LogLevel, LogSettings, Stop};

/// What the line says of logs goes before what the file says.
#[derive(clap::Args, Debug)]
pub struct LogArgs {
    /// How lines of the log look: text or json
    #[arg(long = "log", value_name = "FORMAT")]
    pub format: Option<LogFormat>,
    /// The least important lines that are written: error, warn, info, debug or trace
    #[arg(long = "log-level", value_name = "LEVEL")]
    pub level: Option<LogLevel>,
}

impl LogArgs {
    pub fn start(&self, settings: LogSettings) {
        start_logs(LogSettings {
            format: self.format.unwrap_or(settings.format),
            level: self.level.unwrap_or(settings.level),
        });
    }
}

/// Runs a program that ends by itself or at a signal.
pub fn run_until_stopped<T>(program: impl AsyncFnOnce(Stop) -> Result<T>) -> Result<T> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("no threads for the program")?;
    runtime.block_on(async {
        let stop = Stop::at_signals().context("cannot listen for signals")?;
        program(stop).await
    })
}
