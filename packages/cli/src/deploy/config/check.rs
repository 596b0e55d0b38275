//! What a configuration must keep to, by the checks that the contracts make.

use super::{place, Asset, Config};
use ballast_chain::is_address;
use ballast_desk::market::MarketError;
use ballast_interface::oracle::{RateSource, Source};
use ballast_interface::AssetId;
use ballast_pricing::{PriceLimits, Quorum};
use ballast_risk::governance::{checked_flash_fee, checked_reserve_factor, Pace, ParamError};
use ballast_risk::Seconds;
use std::collections::BTreeMap;
use thiserror::Error;

#[derive(Error, Debug, Clone, PartialEq, Eq)]
#[error("line {line}: {reason}")]
pub struct ConfigError {
    pub line: usize,
    pub reason: String,
}

impl ConfigError {
    pub fn toml(text: &str, error: &toml::de::Error) -> Self {
        let words = error.message().split_whitespace();
        Self {
            line: place::of_span(text, error.span()),
            reason: words.collect::<Vec<_>>().join(" "),
        }
    }
}

/// A text to point into.
#[derive(Clone, Copy)]
struct Told<'a>(&'a str);

impl Told<'_> {
    fn at(self, table: &str, key: &str, reason: impl ToString) -> ConfigError {
        let reason = reason.to_string();
        ConfigError {
            line: place::of_key(self.0, table, key),
            reason: if table.is_empty() {
                reason
            } else {
                format!("[{table}] {reason}")
            },
        }
    }

    /// What a parameter's own check says, at the key that it names.
    fn param(self, table: &str, error: &ParamError) -> ConfigError {
        let key = match error {
            ParamError::OutOfRange { field, .. } => field,
            _ => "",
        };
        self.at(table, key, error)
    }

    fn address(self, place: (&str, &str), found: &str, prefix: &str) -> Result<(), ConfigError> {
        let (table, key) = place;
        if is_address(found, prefix) {
            return Ok(());
        }
        let reason = format!("{key}: `{found}` is no address that begins with {prefix}1");
        Err(self.at(table, key, reason))
    }
}

impl Config {
    pub(super) fn check(&self, text: &str) -> Result<(), ConfigError> {
        let told = Told(text);
        self.check_roles(told)?;
        let mut names: BTreeMap<AssetId, &str> = BTreeMap::new();
        for (ticker, asset) in &self.assets {
            let table = format!("assets.{ticker}");
            self.check_asset(told, &table, asset)?;
            if let Some(other) = names.insert(asset.id(), ticker) {
                let reason = format!("{} is {other} already; name it once", asset.id());
                return Err(told.at(&table, "denom", reason));
            }
        }
        for (ticker, asset) in &self.assets {
            self.check_bases(told, &format!("assets.{ticker}"), asset)?;
        }
        if let Some(seconds) = self.ramp_seconds {
            Pace::new(Seconds::new(seconds)).map_err(|error| told.param("", &error))?;
        }
        self.check_quorum(told)?;
        self.market()
            .parameters()
            .map(|_| ())
            .map_err(|error| of_market(told, &error))
    }

    fn check_roles(&self, told: Told) -> Result<(), ConfigError> {
        let roles = &self.roles;
        let named = [
            ("owner", &roles.owner),
            ("admin", &roles.admin),
            ("guardian", &roles.guardian),
            ("oracle_guardian", &roles.oracle_guardian),
            ("steward", &roles.steward),
        ];
        let named = named.into_iter();
        for (key, role) in named.filter_map(|(key, role)| Some((key, role.as_ref()?))) {
            told.address(("roles", key), role, &self.chain.prefix)?;
        }
        for feeder in &self.oracle.feeders {
            told.address(("oracle", "feeders"), feeder, &self.chain.prefix)?;
        }
        Ok(())
    }

