//! Two-slope interest rate model: utilisation in, interest per second out.

use crate::params::ParamError;
use crate::units::{mul_div_down, mul_div_up, NumError, Rate, Ratio, ONE, RAY};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

const SECONDS_PER_YEAR: u128 = 365 * 24 * 60 * 60;

/// `base + slope1·u/u*` up to `u*`, then `+ slope2·(u−u*)/(1−u*)`. All per year.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct RateModel {
    pub base: Ratio,
    pub slope1: Ratio,
    pub slope2: Ratio,
    /// `u*`: where the second slope begins, strictly between 0 and 1.
    pub optimal_utilisation: Ratio,
}

impl RateModel {
    /// The highest rate a model may reach: 1000 % a year.
    pub const MAX_TOTAL: Ratio = Ratio::new(10 * ONE);

    /// `0 < u* < 1`, `slope2 ≥ slope1`, total at most 1000 % a year.
    pub fn checked(self) -> Result<Self, ParamError> {
        if self.optimal_utilisation.is_zero() || self.optimal_utilisation >= Ratio::ONE {
            return Err(ParamError::out_of_range(
                "optimal_utilisation",
                self.optimal_utilisation,
                "above 0 and below 1",
            ));
        }
        if self.slope2 < self.slope1 {
            return Err(ParamError::out_of_range(
                "slope2",
                self.slope2,
                "at least slope1",
            ));
        }
        let total = self
            .base
            .add(self.slope1)
            .and_then(|sum| sum.add(self.slope2));
        match total {
            Ok(total) if total <= Self::MAX_TOTAL => Ok(self),
            _ => Err(ParamError::out_of_range(
                "base + slope1 + slope2",
                total.unwrap_or(Ratio::new(u64::MAX)),
                "at most 10",
            )),
        }
    }

    /// Interest per year at a utilisation, rounded up (in favour of those who lent).
    pub fn yearly(&self, utilisation: Ratio) -> Result<Ratio, NumError> {
        let kink = self.optimal_utilisation;
        let (below, above) = match utilisation.sub(kink) {
            Some(above) => (kink, above.raw().min(kink.complement().raw())),
            None => (utilisation, 0),
        };
        let part = |slope: Ratio, of: u64, whole: Ratio| {
            mul_div_up(
                u128::from(slope.raw()),
                u128::from(of),
                u128::from(whole.raw()),
            )
        };
        let total = u128::from(self.base.raw())
            .saturating_add(part(self.slope1, below.raw(), kink)?)
            .saturating_add(part(self.slope2, above, kink.complement())?);
        u64::try_from(total)
            .map(Ratio::new)
            .map_err(|_| NumError::AmountTooLarge)
    }

    /// What suppliers earn per year at a utilisation, after the reserve's part, rounded down.
    pub fn supply_yearly(
        &self,
        utilisation: Ratio,
        reserve_factor: Ratio,
    ) -> Result<Ratio, NumError> {
        let share =
            |part: u128, of: Ratio| mul_div_down(part, u128::from(of.raw()), u128::from(ONE));
        let paid = share(u128::from(self.yearly(utilisation)?.raw()), utilisation)?;
        let earned = share(paid, reserve_factor.complement())?;
        u64::try_from(earned)
            .map(Ratio::new)
            .map_err(|_| NumError::AmountTooLarge)
    }

    /// Interest per second at a utilisation, rounded up.
    pub fn per_second(&self, utilisation: Ratio) -> Result<Rate, NumError> {
        let yearly = u128::from(self.yearly(utilisation)?.raw());
        let seconds = SECONDS_PER_YEAR.saturating_mul(u128::from(ONE));
        mul_div_up(yearly, RAY, seconds).map(Rate::new)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may stop at the first surprise
    use super::*;

    fn model() -> RateModel {
        RateModel {
            base: Ratio::percent(1),
            slope1: Ratio::percent(4),
            slope2: Ratio::percent(80),
            optimal_utilisation: Ratio::percent(80),
        }
    }

    #[test]
    fn the_rate_bends_at_the_kink() {
        let at = |percent| model().yearly(Ratio::percent(percent)).unwrap();
        assert_eq!(at(0), Ratio::percent(1));
        assert_eq!(at(40), Ratio::percent(3));
        assert_eq!(at(80), Ratio::percent(5));
        assert_eq!(at(90), Ratio::percent(45));
        assert_eq!(at(100), Ratio::percent(85));
    }

    #[test]
    fn suppliers_earn_what_is_paid_on_what_is_lent_less_the_reserves_part() {
        // 5 % on 80 % of the supply, 90 % of it theirs
        let earned = model().supply_yearly(Ratio::percent(80), Ratio::percent(10));
        assert_eq!(earned.unwrap().to_string(), "0.036");
    }

    #[test]
    fn a_year_of_seconds_is_the_yearly_rate() {
        // 5 % / 31 536 000 s = 1.585489599188229 e-9, rounded up in the 27th place
        let rate = model().per_second(Ratio::percent(80)).unwrap();
        assert_eq!(rate.raw(), 1_585_489_599_188_229_326);
    }

    #[test]
    fn a_model_out_of_range_is_refused() {
        let wrong = |change: fn(&mut RateModel)| {
            let mut model = model();
            change(&mut model);
            model.checked().unwrap_err()
        };
        wrong(|m| m.optimal_utilisation = Ratio::ONE);
        wrong(|m| m.optimal_utilisation = Ratio::ZERO);
        wrong(|m| m.slope2 = Ratio::percent(3));
        wrong(|m| m.slope2 = Ratio::percent(996));
        assert!(model().checked().is_ok());
    }
}
