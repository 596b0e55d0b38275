//! `market.toml`: every risk parameter of a market in one file, and the way from it to what the contracts run.
//!
//! Numbers are decimal strings, as in messages: `liquidation_threshold = "0.78"`. Unknown fields are an error.

mod error;
mod parameters;

pub use error::MarketError;
pub use parameters::{AssetParameters, Held, Parameters};

use ballast_risk::governance::{
    AssetParams, CorrelationSpec, Group, LiquidationBonus, LiquidationConfig, RateModel, Scenario,
};
use ballast_risk::{Amount, Move, Ratio};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A market as governance reads it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Market {
    /// κ: how far the matrix is trusted, 0 to 1.
    pub correlation_credit: Ratio,
    /// m: the least margin over debt, 0 to 1.
    pub min_margin: Ratio,
    /// Symmetric, in the order of the groups, at most four decimals, positive semi-definite exactly as written.
    pub rho: Vec<Vec<Move>>,
    pub groups: Vec<Group>,
    pub liquidation: LiquidationConfig,
    /// By ticker.
    pub assets: BTreeMap<String, MarketAsset>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scenarios: Vec<Scenario>,
}

/// One asset of a market.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct MarketAsset {
    /// Of a base unit, 0 to 18.
    #[serde(default = "six")]
    pub decimals: u8,
    pub group: String,
    pub collateral_factor: Ratio,
    pub liquidation_threshold: Ratio,
    /// Absent: it cannot be borrowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub borrow_weight: Option<Ratio>,
    /// Base units, lent and protected together. Absent: none was found; lending wants one where the threshold is above 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supply_cap: Option<Amount>,
    /// Base units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub borrow_cap: Option<Amount>,
    pub bonus: LiquidationBonus,
    /// Interest, where the configuration names it: it is no question of risk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rates: Option<RateModel>,
    /// The protocol's part of interest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reserve_factor: Option<Ratio>,
}

fn six() -> u8 {
    6
}

impl MarketAsset {
    /// The four numbers that health asks for.
    pub fn params(&self) -> AssetParams {
        AssetParams {
            collateral_factor: self.collateral_factor,
            liquidation_threshold: self.liquidation_threshold,
            borrow_weight: self.borrow_weight,
            group: self.group.clone(),
        }
    }
}

impl Market {
    /// Reads and checks a `market.toml`.
    pub fn read(text: &str) -> Result<Self, MarketError> {
        let market: Self = toml::from_str(text).map_err(|error| MarketError::toml(text, &error))?;
        market.parameters()?;
        Ok(market)
    }

    /// As text that [`Market::read`] reads.
    pub fn write(&self) -> Result<String, MarketError> {
        toml::to_string(self).map_err(|error| MarketError::NotWritten {
            reason: error.to_string(),
        })
    }

    /// The correlation structure as governance sends it.
    pub fn correlations(&self) -> CorrelationSpec {
        CorrelationSpec {
            groups: self.groups.clone(),
            rho: self.rho.clone(),
            correlation_credit: self.correlation_credit,
            min_margin: self.min_margin,
        }
    }

    /// The same market with the matrix trusted as far as `credit`.
    pub fn with_credit(&self, credit: Ratio) -> Self {
        Self {
            correlation_credit: credit,
            ..self.clone()
        }
    }

    /// Checked as the contracts check it.
    pub fn parameters(&self) -> Result<Parameters, MarketError> {
        Parameters::new(self)
    }
}
