//! The unit types. Private fields; a number enters by a constructor that says its scale.

use super::outside::outside;
use super::{decimal, mul_div_down, mul_div_up, pow10, NotADecimal, NumError, ONE, RAY};
use std::fmt;

/// A whole-number unit: `new`, `raw`, checked addition and subtraction within the same unit.
macro_rules! unit {
    ($(#[$doc:meta])* $name:ident($inner:ty), $decimals:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name($inner);

        impl $name {
            pub const ZERO: Self = Self(0);

            /// From an integer in this unit's own scale.
            pub const fn new(raw: $inner) -> Self {
                Self(raw)
            }

            /// The integer in this unit's own scale.
            pub const fn raw(self) -> $inner {
                self.0
            }

            pub const fn is_zero(self) -> bool {
                self.0 == 0
            }

            pub fn add(self, other: Self) -> Result<Self, NumError> {
                self.0.checked_add(other.0).map(Self).ok_or(NumError::AmountTooLarge)
            }

            /// `None` where `other` is more than there is.
            pub fn sub(self, other: Self) -> Option<Self> {
                self.0.checked_sub(other.0).map(Self)
            }

            pub fn saturating_sub(self, other: Self) -> Self {
                Self(self.0.saturating_sub(other.0))
            }
        }

        impl std::str::FromStr for $name {
            type Err = NotADecimal;
            fn from_str(text: &str) -> Result<Self, NotADecimal> {
                let raw = decimal::parse(text, $decimals)?;
                let fits = <$inner>::try_from(raw).map(Self);
                fits.map_err(|_| NotADecimal::new(text, $decimals))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&decimal::format(u128::from(self.0), $decimals))
            }
        }

        outside!($name($inner));
    };
}

unit! {
    /// Base units of an asset (uatom, wei …). Scale 1.
    Amount(u128), 0
}
unit! {
    /// Claims on what a market has supplied. Scale 1; virtual offset 1e3 shares to 1 unit.
    SupplyShares(u128), 0
}
unit! {
    /// Debt divided by the debt index, in base units. Scale 1e-5, so that a repayment removes what it pays; at most 3.4e33.
    ScaledDebt(u128), 5
}
unit! {
    /// USD for one **whole** token. Scale 1e-18.
    Price(u128), 18
}
unit! {
    /// Whole tokens of another asset (or USD) for one **whole** token: a redemption rate, a ratio of a pool. Scale 1e-18.
    ExchangeRate(u128), 18
}
unit! {
    /// USD. Scale 1e-12.
    Value(u128), 12
}
unit! {
    /// Factors, bonuses, fees, stresses. Scale 1e-18; at most 18.4.
    Ratio(u64), 18
}
unit! {
    /// Interest per second. Scale 1e-27.
    Rate(u128), 27
}
unit! {
    /// How far all debts of an account could grow. Scale 1e-18; saturates at 1e9.
    HealthFactor(u128), 18
}
unit! {
    /// Growth of debt since the market began. Scale 1e-27; starts at 1.
    DebtIndex(u128), 27
}

impl Ratio {
    pub const ONE: Self = Self(ONE);

    /// `percent / 100`.
    pub const fn percent(percent: u64) -> Self {
        Self(percent.saturating_mul(ONE / 100))
    }

    /// `points / 10,000`.
    pub const fn basis_points(points: u64) -> Self {
        Self(points.saturating_mul(ONE / 10_000))
    }

    /// `1 − self`, or 0 where `self` is above 1.
    pub fn complement(self) -> Self {
        Ratio::ONE.saturating_sub(self)
    }
}

impl HealthFactor {
    /// Where the health factor saturates: 1e9.
    pub const MAX: Self = Self(1_000_000_000 * ONE as u128);
    pub const ONE: Self = Self(ONE as u128);
}

impl DebtIndex {
    pub const START: Self = Self(RAY);
}

