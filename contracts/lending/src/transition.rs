//! The moves between a position and its market, in memory. Executing, simulating and limits share them.

use crate::book::{Listed, State};
use crate::error::{ContractError, Result};
use ballast_interface::lending::SupplyMode;
use ballast_risk::{Account, Position};
use ballast_risk::Liquidation;
use ballast_risk::{Repayment, WriteOff};
use ballast_risk::{Amount, ScaledDebt, SupplyShares};

/// What moved between a market and an account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    pub amount: Amount,
    /// Minted or burned; zero where only protected supply moved.
    pub shares: SupplyShares,
}

pub fn deposit(state: &mut State, id: u8, amount: Amount, mode: SupplyMode) -> Result<Moved> {
    let listed = state.markets.change(id)?;
    let position = state.account.open(id, &listed.market)?;
    put(listed, position, amount, mode)
}

/// Puts `amount` into a position.
fn put(
    listed: &mut Listed,
    position: &mut Position,
    amount: Amount,
    mode: SupplyMode,
) -> Result<Moved> {
    let shares = match mode {
        SupplyMode::Lend => {
            let bought = listed.market.deposit(amount);
            let shares = bought.map_err(|e| listed.refused(e))?;
            position.shares = position.shares.add(shares)?;
            shares
        }
        SupplyMode::Protect => {
            listed.market.protected = listed.market.protected.add(amount)?;
            position.protected = position.protected.add(amount)?;
            SupplyShares::ZERO
        }
    };
    Ok(Moved { amount, shares })
}

/// `amount`, or all. All of what is worth nothing is dropped and pays nothing.
pub fn withdraw(
    state: &mut State,
    id: u8,
    amount: Option<Amount>,
    mode: SupplyMode,
) -> Result<Moved> {
    let listed = state.markets.change(id)?;
    let Some(position) = state.account.position_mut(id) else {
        return Err(insufficient(listed, mode, amount, Amount::ZERO));
    };
    position.enter_epoch(&listed.market);
    take(listed, position, amount, mode)
}

/// Takes `amount`, or all, out of a position.
fn take(
    listed: &mut Listed,
    position: &mut Position,
    amount: Option<Amount>,
    mode: SupplyMode,
) -> Result<Moved> {
    let held = match mode {
        SupplyMode::Lend => listed.market.amount_of(position.shares)?,
        SupplyMode::Protect => position.protected,
    };
    let wanted = amount.unwrap_or(held);
    let nothing = match mode {
        SupplyMode::Lend => position.shares.is_zero(),
        SupplyMode::Protect => position.protected.is_zero(),
    };
    if wanted > held || nothing {
        return Err(insufficient(listed, mode, amount, held));
    }
    let shares = match mode {
        SupplyMode::Protect => {
            position.protected = position.protected.saturating_sub(wanted);
            listed.market.protected = listed.market.protected.saturating_sub(wanted);
            SupplyShares::ZERO
        }
        SupplyMode::Lend if wanted.is_zero() => {
            let dropped = std::mem::take(&mut position.shares);
            listed.market.forget(dropped);
            dropped
        }
        SupplyMode::Lend => {
            let burned = burned_for(listed, position, wanted, held)?;
            let paid = listed.market.withdraw(wanted, burned);
            paid.map_err(|e| listed.refused(e))?;
            position.shares = position.shares.saturating_sub(burned);
            burned
        }
    };
    Ok(Moved {
        amount: wanted,
        shares,
    })
}

/// Taking everything leaves no share behind.
fn burned_for(
    listed: &Listed,
    position: &Position,
    wanted: Amount,
    held: Amount,
) -> Result<SupplyShares> {
    if wanted == held {
        return Ok(position.shares);
    }
    Ok(listed.market.shares_up(wanted)?.min(position.shares))
}

pub fn borrow(state: &mut State, id: u8, amount: Amount) -> Result<ScaledDebt> {
    let listed = state.markets.change(id)?;
    let position = state.account.open(id, &listed.market)?;
    let lent = listed.market.borrow(amount);
    let scaled = lent.map_err(|e| listed.refused(e))?;
    position.scaled_debt = position.scaled_debt.add(scaled)?;
    Ok(scaled)
}

/// Takes at most what is owed out of `sent`.
pub fn repay(state: &mut State, id: u8, sent: Amount) -> Result<Repayment> {
    let account = state.key.to_string();
    let listed = state.markets.change(id)?;
    let position = state.account.position_mut(id);
    let position = position
        .filter(|p| !p.scaled_debt.is_zero())
        .ok_or_else(|| ContractError::NoDebt {
            account,
            asset: listed.asset.asset.to_string(),
        })?;
    let repaid = listed.market.repay(position.scaled_debt, sent);
    let repaid = repaid.map_err(|e| listed.refused(e))?;
    position.scaled_debt = position.scaled_debt.saturating_sub(repaid.removed);
    Ok(repaid)
}

/// Moves `amount`, or all, between lent and protected supply.
pub fn shift(state: &mut State, id: u8, amount: Option<Amount>, to: SupplyMode) -> Result<Moved> {
    let from = match to {
        SupplyMode::Lend => SupplyMode::Protect,
        SupplyMode::Protect => SupplyMode::Lend,
    };
    let taken = withdraw(state, id, amount, from)?;
    if taken.amount.is_zero() {
        return Err(ContractError::ZeroAmount.into());
    }
    let put = deposit(state, id, taken.amount, to)?;
    // exactly one of the two moved shares
    let shares = taken.shares.max(put.shares);
    Ok(Moved {
        amount: taken.amount,
        shares,
    })
}

