//! `desk.toml`: what the desk is asked for. Everything has a default; a field that is unknown is an error.

use crate::place::{one_line, Place};
use crate::prices::ReadOptions;
use crate::time;
use ballast_risk::{LiquidationBonus, LiquidationConfig, RateModel, Ratio, Scenario, Value};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use thiserror::Error;

/// Rules of the calibration. Shares and confidences are numbers, what goes into the market is a decimal string.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// How long a liquidation may take, hours: a loss is the worst within this.
    pub horizon_hours: u64,
    /// The share of windows whose loss a stress covers.
    pub confidence: f64,
    /// A stress is at least the mean loss of so many of the worst windows that do not overlap.
    pub worst_windows: usize,
    /// The share of windows that are an asset's tail.
    pub tail_share: f64,
    /// The length of the windows in which correlations are followed, days.
    pub rolling_days: u64,
    /// The share of rolling windows and baskets that the correlation credit must cover.
    pub credit_cover: f64,
    /// No more credit than this, whatever the prices say.
    pub max_credit: f64,
    /// Assets share a group where the stress of their ratio is at most this part of the smaller of their stresses.
    pub group_basis: f64,
    /// By how much an entry may move to make the matrix positive semi-definite.
    pub matrix_distance: f64,
    /// With less than this an asset's history is short: it gets at least the highest stress of those whose is not.
    pub min_history_days: u64,
    /// How many steps in a row may be without a price.
    pub max_gap: u64,
    /// How many of the worst windows become scenarios.
    pub worst_as_scenarios: usize,
    /// A cap is this part of what the market's depth takes.
    pub cap_share: f64,
    pub min_margin: Ratio,
    /// How far the collateral factor stays below the threshold.
    pub initial_gap: Ratio,
    pub liquidation: LiquidationConfig,
    /// Of assets that name none; lowered where a threshold leaves less room.
    pub bonus: LiquidationBonus,
    /// By ticker; none: every column of the file.
    pub assets: BTreeMap<String, AssetSettings>,
    pub scenarios: Vec<Scenario>,
}

/// What the desk is told of one asset.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct AssetSettings {
    pub decimals: Option<u8>,
    /// A group of the desk's choice, in the place of what the prices propose.
    pub group: Option<String>,
    /// It cannot be borrowed.
    pub collateral_only: bool,
    /// Prices before this day are left out.
    pub begins: Option<String>,
    /// USD that can be sold within the bonus; caps follow from it.
    pub depth_usd: Option<f64>,
    pub bonus: Option<LiquidationBonus>,
    pub rates: Option<RateModel>,
    pub reserve_factor: Option<Ratio>,
}

impl Default for Settings {
    fn default() -> Self {
        let thousandths = |n: u64| Ratio::new(n.saturating_mul(1_000_000_000_000_000));
        Self {
            horizon_hours: 24,
            confidence: 0.99,
            worst_windows: 5,
            tail_share: 0.05,
            rolling_days: 90,
            credit_cover: 0.95,
            max_credit: 0.9,
            group_basis: 1.0 / 3.0,
            matrix_distance: 0.05,
            min_history_days: 365,
            max_gap: 0,
            worst_as_scenarios: 0,
            cap_share: 0.5,
            min_margin: thousandths(20),
            initial_gap: thousandths(40),
            liquidation: LiquidationConfig {
                bonus_floor: thousandths(5),
                target_health: thousandths(1_050),
                min_position_value: Value::usd(10),
                write_off_value: Value::usd(1),
            },
            bonus: LiquidationBonus {
                bonus_min: thousandths(10),
                bonus_slope: thousandths(500),
                bonus_max: thousandths(80),
                protocol_fee: thousandths(100),
            },
            assets: BTreeMap::new(),
            scenarios: Vec::new(),
        }
    }
}

#[derive(Error, Debug, Clone, PartialEq, Eq)]
pub enum SettingsError {
    #[error("line {line}, column {column}: {reason}")]
    Toml {
        line: usize,
        column: usize,
        reason: String,
    },
    #[error("{field}: found {found}, allowed is {allowed}")]
    OutOfRange {
        field: &'static str,
        found: String,
        allowed: &'static str,
    },
    #[error("[assets.{asset}] begins: found `{found}`, a day is such as 2020-09-22")]
    NoDay { asset: String, found: String },
}

