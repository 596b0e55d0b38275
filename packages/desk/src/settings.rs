//! `desk.toml`: what the desk is asked for. Everything has a default; a field that is unknown is an error.

use crate::place::{one_line, Place};
use crate::prices::ReadOptions;
use crate::time;
use ballast_risk::governance::{LiquidationBonus, LiquidationConfig, RateModel, Scenario};
use ballast_risk::{Ratio, Value};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
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
        allowed: String,
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
        let depths = depths.map(|depth| Bound::new("depth_usd", depth, 1.0..=1e12));
        let bounds = [
            Bound::new("horizon_hours", hours(self.horizon_hours), 1.0..=720.0),
            Bound::new("confidence", self.confidence, 0.9..=0.9999),
            Bound::new("worst_windows", count(self.worst_windows), 1.0..=100.0),
            Bound::new("tail_share", self.tail_share, 0.001..=0.5),
            Bound::new("rolling_days", hours(self.rolling_days), 10.0..=3650.0),
            Bound::new("credit_cover", self.credit_cover, 0.5..=1.0),
            Bound::new("max_credit", self.max_credit, 0.0..=1.0),
            Bound::new("group_basis", self.group_basis, 0.0..=1.0),
            Bound::new("matrix_distance", self.matrix_distance, 0.0..=2.0),
            Bound::new(
                "worst_as_scenarios",
                count(self.worst_as_scenarios),
                0.0..=16.0,
            ),
            Bound::new("cap_share", self.cap_share, 0.0..=10.0),
        ];
        if let Some(bound) = bounds
            .into_iter()
            .chain(depths)
            .find(|bound| !bound.holds())
        {
            return Err(SettingsError::OutOfRange {
                field: bound.field,
                found: bound.found.to_string(),
                allowed: format!("{} to {}", bound.range.start(), bound.range.end()),
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
    range: RangeInclusive<f64>,
}

impl Bound {
    fn new(field: &'static str, found: f64, range: RangeInclusive<f64>) -> Self {
        Self {
            field,
            found,
            range,
        }
    }

    /// A number that is none holds nothing.
    fn holds(&self) -> bool {
        self.range.contains(&self.found)
    }
}

fn hours(n: u64) -> f64 {
    u32::try_from(n).map_or(f64::INFINITY, f64::from)
}

fn count(n: usize) -> f64 {
    u32::try_from(n).map_or(f64::INFINITY, f64::from)
}
