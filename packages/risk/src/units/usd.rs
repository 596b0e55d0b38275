//! USD in the scales of the health test: signed, 256 bits, exact.

use super::{div_wide_down, div_wide_rem};
use super::{scale, NumError, SWide, SignedValue, Value, ONE, S256};
use ruint::aliases::U256;

/// 1e36: from 1e-48 to 1e-12.
const PER_VALUE: u128 = 1_000_000_000_000_000_000_000_000_000_000_000_000;

macro_rules! usd {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) struct $name(S256);

        impl $name {
            pub(crate) const ZERO: Self = Self(S256::ZERO);

            pub(crate) fn is_zero(self) -> bool {
                self.0 == S256::ZERO
            }

            pub(crate) fn is_negative(self) -> bool {
                self.0.is_negative()
            }

            pub(crate) fn magnitude(self) -> U256 {
                self.0.magnitude()
            }

            pub(crate) fn negate(self) -> Self {
                Self(self.0.negate())
            }

            pub(crate) fn add(self, other: Self) -> Result<Self, NumError> {
                self.0.add(other.0).map(Self)
            }

            pub(crate) fn sub(self, other: Self) -> Result<Self, NumError> {
                self.0.sub(other.0).map(Self)
            }

            /// `self + t·by`, exact.
            pub(crate) fn plus_times(self, t: u128, by: Self) -> Result<Self, NumError> {
                if by.is_zero() {
                    return Ok(self);
                }
                let step = S256::new(by.is_negative(), scale(by.magnitude(), t)?);
                self.add(Self(step))
            }
        }
    };
}

usd! {
    /// USD. Scale 1e-30: values of 1e-12 times a multiple of 1e-18.
    Usd30
}
usd! {
    /// USD. Scale 1e-48: [`Usd30`] times a stress or a move of 1e-18.
    Usd48
}

impl Usd30 {
    /// `value · multiple`, the multiple in 1e-18.
    pub(crate) fn of(value: Value, multiple: u128) -> Result<Self, NumError> {
        let magnitude = scale(U256::from(value.raw()), multiple)?;
        Ok(Self(S256::new(false, magnitude)))
    }

    /// `self · ratio`, the ratio in 1e-18.
    pub(crate) fn times(self, ratio: u64) -> Result<Usd48, NumError> {
        let magnitude = scale(self.magnitude(), u128::from(ratio))?;
        Ok(Usd48(S256::new(self.is_negative(), magnitude)))
    }

    /// The same in the finer scale.
    pub(crate) fn fine(self) -> Result<Usd48, NumError> {
        self.times(ONE)
    }

    /// Of a total, which is never negative.
    pub(crate) fn value_down(self) -> Result<Value, NumError> {
        let whole = div_wide_down(self.magnitude(), U256::from(ONE)).unwrap_or(U256::ZERO);
        let raw = u128::try_from(whole).map_err(|_| NumError::AmountTooLarge)?;
        Ok(Value::new(raw))
    }
}

impl Usd48 {
    /// From its sign and magnitude.
    pub(crate) fn new(negative: bool, magnitude: U256) -> Self {
        Self(S256::new(negative, magnitude))
    }

    pub(crate) fn abs(self) -> Self {
        Self::new(false, self.magnitude())
    }

    pub(crate) fn signed(&self) -> &S256 {
        &self.0
    }

    /// 1e-96.
    pub(crate) fn mul(self, other: Self) -> Result<SWide, NumError> {
        self.0.mul(other.0)
    }

    pub(crate) fn least(self, other: Self) -> Self {
        match self.0.sub(other.0) {
            Ok(difference) if difference.is_negative() => self,
            _ => other,
        }
    }

    pub(crate) fn signed_value_down(self) -> Result<SignedValue, NumError> {
        let (whole, rest) = div_wide_rem(self.magnitude(), U256::from(PER_VALUE))
            .ok_or(NumError::DivisionByZero)?;
        let whole = i128::try_from(whole).map_err(|_| NumError::AmountTooLarge)?;
        Ok(SignedValue::new(if self.is_negative() {
            let down = i128::from(!rest.is_zero());
            whole.saturating_neg().saturating_sub(down)
        } else {
            whole
        }))
    }
}
