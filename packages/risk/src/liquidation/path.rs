//! How far a liquidation goes. S along its path is concave and may fall again, so HF along it rises once and falls once.

use super::error::LiquidationError;
use super::unhealthy::Unhealthy;
use crate::health::{least, EstimatedExposure, EstimatedLine};
use crate::units::{mul_div_down, NumError, ONE_UNIT};
use crate::valuation::ScaledDebts;

/// Halvings in the search for the highest health factor: its error is the square of 2^-40 of the range at a smooth top.
const TOP_STEPS: usize = 40;

/// Where the slope at the health factor is lost in rounding, so many repayments are tried, evenly spread.
const SAMPLES: u128 = 16;

/// The accounts that one liquidation may end at: 0 is the account as it is, `most` all that can be done.
pub(super) trait Path {
    fn most(&self) -> Result<u128, NumError>;

    /// The account after so much, in whole base units.
    fn after(&self, at: u128) -> Result<ScaledDebts, NumError>;

    /// How the exposure moves per step, at `tau` times the debts.
    fn slope(&self, tau: u128) -> Result<EstimatedExposure, NumError>;

    /// Is anything seized so far? Where not even a base unit is, a repayment costs its payer and gives nothing.
    fn seizes(&self, at: u128) -> Result<bool, NumError>;

    /// Does it also hold with every fraction of a base unit seized?
    fn holds_unrounded(&self, at: u128, tau: u128) -> Result<bool, NumError>;

    /// Is hardly more than a base unit left to seize, so that the rest is how seizing rounds?
    fn is_near_end(&self, at: u128) -> Result<bool, NumError>;
}

impl Unhealthy<'_> {
    /// The least that reaches the target; else the least that makes it healthy; else what gives the highest health factor. 0
    /// where nothing raises it.
    pub(super) fn rescue(&self, path: &impl Path) -> Result<u128, LiquidationError> {
        for tau in [self.target(), ONE_UNIT] {
            if let Some(found) = self.least_reaching(path, tau)? {
                return Ok(found);
            }
        }
        self.healthiest(path)
    }

    fn least_reaching(
        &self,
        path: &impl Path,
        tau: u128,
    ) -> Result<Option<u128>, LiquidationError> {
        let line = self.line(path, &self.now, tau)?;
        let most = path.most()?;
        let mut passes = |at: u128| self.passes(&path.after(at)?, tau);
        let found = least(most, &[line], &mut passes)?;
        match found {
            Some(at) if !path.seizes(at)? => {
                // So little is missing that the line does not show it: a first step passes because it seizes nothing yet.
                let line = self.line(path, &self.now, tau)?;
                let mut finely = |at: u128| {
                    Ok::<bool, LiquidationError>(
                        path.holds_unrounded(at, tau)? && self.passes(&path.after(at)?, tau)?,
                    )
                };
                least(most, &[line], &mut finely)
            }
            found => Ok(found),
        }
    }

    /// The path on from an account on it, at `tau` times the debts.
    pub(super) fn line<'e>(
        &'e self,
        path: &impl Path,
        from: &ScaledDebts,
        tau: u128,
    ) -> Result<EstimatedLine<'e>, NumError> {
        Ok(EstimatedLine {
            base: EstimatedExposure::new(&from.at(tau)?, &self.book.correlations),
            slope: path.slope(tau)?,
            correlations: &self.estimates,
        })
    }

    /// Halving on whether the health factor still rises.
    fn healthiest(&self, path: &impl Path) -> Result<u128, LiquidationError> {
        let most = path.most()?;
        let (mut low, mut high) = (0, most);
        if self.rises_at(path, high)? {
            return Ok(most);
        }
        for _ in 0..TOP_STEPS {
            if high.saturating_sub(low) <= 1 {
                break;
            }
            let middle = low.saturating_add(high.saturating_sub(low) >> 1);
            if self.rises_at(path, middle)? {
                low = middle;
            } else {
                high = middle;
            }
        }
        let end = path.is_near_end(low)?.then_some(most);
        for at in end.into_iter().chain([low]) {
            if self.heals(&path.after(at)?)? {
                return Ok(at);
            }
        }
        self.best_sample(path)
    }

    fn best_sample(&self, path: &impl Path) -> Result<u128, LiquidationError> {
        let (mut best, mut health) = (0, self.health);
        let most = path.most()?;
        for part in 1..=SAMPLES {
            let at = mul_div_down(most, part, SAMPLES)?;
            let after = path.after(at)?;
            if self.passes(&after, health.raw().saturating_add(1))? {
                best = at;
                if !after.owes() {
                    break;
                }
                health = after.health(&self.book.correlations)?;
            }
        }
        Ok(best)
    }

    /// At its health factor an account has no room; does going further make some?
    fn rises_at(&self, path: &impl Path, at: u128) -> Result<bool, LiquidationError> {
        let after = path.after(at)?;
        if !after.owes() {
            return Ok(true);
        }
        let tau = after.estimated_health(&self.book.correlations);
        Ok(self.line(path, &after, tau)?.tightest(0).is_rising())
    }
}
