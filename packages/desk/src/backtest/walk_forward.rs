//! Parameters that know only what had happened.

use super::policy::{Era, Policy};
use crate::calibrate::{calibrate, CalibrateError};
use crate::prices::Prices;
use crate::settings::Settings;
use crate::time::DAY;

/// Before the first judgement there is a year of prices.
const FIRST: u64 = 365 * DAY;
/// Parameters are found anew four times a year.
const EACH: u64 = 91 * DAY;
/// An asset with a shorter history is not listed yet.
const LISTED: u64 = 90 * DAY;

/// A market for each quarter, calibrated on all prices before it.
pub fn walk_forward(prices: &Prices, settings: &Settings) -> Result<Policy, CalibrateError> {
    let steps = |seconds: u64| {
        let steps = seconds.div_ceil(prices.step().max(1));
        usize::try_from(steps).unwrap_or(usize::MAX)
    };
    let mut eras = Vec::new();
    let mut from = steps(FIRST);
    while from < prices.len() {
        let to = from.saturating_add(steps(EACH));
        let before = prices.between(0, from);
        let listed = before.keep(|series| series.count() >= steps(LISTED));
        if listed.series().len() > 1 {
            let mut known = settings.clone();
            // a scenario may name what did not exist yet
            known.scenarios.retain(|scenario| {
                let mut moved = scenario.moves.keys();
                moved.all(|ticker| listed.of(ticker).is_some())
            });
            let market = calibrate(&listed, &known)?.market;
            let starts = from..to;
            eras.push(Era { starts, market });
        }
        from = to;
    }
    Ok(Policy(eras))
}
