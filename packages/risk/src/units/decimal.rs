//! Fixed-point numbers as decimal strings: the outside face of every unit.

use thiserror::Error;

/// A text that is no number of the unit that was asked for.
#[derive(Error, Debug, Clone, PartialEq, Eq)]
#[error("`{found}` is not {wanted}", wanted = wanted(*decimals))]
pub struct NotADecimal {
    found: String,
    decimals: u32,
}

impl NotADecimal {
    pub(super) fn new(text: &str, decimals: u32) -> Self {
        let found = text.chars().take(48).collect();
        Self { found, decimals }
    }
}

/// Reads an unsigned decimal such as `0.75`; more than `decimals` places, signs, exponents and words are refused.
pub(super) fn parse(text: &str, decimals: u32) -> Result<u128, NotADecimal> {
    let refuse = || NotADecimal::new(text, decimals);
    let (whole, fraction) = match text.split_once('.') {
        Some((_, "")) => return Err(refuse()),
        Some(parts) => parts,
        None => (text, ""),
    };
    let places = u32::try_from(fraction.len()).map_err(|_| refuse())?;
    let missing = decimals.checked_sub(places).ok_or_else(refuse)?;
    if whole.is_empty() {
        return Err(refuse());
    }
    let mut number: u128 = 0;
    for digit in whole.bytes().chain(fraction.bytes()) {
        if !digit.is_ascii_digit() {
            return Err(refuse());
        }
        number = number
            .checked_mul(10)
            .and_then(|n| n.checked_add(u128::from(digit & 0x0f)))
            .ok_or_else(refuse)?;
    }
    10u128
        .checked_pow(missing)
        .and_then(|scale| number.checked_mul(scale))
        .ok_or_else(refuse)
}

/// What a number of so many decimals looks like.
fn wanted(decimals: u32) -> String {
    match decimals {
        0 => "a whole number of base units in its range, such as `1500000`".to_owned(),
        _ => format!(
            "a decimal number in its range with at most {decimals} decimals, such as `0.75`"
        ),
    }
}

/// Writes `number · 10^-decimals` without trailing zeros. `decimals` is at most 27.
pub(super) fn format(number: u128, decimals: u32) -> String {
    let scale = 10u128.saturating_pow(decimals);
    let whole = number.checked_div(scale).unwrap_or(0);
    let fraction = number.checked_rem(scale).unwrap_or(0);
    let mut text = whole.to_string();
    if fraction != 0 {
        let digits = fraction.to_string();
        text.push('.');
        for _ in digits.len()..decimals as usize {
            text.push('0');
        }
        text.push_str(digits.trim_end_matches('0'));
    }
    text
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may stop at the first surprise
    use super::*;

    #[test]
    fn decimals_go_out_as_they_came_in() {
        for text in ["0", "1", "0.75", "1.000000000000000001", "12345.6789"] {
            assert_eq!(format(parse(text, 18).unwrap(), 18), text);
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "", ".", "1.", ".5", "-1", "+1", "1e3", "NaN", "inf", " 1", "1,5", "1.2.3",
        ] {
            assert!(parse(text, 18).is_err(), "{text}");
        }
        assert!(parse("0.0000000000000000001", 18).is_err());
        assert!(parse("340282366920938463464", 18).is_err());
    }
}
