//! What an account does with its position in a market, in memory: both sides of every move, rounded in favour of the pool.

use super::due::Due;
use super::{Market, MarketError, Repayment, WriteOff};
use crate::units::{Amount, AssetIndex, NumError, ScaledDebt, SupplyShares};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use thiserror::Error;

/// Lent supply earns interest and may be out; protected supply earns nothing and is always there.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Copy, Debug, Default, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum SupplyMode {
    #[default]
    Lend,
    Protect,
}

impl fmt::Display for SupplyMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            SupplyMode::Lend => "lend",
            SupplyMode::Protect => "protect",
        })
    }
}

/// The most assets one account may hold: it bounds the gas of every health test.
pub const MAX_POSITIONS: usize = 16;

#[derive(Error, Debug, Clone, PartialEq, Eq)]
#[error("the account holds {MAX_POSITIONS} assets already; close one or use another sub-account")]
pub struct TooManyPositions;

/// Why a position cannot do what was asked. It may have changed in part: drop it.
#[derive(Error, Debug, Clone, PartialEq, Eq)]
pub enum PositionError {
    #[error("nothing is supplied by {mode}")]
    NothingSupplied { mode: SupplyMode },
    #[error("asked for {asked}, found {found} supplied by {mode}; ask for no more than that")]
    InsufficientSupply {
        mode: SupplyMode,
        asked: Amount,
        found: Amount,
    },
    #[error("nothing is owed")]
    NothingOwed,
    #[error(transparent)]
    Positions(#[from] TooManyPositions),
    #[error(transparent)]
    Market(#[from] MarketError),
    #[error(transparent)]
    Num(#[from] NumError),
}

/// What moved between a market and a position.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    pub amount: Amount,
    /// Minted or burned; zero where only protected supply moved.
    pub shares: SupplyShares,
}

/// Lent supply that was set against debt of the same asset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SetOff {
    pub amount: Amount,
    pub burned: SupplyShares,
    pub removed: ScaledDebt,
}

/// What left a position by a liquidation, and where it goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seized {
    /// Out of protected supply, the fee on it included.
    pub protected: Amount,
    /// Shares that left the position.
    pub shares: SupplyShares,
    /// What the liquidator is due of each. It has left the position and is still in the market.
    pub due: Due,
    /// What the reserve got.
    pub fee_shares: SupplyShares,
}

impl Seized {
    /// Were protected and lent supply taken, each rounded on its own?
    pub fn is_mixed(&self) -> bool {
        !self.protected.is_zero() && !self.shares.is_zero()
    }
}

/// What one position of a written-off account lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forfeit {
    pub asset: AssetIndex,
    pub shares: SupplyShares,
    /// Protected supply, and the shares that the reserve got for it.
    pub protected: Moved,
    pub scaled: ScaledDebt,
    pub write_off: Option<WriteOff>,
}

/// What an account holds and owes of one asset.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq, Eq)]
pub struct Position {
    asset: AssetIndex,
    /// Lent supply, in shares of `epoch`.
    shares: SupplyShares,
    epoch: u32,
    /// Supply that is never lent out.
    protected: Amount,
    scaled_debt: ScaledDebt,
}

impl Position {
    pub(super) fn new(asset: AssetIndex, market: &Market) -> Self {
        Self {
            asset,
            epoch: market.epoch,
            ..Self::default()
        }
    }

    pub fn asset(&self) -> AssetIndex {
        self.asset
    }

    pub fn shares(&self) -> SupplyShares {
        self.shares
    }

    pub fn protected(&self) -> Amount {
        self.protected
    }

    pub fn scaled_debt(&self) -> ScaledDebt {
        self.scaled_debt
    }

    pub fn is_empty(&self) -> bool {
        self.shares.is_zero() && self.protected.is_zero() && self.scaled_debt.is_zero()
    }

    pub fn owes(&self) -> bool {
        !self.scaled_debt.is_zero()
    }

    /// Drops shares of an epoch that has ended: they are worth nothing. How many there were.
    pub fn enter_epoch(&mut self, market: &Market) -> SupplyShares {
        if self.epoch == market.epoch {
            return SupplyShares::ZERO;
        }
        self.epoch = market.epoch;
        std::mem::take(&mut self.shares)
    }

