//! An account at Maintenance with its debts apart: all that is tested is linear in them, so one pass over the positions
//! serves any number of tests.

use super::book::Book;
use super::exposure::Exposure;
use super::holding::{Holding, PositionValue};
use super::in_force::CorrelationsInForce;
use super::level::Basis;
use crate::units::{NumError, Value, ONE_UNIT};

/// With `t` times its debts (1e-18) the account stands at `held + t·owed`, exactly.
#[derive(Clone, Debug)]
pub(crate) struct ScaledDebts {
    held: Exposure,
    owed: Exposure,
}

impl Book {
    pub(crate) fn scaled_debts(&self, values: &[PositionValue]) -> Result<ScaledDebts, NumError> {
        let mut scaled_debts = ScaledDebts {
            held: Exposure::new(0),
            owed: Exposure::new(0),
        };
        for (holding, value) in self.holdings.iter().zip(values) {
            scaled_debts.enter_held(holding, value.collateral)?;
            scaled_debts.enter_owed(holding, value.debt)?;
        }
        Ok(scaled_debts)
    }
}

impl ScaledDebts {
    /// One more collateral of this value.
    pub(crate) fn enter_held(&mut self, holding: &Holding, value: Value) -> Result<(), NumError> {
        if value.is_zero() {
            return Ok(());
        }
        let counted = holding.counted_down(value, Basis::Maintenance)?;
        self.held
            .add_long(&holding.long(counted, ONE_UNIT, Basis::Maintenance)?)
    }

    /// One more debt of this value.
    pub(crate) fn enter_owed(&mut self, holding: &Holding, value: Value) -> Result<(), NumError> {
        if value.is_zero() {
            return Ok(());
        }
        self.owed.add_short(&holding.short(value, 1)?)
    }

    /// With `t` times the debts.
    pub(crate) fn at(&self, t: u128) -> Result<Exposure, NumError> {
        self.held.plus(t, &self.owed)
    }

    pub(crate) fn passes(
        &self,
        t: u128,
        correlations: &CorrelationsInForce,
    ) -> Result<bool, NumError> {
        self.at(t)?.passes(correlations)
    }

    pub(crate) fn owes(&self) -> bool {
        self.owed.owes()
    }

    /// What does not grow with the debts.
    pub(crate) fn held(&self) -> &Exposure {
        &self.held
    }

    /// What grows with them.
    pub(crate) fn owed(&self) -> &Exposure {
        &self.owed
    }
}
