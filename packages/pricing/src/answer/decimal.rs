//! Decimal numbers of up to 38 digits with a point anywhere, and their quotients at 1e-18.

use super::MAX_DIGITS;
use crate::span::RateSpan;
use ballast_risk::integer::{div_down, div_up, mul_div_down, mul_div_up};
use ballast_risk::{ExchangeRate, NumError};

/// Digits after the point of a rate.
const RATE_DIGITS: u32 = 18;

/// `mantissa · 10^-places`, without trailing zeros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    mantissa: u128,
    places: u32,
}

/// Powers of ten that a quotient is divided and multiplied by.
#[derive(Clone, Copy, Debug)]
pub struct Shift {
    pub down: u32,
    pub up: u32,
}

impl Decimal {
    pub const ONE: Self = Self {
        mantissa: 1,
        places: 0,
    };

    /// An integer of at most 38 digits.
    pub fn whole(number: u128) -> Option<Self> {
        let limit = 10u128.checked_pow(MAX_DIGITS)?;
        (number < limit).then_some(Self {
            mantissa: number,
            places: 0,
        })
    }

    /// Digits, and perhaps a point with digits on both of its sides: no sign, no exponent, no space.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, fraction) = match text.split_once('.') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (text, ""),
        };
        let all_digits = |part: &str| part.bytes().all(|digit| digit.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        let fraction = fraction.trim_end_matches('0');
        let places = u32::try_from(fraction.len()).ok()?;
        let mut mantissa: u128 = 0;
        // the text stands in an answer of at most 4 KiB
        for digit in whole.bytes().chain(fraction.bytes()) {
            mantissa = mantissa.checked_mul(10)?;
            mantissa = mantissa.checked_add(u128::from(digit & 0x0f))?;
        }
        let read = Self::whole(mantissa)?;
        (places <= MAX_DIGITS).then_some(Self { places, ..read })
    }

    /// `self / divisor · 10^up / 10^down` at 1e-18, rounded down and rounded up.
    pub fn over(self, divisor: Self, shift: Shift) -> Result<RateSpan, NumError> {
        let up = RATE_DIGITS
            .saturating_add(divisor.places)
            .saturating_add(shift.up);
        let down = self.places.saturating_add(shift.down);
        let (low, high) = match (up.checked_sub(down), down.checked_sub(up)) {
            (Some(more), _) => {
                let factor = power(more)?;
                let (a, c) = (self.mantissa, divisor.mantissa);
                (mul_div_down(a, factor, c)?, mul_div_up(a, factor, c)?)
            }
            (None, less) => {
                // a / (c · p) = (a / p) / c, rounded the same way twice
                let by = power(less.unwrap_or(0)).unwrap_or(u128::MAX);
                let c = divisor.mantissa;
                let low = div_down(div_down(self.mantissa, by)?, c)?;
                (low, div_up(div_up(self.mantissa, by)?, c)?)
            }
        };
        Ok(RateSpan {
            low: ExchangeRate::new(low),
            high: ExchangeRate::new(high),
        })
    }
}

fn power(exponent: u32) -> Result<u128, NumError> {
    10u128.checked_pow(exponent).ok_or(NumError::AmountTooLarge)
}
