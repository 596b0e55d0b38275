//! Units as types, and the only division of the suite.
//!
//! Every quantity has its own type, so that adding an amount to shares does not compile. All are integers;
//! the scale stands beside each. Rounding is in the name of the function.

// `add` and `sub` are checked and answer a Result or Option; the operators' traits could not.
#![allow(clippy::should_implement_trait)]

mod correlation;
mod decimal;
mod index;
mod narrow;
mod outside;
mod seconds;
mod signed;
mod types;
mod usd;
mod wide;

pub(crate) use correlation::Correlation;
use decimal::NotADecimal;
pub use index::{AssetIndex, GroupIndex};
pub use narrow::{saturated_i64, saturated_u64, saturated_u8};
pub(crate) use narrow::{saturated_u128, saturated_u32};
pub use seconds::Seconds;
pub use signed::{Move, SignedValue};
pub use types::{
    Amount, DebtIndex, ExchangeRate, HealthFactor, Price, Rate, Ratio, ScaledDebt, SupplyShares,
    Value,
};
pub(crate) use usd::{Usd30, Usd48};
pub(crate) use wide::{
    div_wide_down, div_wide_rem, isqrt, product, resize, scale, Line, RowSum, SWide, Wide, S256,
};

use ruint::aliases::U256;
use thiserror::Error;

/// 1 in the scale of [`Ratio`], [`Price`] and [`HealthFactor`].
pub const ONE: u64 = 1_000_000_000_000_000_000;
/// 1 in the scale of [`DebtIndex`] and [`Rate`].
pub const RAY: u128 = 1_000_000_000_000_000_000_000_000_000;

/// Debts as they are: 1 in the scale of their multiple, and one unit of [`Value`] in the scale of entries.
pub(crate) const ONE_UNIT: u128 = ONE as u128;

/// Why a number could not be had. Nothing is ever wrapped or truncated. It says no number, so that it is a byte: half of what a
/// contract does can end with it.
#[derive(Error, Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumError {
    #[error("amount too large: the result does not fit; use a smaller amount")]
    AmountTooLarge,
    #[error("division by zero")]
    DivisionByZero,
}

/// `a · b / c`, rounded down. One multiplication, one division, one rounding.
pub fn mul_div_down(a: u128, b: u128, c: u128) -> Result<u128, NumError> {
    let (quotient, _) = mul_div_rem(a, b, c)?;
    Ok(quotient)
}

/// `a · b / c`, rounded up.
pub fn mul_div_up(a: u128, b: u128, c: u128) -> Result<u128, NumError> {
    let (quotient, rest) = mul_div_rem(a, b, c)?;
    if rest == 0 {
        Ok(quotient)
    } else {
        quotient.checked_add(1).ok_or(NumError::AmountTooLarge)
    }
}

/// `a · b / c`, rounded down, and what is left over of `a · b`, less than `c`.
pub(crate) fn mul_div_rem(a: u128, b: u128, c: u128) -> Result<(u128, u128), NumError> {
    if c == 0 {
        return Err(NumError::DivisionByZero);
    }
    // what is left over fits, so its last 128 bits are all of it
    let left = |quotient: u128| a.wrapping_mul(b).wrapping_sub(quotient.wrapping_mul(c));
    if let Some(product) = a.checked_mul(b) {
        let quotient = product.checked_div(c).ok_or(NumError::DivisionByZero)?;
        return Ok((quotient, left(quotient)));
    }
    // Two 128-bit factors always fit 256 bits.
    let product = U256::from(a).wrapping_mul(U256::from(b));
    let (quotient, _) = div_wide_rem(product, U256::from(c)).ok_or(NumError::DivisionByZero)?;
    let quotient = u128::try_from(quotient).map_err(|_| NumError::AmountTooLarge)?;
    Ok((quotient, left(quotient)))
}

/// `a / b`, rounded down.
pub fn div_down(a: u128, b: u128) -> Result<u128, NumError> {
    a.checked_div(b).ok_or(NumError::DivisionByZero)
}

/// `a / b`, rounded up.
pub fn div_up(a: u128, b: u128) -> Result<u128, NumError> {
    let quotient = div_down(a, b)?;
    let exact = quotient.wrapping_mul(b) == a;
    // The quotient is at most `a`, and equal to it only where nothing is left over.
    Ok(quotient.saturating_add(u128::from(!exact)))
}

/// `10^n`; every exponent in use is at most 36.
pub(crate) fn pow10(n: u32) -> Result<u128, NumError> {
    10u128.checked_pow(n).ok_or(NumError::AmountTooLarge)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may stop at the first surprise
    use super::*;

    #[test]
    fn one_rounding_in_the_direction_of_the_name() {
        assert_eq!(mul_div_down(10, 10, 3), Ok(33));
        assert_eq!(mul_div_up(10, 10, 3), Ok(34));
        assert_eq!(mul_div_up(9, 2, 3), Ok(6));
    }

    #[test]
    fn what_is_left_over_is_exact_also_where_the_product_is_wide() {
        // 7·10³⁸ = 10³⁸ + 5 times 6, and 10³⁸ − 30 left
        let ten = 10u128.pow(38);
        assert_eq!(mul_div_rem(ten, 7, ten + 5), Ok((6, ten - 30)));
        assert_eq!(mul_div_rem(10, 10, 3), Ok((33, 1)));
    }

    #[test]
    fn products_of_256_bits_are_exact() {
        let big = u128::MAX;
        assert_eq!(mul_div_down(big, big, big), Ok(big));
        assert_eq!(mul_div_up(big, 2, 4).unwrap(), (big >> 1) + 1);
    }

    #[test]
    fn what_does_not_fit_is_an_error() {
        assert_eq!(mul_div_down(u128::MAX, 2, 1), Err(NumError::AmountTooLarge));
        assert_eq!(mul_div_up(1, 1, 0), Err(NumError::DivisionByZero));
    }
}
