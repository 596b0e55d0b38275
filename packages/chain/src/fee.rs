//! What gas costs, and how much of it a transaction may use.

use serde::Deserialize;
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// A price of one unit of gas, as `0.025ustake`: exact, in 10^-18 of a base unit.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct GasPrice {
    atomics: u128,
    denom: String,
}

const DECIMALS: usize = 18;
const ONE: u128 = 1_000_000_000_000_000_000;

#[derive(Debug, Error, PartialEq, Eq)]
#[error("`{0}` is no gas price: a number of at most 18 decimals and a denom, as 0.025ustake")]
pub struct GasPriceError(String);

impl FromStr for GasPrice {
    type Err = GasPriceError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let no = || GasPriceError(text.to_owned());
        let end = text
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .ok_or_else(no)?;
        let (number, denom) = text.split_at(end);
        let (whole, part) = number.split_once('.').unwrap_or((number, ""));
        if whole.is_empty() || part.len() > DECIMALS || denom.len() < 3 {
            return Err(no());
        }
        let atomics: u128 = format!("{whole}{part:0<DECIMALS$}")
            .parse()
            .map_err(|_| no())?;
        Ok(Self {
            atomics,
            denom: denom.to_owned(),
        })
    }
}

impl TryFrom<String> for GasPrice {
    type Error = GasPriceError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl fmt::Display for GasPrice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = format!("{:0>19}", self.atomics);
        let (whole, part) = digits.split_at(digits.len().saturating_sub(DECIMALS));
        let part = part.trim_end_matches('0');
        let point = if part.is_empty() { "" } else { "." };
        write!(f, "{whole}{point}{part}{}", self.denom)
    }
}

impl GasPrice {
    pub fn denom(&self) -> &str {
        &self.denom
    }

    /// Base units for `gas`, rounded up: a chain refuses what is less.
    pub fn cost_ceil(&self, gas: u64) -> u128 {
        let whole = (self.atomics / ONE).saturating_mul(u128::from(gas));
        // below 10^18 · 2^64, which fits
        let part = (self.atomics % ONE).saturating_mul(u128::from(gas));
        whole.saturating_add(part.div_ceil(ONE))
    }
}

/// How a transaction is paid for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fees {
    pub price: GasPrice,
    /// Gas allowed in percent of what a simulation used; simulations are some way below.
    pub allowance_percent: u64,
}

impl Fees {
    pub fn new(price: GasPrice) -> Self {
        Self {
            price,
            allowance_percent: 180,
        }
    }

    /// Gas that a transaction may use of which a simulation used `simulated`.
    pub fn gas(&self, simulated: u64) -> u64 {
        simulated
            .saturating_mul(self.allowance_percent)
            .div_ceil(100)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)] // a test may stop at the first surprise
mod tests {
    use super::*;

    #[test]
    fn a_price_is_read_to_the_last_digit_and_costs_are_rounded_up() {
        let price: GasPrice = "0.025ustake".parse().unwrap();
        assert_eq!(price.cost_ceil(100_000), 2_500);
        // 101 · 0.025 = 2.525
        assert_eq!(price.cost_ceil(101), 3);
        assert_eq!(price.to_string(), "0.025ustake");
        let dear: GasPrice = "20000000000aevmos".parse().unwrap();
        assert_eq!(dear.cost_ceil(2), 40_000_000_000);
        let ibc: GasPrice = "0.1ibc/27394FB092D2ECCD56123C74F36E4C1F".parse().unwrap();
        assert_eq!(ibc.denom(), "ibc/27394FB092D2ECCD56123C74F36E4C1F");
    }

    #[test]
    fn what_is_no_price_is_refused() {
        for bad in [
            "",
            "0.025",
            "ustake",
            "0.0.1ustake",
            ".ustake",
            "1.0000000000000000001ustake",
        ] {
            let refused: Result<GasPrice, _> = bad.parse();
            assert!(refused.is_err(), "{bad}");
        }
    }

    #[test]
    fn the_allowance_stands_on_the_simulation() {
        let fees = Fees::new("0.025ustake".parse().unwrap());
        // 180 % of 100,001 = 180,001.8
        assert_eq!(fees.gas(100_001), 180_002);
    }
}
