//! Risk parameters as governance writes them, and the ranges they must keep.

use super::error::ParamError;
use crate::units::{Amount, NumError, Ratio, Value};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// No factor above 98 %: what is left is the room for a bonus and for rounding.
pub const MAX_FACTOR: Ratio = Ratio::percent(98);
/// The largest weight of a debt, 1.98: its stress stays below 1, so that S always falls as it grows.
pub const MAX_BORROW_WEIGHT: Ratio = Ratio::percent(198);
/// The largest stress of a group or of a collateral.
pub const MAX_STRESS: Ratio = Ratio::percent(95);
/// Below this factor collateral is counted in part, in proportion to the factor, so that a factor may go to 0 without a cliff.
pub const FULL_COUNT_FACTOR: Ratio = Ratio::percent(5);

fn within(
    field: &'static str,
    found: Ratio,
    range: RangeInclusive<Ratio>,
    allowed: &'static str,
) -> Result<(), ParamError> {
    if !range.contains(&found) {
        Err(ParamError::out_of_range(field, found, allowed))
    } else {
        Ok(())
    }
}

/// How one asset counts as collateral and as debt.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct AssetParams {
    /// What 1 USD of it may borrow on its own. `0 ≤ CF ≤ LT`; 0: it gives no power to borrow.
    pub collateral_factor: Ratio,
    /// Where an account of it becomes liquidatable. At most 0.98.
    pub liquidation_threshold: Ratio,
    /// What 1 USD of this debt weighs on its own, 1 to 1.98. Absent: it cannot be borrowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub borrow_weight: Option<Ratio>,
    /// The name of its correlation group.
    pub group: String,
}

impl AssetParams {
    /// The ranges of the factors, and that both sides carry at least the stress of the group.
    pub fn checked(self, name: &str, group_stress: Ratio) -> Result<Self, ParamError> {
        within(
            "liquidation_threshold",
            self.liquidation_threshold,
            Ratio::ZERO..=MAX_FACTOR,
            "0 to 0.98",
        )?;
        within(
            "collateral_factor",
            self.collateral_factor,
            Ratio::ZERO..=self.liquidation_threshold,
            "0 to the liquidation_threshold",
        )?;
        if let Some(weight) = self.borrow_weight {
            within(
                "borrow_weight",
                weight,
                Ratio::ONE..=MAX_BORROW_WEIGHT,
                "1 to 1.98",
            )?;
        }
        let long = self.liquidation_threshold.complement();
        let short = self
            .borrow_weight
            .map(|weight| weight.saturating_sub(Ratio::ONE));
        if long < group_stress || short.is_some_and(|short| short < group_stress) {
            return Err(ParamError::BelowGroupStress {
                asset: name.to_owned(),
                stress: group_stress,
            });
        }
        Ok(self)
    }
}

/// The part of interest that goes to the reserves, 0 to 1.
pub fn checked_reserve_factor(factor: Ratio) -> Result<Ratio, ParamError> {
    within("reserve_factor", factor, Ratio::ZERO..=Ratio::ONE, "0 to 1")?;
    Ok(factor)
}

/// The part of a flash loan that it costs, 0 to 0.01: more nobody would call a flash loan's price.
pub fn checked_flash_fee(fee: Ratio) -> Result<Ratio, ParamError> {
    within(
        "flash_fee",
        fee,
        Ratio::ZERO..=Ratio::percent(1),
        "0 to 0.01",
    )?;
    Ok(fee)
}

/// What a liquidator earns on one collateral.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct LiquidationBonus {
    pub bonus_min: Ratio,
    /// Added per unit that the health factor is below 1. At most 10.
    pub bonus_slope: Ratio,
    pub bonus_max: Ratio,
    /// The protocol's part of the bonus, from 0 to below 1.
    pub protocol_fee: Ratio,
}

