//! A Book: one account with everything that its health depends on, in numbers.

use super::error::BookError;
use super::exposure::Exposure;
use super::holding::{Holding, PositionValue};
use super::in_force::CorrelationsInForce;
use super::level::{Basis, Level};
use crate::market::{Episode, MAX_POSITIONS};
use crate::params::LiquidationConfig;
use crate::units::{AssetIndex, NumError};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    pub correlations: CorrelationsInForce,
    pub rules: LiquidationConfig,
    pub scenarios: usize,
    pub holdings: Vec<Holding>,
    /// What earlier liquidations leave to the bonus.
    pub episode: Option<Episode>,
}

impl Book {
    /// The place of an asset among the holdings.
    pub fn find(&self, asset: AssetIndex) -> Result<usize, BookError> {
        let found = self.holdings.iter().position(|h| h.asset == asset);
        found.ok_or(BookError::NotInBook { asset })
    }

    pub(crate) fn holding(&self, at: usize) -> Result<&Holding, BookError> {
        self.holdings.get(at).ok_or(BookError::NotInBook {
            asset: AssetIndex::at(at),
        })
    }

    pub fn owes(&self) -> bool {
        self.holdings.iter().any(|h| !h.debt.is_zero())
    }

    /// What has to hold at a level.
    pub(crate) fn bases(&self, level: Level) -> &'static [Basis] {
        let ramping =
            self.correlations.is_ramping() || self.holdings.iter().any(|h| h.weights.ramping);
        match (level, ramping) {
            (Level::Initial, false) => &[Basis::Initial],
            (Level::Initial, true) => &[Basis::Initial, Basis::Threshold],
            (Level::Maintenance, _) => &[Basis::Maintenance],
        }
    }

    pub(crate) fn values(&self, basis: Basis) -> Result<Vec<PositionValue>, BookError> {
        // One for the account's sixteen positions, one for an asset that is only asked about.
        if self.holdings.len() > MAX_POSITIONS.saturating_mul(2) {
            return Err(BookError::TooManyAssets);
        }
        let mut values = Vec::with_capacity(self.holdings.len());
        for holding in &self.holdings {
            values.push(holding.value(basis)?);
        }
        Ok(values)
    }

    /// The weighted sums of `values`.
    pub(crate) fn expose(
        &self,
        values: &[PositionValue],
        basis: Basis,
    ) -> Result<Exposure, NumError> {
        let mut exposure = Exposure::new(self.scenarios_at(basis));
        for (holding, value) in self.holdings.iter().zip(values) {
            holding.enter(&mut exposure, value, basis)?;
        }
        Ok(exposure)
    }

    /// The weighted sums of all but one.
    pub(crate) fn expose_without(
        &self,
        at: usize,
        values: &[PositionValue],
        basis: Basis,
    ) -> Result<Exposure, NumError> {
        let mut exposure = Exposure::new(self.scenarios_at(basis));
        let each = self.holdings.iter().zip(values).enumerate();
        for (_, (holding, value)) in each.filter(|(place, _)| *place != at) {
            holding.enter(&mut exposure, value, basis)?;
        }
        Ok(exposure)
    }

    pub(crate) fn scenarios_at(&self, basis: Basis) -> usize {
        match basis {
            Basis::Initial => self.scenarios,
            Basis::Threshold | Basis::Maintenance => 0,
        }
    }
}
