//! One asset's market: an index for debt, virtual shares for supply, and its transitions.
//!
//! All transitions round in favour of the pool, so every surplus belongs to the suppliers.

use super::due::Due;
use crate::units::{
    mul_div_down, mul_div_up, Amount, DebtIndex, NumError, Ratio, ScaledDebt, SupplyShares, ONE,
};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Shares and units that nobody owns. They fix the first price at 1000 shares to 1 unit and make moving it by a
/// first deposit or a donation cost more than it brings.
const VIRTUAL_SHARES: u128 = 1_000;
const VIRTUAL_AMOUNT: u128 = 1;
/// A share worth less than 1/100 of its first price ends the epoch.
const EPOCH_FLOOR: u128 = 100;

#[derive(Error, Debug, Clone, PartialEq, Eq)]
pub enum MarketError {
    #[error("asked for {asked}, found {available} lendable; ask for no more than that")]
    InsufficientCash { asked: Amount, available: Amount },
    #[error("the amount is too small to move a single share or unit of debt; use a larger one")]
    NothingMoved,
    #[error(transparent)]
    Num(#[from] NumError),
}

/// The totals of one market. `borrowed` and `supplied` are derived, never stored.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Market {
    /// Lendable, tracked: what somebody sends to the contract unasked is not in it.
    pub(super) cash: Amount,
    pub(super) debt_index: DebtIndex,
    /// The exact sum of the accounts' scaled debts.
    pub(super) scaled_debt: ScaledDebt,
    /// All shares, the reserve's included.
    pub(super) supply_shares: SupplyShares,
    pub(super) reserve_shares: SupplyShares,
    /// Deposits that are never lent out; not part of `cash`.
    pub(super) protected: Amount,
    /// Shares of an older epoch are worth nothing.
    pub(super) epoch: u32,
    pub(super) accrued_at: u64,
    /// What the reserve has earned and not got, too little for a unit or a share: 1e-9 of a base unit.
    pub(super) reserve_rest: u64,
}

/// What a repayment took and removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repayment {
    /// Taken from the payer; the rest of what was sent goes back.
    pub paid: Amount,
    pub removed: ScaledDebt,
}

/// Who bore a written-off debt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WriteOff {
    pub total: Amount,
    pub from_reserves: Amount,
    pub from_suppliers: Amount,
    pub new_epoch: bool,
}

impl Market {
    pub fn new(now: u64) -> Self {
        Self {
            cash: Amount::ZERO,
            debt_index: DebtIndex::START,
            scaled_debt: ScaledDebt::ZERO,
            supply_shares: SupplyShares::ZERO,
            reserve_shares: SupplyShares::ZERO,
            protected: Amount::ZERO,
            epoch: 0,
            accrued_at: now,
            reserve_rest: 0,
        }
    }

    /// Lendable.
    pub fn cash(&self) -> Amount {
        self.cash
    }

    pub fn debt_index(&self) -> DebtIndex {
        self.debt_index
    }

    pub fn scaled_debt(&self) -> ScaledDebt {
        self.scaled_debt
    }

    pub fn supply_shares(&self) -> SupplyShares {
        self.supply_shares
    }

    pub fn reserve_shares(&self) -> SupplyShares {
        self.reserve_shares
    }

    /// Never lent out; not part of what is supplied.
    pub fn protected(&self) -> Amount {
        self.protected
    }

    pub fn epoch(&self) -> u32 {
        self.epoch
    }

    pub fn accrued_at(&self) -> u64 {
        self.accrued_at
    }

    /// What the protocol's shares are worth, rounded down.
    pub fn reserves(&self) -> Result<Amount, NumError> {
        self.amount_of(self.reserve_shares)
    }

    /// What a scaled debt owes now, rounded up.
    pub fn owed(&self, scaled: ScaledDebt) -> Result<Amount, NumError> {
        let index = self.debt_index.raw();
        mul_div_up(scaled.raw(), index, ScaledDebt::OWED_UNIT).map(Amount::new)
    }

    /// The scaled debt that an amount makes up, rounded down; at most what scaled debt holds.
    fn scaled_down(&self, amount: Amount) -> Result<ScaledDebt, NumError> {
        let scaled = mul_div_down(amount.raw(), ScaledDebt::OWED_UNIT, self.debt_index.raw());
        match scaled {
            Err(NumError::AmountTooLarge) => Ok(ScaledDebt::new(u128::MAX)),
            scaled => scaled.map(ScaledDebt::new),
        }
    }

    pub fn borrowed(&self) -> Result<Amount, NumError> {
        self.owed(self.scaled_debt)
    }

    pub fn supplied(&self) -> Result<Amount, NumError> {
        self.cash.add(self.borrowed()?)
    }

