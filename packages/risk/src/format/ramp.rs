//! Parameters on their way, in the outside format.

use super::book::{AssetJson, PriceJson};
use super::config::{AssetPointJson, ConfigJson, RampJson, StructurePointJson};
use super::error::FormatError;
use crate::params::{
    AssetParams, AssetPoint, CorrelationSpec, Correlations, ParamError, Ramp, Scenario, Share,
};
use crate::units::{saturated_u64, Amount, Seconds};
use crate::valuation::PriceStatus;

impl ConfigJson {
    /// What a structure looks like from outside at `now`.
    pub fn of(correlations: &Correlations, scenarios: Vec<Scenario>, now: u64) -> Self {
        let target = correlations.target(now);
        let way = correlations.from(now).zip(correlations.share(now));
        let ramp = way.map(|(from, share)| {
            let point = if from.groups == target.groups {
                StructurePointJson {
                    rho: Some(from.rho),
                    correlation_credit: Some(from.correlation_credit),
                    min_margin: Some(from.min_margin),
                    groups: None,
                }
            } else {
                StructurePointJson {
                    groups: Some(from.groups),
                    ..StructurePointJson::default()
                }
            };
            RampJson::at(point, share)
        });
        Self {
            correlation_credit: target.correlation_credit,
            min_margin: target.min_margin,
            groups: target.groups,
            rho: target.rho,
            scenarios,
            ramp,
        }
    }

    pub(super) fn correlations(&self) -> Result<Correlations, FormatError> {
        let spec = CorrelationSpec {
            groups: self.groups.clone(),
            rho: self.rho.clone(),
            correlation_credit: self.correlation_credit,
            min_margin: self.min_margin,
        };
        let target = Correlations::new(&spec)?;
        let Some(ramp) = &self.ramp else {
            return Ok(target);
        };
        let from = Correlations::new(&ramp.from.beside(spec))?;
        Ok(target.held_from(from, ramp.share()?)?)
    }
}

impl StructurePointJson {
    /// What it says, and of the rest what stands beside it.
    fn beside(&self, target: CorrelationSpec) -> CorrelationSpec {
        let credit = self.correlation_credit;
        CorrelationSpec {
            groups: self.groups.clone().unwrap_or(target.groups),
            rho: self.rho.clone().unwrap_or(target.rho),
            correlation_credit: credit.unwrap_or(target.correlation_credit),
            min_margin: self.min_margin.unwrap_or(target.min_margin),
        }
    }
}

impl AssetJson {
    pub(super) fn check(&self, name: &str, correlations: &Correlations) -> Result<(), FormatError> {
        let group = correlations.group(&self.group)?;
        let stress = correlations.highest_stress(group, 0);
        if self.decimals > 18 {
            return Err(ParamError::out_of_range("decimals", self.decimals, "0 to 18").into());
        }
        let PriceJson {
            low, spot, high, ..
        } = self.price;
        let readings = self.price.unsettled;
        let readings = readings.map(|span| ("unsettled", span.low, span.high));
        for (what, low, high) in [("price", low, high)].into_iter().chain(readings) {
            if self.price.status != PriceStatus::Missing && !(low <= spot && spot <= high) {
                let found = format!("{low} {spot} {high}");
                return Err(ParamError::out_of_range(what, found, "low <= spot <= high").into());
            }
        }
        let factor = self.collateral_factor;
        for point in self.points()?.ends(0) {
            AssetParams {
                collateral_factor: factor.min(point.liquidation_threshold),
                liquidation_threshold: point.liquidation_threshold,
                borrow_weight: point.borrow_weight,
                group: self.group.clone(),
            }
            .checked(name, stress)?;
        }
        Ok(())
    }

    pub(super) fn points(&self) -> Result<Ramp<AssetPoint>, FormatError> {
        let target = AssetPoint {
            liquidation_threshold: self.liquidation_threshold,
            borrow_weight: self.borrow_weight,
        };
        let Some(ramp) = &self.ramp else {
            return Ok(Ramp::at_rest(target));
        };
        let from = AssetPoint {
            liquidation_threshold: ramp.from.liquidation_threshold,
            borrow_weight: target
                .borrow_weight
                .map(|weight| ramp.from.borrow_weight.unwrap_or(weight)),
        };
        Ok(Ramp::held(from, target, ramp.share()?))
    }
}

impl RampJson<AssetPointJson> {
    /// Where an asset comes from and how far it is, while it is under way.
    pub fn of(points: &Ramp<AssetPoint>, now: u64) -> Option<Self> {
        let from = points.from(now)?;
        let point = AssetPointJson {
            liquidation_threshold: from.liquidation_threshold,
            borrow_weight: from.borrow_weight,
        };
        Some(Self::at(point, points.share(now)?))
    }
}

impl<F> RampJson<F> {
    fn at(from: F, share: Share) -> Self {
        Self {
            from,
            elapsed: Amount::new(share.gone().into()),
            duration: Amount::new(share.whole().into()),
        }
    }

    fn share(&self) -> Result<Share, ParamError> {
        let seconds = |found: Amount| Seconds::new(saturated_u64(found.raw()));
        let share = Share::new(seconds(self.elapsed), seconds(self.duration));
        let found = self.duration;
        share.ok_or_else(|| ParamError::out_of_range("duration", found, "1 to 2592000"))
    }
}
