//! The risk numbers of one asset that ramp together.

use super::progress::Pace;
use super::ramp::{Ramp, RampError};
use crate::units::{NumError, Ratio};
use serde::{Deserialize, Serialize};

/// The risk numbers of one asset that ramp together.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct AssetPoint {
    pub liquidation_threshold: Ratio,
    /// Both ends of a ramp have one, or neither.
    pub borrow_weight: Option<Ratio>,
}

impl Ramp<AssetPoint> {
    /// Starts for `target`, and says whether it did. A weight that appears or goes does so at both ends at once: while there is
    /// none nothing is owed.
    pub fn aim(
        &mut self,
        target: AssetPoint,
        pace: Option<Pace>,
        now: u64,
    ) -> Result<bool, RampError> {
        let mut next = self.clone();
        for end in next.ends_mut() {
            let weight = target.borrow_weight;
            end.borrow_weight = weight.map(|weight| end.borrow_weight.unwrap_or(weight));
        }
        let began = next.begin(target, pace, now)?;
        *self = next;
        Ok(began)
    }
}

impl AssetPoint {
    /// The linear mean of an asset's points: for display, for the clamp of the collateral factor and for the bonus check.
    pub fn in_force(risk: &Ramp<AssetPoint>, now: u64) -> Result<AssetPoint, NumError> {
        let blend = risk.in_force(now);
        Ok(AssetPoint {
            liquidation_threshold: Ratio::new(blend.mean_down(|p| p.liquidation_threshold.raw())?),
            borrow_weight: match risk.destination().borrow_weight {
                None => None,
                Some(_) => Some(Ratio::new(blend.mean_down(|p| p.weight().raw())?)),
            },
        })
    }

    /// What cannot be borrowed weighs nothing, whatever it says.
    pub(crate) fn weight(&self) -> Ratio {
        self.borrow_weight.unwrap_or(Ratio::ONE)
    }
}
