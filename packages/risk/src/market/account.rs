//! One account: at most sixteen positions, and the memory of its last liquidation.

use super::due::Due;
use super::position::{
    Moved, Position, PositionError, Seized, SetOff, SupplyMode, TooManyPositions, MAX_POSITIONS,
};
use super::{Market, Repayment};
use crate::units::{Amount, AssetIndex, Ratio, ScaledDebt, Seconds};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How long the memory of a liquidation bounds the next one's bonus: 24 hours.
pub const EPISODE: Seconds = Seconds::days(1);

/// What the liquidations of an account leave to the bonus of the next one, until the account is back at the target or a day
/// has gone by since the last.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Episode {
    /// The lowest E/D at one of them.
    pub lowest: Ratio,
    /// The product of (C/D before) / (C/D after) over all of them: `k·(1 + E/D)` is what C/D would be had nobody liquidated.
    pub k: Ratio,
}

/// An episode, and when its last liquidation was.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
struct Remembered {
    episode: Episode,
    at: u64,
}

#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    positions: Vec<Position>,
    episode: Option<Remembered>,
}

impl Account {
    pub fn positions(&self) -> &[Position] {
        &self.positions
    }

    pub fn is_empty(&self) -> bool {
        self.positions.is_empty()
    }

    pub fn owes(&self) -> bool {
        self.positions.iter().any(Position::owes)
    }

    pub fn position(&self, asset: AssetIndex) -> Option<&Position> {
        self.positions.iter().find(|p| p.asset() == asset)
    }

    pub fn position_mut(&mut self, asset: AssetIndex) -> Option<&mut Position> {
        self.positions.iter_mut().find(|p| p.asset() == asset)
    }

    /// The position in `asset`, opened where there is none yet.
    fn open(
        &mut self,
        asset: AssetIndex,
        market: &Market,
    ) -> Result<&mut Position, TooManyPositions> {
        let found = self.positions.iter().position(|p| p.asset() == asset);
        let at = match found {
            Some(at) => at,
            None if self.positions.len() >= MAX_POSITIONS => return Err(TooManyPositions),
            None => {
                self.positions.push(Position::new(asset, market));
                self.positions.len().saturating_sub(1)
            }
        };
        let position = self.positions.get_mut(at).ok_or(TooManyPositions)?;
        position.enter_epoch(market);
        Ok(position)
    }

    /// Supplies `amount`, lent or protected.
    pub fn supply(
        &mut self,
        asset: AssetIndex,
        market: &mut Market,
        amount: Amount,
        mode: SupplyMode,
    ) -> Result<Moved, PositionError> {
        self.open(asset, market)?.supply(market, amount, mode)
    }

    /// Takes out `amount`, or all; shares are rounded up.
    pub fn withdraw(
        &mut self,
        asset: AssetIndex,
        market: &mut Market,
        amount: Option<Amount>,
        mode: SupplyMode,
    ) -> Result<Moved, PositionError> {
        let nothing = PositionError::NothingSupplied { mode };
        let position = self.position_mut(asset).ok_or(nothing)?;
        position.withdraw(market, amount, mode)
    }

    /// Takes on debt of `amount`, rounded up.
    pub fn borrow(
        &mut self,
        asset: AssetIndex,
        market: &mut Market,
        amount: Amount,
    ) -> Result<ScaledDebt, PositionError> {
        self.open(asset, market)?.borrow(market, amount)
    }

    /// What is owed of an asset, rounded up.
    pub fn owed(&self, asset: AssetIndex, market: &Market) -> Result<Amount, PositionError> {
        let position = self.position(asset).filter(|p| p.owes());
        Ok(position.ok_or(PositionError::NothingOwed)?.debt(market)?)
    }

    /// Takes at most what is owed out of `sent`.
    pub fn repay(
        &mut self,
        asset: AssetIndex,
        market: &mut Market,
        sent: Amount,
    ) -> Result<Repayment, PositionError> {
        let position = self.position_mut(asset);
        let position = position.ok_or(PositionError::NothingOwed)?;
        position.repay(market, sent)
    }

    /// Moves `amount`, or all, of own supply to where it is to be.
    pub fn shift(
        &mut self,
        asset: AssetIndex,
        market: &mut Market,
        amount: Option<Amount>,
        to: SupplyMode,
    ) -> Result<Moved, PositionError> {
        let mode = match to {
            SupplyMode::Lend => SupplyMode::Protect,
            SupplyMode::Protect => SupplyMode::Lend,
        };
        let nothing = PositionError::NothingSupplied { mode };
        let position = self.position_mut(asset).ok_or(nothing)?;
        position.shift(market, amount, to)
    }

    /// Sets own lent supply against own debt of the same asset, without cash: shares up, debt down.
    pub fn offset(
        &mut self,
        asset: AssetIndex,
        market: &mut Market,
        amount: Option<Amount>,
    ) -> Result<SetOff, PositionError> {
        let position = self.position_mut(asset);
        let position = position.ok_or(PositionError::NothingOwed)?;
        position.set_off(market, amount)
    }

    /// Takes what a liquidation seizes, the protocol's `fee` out of it.
    pub fn seize(
        &mut self,
        asset: AssetIndex,
        market: &mut Market,
        amount: Amount,
        fee: Amount,
    ) -> Result<Seized, PositionError> {
        self.open(asset, market)?.seize(market, amount, fee)
    }

    /// Takes on what a seizure from another account is due: what it is worth by now.
    pub fn receive(
        &mut self,
        asset: AssetIndex,
        market: &Market,
        due: Due,
    ) -> Result<Due, PositionError> {
        Ok(self.open(asset, market)?.receive(market, due)?)
    }

    /// Empties the account: each position is to be forfeited.
    pub fn take_positions(&mut self) -> Vec<Position> {
        self.episode = None;
        std::mem::take(&mut self.positions)
    }

    /// Removes positions that hold and owe nothing; an account that owes nothing has no episode.
    pub fn tidy(&mut self) {
        self.positions.retain(|p| !p.is_empty());
        if !self.owes() {
            self.episode = None;
        }
    }

    /// The episode still in force at `now`.
    pub fn episode(&self, now: u64) -> Option<Episode> {
        self.episode
            .filter(|last| Seconds::between(last.at, now) < EPISODE)
            .map(|last| last.episode)
    }

    /// What a liquidation leaves behind; nothing where the account is back at the target.
    pub fn remember(&mut self, episode: Option<Episode>, now: u64) {
        self.episode = episode.map(|episode| Remembered { episode, at: now });
    }

    pub fn end_episode(&mut self) {
        self.episode = None;
    }
}