fn insufficient(
    listed: &Listed,
    mode: SupplyMode,
    asked: Option<Amount>,
    found: Amount,
) -> Box<ContractError> {
    Box::new(ContractError::InsufficientSupply {
        asset: listed.asset.asset.to_string(),
        mode: mode_name(mode),
        asked: asked.unwrap_or(found),
        found,
    })
}

pub fn mode_name(mode: SupplyMode) -> &'static str {
    match mode {
        SupplyMode::Lend => "lent",
        SupplyMode::Protect => "protected",
    }
}

/// What left an account by a liquidation, and where it went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seized {
    /// Out of protected supply, the fee on it included.
    pub protected: Amount,
    /// Shares that left the account.
    pub shares: SupplyShares,
    /// What the liquidator is due of each.
    pub due_protected: Amount,
    pub due_lent: Amount,
    pub due_shares: SupplyShares,
    /// What the reserve got.
    pub fee_shares: SupplyShares,
}

/// Takes what a liquidation seizes out of the account, protected supply first, and gives the reserve its fee. What
/// the liquidator is due has left the account and is still in the market.
pub fn seize(state: &mut State, what: &Liquidation) -> Result<Seized> {
    let listed = state.markets.change(what.collateral)?;
    let market = &mut listed.market;
    let position = state.account.open(what.collateral, market)?;
    let protected = position.protected.min(what.seize);
    let lent = what.seize.saturating_sub(protected);
    let shares = if lent >= market.amount_of(position.shares)? {
        position.shares
    } else {
        market.shares_up(lent)?.min(position.shares)
    };
    let fee_protected = what.protocol_fee.min(protected);
    let fee_lent = what.protocol_fee.saturating_sub(fee_protected);
    let due_lent = lent.saturating_sub(fee_lent);
    let due_shares = market.shares_up(due_lent)?.min(shares);
    // what is not the liquidator's is the reserve's, to the last share
    let kept = shares.saturating_sub(due_shares);
    position.protected = position.protected.saturating_sub(protected);
    position.shares = position.shares.saturating_sub(shares);
    market.protected = market.protected.saturating_sub(fee_protected);
    let minted = market
        .keep_fee(fee_protected)
        .map_err(ContractError::Market)?;
    market.reserve_shares = market.reserve_shares.add(kept)?;
    Ok(Seized {
        protected,
        shares,
        due_protected: protected.saturating_sub(fee_protected),
        due_lent,
        due_shares,
        fee_shares: minted.add(kept)?,
    })
}

/// Takes what the liquidator is due out of the market, to be paid.
pub fn cash_out(listed: &mut Listed, due: &Seized) -> Result<Amount> {
    let market = &mut listed.market;
    market.protected = market.protected.saturating_sub(due.due_protected);
    if !due.due_lent.is_zero() || !due.due_shares.is_zero() {
        let paid = market.withdraw(due.due_lent, due.due_shares);
        paid.map_err(|error| {
            let mut refused = listed.refused(error);
            if let ContractError::InsufficientCash { instead, .. } = &mut *refused {
                *instead = ", or receive shares";
            }
            refused
        })?;
    }
    Ok(due.due_protected.add(due.due_lent)?)
}

/// Puts what the liquidator is due on an account of its own.
pub fn hand_over(listed: &Listed, account: &mut Account, due: &Seized) -> Result<Amount> {
    let position = account.open(listed.id, &listed.market)?;
    position.shares = position.shares.add(due.due_shares)?;
    position.protected = position.protected.add(due.due_protected)?;
    Ok(due.due_protected.add(due.due_lent)?)
}

/// What one position of a written-off account lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended {
    pub asset: u8,
    pub shares: SupplyShares,
    /// Protected supply, and the shares that the reserve got for it.
    pub protected: Moved,
    pub scaled: ScaledDebt,
    pub write_off: Option<WriteOff>,
}

/// Forfeits what an account beyond rescue holds to the reserves and writes off what it owes; reserves bear it first.
pub fn write_off(state: &mut State) -> Result<Vec<Ended>> {
    let mut ended = Vec::new();
    for position in state.account.positions() {
        let market = &mut state.markets.change(position.asset)?.market;
        let mut position = position.clone();
        position.enter_epoch(market);
        market.reserve_shares = market.reserve_shares.add(position.shares)?;
        market.protected = market.protected.saturating_sub(position.protected);
        let kept = market.keep_fee(position.protected);
        let protected = Moved {
            amount: position.protected,
            shares: kept.map_err(ContractError::Market)?,
        };
        let write_off = if position.scaled_debt.is_zero() {
            None
        } else {
            let written = market.write_off(position.scaled_debt);
            Some(written.map_err(ContractError::Market)?)
        };
        ended.push(Ended {
            asset: position.asset,
            shares: position.shares,
            protected,
            scaled: position.scaled_debt,
            write_off,
        });
    }
    state.account = Account::default();
    Ok(ended)
}
