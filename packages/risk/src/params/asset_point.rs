//! The risk numbers of one asset that ramp together.

use super::ramp::{Pace, Ramp, RampError};
use crate::units::{NumError, Ratio};
use serde::{Deserialize, Serialize};

/// The risk numbers of one asset that ramp together.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct AssetPoint {
    pub liquidation_threshold: Ratio,
    pub borrow_weight: Option<Ratio>,
}

impl Ramp<AssetPoint> {
    /// Starts for `target`. A weight that appears holds at every point at once: while there was none nothing was owed, and a
    /// point without one would weigh what the next target says.
    pub fn aim(&mut self, target: AssetPoint, now: u64, pace: Pace) -> Result<(), RampError> {
        let mut next = self.clone();
        if let Some(weight) = target.borrow_weight {
            let steps = next.steps.iter_mut().map(|step| &mut step.target);
            for point in steps.chain([&mut next.start]) {
                point.borrow_weight.get_or_insert(weight);
            }
        }
        next.redirect(target, now, pace.seconds)?;
        *self = next;
        Ok(())
    }
}

impl AssetPoint {
    /// The linear mean of an asset's points: for display, for the clamp of the collateral factor and for the bonus check.
    pub fn in_force(risk: &Ramp<AssetPoint>, now: u64) -> Result<AssetPoint, NumError> {
        let blend = risk.blend(now)?;
        let weight_at = |point: &AssetPoint| point.weight_towards(risk).raw();
        Ok(AssetPoint {
            liquidation_threshold: Ratio::new(blend.mean_down(|p| p.liquidation_threshold.raw())?),
            borrow_weight: match risk.target().borrow_weight {
                None => None,
                Some(_) => Some(Ratio::new(blend.mean_down(weight_at)?)),
            },
        })
    }

    /// A point without a weight takes the target's.
    pub(crate) fn weight_towards(&self, risk: &Ramp<AssetPoint>) -> Ratio {
        let weight = self.borrow_weight.or(risk.target().borrow_weight);
        weight.unwrap_or(Ratio::ONE)
    }
}
