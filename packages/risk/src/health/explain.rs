//! Why a Book is as healthy as it is, and at which price of one asset that ends.

use super::estimate::{EstimatedCorrelations, EstimatedExposure, EstimatedLine};
use super::search::largest;
use crate::units::{
    div_wide_down, signed_value_down, Amount, Move, NumError, Price, SignedValue, Value, ONE,
    ONE_UNIT, S256,
};
use crate::valuation::{Basis, Book, BookError, Condition, Exposure, Level, PositionValue};
use ruint::aliases::U256;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What asks for the most at a level.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Binding {
    /// How the basket moves together and against the debt.
    Correlation,
    /// The least margin over debt.
    Margin,
    /// The scenario of this place in the list.
    Scenario(u8),
    /// The requirement of Maintenance, which can bind at Initial only during a ramp.
    Maintenance,
}

/// What makes up the surplus at one level. USD.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// C: collateral as counted, rounded down.
    pub collateral: Value,
    /// D: debt, rounded up.
    pub debt: Value,
    /// R: what C must exceed D by, rounded up.
    pub requirement: Value,
    /// S = C − D − R, or less where Maintenance binds.
    pub surplus: SignedValue,
    pub binding: Binding,
    /// X_g of each group: its stress times collateral minus debt, rounded towards zero.
    pub groups: Vec<SignedValue>,
    /// In the order of the holdings.
    pub marginals: Vec<Marginal>,
}

/// What one more USD does to S.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marginal {
    pub asset: u8,
    pub collateral: Move,
    pub debt: Move,
}

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
    /// Everything that went into the surplus at a level.
    pub fn explain(&self, level: Level) -> Result<Explanation, BookError> {
        let basis = match level {
            Level::Initial => Basis::Initial,
            Level::Maintenance => Basis::Maintenance,
        };
        let exposure = self.expose(&self.values(basis)?, basis)?;
        let norm = exposure.norm_up(&self.correlations)?;
        let (condition, requirement) = exposure.binding(norm, &self.correlations)?;
        let own = signed_value_down(exposure.surplus(norm, &self.correlations)?)?;
        let mut surplus = own;
        for other in self.bases(level).iter().filter(|other| **other != basis) {
            surplus = surplus.min(self.surplus_at(*other)?);
        }
        let binding = match condition {
            _ if surplus < own => Binding::Maintenance,
            Condition::Correlation => Binding::Correlation,
            Condition::Margin => Binding::Margin,
            Condition::Scenario(at) => Binding::Scenario(u8::try_from(at).unwrap_or(u8::MAX)),
        };
        let (collateral, debt) = exposure.totals();
        let mut groups = vec![SignedValue::default(); self.correlations.group_stress.len()];
        for (g, x) in exposure.groups(&self.correlations)? {
            if let Some(slot) = groups.get_mut(g) {
                *slot = signed_value_down(x)?;
            }
        }
        Ok(Explanation {
            collateral: value(collateral)?,
            debt: value(debt)?,
            requirement: Value::new(
                signed_value_down(requirement.negate())?
                    .raw()
                    .unsigned_abs(),
            ),
            surplus,
            binding,
            groups,
            marginals: self.marginals(&exposure, (condition, norm), basis)?,
        })
    }

    fn marginals(
        &self,
        exposure: &Exposure,
        at: (Condition, S256),
        basis: Basis,
    ) -> Result<Vec<Marginal>, BookError> {
        let along = |slope: Exposure| {
            let by = exposure.marginal(at, &slope, &self.correlations)?;
            Ok::<Move, BookError>(marginal(by))
        };
        let mut marginals = Vec::with_capacity(self.holdings.len());
        for holding in &self.holdings {
            let mut long = Exposure::new(self.scenarios_at(basis));
            let counted = holding.counted(ONE_UNIT, basis)?;
            if holding.collateral_price(basis).is_some() {
                long.add_long(&holding.long(counted, 1, basis)?)?;
            }
            let mut short = Exposure::new(self.scenarios_at(basis));
            short.add_short(&holding.short(1, ONE_UNIT)?)?;
            marginals.push(Marginal {
                asset: holding.asset,
                collateral: along(long)?,
                debt: along(short)?,
            });
        }
        Ok(marginals)
    }

    /// The prices of `asset` at which the account becomes liquidatable; none where it is already, or never is.
    pub fn liquidation_price(&self, asset: u8) -> Result<LiquidationPrice, BookError> {
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
                collateral: price.value_down(held, decimals)?.raw(),
                debt: price.value_up(owed, decimals)?.raw(),
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
        let counted = holding.counted(value(holding.collateral)?.raw(), basis)?;
        slope.add_long(&holding.long(counted, 1, basis)?)?;
        slope.add_short(&holding.short(value(holding.debt)?.raw(), 1)?)?;
        Ok(slope)
    }
}

fn value(wide: U256) -> Result<Value, NumError> {
    let whole = div_wide_down(wide, U256::from(ONE)).unwrap_or(U256::ZERO);
    let raw = u128::try_from(whole).map_err(|_| NumError::AmountTooLarge)?;
    Ok(Value::new(raw))
}

/// 1e-48 USD per 1e-12 USD is 1e-36: to 1e-18, rounded towards zero. Beyond ±9.2, which only a scenario's move can reach, it
/// says 9.2: it is for display.
fn marginal(by: S256) -> Move {
    let whole = div_wide_down(by.magnitude(), U256::from(ONE));
    let whole = i64::try_from(whole.unwrap_or(U256::ZERO)).unwrap_or(i64::MAX);
    Move::new(if by.is_negative() {
        whole.saturating_neg()
    } else {
        whole
    })
}
