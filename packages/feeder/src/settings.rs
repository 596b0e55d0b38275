//! `feeder.toml`. `docs/feeder.md` explains every key, `docs/feeder.toml` has them all.

use crate::decide::Rules;
use ballast_daemon::{LogSettings, Outside, SecretSource};
use ballast_interface::AssetId;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;

/// As many prices as a report takes.
const MAX_ASSETS: usize = 64;
/// As old as a signed report may be on arrival, less what the way there takes, seconds.
const MAX_SIGNED_AGE: u64 = 25;

#[derive(Deserialize, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    pub node: String,
    pub chain_id: String,
    pub oracle: String,
    pub feeder: String,
    #[serde(default = "every_five")]
    pub every_seconds: u64,
    pub metrics_port: Option<u16>,
    #[serde(default)]
    pub log: LogSettings,
    pub report: ReportSettings,
    pub rules: Rules,
    pub sources: Vec<Outside>,
    pub assets: Vec<AssetSettings>,
}

fn every_five() -> u64 {
    5
}

/// How what is decided gets to the oracle.
#[derive(Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// By a transaction of the feeder's own account.
    Own,
    /// Signed; a transaction of any account brings it.
    Signed,
    /// Signed and printed, one message a line, for somebody else to bring.
    Printed,
}

#[derive(Deserialize, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct ReportSettings {
    pub way: Way,
    pub wallet: Option<SecretSource>,
    pub gas_price: Option<String>,
    pub signing_key: Option<SecretSource>,
}

#[derive(Deserialize, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct AssetSettings {
    pub asset: AssetId,
    /// By the name of the source, how that calls the asset.
    pub names: BTreeMap<String, String>,
    /// In the place of the table `[rules]`.
    pub rules: Option<Rules>,
}

#[derive(Error, Debug, Clone, PartialEq, Eq)]
pub enum InvalidSettings {
    #[error("{key}: found {found}, allowed is {allowed}")]
    OutOfRange {
        key: &'static str,
        found: u64,
        allowed: &'static str,
    },
    #[error("[[sources]]: `{name}` is there twice; give each a name of its own")]
    SourceTwice { name: String },
    #[error("[[assets]]: {asset} is there twice")]
    AssetTwice { asset: AssetId },
    #[error("[[assets]] {asset}: there is no source `{name}`; there are {known}")]
    NoSource {
        asset: AssetId,
        name: String,
        known: String,
    },
    #[error("[[assets]] {asset}: {found} sources know it and min_sources is {needed}; name more, or ask for fewer")]
    TooFewSources {
        asset: AssetId,
        found: usize,
        needed: usize,
    },
    #[error("[report] way = \"{way}\" needs `{key}`")]
    Missing {
        way: &'static str,
        key: &'static str,
    },
    #[error("[report] way = \"{way}\" has no use for `{key}`; leave it out")]
    Idle {
        way: &'static str,
        key: &'static str,
    },
    #[error("[[assets]] {asset}: max_age_seconds is {found}, and what is signed may be at most {MAX_SIGNED_AGE} s old when it leaves")]
    SignedTooOld { asset: AssetId, found: u64 },
}

impl Way {
    fn name(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Signed => "signed",
            Self::Printed => "printed",
        }
    }

    pub fn signs(self) -> bool {
        self != Self::Own
    }

    pub fn sends(self) -> bool {
        self != Self::Printed
    }
}

impl Settings {
    /// What no reader of TOML sees: what belongs together.
    pub fn check(&self) -> Result<(), InvalidSettings> {
        range("every_seconds", self.every_seconds, 3600, "1 to 3600")?;
        let assets = u64::try_from(self.assets.len()).unwrap_or(u64::MAX);
        let most = u64::try_from(MAX_ASSETS).unwrap_or(u64::MAX);
        range("how many [[assets]]", assets, most, "1 to 64")?;
        self.report.check()?;
        let mut sources = BTreeSet::new();
        if let Some(twice) = self.sources.iter().find(|it| !sources.insert(it.name())) {
            let name = twice.name().to_owned();
            return Err(InvalidSettings::SourceTwice { name });
        }
        let mut seen = BTreeSet::new();
        for asset in &self.assets {
            if !seen.insert(&asset.asset) {
                let asset = asset.asset.clone();
                return Err(InvalidSettings::AssetTwice { asset });
            }
            self.check_asset(asset, &sources)?;
        }
        Ok(())
    }

    pub fn rules_of<'a>(&'a self, asset: &'a AssetSettings) -> &'a Rules {
        asset.rules.as_ref().unwrap_or(&self.rules)
    }

    fn check_asset(
        &self,
        asset: &AssetSettings,
        sources: &BTreeSet<&str>,
    ) -> Result<(), InvalidSettings> {
        let mut names = asset.names.keys();
        if let Some(name) = names.find(|name| !sources.contains(name.as_str())) {
            return Err(InvalidSettings::NoSource {
                asset: asset.asset.clone(),
                name: name.clone(),
                known: sources.iter().copied().collect::<Vec<_>>().join(", "),
            });
        }
        let rules = self.rules_of(asset);
        if asset.names.len() < rules.min_sources {
            return Err(InvalidSettings::TooFewSources {
                asset: asset.asset.clone(),
                found: asset.names.len(),
                needed: rules.min_sources,
            });
        }
        if self.report.way.signs() && rules.max_age > MAX_SIGNED_AGE {
            return Err(InvalidSettings::SignedTooOld {
                asset: asset.asset.clone(),
                found: rules.max_age,
            });
        }
        Ok(())
    }
}

fn range(
    key: &'static str,
    found: u64,
    most: u64,
    allowed: &'static str,
) -> Result<(), InvalidSettings> {
    if (1..=most).contains(&found) {
        return Ok(());
    }
    Err(InvalidSettings::OutOfRange {
        key,
        found,
        allowed,
    })
}

impl ReportSettings {
    fn check(&self) -> Result<(), InvalidSettings> {
        let way = self.way.name();
        let keys = [
            ("wallet", self.wallet.is_some(), self.way.sends()),
            ("gas_price", self.gas_price.is_some(), self.way.sends()),
            ("signing_key", self.signing_key.is_some(), self.way.signs()),
        ];
        for (key, found, needed) in keys {
            match (found, needed) {
                (false, true) => return Err(InvalidSettings::Missing { way, key }),
                (true, false) => return Err(InvalidSettings::Idle { way, key }),
                _ => {}
            }
        }
        Ok(())
    }
}