impl LiquidationBonus {
    /// `min ≤ max`, `max ≥ bonus_floor`, and `(1 + max)·LT < 1`: otherwise a liquidation would worsen what it should heal.
    pub fn checked(self, threshold: Ratio, bonus_floor: Ratio) -> Result<Self, ParamError> {
        within(
            "bonus_min",
            self.bonus_min,
            Ratio::ZERO..=self.bonus_max,
            "0 to bonus_max",
        )?;
        within(
            "bonus_max",
            self.bonus_max,
            bonus_floor..=Ratio::ONE,
            "bonus_floor to 1",
        )?;
        within(
            "bonus_slope",
            self.bonus_slope,
            Ratio::ZERO..=Ratio::percent(1_000),
            "0 to 10",
        )?;
        if self.protocol_fee >= Ratio::ONE {
            let allowed = "0 to below 1";
            return Err(ParamError::out_of_range(
                "protocol_fee",
                self.protocol_fee,
                allowed,
            ));
        }
        let one = u128::from(Ratio::ONE.raw());
        // (1e18 + 1e18) · 1e18 fits 128 bits
        let product = one
            .saturating_add(u128::from(self.bonus_max.raw()))
            .saturating_mul(u128::from(threshold.raw()));
        if product >= one.saturating_mul(one) {
            return Err(ParamError::out_of_range(
                "bonus_max",
                self.bonus_max,
                "so low that (1 + bonus_max) * liquidation_threshold is below 1",
            ));
        }
        Ok(self)
    }
}

/// Both hold at once, for accounts that were opened under others: 1,000 USD is where a liquidation must pay its gas on any chain,
/// 10 USD what an owner may have forfeited.
const MAX_MIN_POSITION: Value = Value::usd(1_000);
const MAX_WRITE_OFF: Value = Value::usd(10);

/// The rules of liquidation that all assets share.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct LiquidationConfig {
    /// The bonus where the account cannot pay for its own rescue, and the least bonus of all.
    pub bonus_floor: Ratio,
    /// The health factor at which a rescue ends, above 1 and at most 2.
    pub target_health: Ratio,
    /// USD, at most 1,000: no debt is opened, and nothing is left by a liquidation, below this.
    pub min_position_value: Value,
    /// USD, at most 10 and at most `min_position_value`: collateral worth no more than this in all does not stop a write-off.
    pub write_off_value: Value,
}

impl LiquidationConfig {
    /// The ranges, and `min_margin ≥ 2·bonus_floor`, so that nothing starts in close-out.
    pub fn checked(self, min_margin: Ratio) -> Result<Self, ParamError> {
        within(
            "bonus_floor",
            self.bonus_floor,
            Ratio::ZERO..=Ratio::percent(10),
            "0 to 0.1",
        )?;
        within(
            "target_health",
            self.target_health,
            Ratio::new(Ratio::ONE.raw().saturating_add(1))..=Ratio::percent(200),
            "above 1, at most 2",
        )?;
        if min_margin.raw() < self.bonus_floor.raw().saturating_mul(2) {
            return Err(ParamError::out_of_range(
                "min_margin",
                min_margin,
                "at least twice the bonus_floor",
            ));
        }
        if self.min_position_value > MAX_MIN_POSITION {
            return Err(ParamError::out_of_range(
                "min_position_value",
                self.min_position_value,
                "at most 1000",
            ));
        }
        if self.write_off_value > self.min_position_value.min(MAX_WRITE_OFF) {
            return Err(ParamError::out_of_range(
                "write_off_value",
                self.write_off_value,
                "at most min_position_value, and at most 10",
            ));
        }
        Ok(self)
    }
}

/// The most that a base unit may be worth, rounded down: rounding to a unit must matter to nobody.
impl LiquidationConfig {
    /// Before the asset is listed: a thousandth of the smallest debt.
    pub fn largest_listed_unit_down(&self) -> Result<Value, NumError> {
        self.min_position_value.times_down(Ratio::basis_points(10))
    }

    /// Whenever it is borrowed, and when the smallest debt is lowered: a hundredth.
    pub fn largest_borrowed_unit_down(&self) -> Result<Value, NumError> {
        self.min_position_value.times_down(Ratio::percent(1))
    }
}

/// Limits, each optional, each checked only when an action increases what it limits.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, Default, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Caps {
    /// Lent and protected supply together.
    #[serde(default)]
    pub supply_cap: Option<Amount>,
    #[serde(default)]
    pub borrow_cap: Option<Amount>,
}