impl ScaledDebt {
    /// A base unit owed, in the scale of scaled debt times index: 1e-5 · 1e-27.
    pub(crate) const OWED_UNIT: u128 = 100_000 * RAY;
}

impl Amount {
    /// `self · ratio`, rounded down.
    pub fn times_down(self, ratio: Ratio) -> Result<Self, NumError> {
        mul_div_down(self.0, u128::from(ratio.0), u128::from(ONE)).map(Self)
    }

    /// `self · ratio`, rounded up.
    pub fn times_up(self, ratio: Ratio) -> Result<Self, NumError> {
        mul_div_up(self.0, u128::from(ratio.0), u128::from(ONE)).map(Self)
    }
}

impl Value {
    /// Half of it, rounded down.
    pub fn half_down(self) -> Self {
        Self(self.0 >> 1)
    }

    /// The largest value of one position: 1e15 whole tokens at 1e9 USD. Of a collateral no more counts; a larger debt is
    /// `AmountTooLarge`.
    pub const MAX: Self = Self(1_000_000_000_000_000_000_000_000_000_000_000_000);

    pub fn times_down(self, ratio: Ratio) -> Result<Self, NumError> {
        mul_div_down(self.0, u128::from(ratio.0), u128::from(ONE)).map(Self)
    }

    pub fn times_up(self, ratio: Ratio) -> Result<Self, NumError> {
        mul_div_up(self.0, u128::from(ratio.0), u128::from(ONE)).map(Self)
    }

    /// The same in `10^-places` USD, 12 to 18; the largest there is where that does not fit.
    pub(crate) fn fine(self, places: u8) -> u128 {
        let by = 10u128.saturating_pow(u32::from(places.saturating_sub(12)));
        self.0.saturating_mul(by)
    }

    /// Whole USD.
    pub const fn usd(whole: u64) -> Self {
        Self((whole as u128).saturating_mul(1_000_000_000_000))
    }

    /// Half of it, rounded up.
    pub(crate) fn half_up(self) -> Self {
        Self(self.0.div_ceil(2))
    }

    fn bounded(raw: u128) -> Result<Self, NumError> {
        if raw > Self::MAX.0 {
            Err(NumError::AmountTooLarge)
        } else {
            Ok(Self(raw))
        }
    }
}

impl Price {
    /// Half of it, rounded down.
    pub fn half_down(self) -> Self {
        Self(self.0 >> 1)
    }

    /// Base units of a token with `decimals` times this price give USD · 1e18 · 10^decimals; this takes it to a [`Value`].
    fn scale(decimals: u8) -> Result<u128, NumError> {
        pow10(u32::from(decimals).saturating_add(6))
    }

    /// Twice as much: what a halted collateral counts at in a liquidation.
    pub(crate) fn twice(self) -> Self {
        Self(self.0.saturating_mul(2))
    }

    /// What `amount` is worth, rounded down, and never more than [`Value::MAX`]: collateral, whose size must stand in
    /// nobody's way.
    pub fn value_down(self, amount: Amount, decimals: u8) -> Result<Value, NumError> {
        match mul_div_down(amount.0, self.0, Self::scale(decimals)?) {
            Err(NumError::AmountTooLarge) => Ok(Value::MAX),
            raw => Ok(Value(raw?).min(Value::MAX)),
        }
    }

    /// What `amount` is worth, rounded up: debt.
    pub fn value_up(self, amount: Amount, decimals: u8) -> Result<Value, NumError> {
        mul_div_up(amount.0, self.0, Self::scale(decimals)?).and_then(Value::bounded)
    }

    /// What must be paid for all of a collateral, rounded up: above [`Value::MAX`] too, and at most what a [`Value`] holds.
    pub(crate) fn whole_up(self, amount: Amount, decimals: u8) -> Result<Value, NumError> {
        match mul_div_up(amount.0, self.0, Self::scale(decimals)?) {
            Err(NumError::AmountTooLarge) => Ok(Value(u128::MAX)),
            raw => raw.map(Value),
        }
    }

