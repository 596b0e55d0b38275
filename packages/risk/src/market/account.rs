//! One account: at most sixteen positions, and the memory of its last liquidation.

use super::totals::Market;
use crate::units::{Amount, NumError, Ratio, ScaledDebt, SupplyShares};
use thiserror::Error;

/// The most assets one account may hold: it bounds the gas of every health test.
pub const MAX_POSITIONS: usize = 16;

/// How long the memory of a liquidation bounds the next one's bonus: 24 hours.
pub const EPISODE_SECONDS: u64 = 86_400;

#[derive(Error, Debug, Clone, PartialEq, Eq)]
#[error("the account holds {MAX_POSITIONS} assets already; close one or use another sub-account")]
pub struct TooManyPositions;

/// What an account holds and owes of one asset.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Position {
    pub asset: u8,
    /// Lent supply, in shares of `epoch`.
    pub shares: SupplyShares,
    pub epoch: u32,
    /// Supply that is never lent out.
    pub protected: Amount,
    pub scaled_debt: ScaledDebt,
}

impl Position {
    pub fn is_empty(&self) -> bool {
        self.shares.is_zero() && self.protected.is_zero() && self.scaled_debt.is_zero()
    }

    /// Drops shares of an epoch that has ended: they are worth nothing.
    pub fn enter_epoch(&mut self, market: &Market) {
        if self.epoch != market.epoch {
            self.shares = SupplyShares::ZERO;
            self.epoch = market.epoch;
        }
    }

    /// Lent and protected supply together, rounded down.
    pub fn collateral(&self, market: &Market) -> Result<Amount, NumError> {
        if self.shares.is_zero() || self.epoch != market.epoch {
            return Ok(self.protected);
        }
        self.protected.add(market.amount_of(self.shares)?)
    }

    /// What is owed now, rounded up.
    pub fn debt(&self, market: &Market) -> Result<Amount, NumError> {
        market.owed(self.scaled_debt)
    }
}

/// The lowest equity per debt at which the account was liquidated, and when that last happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Episode {
    pub lowest: Ratio,
    pub at: u64,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    positions: Vec<Position>,
    pub episode: Option<Episode>,
}

impl Account {
    /// From stored positions; more than [`MAX_POSITIONS`] cannot have been stored.
    pub fn new(positions: Vec<Position>, episode: Option<Episode>) -> Self {
        Self { positions, episode }
    }

    pub fn positions(&self) -> &[Position] {
        &self.positions
    }

    pub fn is_empty(&self) -> bool {
        self.positions.is_empty()
    }

    pub fn owes(&self) -> bool {
        self.positions.iter().any(|p| !p.scaled_debt.is_zero())
    }

    pub fn position(&self, asset: u8) -> Option<&Position> {
        self.positions.iter().find(|p| p.asset == asset)
    }

    pub fn position_mut(&mut self, asset: u8) -> Option<&mut Position> {
        self.positions.iter_mut().find(|p| p.asset == asset)
    }

    /// The position in `asset`, opened where there is none yet.
    pub fn open(&mut self, asset: u8, market: &Market) -> Result<&mut Position, TooManyPositions> {
        let found = self.positions.iter().position(|p| p.asset == asset);
        let at = match found {
            Some(at) => at,
            None if self.positions.len() >= MAX_POSITIONS => return Err(TooManyPositions),
            None => {
                self.positions.push(Position {
                    asset,
                    epoch: market.epoch,
                    ..Position::default()
                });
                self.positions.len().saturating_sub(1)
            }
        };
        let position = self.positions.get_mut(at).ok_or(TooManyPositions)?;
        position.enter_epoch(market);
        Ok(position)
    }

    /// Removes positions that hold and owe nothing; an account that owes nothing has no episode.
    pub fn tidy(&mut self) {
        self.positions.retain(|p| !p.is_empty());
        if !self.owes() {
            self.episode = None;
        }
    }

    /// The episode still in force at `now`.
    pub fn lowest_equity(&self, now: u64) -> Option<Ratio> {
        self.episode
            .filter(|e| now.saturating_sub(e.at) < EPISODE_SECONDS)
            .map(|e| e.lowest)
    }
}
