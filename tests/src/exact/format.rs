//! The `evaluate` format: one Book a line in, one answer a line out.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct BookLine {
    pub id: String,
    pub config: Config,
    pub assets: BTreeMap<String, AssetLine>,
    pub liquidation: LiquidationConfig,
    #[serde(default)]
    pub collateral: BTreeMap<String, String>,
    #[serde(default)]
    pub debt: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<MaxRequest>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<QuoteRequest>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub episode: Option<EpisodeLine>,
}

#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub correlation_credit: String,
    pub min_margin: String,
    pub groups: Vec<Group>,
    pub rho: Vec<Vec<String>>,
    #[serde(default)]
    pub scenarios: Vec<Scenario>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ramp: Option<RampLine<ConfigFrom>>,
}

/// The fields beside it are the target.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RampLine<F> {
    pub from: F,
    pub elapsed: String,
    pub duration: String,
}

#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    pub name: String,
    pub stress: String,
}

#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    pub name: String,
    pub moves: BTreeMap<String, String>,
}

/// What earlier liquidations leave to the bonus.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct EpisodeLine {
    pub lowest: String,
    pub k: String,
}

/// Either the groups, or the other three.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ConfigFrom {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups: Option<Vec<Group>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rho: Option<Vec<Vec<String>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correlation_credit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_margin: Option<String>,
}

#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct AssetLine {
    pub decimals: u32,
    pub collateral_factor: String,
    pub liquidation_threshold: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub borrow_weight: Option<String>,
    pub group: String,
    pub price: PriceLine,
    pub liquidation: LiquidationTerms,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ramp: Option<RampLine<AssetFrom>>,
}

#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct AssetFrom {
    pub liquidation_threshold: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub borrow_weight: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    #[default]
    Fresh,
    Stale,
    Frozen,
    Halted,
    Missing,
}

#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct PriceLine {
    pub spot: String,
    pub low: String,
    pub high: String,
    #[serde(default)]
    pub status: Status,
    #[serde(default)]
    pub wide: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unsettled: Option<UnsettledLine>,
}

#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct UnsettledLine {
    pub low: String,
    pub high: String,
}

#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct LiquidationTerms {
    pub bonus_min: String,
    pub bonus_slope: String,
    pub bonus_max: String,
    pub protocol_fee: String,
}

#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct LiquidationConfig {
    pub bonus_floor: String,
    pub target_health: String,
    pub min_position_value: String,
}

#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct MaxRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub borrow: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdraw: Option<String>,
}

#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(untagged)]
pub enum QuoteRequest {
    Pair(PairRequest),
    ProRata(ProRataRequest),
}

#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct PairRequest {
    pub debt: String,
    pub collateral: String,
    pub max_repay: String,
}

#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ProRataRequest {
    pub pro_rata: Fraction,
}

#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Fraction {
    pub fraction: String,
}

impl QuoteRequest {
    pub fn pair(&self) -> Option<&PairRequest> {
        match self {
            Self::Pair(pair) => Some(pair),
            Self::ProRata(_) => None,
        }
    }
}

/// What the program answers.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerLine {
    pub id: String,
    pub error: Option<String>,
    pub initial: Option<LevelAnswer>,
    pub maintenance: Option<LevelAnswer>,
    pub health_factor: Option<String>,
    pub max_borrow: Option<String>,
    pub max_withdraw: Option<String>,
    pub quote: Option<QuoteAnswer>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelAnswer {
    pub healthy: bool,
    pub surplus: Option<String>,
    pub error: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum QuoteAnswer {
    Refused {
        error: String,
    },
    Open {
        repay: String,
        seize: String,
        bonus: String,
        protocol_fee: String,
        close_out: bool,
    },
    ProRata {
        fraction: String,
        bonus: String,
        close_out: bool,
    },
}