    /// What the lent supply is worth, rounded down.
    pub fn lent(&self, market: &Market) -> Result<Amount, NumError> {
        if self.shares.is_zero() || self.epoch != market.epoch {
            return Ok(Amount::ZERO);
        }
        market.amount_of(self.shares)
    }

    /// Lent and protected supply together, rounded down.
    pub fn collateral(&self, market: &Market) -> Result<Amount, NumError> {
        self.protected.add(self.lent(market)?)
    }

    /// What is owed now, rounded up.
    pub fn debt(&self, market: &Market) -> Result<Amount, NumError> {
        market.owed(self.scaled_debt)
    }

    pub(super) fn supply(
        &mut self,
        market: &mut Market,
        amount: Amount,
        mode: SupplyMode,
    ) -> Result<Moved, PositionError> {
        let shares = match mode {
            SupplyMode::Lend => {
                let shares = market.deposit(amount)?;
                self.shares = self.shares.add(shares)?;
                shares
            }
            SupplyMode::Protect => {
                market.protected = market.protected.add(amount)?;
                self.protected = self.protected.add(amount)?;
                SupplyShares::ZERO
            }
        };
        Ok(Moved { amount, shares })
    }

    /// `amount`, or all. All of what is worth nothing is dropped and pays nothing.
    pub(super) fn withdraw(
        &mut self,
        market: &mut Market,
        amount: Option<Amount>,
        mode: SupplyMode,
    ) -> Result<Moved, PositionError> {
        let (found, nothing) = match mode {
            SupplyMode::Lend => (self.lent(market)?, self.shares.is_zero()),
            SupplyMode::Protect => (self.protected, self.protected.is_zero()),
        };
        if nothing {
            return Err(PositionError::NothingSupplied { mode });
        }
        let asked = amount.unwrap_or(found);
        if asked > found {
            return Err(PositionError::InsufficientSupply { mode, asked, found });
        }
        let shares = match mode {
            SupplyMode::Protect => {
                self.protected = self.protected.saturating_sub(asked);
                market.protected = market.protected.saturating_sub(asked);
                SupplyShares::ZERO
            }
            SupplyMode::Lend if asked.is_zero() => {
                let dropped = std::mem::take(&mut self.shares);
                market.forget(dropped);
                dropped
            }
            SupplyMode::Lend => {
                let burned = self.burned_for(market, asked, found)?;
                market.withdraw(asked, burned)?;
                self.shares = self.shares.saturating_sub(burned);
                burned
            }
        };
        Ok(Moved {
            amount: asked,
            shares,
        })
    }

    /// Shares for `wanted` of what is lent, rounded up; taking everything leaves none behind.
    fn burned_for(
        &self,
        market: &Market,
        wanted: Amount,
        lent: Amount,
    ) -> Result<SupplyShares, NumError> {
        if wanted >= lent {
            return Ok(self.shares);
        }
        Ok(market.shares_up(wanted)?.min(self.shares))
    }

    pub(super) fn borrow(
        &mut self,
        market: &mut Market,
        amount: Amount,
    ) -> Result<ScaledDebt, PositionError> {
        let scaled = market.borrow(amount)?;
        self.scaled_debt = self.scaled_debt.add(scaled)?;
        Ok(scaled)
    }

    /// Takes at most what is owed out of `sent`.
    pub(super) fn repay(
        &mut self,
        market: &mut Market,
        sent: Amount,
    ) -> Result<Repayment, PositionError> {
        if !self.owes() {
            return Err(PositionError::NothingOwed);
        }
        let repaid = market.repay(self.scaled_debt, sent)?;
        self.scaled_debt = self.scaled_debt.saturating_sub(repaid.removed);
        Ok(repaid)
    }

