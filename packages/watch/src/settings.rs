//! `watch.toml`. `docs/watch.md` explains it, `docs/watch.toml` has every key; an address of a node and of a market do alone.

use ballast_daemon::LogSettings;
use serde::Deserialize;

#[derive(Deserialize, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    pub node: String,
    pub lending: String,
    #[serde(default = "every_ten")]
    pub every_seconds: u64,
    pub metrics_port: Option<u16>,
    #[serde(default)]
    pub log: LogSettings,
}

fn every_ten() -> u64 {
    10
}

impl Settings {
    /// With defaults for everything else.
    pub fn of(node: &str, lending: &str) -> Self {
        Self {
            node: node.to_owned(),
            lending: lending.to_owned(),
            every_seconds: every_ten(),
            metrics_port: None,
            log: LogSettings::default(),
        }
    }
}
