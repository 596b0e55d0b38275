//! What every long-running command shares: settings, logs, metrics, outside answers, waiting and stopping. Off chain only.
//!
//! - [`read_settings`]: one TOML file; what is unknown is an error that names key, line and what would work. [`SecretSource`]:
//!   secrets come out of files and the environment, never out of that file.
//! - [`start_logs`]: one line a decision, as text or as JSON.
//! - [`Metrics`]: a registry and `/metrics` on loopback.
//! - [`Outside`]: a command or URL of the operator's that answers prices or swap routes (`docs/outside-answers.md`).
//! - [`Backoff`] waits longer each time and says so; [`Stop`] ends every wait at SIGINT and SIGTERM.

mod backoff;
mod clock;
mod logs;
mod metrics;
mod outside;
mod secret;
mod settings;
mod stop;
mod text;

pub use backoff::Backoff;
pub use clock::unix_now;
pub use logs::{start_logs, LogFormat, LogLevel, LogSettings};
pub use metrics::{FloatGauge, Labels, Metrics, MetricsError};
pub use outside::{
    check_time, FixedAnswers, FixedError, NamedPrice, Outside, OutsideError, OutsideSettings,
    PricesAnswer, PricesQuestion, Question, Route, RouteAnswer, RouteQuestion, MAX_ANSWER,
};
pub use secret::{Secret, SecretError, SecretSource};
pub use settings::{parse_settings, read_settings, SettingsError};
pub use stop::{Stop, Waited};
