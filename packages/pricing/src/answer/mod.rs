//! A rate out of the JSON answer of any contract: by paths, without a line of code for an issuer.

mod decimal;
mod find;
mod only;
mod path;

pub use path::{Path, Scale, Step, TimePath, TimeUnit, MAX_STEPS};

use crate::span::RateSpan;
use ballast_risk::NumError;
use decimal::{Decimal, Shift};
use find::{find, Found};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Longer answers are refused: reading one has a known price.
pub const MAX_ANSWER: usize = 4_096;
/// Digits of a scale, and of a value: 10^38 is the largest power of ten in 128 bits.
pub const MAX_DIGITS: u32 = 38;

/// Why an answer makes no rate.
#[derive(Error, Debug, Clone, PartialEq, Eq)]
pub enum AnswerError {
    #[error("the answer has {found} bytes; at most {MAX_ANSWER} are read")]
    TooLong { found: usize },
    #[error("there is nothing at {path} in the answer")]
    NotFound { path: String },
    #[error("the answer is not JSON, or has another shape than {path}, or a key of it twice")]
    Unreadable { path: String },
    #[error("at {path} stands `{found}`; readable are strings and integers of at most {MAX_DIGITS} digits, with a decimal point and without a sign")]
    NotANumber { path: String, found: String },
    #[error("at {path} stands a scale of {found}; at most {MAX_DIGITS} digits are read")]
    ScaleTooLarge { path: String, found: String },
    #[error("the rate is zero, or below 1e-18")]
    Zero,
    #[error("the rate is above 3.4e20")]
    TooLarge,
}

/// What is read, and where it stands. The rate is `value / divide_by / 10^scale`, and with `decimals` that of whole tokens.
#[derive(Clone, Copy, Debug)]
pub struct AnswerShape<'a> {
    pub value: &'a Path,
    pub scale: &'a Scale,
    pub divide_by: Option<&'a Path>,
    pub time: Option<&'a TimePath>,
    pub decimals: Option<Decimals>,
}

/// The decimals of the two assets where an answer is in base units of the one for a base unit of the other.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Decimals {
    pub asset: u8,
    pub quote: u8,
}

/// A rate, rounded to both sides, and when its source says that it held (seconds).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceReading {
    pub rate: RateSpan,
    pub time: Option<u64>,
}

/// Reads a rate and its time out of an answer.
pub fn read_answer(answer: &[u8], shape: &AnswerShape) -> Result<SourceReading, AnswerError> {
    if answer.len() > MAX_ANSWER {
        return Err(AnswerError::TooLong {
            found: answer.len(),
        });
    }
    let value = number(answer, shape.value)?;
    let divisor = match shape.divide_by {
        Some(path) => number(answer, path)?,
        None => Decimal::ONE,
    };
    let digits = match shape.scale {
        Scale::Digits(digits) => u32::from(*digits),
        Scale::At(path) => scale(answer, path)?,
    };
    let rate = scaled(value, divisor, digits, shape.decimals)?;
    let time = shape.time.map(|at| time(answer, at)).transpose()?;
    Ok(SourceReading { rate, time })
}

/// The text or integer at a path, as it stands there.
pub(crate) fn find_text(answer: &[u8], path: &Path) -> Result<String, AnswerError> {
    match find(answer, path)? {
        Found::Text(text) => Ok(text),
        found => Ok(found.to_string()),
    }
}

/// A rate from the text of one number: digits with a point anywhere, `scale` too large by that many.
pub fn read_text(
    text: &str,
    scale: u8,
    decimals: Option<Decimals>,
) -> Result<RateSpan, AnswerError> {
    let value = Decimal::parse(text).ok_or_else(|| AnswerError::NotANumber {
        path: "the price".to_owned(),
        found: text.chars().take(48).collect(),
    })?;
    scaled(value, Decimal::ONE, u32::from(scale), decimals)
}

fn scaled(
    value: Decimal,
    divisor: Decimal,
    digits: u32,
    decimals: Option<Decimals>,
) -> Result<RateSpan, AnswerError> {
    let (asset, quote) = decimals.map_or((0, 0), |d| (d.asset, d.quote));
    let shift = Shift {
        down: digits.saturating_add(u32::from(quote)),
        up: u32::from(asset),
    };
    let rate = value.over(divisor, shift).map_err(|error| match error {
        NumError::DivisionByZero => AnswerError::Zero,
        _ => AnswerError::TooLarge,
    })?;
    if rate.low.is_zero() {
        return Err(AnswerError::Zero);
    }
    Ok(rate)
}

fn number(answer: &[u8], path: &Path) -> Result<Decimal, AnswerError> {
    let found = find(answer, path)?;
    let read = match &found {
        Found::Text(text) => Decimal::parse(text),
        Found::Natural(number) => Decimal::whole(*number),
        Found::Negative(_) => None,
    };
    read.ok_or_else(|| AnswerError::NotANumber {
        path: path.to_string(),
        found: found.to_string(),
    })
}

/// A number of digits, or a negative exponent of ten as Pyth has it.
fn scale(answer: &[u8], path: &Path) -> Result<u32, AnswerError> {
    let found = find(answer, path)?;
    let digits = match &found {
        Found::Text(text) => text.strip_prefix('-').unwrap_or(text).parse().ok(),
        Found::Natural(number) => u32::try_from(*number).ok(),
        Found::Negative(magnitude) => u32::try_from(*magnitude).ok(),
    };
    match digits {
        Some(digits) if digits <= MAX_DIGITS => Ok(digits),
        _ => Err(AnswerError::ScaleTooLarge {
            path: path.to_string(),
            found: found.to_string(),
        }),
    }
}

fn time(answer: &[u8], at: &TimePath) -> Result<u64, AnswerError> {
    let found = find(answer, &at.path)?;
    let number = match &found {
        Found::Text(text) => text.parse().ok(),
        Found::Natural(number) => u64::try_from(*number).ok(),
        Found::Negative(_) => None,
    };
    let number: u64 = number.ok_or_else(|| AnswerError::NotANumber {
        path: at.path.to_string(),
        found: found.to_string(),
    })?;
    Ok(at.unit.seconds_down(number))
}

#[cfg(test)]
mod tests;
