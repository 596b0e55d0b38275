//! How far a price is believed: ranges, and what holds where an asset says nothing.

use crate::average::HalfLife;
use crate::bounds::Bounds;
use ballast_risk::{Price, Ratio, Seconds};
use serde::{Deserialize, Serialize};
use thiserror::Error;

const MAX_LENGTH: Seconds = Seconds::days(30);
/// ATOM really lost 27 % in an hour: a smaller step would hold back true prices.
const MIN_STEP: Ratio = Ratio::percent(30);
const DEFAULT_STEP: Ratio = Ratio::percent(30);
const DEFAULT_WINDOW: Seconds = Seconds::hours(1);
const DEFAULT_CONFIRM_AFTER: Seconds = Seconds::new(600);
const DEFAULT_HALF_LIFE: Seconds = Seconds::new(1_800);
/// Beyond the smallest step a limit of falls would say nothing.
const MAX_FALL: Ratio = MIN_STEP;
const DEFAULT_SPREAD: Ratio = Ratio::percent(10);

#[derive(Error, Debug, Clone, PartialEq, Eq)]
#[error("{field}: found {found}, allowed is {allowed}")]
pub struct LimitError {
    pub field: &'static str,
    pub found: String,
    pub allowed: &'static str,
}

/// What governance says; what is absent takes the default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AskedLimits {
    pub max_age: Seconds,
    pub min_price: Price,
    pub max_price: Price,
    pub max_step: Option<Ratio>,
    pub step_window: Option<Seconds>,
    pub confirm_after: Option<Seconds>,
    /// 0: no average.
    pub half_life: Option<Seconds>,
    pub max_spread: Option<Ratio>,
    /// Of a rate, which hardly ever falls; prices have none.
    pub max_fall: Option<Ratio>,
}

/// Limits of one asset, each in its range.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct PriceLimits {
    max_age: Seconds,
    bounds: Bounds,
    max_step: Ratio,
    step_window: Seconds,
    confirm_after: Seconds,
    half_life: Seconds,
    max_spread: Ratio,
    max_fall: Option<Ratio>,
}

impl PriceLimits {
    /// The largest age that there is.
    pub const MAX_AGE: Seconds = MAX_LENGTH;

    pub fn new(asked: AskedLimits) -> Result<Self, LimitError> {
        let bounds = Bounds::new(asked.min_price, asked.max_price).ok_or_else(|| LimitError {
            field: "max_price",
            found: asked.max_price.to_string(),
            allowed: "above min_price",
        })?;
        let max_step = asked.max_step.unwrap_or(DEFAULT_STEP);
        if max_step < MIN_STEP {
            return Err(out_of_range("max_step", max_step, "0.3 and more"));
        }
        let max_spread = asked.max_spread.unwrap_or(DEFAULT_SPREAD);
        if max_spread > Ratio::ONE {
            return Err(out_of_range("max_spread", max_spread, "0 to 1"));
        }
        if let Some(max_fall) = asked.max_fall.filter(|fall| *fall > MAX_FALL) {
            return Err(out_of_range("max_fall", max_fall, "0 to 0.3"));
        }
        let half_life = asked.half_life.unwrap_or(DEFAULT_HALF_LIFE);
        if half_life > MAX_LENGTH {
            let allowed = "0 to 2592000 seconds; 0 is without an average";
            return Err(out_of_range("half_life", half_life, allowed));
        }
        Ok(Self {
            max_age: length("max_age", asked.max_age)?,
            bounds,
            max_step,
            step_window: length("step_window", asked.step_window.unwrap_or(DEFAULT_WINDOW))?,
            confirm_after: length(
                "confirm_after",
                asked.confirm_after.unwrap_or(DEFAULT_CONFIRM_AFTER),
            )?,
            half_life,
            max_spread,
            max_fall: asked.max_fall,
        })
    }

    /// After which a report no longer counts.
    pub fn max_age(&self) -> Seconds {
        self.max_age
    }

    pub fn bounds(&self) -> Bounds {
        self.bounds
    }

    /// The largest relative move that is published at once.
    pub fn max_step(&self) -> Ratio {
        self.max_step
    }

    /// For how long a published price is compared with.
    pub fn step_window(&self) -> Seconds {
        self.step_window
    }

    /// For how long a price beyond the step waits.
    pub fn confirm_after(&self) -> Seconds {
        self.confirm_after
    }

    /// `None`: no average.
    pub fn half_life(&self) -> Option<HalfLife> {
        HalfLife::new(self.half_life)
    }

    /// The largest relative fall that is published at once, where falls have a limit of their own.
    pub fn max_fall(&self) -> Option<Ratio> {
        self.max_fall
    }

    /// The largest `(high − low) / spot` at which new risk is taken.
    pub fn max_spread(&self) -> Ratio {
        self.max_spread
    }
}

fn length(field: &'static str, found: Seconds) -> Result<Seconds, LimitError> {
    if found == Seconds::ZERO || found > MAX_LENGTH {
        return Err(out_of_range(field, found, "1 to 2592000 seconds"));
    }
    Ok(found)
}

fn out_of_range(field: &'static str, found: impl ToString, allowed: &'static str) -> LimitError {
    LimitError {
        field,
        found: found.to_string(),
        allowed,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may stop at the first surprise
    use super::*;

    fn asked() -> AskedLimits {
        AskedLimits {
            max_age: Seconds::new(120),
            min_price: Price::new(1),
            max_price: Price::new(2),
            ..AskedLimits::default()
        }
    }

    #[test]
    fn what_is_absent_takes_the_default() {
        let limits = PriceLimits::new(asked()).unwrap();
        assert_eq!(limits.max_step(), Ratio::percent(30));
        assert_eq!(
            (limits.step_window(), limits.confirm_after()),
            (Seconds::hours(1), Seconds::new(600))
        );
        assert_eq!(
            limits.half_life().map(HalfLife::length),
            Some(Seconds::new(1_800))
        );
        assert_eq!(limits.max_spread(), Ratio::percent(10));
    }

    #[track_caller]
    fn refused_with(change: impl FnOnce(&mut AskedLimits), field: &str) {
        let mut limits = asked();
        change(&mut limits);
        assert_eq!(PriceLimits::new(limits).unwrap_err().field, field);
    }

    #[test]
    fn each_has_a_range() {
        refused_with(|it| it.max_age = Seconds::ZERO, "max_age");
        refused_with(|it| it.max_price = Price::new(1), "max_price");
        refused_with(|it| it.max_step = Some(Ratio::percent(29)), "max_step");
        refused_with(|it| it.step_window = Some(Seconds::ZERO), "step_window");
        refused_with(
            |it| it.confirm_after = Some(Seconds::new(2_592_001)),
            "confirm_after",
        );
        refused_with(
            |it| it.half_life = Some(Seconds::new(2_592_001)),
            "half_life",
        );
        refused_with(|it| it.max_spread = Some(Ratio::percent(101)), "max_spread");
    }

    #[test]
    fn a_half_life_of_0_is_no_average() {
        let limits = PriceLimits::new(AskedLimits {
            half_life: Some(Seconds::ZERO),
            ..asked()
        })
        .unwrap();
        assert_eq!(limits.half_life(), None);
    }
}
