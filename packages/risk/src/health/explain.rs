//! Why a Book is as healthy as it is.

use crate::units::{
    div_wide_down, saturated_i64, saturated_u8, AssetIndex, Move, SignedValue, Usd48, Value, ONE,
    ONE_UNIT,
};
use crate::valuation::{Basis, Book, BookError, Condition, Exposure, Level, Requirement};
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
    pub asset: AssetIndex,
    pub collateral: Move,
    pub debt: Move,
}

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
        let own = exposure
            .surplus(norm, &self.correlations)?
            .signed_value_down()?;
        let mut surplus = own;
        for other in self.bases(level).iter().filter(|other| **other != basis) {
            surplus = surplus.min(self.surplus_at(*other)?);
        }
        let binding = match condition {
            _ if surplus < own => Binding::Maintenance,
            Condition::Correlation => Binding::Correlation,
            Condition::Margin => Binding::Margin,
            Condition::Scenario(at) => Binding::Scenario(saturated_u8(at)),
        };
        let mut groups = vec![SignedValue::default(); self.correlations.group_stresses().count()];
        for found in exposure.groups(&self.correlations)? {
            if let Some(slot) = groups.get_mut(found.group.place()) {
                *slot = found.stressed.signed_value_down()?;
            }
        }
        let requirement = requirement.negate().signed_value_down()?;
        Ok(Explanation {
            collateral: exposure.collateral().value_down()?,
            debt: exposure.debt().value_down()?,
            requirement: Value::new(requirement.raw().unsigned_abs()),
            surplus,
            binding,
            groups,
            marginals: self.marginals(&exposure, &Requirement { condition, norm }, basis)?,
        })
    }

    fn marginals(
        &self,
        exposure: &Exposure,
        at: &Requirement,
        basis: Basis,
    ) -> Result<Vec<Marginal>, BookError> {
        let along = |slope: Exposure| {
            let by = exposure.marginal(at, &slope, &self.correlations)?;
            Ok::<Move, BookError>(marginal(by))
        };
        let mut marginals = Vec::with_capacity(self.holdings.len());
        for holding in &self.holdings {
            let mut long = Exposure::new(self.scenarios_at(basis));
            let counted = holding.counted_down(Value::new(ONE_UNIT), basis)?;
            if holding.collateral_price(basis).is_some() {
                long.add_long(&holding.long(counted, 1, basis)?)?;
            }
            let mut short = Exposure::new(self.scenarios_at(basis));
            short.add_short(&holding.short(Value::new(1), ONE_UNIT)?)?;
            marginals.push(Marginal {
                asset: holding.asset,
                collateral: along(long)?,
                debt: along(short)?,
            });
        }
        Ok(marginals)
    }
}

/// 1e-48 USD per 1e-12 USD is 1e-36: to 1e-18, rounded towards zero. Beyond ±9.2, which only a scenario's move can reach, it
/// says 9.2: it is for display.
fn marginal(by: Usd48) -> Move {
    let whole = div_wide_down(by.magnitude(), U256::from(ONE));
    let whole = saturated_i64(whole.unwrap_or(U256::ZERO));
    Move::new(if by.is_negative() {
        whole.saturating_neg()
    } else {
        whole
    })
}
