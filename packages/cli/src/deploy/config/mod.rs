//! `deploy.toml`: a market, where it stands, and who holds it. What is written there is wanted; the risk part is what
//! `ballast calibrate` writes, key for key.

mod check;
mod place;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test may stop at the first surprise
mod tests;

use ballast_chain::{Fees, GasPrice, KeySource};
use ballast_desk::market::{Market, MarketAsset};
use ballast_interface::lending::StewardLimits;
use ballast_interface::oracle::{Limits, Source};
use ballast_interface::AssetId;
use ballast_risk::governance::{
    Caps, CorrelationSpec, Group, LiquidationBonus, LiquidationConfig, RateModel, Scenario,
};
use ballast_risk::{Amount, Move, Ratio};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub use check::{bases, ConfigError};

#[derive(Deserialize, Clone, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub correlation_credit: Ratio,
    pub min_margin: Ratio,
    pub rho: Vec<Vec<Move>>,
    pub groups: Vec<Group>,
    pub liquidation: LiquidationConfig,
    /// Of every ramp that a change begins. Absent: the contract's three days.
    pub ramp_seconds: Option<u64>,
    pub chain: Chain,
    #[serde(default)]
    pub key: Key,
    pub contracts: Contracts,
    #[serde(default)]
    pub roles: Roles,
    pub oracle: Oracle,
    /// By ticker.
    pub assets: BTreeMap<String, Asset>,
    #[serde(default)]
    pub scenarios: Vec<Scenario>,
}

#[derive(Deserialize, Clone, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Chain {
    pub id: String,
    pub rpc: String,
    /// Of addresses.
    pub prefix: String,
    pub gas_price: GasPrice,
    /// Gas allowed, in percent of what a simulation used.
    pub gas_allowance_percent: Option<u64>,
}

impl Chain {
    pub fn fees(&self) -> Fees {
        let fees = Fees::new(self.gas_price.clone());
        Fees {
            allowance_percent: self.gas_allowance_percent.unwrap_or(fees.allowance_percent),
            ..fees
        }
    }
}

/// Where the key is read from; absent: the environment variable BALLAST_KEY.
#[derive(Deserialize, Clone, Debug, PartialEq, Default)]
#[serde(deny_unknown_fields)]
pub struct Key {
    pub file: Option<PathBuf>,
    pub environment: Option<String>,
}

impl Key {
    pub fn source(&self) -> KeySource {
        match (&self.file, &self.environment) {
            (Some(file), _) => KeySource::File(file.clone()),
            (None, Some(name)) => KeySource::Environment(name.clone()),
            (None, None) => KeySource::Environment("BALLAST_KEY".to_owned()),
        }
    }
}

#[derive(Deserialize, Clone, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Contracts {
    /// Begins the labels, by which a contract is found again.
    pub name: String,
    /// Where addresses are written. Absent: beside the configuration, as `….state.json`.
    pub state: Option<PathBuf>,
    pub oracle: PathBuf,
    pub lending: PathBuf,
    pub lens: PathBuf,
    pub liquidator: Option<PathBuf>,
}

#[derive(Deserialize, Clone, Debug, PartialEq, Default)]
#[serde(deny_unknown_fields)]
pub struct Roles {
    /// Of oracle, lending and liquidator. Absent: who deploys.
    pub owner: Option<String>,
    /// Who may migrate the contracts. Absent: the owner.
    pub admin: Option<String>,
    pub guardian: Option<String>,
    pub oracle_guardian: Option<String>,
    pub steward: Option<String>,
    /// Absent: left as they are.
    pub steward_limits: Option<StewardLimits>,
}

#[derive(Deserialize, Clone, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Oracle {
    #[serde(default)]
    pub feeders: Vec<String>,
    #[serde(default)]
    pub quorum: u8,
    #[serde(default)]
    pub faults: u8,
}

#[derive(Deserialize, Clone, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Asset {
    /// A coin of the chain. Either this or `token`.
    pub denom: Option<String>,
    /// The address of a cw20 contract.
    pub token: Option<String>,
    pub decimals: u8,
    pub group: String,
    pub collateral_factor: Ratio,
    pub liquidation_threshold: Ratio,
    pub borrow_weight: Option<Ratio>,
    pub supply_cap: Option<Amount>,
    pub borrow_cap: Option<Amount>,
    pub bonus: LiquidationBonus,
    pub rates: RateModel,
    pub reserve_factor: Ratio,
    pub flash_fee: Option<Ratio>,
    /// Base units that the owner lends first: until then nobody else may.
    pub seed: Amount,
    /// Absent: the feeders.
    #[serde(default = "feeders")]
    pub source: Source,
    pub limits: Limits,
}

fn feeders() -> Source {
    Source::Feeders {}
}

impl Asset {
    pub fn id(&self) -> AssetId {
        match (&self.denom, &self.token) {
            (Some(denom), _) => AssetId::native(denom),
            (None, token) => AssetId::cw20(token.clone().unwrap_or_default()),
        }
    }

    pub fn caps(&self) -> Caps {
        Caps {
            supply_cap: self.supply_cap,
            borrow_cap: self.borrow_cap,
        }
    }

    fn of_market(&self) -> MarketAsset {
        MarketAsset {
            decimals: self.decimals,
            group: self.group.clone(),
            collateral_factor: self.collateral_factor,
            liquidation_threshold: self.liquidation_threshold,
            borrow_weight: self.borrow_weight,
            supply_cap: self.supply_cap,
            borrow_cap: self.borrow_cap,
            bonus: self.bonus.clone(),
            rates: Some(self.rates),
            reserve_factor: Some(self.reserve_factor),
        }
    }
}

impl Config {
    /// Reads and checks; paths are taken from where the file lies.
    pub fn read(text: &str, folder: &Path) -> Result<Self, ConfigError> {
        let mut config: Self =
            toml::from_str(text).map_err(|error| ConfigError::toml(text, &error))?;
        config.check(text)?;
        let contracts = &mut config.contracts;
        let mut paths = vec![
            &mut contracts.oracle,
            &mut contracts.lending,
            &mut contracts.lens,
        ];
        paths.extend(contracts.liquidator.as_mut());
        paths.extend(contracts.state.as_mut());
        paths.extend(config.key.file.as_mut());
        for path in paths {
            *path = folder.join(&*path);
        }
        Ok(config)
    }

    pub fn correlations(&self) -> CorrelationSpec {
        self.market().correlations()
    }

    /// The scenarios with assets as the chain names them.
    pub fn scenarios(&self) -> Vec<Scenario> {
        let on_chain = |ticker: &String| {
            let asset = self.assets.get(ticker);
            asset.map_or_else(|| ticker.clone(), |it| it.id().name().to_owned())
        };
        let scenarios = self.scenarios.iter();
        scenarios
            .map(|scenario| Scenario {
                name: scenario.name.clone(),
                moves: scenario
                    .moves
                    .iter()
                    .map(|(ticker, by)| (on_chain(ticker), *by))
                    .collect(),
            })
            .collect()
    }

    /// The part that the risk desk knows.
    fn market(&self) -> Market {
        let assets = self.assets.iter();
        Market {
            correlation_credit: self.correlation_credit,
            min_margin: self.min_margin,
            rho: self.rho.clone(),
            groups: self.groups.clone(),
            liquidation: self.liquidation.clone(),
            assets: assets
                .map(|(ticker, asset)| (ticker.clone(), asset.of_market()))
                .collect(),
            scenarios: self.scenarios.clone(),
        }
    }
}
