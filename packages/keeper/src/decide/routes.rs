//! What is asked of whoever knows exchanges, and what is answered.

use ballast_interface::AssetId;
use ballast_risk::{mul_div_down, Amount, ExchangeRate, Ratio};
use cosmwasm_std::Binary;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// All of `amount` is to become `want`.
#[derive(Serialize, Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    pub offer: AssetId,
    pub amount: Amount,
    pub want: AssetId,
}

/// What comes of it, and the calls that do it.
#[derive(Deserialize, Serialize, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Route {
    /// Base units of what was wanted, after all fees.
    pub receive: Amount,
    /// In their order; the last one brings what was wanted.
    pub calls: Vec<Hop>,
}

/// One call of an exchange: all that there is of an asset goes along.
#[derive(Deserialize, Serialize, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Hop {
    pub contract: String,
    /// With coins the message itself, with a token the message of its `send`.
    pub msg: Binary,
    pub offer: AssetId,
}

/// Why there is no route.
#[derive(Error, Clone, Debug, PartialEq, Eq)]
#[error("no route from `{offer}` to `{want}`: {reason}")]
pub struct NoRoute {
    pub offer: AssetId,
    pub want: AssetId,
    pub reason: String,
}

impl NoRoute {
    pub fn of(wanted: &Wanted, reason: impl Into<String>) -> Self {
        Self {
            offer: wanted.offer.clone(),
            want: wanted.want.clone(),
            reason: reason.into(),
        }
    }
}

/// Whoever knows exchanges.
pub trait Routes {
    fn route(&self, wanted: &Wanted) -> Result<Route, NoRoute>;
}

/// One pair of an exchange at a rate that the operator names.
#[derive(Deserialize, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct FixedRoute {
    pub offer: AssetId,
    pub want: AssetId,
    /// Base units of `want` for one base unit of `offer`.
    pub rate: ExchangeRate,
    pub contract: String,
    /// The message, JSON.
    pub msg: serde_json::Value,
}

/// Exchanges whose rates stand still: for tests, and for pairs that do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FixedRoutes(pub Vec<FixedRoute>);

impl Routes for FixedRoutes {
    fn route(&self, wanted: &Wanted) -> Result<Route, NoRoute> {
        let fits = |fixed: &&FixedRoute| fixed.offer == wanted.offer && fixed.want == wanted.want;
        let fixed = self.0.iter().find(fits);
        let fixed = fixed.ok_or_else(|| NoRoute::of(wanted, "none is named in the settings"))?;
        let one = u128::from(Ratio::ONE.raw());
        let receive = mul_div_down(wanted.amount.raw(), fixed.rate.raw(), one);
        let receive = receive.map_err(|error| NoRoute::of(wanted, error.to_string()))?;
        Ok(Route {
            receive: Amount::new(receive),
            calls: vec![Hop {
                contract: fixed.contract.clone(),
                msg: fixed.msg.to_string().into_bytes().into(),
                offer: fixed.offer.clone(),
            }],
        })
    }
}
