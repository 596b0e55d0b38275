//! An account at Maintenance with its debts apart: all that is tested is linear in them, so one pass over the positions
//! serves any number of tests.

use crate::book::{Basis, Book, BookError, Holding, Worth};
use crate::form::Exposure;
use crate::num::{div_wide_down, HealthFactor, NumError, ONE};
use crate::rough::{Rough, RoughForces, RoughLine};
use crate::search::{largest, near_largest};
use crate::terms::Forces;

/// With `t` times its debts (1e-18) the account stands at `held + t·owed`, exactly.
#[derive(Clone, Debug)]
pub(crate) struct Sides {
    held: Exposure,
    owed: Exposure,
}

impl Book {
    pub(crate) fn sides(&self, worths: &[Worth]) -> Result<Sides, NumError> {
        let mut sides = Sides {
            held: Exposure::new(0),
            owed: Exposure::new(0),
        };
        for (holding, worth) in self.holdings.iter().zip(worths) {
            sides.enter_held(holding, worth.collateral)?;
            sides.enter_owed(holding, worth.debt)?;
        }
        Ok(sides)
    }
}

impl Sides {
    /// One more collateral of this value.
    pub(crate) fn enter_held(&mut self, holding: &Holding, value: u128) -> Result<(), NumError> {
        if value == 0 {
            return Ok(());
        }
        let counted = holding.counted(value, Basis::Maintenance)?;
        let scale = u128::from(ONE);
        self.held
            .add_long(&holding.long(counted, scale, Basis::Maintenance)?)
    }

    /// One more debt of this value.
    pub(crate) fn enter_owed(&mut self, holding: &Holding, value: u128) -> Result<(), NumError> {
        if value == 0 {
            return Ok(());
        }
        self.owed.add_short(&holding.short(value, 1)?)
    }

    /// With `t` times the debts.
    pub(crate) fn at(&self, t: u128) -> Result<Exposure, NumError> {
        self.held.plus(t, &self.owed)
    }

    pub(crate) fn passes(&self, t: u128, forces: &Forces) -> Result<bool, NumError> {
        self.at(t)?.passes(forces)
    }

    pub(crate) fn owes(&self) -> bool {
        self.owed.owes()
    }

    /// The largest factor by which all debts could grow; rounded down, at most 1e9.
    pub(crate) fn health(&self, forces: &Forces) -> Result<HealthFactor, BookError> {
        let rough = RoughForces::new(forces);
        let most = self.most_growth();
        let mut test = |t: u128| Ok::<bool, BookError>(self.passes(t, forces)?);
        if most == HealthFactor::MAX.raw() && test(most)? {
            return Ok(HealthFactor::MAX);
        }
        largest(most, &[self.growing(&rough, forces)], &mut test).map(HealthFactor::new)
    }

    /// The health factor to some 17 digits, at a fraction of the cost: for where to look, never for what to answer.
    pub(crate) fn rough_health(&self, forces: &Forces) -> u128 {
        let rough = RoughForces::new(forces);
        near_largest(self.most_growth(), &[self.growing(&rough, forces)])
    }

    /// How far the debts could grow at most: not past all collateral, C / D rounded up.
    fn most_growth(&self) -> u128 {
        let (collateral, _) = self.held.totals();
        let (_, debt) = self.owed.totals();
        div_wide_down(collateral, debt)
            .and_then(|most| u128::try_from(most).ok())
            .map_or(HealthFactor::MAX.raw(), |most| most.saturating_add(1))
            .min(HealthFactor::MAX.raw())
    }

    /// The line on which all debts grow from 0.
    fn growing<'f>(&self, rough: &'f RoughForces<'f>, forces: &Forces) -> RoughLine<'f> {
        RoughLine {
            base: Rough::new(&self.held, forces),
            slope: Rough::new(&self.owed, forces),
            forces: rough,
        }
    }
}
