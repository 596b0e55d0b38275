//! Units that may be negative.

use super::outside::outside;
use super::{decimal, NotADecimal, Value, ONE};
use std::fmt;

/// USD that may be negative. Scale 1e-12.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct SignedValue(i128);

impl SignedValue {
    pub const fn new(raw: i128) -> Self {
        Self(raw)
    }

    /// How far below zero; 0 where it is not.
    pub fn shortfall(self) -> Value {
        Value::new(self.0.min(0).unsigned_abs())
    }

    pub const fn raw(self) -> i128 {
        self.0
    }
}

impl fmt::Display for SignedValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(f, "{sign}{}", decimal::format(self.0.unsigned_abs(), 12))
    }
}

impl std::str::FromStr for SignedValue {
    type Err = NotADecimal;
    fn from_str(text: &str) -> Result<Self, NotADecimal> {
        let (negative, magnitude) = signed(text, 12)?;
        let magnitude = i128::try_from(magnitude).map_err(|_| NotADecimal::new(text, 12))?;
        Ok(Self(if negative {
            magnitude.saturating_neg()
        } else {
            magnitude
        }))
    }
}

outside!(SignedValue(i128));

/// A relative price move of a scenario, or a correlation: signed, scale 1e-18, magnitude at most 9.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Move(i64);

impl Move {
    pub const ONE: Self = Self(ONE.cast_signed());

    pub const fn new(raw: i64) -> Self {
        Self(raw)
    }

    pub const fn raw(self) -> i64 {
        self.0
    }
}

impl fmt::Display for Move {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(
            f,
            "{sign}{}",
            decimal::format(u128::from(self.0.unsigned_abs()), 18)
        )
    }
}

impl std::str::FromStr for Move {
    type Err = NotADecimal;
    fn from_str(text: &str) -> Result<Self, NotADecimal> {
        let (negative, magnitude) = signed(text, 18)?;
        let magnitude = i64::try_from(magnitude).map_err(|_| NotADecimal::new(text, 18))?;
        Ok(Self(if negative {
            magnitude.saturating_neg()
        } else {
            magnitude
        }))
    }
}

outside!(Move(i64));

fn signed(text: &str, decimals: u32) -> Result<(bool, u128), NotADecimal> {
    match text.strip_prefix('-') {
        Some(rest) => decimal::parse(rest, decimals).map(|magnitude| (true, magnitude)),
        None => decimal::parse(text, decimals).map(|magnitude| (false, magnitude)),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may stop at the first surprise
    use super::*;

    #[test]
    fn signed_numbers_carry_a_leading_minus() {
        assert_eq!("-0.42".parse::<Move>().unwrap().to_string(), "-0.42");
        assert_eq!(
            "-0.5".parse::<SignedValue>().unwrap().raw(),
            -500_000_000_000
        );
        assert!("--1".parse::<Move>().is_err());
    }
}
