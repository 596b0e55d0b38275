//! The outside format of a [`Book`]: what the contract's `book` query answers, `evaluate` reads and tests store.
//!
//! All numbers but `decimals` are strings; unknown fields are an error.

use super::config::{AssetPointJson, ConfigJson, RampJson};
use super::error::FormatError;
use crate::market::{Episode, MAX_POSITIONS};
use crate::params::{each_once, Correlations, LiquidationBonus, LiquidationConfig, Scenario};
use crate::units::{Amount, AssetIndex, Price, Ratio, Value};
use crate::valuation::{
    AssetWeights, Book, CorrelationsInForce, Holding, PriceBand, PriceStatus, Unsettled,
};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;

/// One account with everything its health depends on.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct BookJson {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    pub config: ConfigJson,
    /// By denom or token address.
    #[serde(deserialize_with = "each_once")]
    pub assets: BTreeMap<String, AssetJson>,
    // a book that names no `write_off_value` has 0; a message has to name it
    #[serde(deserialize_with = "rules")]
    pub liquidation: LiquidationConfig,
    /// What is owned after accrual, lent and protected together, in base units.
    #[serde(default, deserialize_with = "each_once")]
    pub collateral: BTreeMap<String, Amount>,
    /// What is owed after accrual, in base units.
    #[serde(default, deserialize_with = "each_once")]
    pub debt: BTreeMap<String, Amount>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<MaxJson>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<QuoteJson>,
    /// What liquidations of the last day leave to the bonus.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub episode: Option<Episode>,
}

/// The rules of liquidation as books have always had them, the last one left out where it is zero.
fn rules<'de, D: Deserializer<'de>>(from: D) -> Result<LiquidationConfig, D::Error> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Rules {
        bonus_floor: Ratio,
        target_health: Ratio,
        min_position_value: Value,
        #[serde(default)]
        write_off_value: Value,
    }
    let rules = Rules::deserialize(from)?;
    Ok(LiquidationConfig {
        bonus_floor: rules.bonus_floor,
        target_health: rules.target_health,
        min_position_value: rules.min_position_value,
        write_off_value: rules.write_off_value,
    })
}

#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct AssetJson {
    pub decimals: u8,
    pub collateral_factor: Ratio,
    pub liquidation_threshold: Ratio,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub borrow_weight: Option<Ratio>,
    pub group: String,
    pub price: PriceJson,
    pub liquidation: LiquidationBonus,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ramp: Option<RampJson<AssetPointJson>>,
}

#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct PriceJson {
    pub spot: Price,
    pub low: Price,
    pub high: Price,
    #[serde(default)]
    pub status: PriceStatus,
    /// Low and high lie too far apart to take new risk on.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub wide: bool,
    /// Where readings of its source disagree: what liquidation takes in the place of a fresh spot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unsettled: Option<Unsettled>,
}

/// Which asset `max_borrow` and `max_withdraw` are asked for.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct MaxJson {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub borrow: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdraw: Option<String>,
}

/// The liquidation that is asked for.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq, Eq)]
#[serde(
    untagged,
    expecting = "a quote names `debt` and `collateral` (and perhaps `max_repay`), or `pro_rata` with a `fraction`"
)]
pub enum QuoteJson {
    Pair(PairJson),
    ProRata(ProRataJson),
}

/// One debt against one collateral.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct PairJson {
    pub debt: String,
    pub collateral: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_repay: Option<Amount>,
}

/// All debts against all collateral.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct ProRataJson {
    pub pro_rata: FractionJson,
}

#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct FractionJson {
    /// The most that may be repaid of each debt, up to 1.
    pub fraction: Ratio,
}

impl BookJson {
    /// The assets that are held, owed or asked about, in the order of their ids in the Book.
    pub fn names(&self) -> Vec<&str> {
        let max = self.max.iter();
        let asked = max.flat_map(|m| m.borrow.iter().chain(m.withdraw.iter()));
        let pair = self.quote.iter().flat_map(|quote| match quote {
            QuoteJson::Pair(pair) => vec![&pair.debt, &pair.collateral],
            QuoteJson::ProRata(_) => vec![],
        });
        let mut names: Vec<&str> = Vec::new();
        let held = self.collateral.iter().chain(&self.debt);
        let held = held.filter(|(_, amount)| !amount.is_zero());
        for name in held.map(|(name, _)| name).chain(asked).chain(pair) {
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
        names
    }

    /// Checks everything and makes it into numbers.
    pub fn book(&self) -> Result<Book, FormatError> {
        let structure = self.config.correlations()?;
        Scenario::check_all(&self.config.scenarios)?;
        let correlations = CorrelationsInForce::new(&structure, 0)?;
        for (name, asset) in &self.assets {
            asset
                .check(name, &structure)
                .map_err(|error| FormatError::Asset {
                    name: name.clone(),
                    error: Box::new(error),
                })?;
        }
        for name in self.collateral.keys() {
            self.asset(name)?;
        }
        for (name, owed) in &self.debt {
            if self.asset(name)?.borrow_weight.is_none() && !owed.is_zero() {
                return Err(FormatError::NotBorrowable { name: name.clone() });
            }
        }
        let names = self.names();
        if names.len() > MAX_POSITIONS.saturating_add(2) {
            return Err(FormatError::TooManyAssets { found: names.len() });
        }
        let mut holdings = Vec::with_capacity(names.len());
        for (id, name) in AssetIndex::all().zip(names) {
            holdings.push(self.holding(id, name, &structure, &correlations)?);
        }
        Ok(Book {
            correlations,
            rules: self.liquidation.clone(),
            scenarios: self.config.scenarios.len(),
            holdings,
            episode: self.episode,
        })
    }

    fn asset(&self, name: &str) -> Result<&AssetJson, FormatError> {
        let unknown = || FormatError::UnknownAsset {
            name: name.to_owned(),
        };
        self.assets.get(name).ok_or_else(unknown)
    }

    fn holding(
        &self,
        id: AssetIndex,
        name: &str,
        structure: &Correlations,
        correlations: &CorrelationsInForce,
    ) -> Result<Holding, FormatError> {
        let asset = self.asset(name)?;
        let group = structure.group(&asset.group)?;
        let amount = |of: &BTreeMap<String, Amount>| of.get(name).copied().unwrap_or_default();
        let scenarios = self.config.scenarios.iter();
        Ok(Holding {
            asset: id,
            decimals: asset.decimals,
            weights: AssetWeights::new(
                asset.collateral_factor,
                &asset.points()?,
                group,
                correlations,
                0,
            )?,
            bonus: asset.liquidation.clone(),
            price: PriceBand {
                spot: asset.price.spot,
                low: asset.price.low,
                high: asset.price.high,
                status: asset.price.status,
                wide: asset.price.wide,
                unsettled: asset.price.unsettled,
            },
            liquidation_paused: false,
            collateral: amount(&self.collateral),
            debt: amount(&self.debt),
            moves: scenarios
                .map(|s| s.moves.get(name).map_or(0, |by| by.raw()))
                .collect(),
        })
    }
}