    /// `borrowed / supplied`, rounded up, between 0 and 1.
    pub fn utilisation(&self) -> Result<Ratio, NumError> {
        let supplied = self.supplied()?;
        if supplied.is_zero() {
            return Ok(Ratio::ZERO);
        }
        let share = mul_div_up(self.borrowed()?.raw(), u128::from(ONE), supplied.raw())?;
        Ok(u64::try_from(share).map_or(Ratio::ONE, |raw| Ratio::new(raw).min(Ratio::ONE)))
    }

    /// What shares of the present epoch are worth, rounded down.
    pub fn amount_of(&self, shares: SupplyShares) -> Result<Amount, NumError> {
        let (amount, all) = self.share_price()?;
        mul_div_down(shares.raw(), amount, all).map(Amount::new)
    }

    /// Shares minted for an amount, rounded down.
    fn shares_down(&self, amount: Amount) -> Result<SupplyShares, NumError> {
        let (supplied, all) = self.share_price()?;
        mul_div_down(amount.raw(), all, supplied).map(SupplyShares::new)
    }

    /// Shares burned for an amount, rounded up.
    pub fn shares_up(&self, amount: Amount) -> Result<SupplyShares, NumError> {
        let (supplied, all) = self.share_price()?;
        mul_div_up(amount.raw(), all, supplied).map(SupplyShares::new)
    }

    /// The price of a share as a fraction: (units, shares), both with their virtual part.
    pub fn share_price(&self) -> Result<(u128, u128), NumError> {
        let plus = |a: u128, b| a.checked_add(b).ok_or(NumError::AmountTooLarge);
        Ok((
            plus(self.supplied()?.raw(), VIRTUAL_AMOUNT)?,
            plus(self.supply_shares.raw(), VIRTUAL_SHARES)?,
        ))
    }

    /// Lends `amount`; the shares it buys.
    pub fn deposit(&mut self, amount: Amount) -> Result<SupplyShares, MarketError> {
        let shares = self.shares_down(amount)?;
        if shares.is_zero() {
            return Err(MarketError::NothingMoved);
        }
        self.cash = self.cash.add(amount)?;
        self.supply_shares = self.supply_shares.add(shares)?;
        self.share_price()?;
        Ok(shares)
    }

    /// Pays `amount` out of cash for `shares`.
    pub fn withdraw(&mut self, amount: Amount, shares: SupplyShares) -> Result<(), MarketError> {
        if amount.is_zero() != shares.is_zero() {
            return Err(MarketError::NothingMoved);
        }
        self.cash = self.take_cash(amount)?;
        self.supply_shares = self
            .supply_shares
            .sub(shares)
            .ok_or(NumError::AmountTooLarge)?;
        Ok(())
    }

    /// Drops shares that are worth nothing; what little they held is the other suppliers'.
    pub fn forget(&mut self, shares: SupplyShares) {
        self.supply_shares = self.supply_shares.saturating_sub(shares);
    }

    /// Lends `amount` out; the scaled debt it makes, rounded up.
    pub fn borrow(&mut self, amount: Amount) -> Result<ScaledDebt, MarketError> {
        let cash = self.take_cash(amount)?;
        let index = self.debt_index.raw();
        let scaled = ScaledDebt::new(mul_div_up(amount.raw(), ScaledDebt::OWED_UNIT, index)?);
        if scaled.is_zero() {
            return Err(MarketError::NothingMoved);
        }
        self.scaled_debt = self.scaled_debt.add(scaled)?;
        self.cash = cash;
        self.share_price()?;
        Ok(scaled)
    }

    /// The most that may be borrowed on top of `scaled` so that no more than `most` is owed in all.
    pub fn borrowable(&self, scaled: ScaledDebt, most: Amount) -> Result<Amount, NumError> {
        let more = self.scaled_down(most)?.saturating_sub(scaled);
        let index = self.debt_index.raw();
        mul_div_down(more.raw(), index, ScaledDebt::OWED_UNIT).map(Amount::new)
    }

    /// The most that may be withdrawn of `shares` so that at least `least` remains.
    pub fn withdrawable(&self, shares: SupplyShares, least: Amount) -> Result<Amount, NumError> {
        let keep = self.shares_up(least)?;
        self.amount_of(shares.saturating_sub(keep))
    }

    /// Takes at most what `scaled` owes out of `sent`, and lowers what is owed by as much: by one unit less only where
    /// what is owed is less than 1e-5 of a unit at the index below a whole number, because what is removed is rounded down.
    pub fn repay(&mut self, scaled: ScaledDebt, sent: Amount) -> Result<Repayment, MarketError> {
        let owed = self.owed(scaled)?;
        let repayment = if sent >= owed {
            Repayment {
                paid: owed,
                removed: scaled,
            }
        } else {
            Repayment {
                paid: sent,
                removed: self.scaled_down(sent)?.min(scaled),
            }
        };
        if repayment.removed.is_zero() || repayment.paid.is_zero() {
            return Err(MarketError::NothingMoved);
        }
        self.cash = self.cash.add(repayment.paid)?;
        self.scaled_debt = self.scaled_debt.saturating_sub(repayment.removed);
        Ok(repayment)
    }