    /// The most base units that are worth no more than `value`; at most what an [`Amount`] holds.
    pub fn amount_down(self, value: Value, decimals: u8) -> Result<Amount, NumError> {
        saturated(mul_div_down(value.0, Self::scale(decimals)?, self.0))
    }

    /// The fewest base units that are worth at least `value`; at most what an [`Amount`] holds.
    pub fn amount_up(self, value: Value, decimals: u8) -> Result<Amount, NumError> {
        saturated(mul_div_up(value.0, Self::scale(decimals)?, self.0))
    }

    /// The same as [`Price::value_down`] at `10^-places` USD, 12 to 18, for ratios of values; unbounded by [`Value::MAX`].
    pub(crate) fn fine_down(
        self,
        amount: Amount,
        decimals: u8,
        places: u8,
    ) -> Result<u128, NumError> {
        mul_div_down(amount.0, self.0, Self::fine_scale(decimals, places)?)
    }

    /// The same as [`Price::value_up`] at `10^-places` USD.
    pub(crate) fn fine_up(
        self,
        amount: Amount,
        decimals: u8,
        places: u8,
    ) -> Result<u128, NumError> {
        mul_div_up(amount.0, self.0, Self::fine_scale(decimals, places)?)
    }

    fn fine_scale(decimals: u8, places: u8) -> Result<u128, NumError> {
        pow10(u32::from(decimals).saturating_add(u32::from(18u8.saturating_sub(places))))
    }
}

impl ExchangeRate {
    /// What one token costs where one of the other asset costs `price`, rounded down.
    pub fn times_down(self, price: Price) -> Result<Price, NumError> {
        mul_div_down(self.0, price.0, u128::from(ONE)).map(Price)
    }

    /// What one token costs where one of the other asset costs `price`, rounded up.
    pub fn times_up(self, price: Price) -> Result<Price, NumError> {
        mul_div_up(self.0, price.0, u128::from(ONE)).map(Price)
    }
}

/// There are no more base units than an amount holds, so neither can more be asked for.
fn saturated(amount: Result<u128, NumError>) -> Result<Amount, NumError> {
    match amount {
        Err(NumError::AmountTooLarge) => Ok(Amount::new(u128::MAX)),
        amount => amount.map(Amount),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may stop at the first surprise
    use super::*;

    #[test]
    fn one_ether_at_2000_dollars() {
        let price: Price = "2000".parse().unwrap();
        let ether = Amount::new(1_000_000_000_000_000_000);
        assert_eq!(price.value_down(ether, 18).unwrap().to_string(), "2000");
        assert_eq!(price.value_up(Amount::new(1), 18).unwrap().raw(), 1);
        assert_eq!(price.value_down(Amount::new(1), 18).unwrap().raw(), 0);
    }

    #[test]
    fn a_quadrillion_tokens_of_18_decimals_at_a_billion_dollars_fit() {
        let price: Price = "1000000000".parse().unwrap();
        let whale = Amount::new(10u128.pow(33));
        assert_eq!(price.value_up(whale, 18), Ok(Value::MAX));
        let more = Amount::new(10u128.pow(33) + 10u128.pow(18));
        assert_eq!(price.value_up(more, 18), Err(NumError::AmountTooLarge));
        assert_eq!(price.value_down(more, 18), Ok(Value::MAX));
        assert_eq!(
            price.value_down(Amount::new(u128::MAX), 0),
            Ok(Value::MAX),
            "what does not fit 128 bits either"
        );
    }

    #[test]
    fn what_a_value_buys_is_worth_no_more() {
        let price: Price = "3".parse().unwrap();
        assert_eq!(
            price.amount_down("10".parse().unwrap(), 0).unwrap().raw(),
            3
        );
        assert_eq!(price.amount_up("10".parse().unwrap(), 0).unwrap().raw(), 4);
    }
}