    /// Moves `amount`, or all, between lent and protected supply.
    pub(super) fn shift(
        &mut self,
        market: &mut Market,
        amount: Option<Amount>,
        to: SupplyMode,
    ) -> Result<Moved, PositionError> {
        let from = match to {
            SupplyMode::Lend => SupplyMode::Protect,
            SupplyMode::Protect => SupplyMode::Lend,
        };
        let taken = self.withdraw(market, amount, from)?;
        if taken.amount.is_zero() {
            return Err(MarketError::NothingMoved.into());
        }
        let put = self.supply(market, taken.amount, to)?;
        // exactly one of the two moved shares
        let shares = taken.shares.max(put.shares);
        Ok(Moved {
            amount: taken.amount,
            shares,
        })
    }

    /// Sets lent supply against debt of the same asset: shares ⌈⌉, debt ⌊⌋, no cash moves.
    pub(super) fn set_off(
        &mut self,
        market: &mut Market,
        amount: Option<Amount>,
    ) -> Result<SetOff, PositionError> {
        if !self.owes() {
            return Err(PositionError::NothingOwed);
        }
        let mode = SupplyMode::Lend;
        let found = self.lent(market)?;
        if found.is_zero() {
            return Err(PositionError::NothingSupplied { mode });
        }
        let both = found.min(self.debt(market)?);
        let wanted = amount.map_or(both, |asked| asked.min(self.debt(market).unwrap_or(asked)));
        if wanted > found {
            let asked = wanted;
            return Err(PositionError::InsufficientSupply { mode, asked, found });
        }
        let burned = self.burned_for(market, wanted, found)?;
        let removed = market.set_off(self.scaled_debt, wanted, burned)?;
        self.shares = self.shares.saturating_sub(burned);
        self.scaled_debt = self.scaled_debt.saturating_sub(removed);
        Ok(SetOff {
            amount: wanted,
            burned,
            removed,
        })
    }

    /// Takes `amount` out, protected supply first since it needs no cash, and gives the reserve `fee` of it.
    pub(super) fn seize(
        &mut self,
        market: &mut Market,
        amount: Amount,
        fee: Amount,
    ) -> Result<Seized, PositionError> {
        let protected = self.protected.min(amount);
        let lent = amount.saturating_sub(protected);
        let shares = self.burned_for(market, lent, market.amount_of(self.shares)?)?;
        let fee_protected = fee.min(protected);
        let fee_lent = fee.saturating_sub(fee_protected);
        let due_lent = lent.saturating_sub(fee_lent);
        let due_shares = market.shares_up(due_lent)?.min(shares);
        // what is not the liquidator's is the reserve's, to the last share
        let kept = shares.saturating_sub(due_shares);
        self.protected = self.protected.saturating_sub(protected);
        self.shares = self.shares.saturating_sub(shares);
        market.protected = market.protected.saturating_sub(fee_protected);
        let minted = market.keep_fee(fee_protected)?;
        market.reserve_shares = market.reserve_shares.add(kept)?;
        Ok(Seized {
            protected,
            shares,
            due: Due {
                protected: protected.saturating_sub(fee_protected),
                lent: due_lent,
                shares: due_shares,
                epoch: market.epoch,
            },
            fee_shares: minted.add(kept)?,
        })
    }

    /// Takes on what a seizure left in the market for its liquidator: what it is worth by now.
    pub(super) fn receive(&mut self, market: &Market, due: Due) -> Result<Due, NumError> {
        let due = market.settled(due)?;
        self.shares = self.shares.add(due.shares)?;
        self.protected = self.protected.add(due.protected)?;
        Ok(due)
    }

    /// Forfeits everything to the reserves and writes off what is owed; reserves bear it first.
    pub fn forfeit(mut self, market: &mut Market) -> Result<Forfeit, PositionError> {
        self.enter_epoch(market);
        market.reserve_shares = market.reserve_shares.add(self.shares)?;
        market.protected = market.protected.saturating_sub(self.protected);
        let kept = market.keep_fee(self.protected)?;
        let write_off = if self.owes() {
            Some(market.write_off(self.scaled_debt)?)
        } else {
            None
        };
        Ok(Forfeit {
            asset: self.asset,
            shares: self.shares,
            protected: Moved {
                amount: self.protected,
                shares: kept,
            },
            scaled: self.scaled_debt,
            write_off,
        })
    }
}