    /// Sets `amount` of what `scaled` owes against `burned` shares of the same account; the debt removed, rounded down.
    /// No cash moves.
    pub(super) fn set_off(
        &mut self,
        scaled: ScaledDebt,
        amount: Amount,
        burned: SupplyShares,
    ) -> Result<ScaledDebt, MarketError> {
        let removed = if amount >= self.owed(scaled)? {
            scaled
        } else {
            self.scaled_down(amount)?.min(scaled)
        };
        if removed.is_zero() || burned.is_zero() {
            return Err(MarketError::NothingMoved);
        }
        self.scaled_debt = self.scaled_debt.saturating_sub(removed);
        self.supply_shares = self.supply_shares.saturating_sub(burned);
        Ok(removed)
    }

    /// What is due of a seizure by now: the lent part is worth no more than its shares are, and shares of an epoch that has
    /// ended are worth nothing.
    pub(super) fn settled(&self, due: Due) -> Result<Due, NumError> {
        if due.epoch != self.epoch {
            return Ok(Due {
                protected: due.protected,
                ..Due::default()
            });
        }
        Ok(Due {
            lent: due.lent.min(self.amount_of(due.shares)?),
            ..due
        })
    }

    /// Takes what the liquidator is due of a seizure out of the market, to be paid: what it is worth by now.
    pub fn pay_out(&mut self, due: Due) -> Result<Due, MarketError> {
        let due = self.settled(due)?;
        self.protected = self.protected.saturating_sub(due.protected);
        if !due.lent.is_zero() || !due.shares.is_zero() {
            self.withdraw(due.lent, due.shares)?;
        }
        Ok(due)
    }

    /// Pays `amount` of the reserves out of cash. The shares that were burned, rounded up; none where the reserves hold
    /// less.
    pub fn withdraw_reserves(
        &mut self,
        amount: Amount,
    ) -> Result<Option<SupplyShares>, MarketError> {
        let shares = self.shares_up(amount)?;
        let Some(rest) = self.reserve_shares.sub(shares) else {
            return Ok(None);
        };
        self.withdraw(amount, shares)?;
        self.reserve_shares = rest;
        Ok(Some(shares))
    }

    /// Keeps `fee`, which has just left somebody's holding, as reserve shares.
    pub fn keep_fee(&mut self, fee: Amount) -> Result<SupplyShares, MarketError> {
        let shares = self.shares_down(fee)?;
        self.cash = self.cash.add(fee)?;
        self.supply_shares = self.supply_shares.add(shares)?;
        self.reserve_shares = self.reserve_shares.add(shares)?;
        Ok(shares)
    }

    /// Writes off a debt: the reserve's shares bear it first, then the price of everybody's.
    pub fn write_off(&mut self, scaled: ScaledDebt) -> Result<WriteOff, MarketError> {
        let before = self.supplied()?;
        let burn = {
            let mut after = self.clone();
            after.scaled_debt = self.scaled_debt.saturating_sub(scaled);
            let total = before.saturating_sub(after.supplied()?);
            (total, self.shares_up(total)?.min(self.reserve_shares))
        };
        let (total, burned) = burn;
        let from_reserves = self.amount_of(burned)?.min(total);
        self.scaled_debt = self.scaled_debt.saturating_sub(scaled);
        self.supply_shares = self.supply_shares.saturating_sub(burned);
        self.reserve_shares = self.reserve_shares.saturating_sub(burned);
        let new_epoch = self.end_epoch_if_worthless()?;
        Ok(WriteOff {
            total,
            from_reserves,
            from_suppliers: total.saturating_sub(from_reserves),
            new_epoch,
        })
    }

    /// Below 1 % of its first price a share has too few digits left: what is there goes to the reserve, and shares begin anew.
    fn end_epoch_if_worthless(&mut self) -> Result<bool, NumError> {
        let (units, shares) = self.share_price()?;
        let scale = VIRTUAL_SHARES.saturating_mul(EPOCH_FLOOR);
        // units / shares < 1 / (1000 · 100), without a division; an overflow is a price far above the floor
        if units.checked_mul(scale).is_none_or(|units| units >= shares) {
            return Ok(false);
        }
        self.epoch = self.epoch.saturating_add(1);
        self.supply_shares = SupplyShares::ZERO;
        let rest = self
            .supplied()?
            .raw()
            .checked_mul(VIRTUAL_SHARES)
            .ok_or(NumError::AmountTooLarge)?;
        self.supply_shares = SupplyShares::new(rest);
        self.reserve_shares = SupplyShares::new(rest);
        Ok(true)
    }

    fn take_cash(&self, amount: Amount) -> Result<Amount, MarketError> {
        self.cash.sub(amount).ok_or(MarketError::InsufficientCash {
            asked: amount,
            available: self.cash,
        })
    }
}
