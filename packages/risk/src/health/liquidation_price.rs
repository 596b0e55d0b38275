//! At which price of one asset an account becomes liquidatable.

use super::estimate::{EstimatedCorrelations, EstimatedExposure, EstimatedLine};
use super::search::largest;
use crate::units::{Amount, AssetIndex, NumError, Price, ONE};
use crate::valuation::{Basis, Book, BookError, Exposure, PositionValue};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Prices of one asset, all else equal, beyond which the account is liquidatable.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Copy, Debug, Default, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct LiquidationPrice {
    /// What the collateral counts at now.
    pub present: Price,
    /// Liquidatable at any price below this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<Price>,
    /// Liquidatable at any price above this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above: Option<Price>,
}

/// No price above this is looked at: 1e9 USD, the highest that must work.
const HIGHEST_PRICE: u128 = 1_000_000_000 * ONE as u128;

impl Book {
    /// The prices of `asset` at which the account becomes liquidatable; none where it is already, or never is.
    pub fn liquidation_price(&self, asset: AssetIndex) -> Result<LiquidationPrice, BookError> {
        let at = self.find(asset)?;
        let holding = self.holding(at)?;
        let values = self.values(Basis::Maintenance)?;
        let here = self.expose(&values, Basis::Maintenance)?;
        let now = match holding.collateral_price(Basis::Maintenance) {
            Some(now) if here.passes(&self.correlations)? => now.raw(),
            priced => {
                return Ok(LiquidationPrice {
                    present: priced.unwrap_or(holding.price.spot),
                    ..LiquidationPrice::default()
                })
            }
        };
        let others = self.expose_without(at, &values, Basis::Maintenance)?;
        let (held, owed, decimals) = (holding.collateral, holding.debt, holding.decimals);
        let point = |price: u128| {
            let price = Price::new(price);
            let value = PositionValue {
                collateral: price.value_down(held, decimals)?,
                debt: price.value_up(owed, decimals)?,
            };
            let mut point = others.clone();
            holding.enter(&mut point, &value, Basis::Maintenance)?;
            Ok::<_, NumError>(point)
        };
        let passes = |price: u128| Ok::<bool, BookError>(point(price)?.passes(&self.correlations)?);
        let upward = self.price_slope(at, Basis::Maintenance)?;
        let correlations = EstimatedCorrelations::new(&self.correlations);
        let line = |slope: &Exposure| {
            Ok::<_, BookError>(EstimatedLine {
                base: EstimatedExposure::new(&point(now)?, &self.correlations),
                slope: EstimatedExposure::new(slope, &self.correlations),
                correlations: &correlations,
            })
        };
        let mut found = LiquidationPrice {
            present: Price::new(now),
            ..LiquidationPrice::default()
        };
        let room = HIGHEST_PRICE.saturating_sub(now);
        if !passes(now.saturating_add(room))? {
            let rise = |by: u128| now.saturating_add(by);
            let by = largest(room, &[line(&upward)?], &mut |by| passes(rise(by)))?;
            found.above = Some(Price::new(rise(by)));
        }
        if !passes(0)? {
            let fall = |by: u128| now.saturating_sub(by);
            let by = largest(now, &[line(&upward.reversed())?], &mut |by| {
                passes(fall(by))
            })?;
            found.below = Some(Price::new(fall(by)));
        }
        Ok(found)
    }

    /// How the exposure moves per 1e-18 USD of an asset's price.
    fn price_slope(&self, at: usize, basis: Basis) -> Result<Exposure, BookError> {
        let holding = self.holding(at)?;
        let mut slope = Exposure::new(0);
        // 1e-18 USD on each whole token, in 1e-30 USD: amount · 1e12 / 10^decimals, which is what 1e18 USD · 1e-18 are in Values.
        let per = Price::new(u128::from(ONE));
        let value = |amount: Amount| per.value_down(amount, holding.decimals);
        let counted = holding.counted_down(value(holding.collateral)?, basis)?;
        slope.add_long(&holding.long(counted, 1, basis)?)?;
        slope.add_short(&holding.short(value(holding.debt)?, 1)?)?;
        Ok(slope)
    }
}