impl Settings {
    pub fn read(text: &str) -> Result<Self, SettingsError> {
        let settings: Self = toml::from_str(text).map_err(|error| {
            let at = Place::of(text, error.span());
            SettingsError::Toml {
                line: at.line,
                column: at.column,
                reason: one_line(error.message()),
            }
        })?;
        settings.checked()
    }

    fn checked(self) -> Result<Self, SettingsError> {
        let depths = self.assets.values().filter_map(|asset| asset.depth_usd);
        let depths = depths.map(|depth| Bound {
            field: "depth_usd",
            found: depth,
            least: 1.0,
            most: 1e12,
            allowed: "1 to 1e12",
        });
        let bounds = [
            Bound {
                field: "horizon_hours",
                found: hours(self.horizon_hours),
                least: 1.0,
                most: 720.0,
                allowed: "1 to 720",
            },
            Bound {
                field: "confidence",
                found: self.confidence,
                least: 0.9,
                most: 0.9999,
                allowed: "0.9 to 0.9999",
            },
            Bound {
                field: "worst_windows",
                found: count(self.worst_windows),
                least: 1.0,
                most: 100.0,
                allowed: "1 to 100",
            },
            Bound {
                field: "tail_share",
                found: self.tail_share,
                least: 0.001,
                most: 0.5,
                allowed: "0.001 to 0.5",
            },
            Bound {
                field: "rolling_days",
                found: hours(self.rolling_days),
                least: 10.0,
                most: 3650.0,
                allowed: "10 to 3650",
            },
            Bound {
                field: "credit_cover",
                found: self.credit_cover,
                least: 0.5,
                most: 1.0,
                allowed: "0.5 to 1",
            },
            Bound {
                field: "max_credit",
                found: self.max_credit,
                least: 0.0,
                most: 1.0,
                allowed: "0 to 1",
            },
            Bound {
                field: "group_basis",
                found: self.group_basis,
                least: 0.0,
                most: 1.0,
                allowed: "0 to 1",
            },
            Bound {
                field: "matrix_distance",
                found: self.matrix_distance,
                least: 0.0,
                most: 2.0,
                allowed: "0 to 2",
            },
            Bound {
                field: "worst_as_scenarios",
                found: count(self.worst_as_scenarios),
                least: 0.0,
                most: 16.0,
                allowed: "0 to 16",
            },
            Bound {
                field: "cap_share",
                found: self.cap_share,
                least: 0.0,
                most: 10.0,
                allowed: "0 to 10",
            },
        ];
        if let Some(bound) = bounds
            .into_iter()
            .chain(depths)
            .find(|bound| !bound.holds())
        {
            let Bound {
                field,
                found,
                allowed,
                ..
            } = bound;
            return Err(SettingsError::OutOfRange {
                field,
                found: found.to_string(),
                allowed,
            });
        }
        self.begins()?;
        Ok(self)
    }

    fn begins(&self) -> Result<BTreeMap<String, u64>, SettingsError> {
        let mut begins = BTreeMap::new();
        for (asset, settings) in &self.assets {
            if let Some(found) = &settings.begins {
                let unknown = || SettingsError::NoDay {
                    asset: asset.clone(),
                    found: found.clone(),
                };
                begins.insert(asset.clone(), time::parse(found).ok_or_else(unknown)?);
            }
        }
        Ok(begins)
    }

    /// How to read the file of prices.
    pub fn reading(&self) -> Result<ReadOptions, SettingsError> {
        let tickers = || self.assets.keys().cloned().collect();
        Ok(ReadOptions {
            only: (!self.assets.is_empty()).then(tickers),
            max_gap: self.max_gap,
            begins: self.begins()?,
        })
    }

    /// What is said of an asset, or the defaults.
    pub fn asset(&self, ticker: &str) -> AssetSettings {
        self.assets.get(ticker).cloned().unwrap_or_default()
    }
}

struct Bound {
    field: &'static str,
    found: f64,
    least: f64,
    most: f64,
    allowed: &'static str,
}

impl Bound {
    /// A number that is none holds nothing.
    fn holds(&self) -> bool {
        self.found >= self.least && self.found <= self.most
    }
}

fn hours(n: u64) -> f64 {
    u32::try_from(n).map_or(f64::INFINITY, f64::from)
}

fn count(n: usize) -> f64 {
    u32::try_from(n).map_or(f64::INFINITY, f64::from)
}