    fn check_asset(&self, told: Told, table: &str, asset: &Asset) -> Result<(), ConfigError> {
        match (&asset.denom, &asset.token) {
            (Some(denom), None) if AssetId::is_denom(denom) => {}
            (Some(denom), None) => {
                let reason = format!("`{denom}` is no denom: a letter, then 2 to 127 letters, digits or any of /:._-");
                return Err(told.at(table, "denom", reason));
            }
            (None, Some(token)) => told.address((table, "token"), token, &self.chain.prefix)?,
            _ => return Err(told.at(table, "denom", "name either denom or token")),
        }
        if asset.seed.is_zero() {
            return Err(told.at(table, "seed", "seed: found 0, allowed is 1 and more"));
        }
        if asset.supply_cap.is_none() && !asset.liquidation_threshold.is_zero() {
            let reason = "name a supply_cap: what can be collateral has a bound";
            return Err(told.at(table, "liquidation_threshold", reason));
        }
        let shares = checked_reserve_factor(asset.reserve_factor)
            .and(asset.flash_fee.map(checked_flash_fee).transpose());
        shares.map_err(|error| told.param(table, &error))?;
        PriceLimits::new(asset.limits.asked())
            .map(|_| ())
            .map_err(|error| told.at(table, error.field, &error))
    }

    /// A source may stand on assets that are here alone.
    fn check_bases(&self, told: Told, table: &str, asset: &Asset) -> Result<(), ConfigError> {
        for base in bases(&asset.source) {
            if !self.assets.values().any(|other| other.id() == base) {
                let known: Vec<String> = self
                    .assets
                    .values()
                    .map(|other| other.id().to_string())
                    .collect();
                let reason = format!(
                    "its source stands on `{base}`, which is no asset here; known are {}",
                    known.join(", ")
                );
                return Err(told.at(table, "source", reason));
            }
        }
        Ok(())
    }

    fn check_quorum(&self, told: Told) -> Result<(), ConfigError> {
        let oracle = &self.oracle;
        if oracle.feeders.is_empty() {
            let mut assets = self.assets.iter();
            let fed = assets.find(|(_, asset)| asset.source == Source::Feeders {});
            return match fed {
                Some((ticker, _)) => {
                    let reason =
                        format!("feeders: {ticker} is priced by feeders, and there are none");
                    Err(told.at("oracle", "feeders", reason))
                }
                None => Ok(()),
            };
        }
        let quorum = Quorum::new(oracle.feeders.len(), oracle.quorum, oracle.faults);
        quorum
            .map(|_| ())
            .map_err(|error| told.at("oracle", "quorum", error))
    }
}

/// The assets that a source stands on.
pub fn bases(source: &Source) -> Vec<AssetId> {
    let quote = match source {
        Source::Contract(it) => it.quote.clone(),
        Source::Module(it) => it.quote.clone(),
        Source::Ratio(it) => {
            let quote = match &it.rate {
                RateSource::Contract(rate) => rate.quote.clone(),
                RateSource::Module(rate) => rate.quote.clone(),
                RateSource::Feeders {} => None,
            };
            let named = [Some(it.base.clone()), it.market.clone(), quote];
            return named.into_iter().flatten().collect();
        }
        Source::Feeders {} | Source::Fixed { .. } => None,
    };
    quote.into_iter().collect()
}

fn of_market(told: Told, error: &MarketError) -> ConfigError {
    let plain =
        |reason: &dyn ToString, table: &str, key: &str| told.at(table, key, reason.to_string());
    match error {
        MarketError::Asset { asset, error } => told.param(&format!("assets.{asset}"), error),
        MarketError::Group { asset, error } => plain(error, &format!("assets.{asset}"), "group"),
        MarketError::Decimals { asset, found } => {
            let reason = format!("decimals: found {found}, allowed is 0 to 18");
            plain(&reason, &format!("assets.{asset}"), "decimals")
        }
        MarketError::Rules(error) => match error {
            ParamError::OutOfRange { field, .. } => {
                let inside = told.at("liquidation", field, error);
                if inside.line > 1 {
                    return inside;
                }
                plain(error, "", "liquidation")
            }
            other => plain(other, "", "liquidation"),
        },
        MarketError::ScenarioAsset { .. } => ConfigError {
            line: place::of_key(told.0, "[scenarios]", ""),
            reason: error.to_string(),
        },
        other => plain(other, "", "rho"),
    }
}
