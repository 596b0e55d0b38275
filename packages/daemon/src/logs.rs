//! Logs: one line a decision, on the error stream, so that what a command prints stays its own.

use serde::Deserialize;
use std::io::{stderr, IsTerminal};
use std::str::FromStr;
use tracing_subscriber::filter::EnvFilter;

/// How lines look.
#[derive(Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

/// The least important lines that are written.
#[derive(Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum LogLevel {
    /// What keeps it from working.
    Error,
    /// What it waits for, and what it does not believe.
    Warn,
    /// What it does.
    #[default]
    Info,
    /// And why it does nothing.
    Debug,
    /// And what it was told.
    Trace,
}

/// The table `[log]` of a settings file.
#[derive(Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
#[serde(deny_unknown_fields, default)]
pub struct LogSettings {
    pub format: LogFormat,
    pub level: LogLevel,
}

impl LogLevel {
    fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Debug => "debug",
            Self::Trace => "trace",
        }
    }
}

impl FromStr for LogFormat {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            _ => Err("write text or json".to_owned()),
        }
    }
}

impl FromStr for LogLevel {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let all = [
            Self::Error,
            Self::Warn,
            Self::Info,
            Self::Debug,
            Self::Trace,
        ];
        let found = all.into_iter().find(|level| level.name() == text);
        found.ok_or_else(|| "write error, warn, info, debug or trace".to_owned())
    }
}

/// From here on lines are written. Other crates' lines only from `warn` on. Called again, it changes nothing.
pub fn start_logs(settings: LogSettings) {
    let level = settings.level.name();
    let lines = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(format!("warn,ballast={level}")))
        .with_writer(stderr)
        .with_target(false);
    // a second subscriber of one process (tests) is refused, and the first stays
    let _already = match settings.format {
        LogFormat::Text => lines.with_ansi(stderr().is_terminal()).try_init(),
        LogFormat::Json => lines.json().flatten_event(true).with_ansi(false).try_init(),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_and_levels_are_read_and_others_named() {
        assert_eq!("json".parse(), Ok(LogFormat::Json));
        assert_eq!("debug".parse(), Ok(LogLevel::Debug));
        let refused: Result<LogLevel, _> = "loud".parse();
        assert_eq!(
            refused,
            Err("write error, warn, info, debug or trace".to_owned())
        );
    }
}
