//! Every event of the contract, one constructor each. Types and keys are those of the interface.
//!
//! Replaying them from the first block rebuilds every balance: each carries the shares or scaled debt that moved.

use crate::book::Listed;
use crate::error::ContractError;
use crate::state::AccountKey;
use crate::transition::{mode_name, Ended, Moved, Seized};
use ballast_interface::event::{key, lending as name};
use ballast_interface::lending::{Receive, SupplyMode};
use ballast_interface::AccountId;
use ballast_risk::{Amount, Book, Liquidation, Repayment, ScaledDebt, SupplyShares, WriteOff};
use cosmwasm_std::{Addr, Event};
use std::fmt::Display;

/// The share price is told for a million shares, in base units.
pub const SHARE_PRICE_OF: SupplyShares = SupplyShares::new(1_000_000);

fn of_asset(name: &str, listed: &Listed) -> Event {
    Event::new(name).add_attribute(key::ASSET, listed.asset.asset.name())
}

fn share_price(listed: &Listed) -> String {
    let price = listed.market.amount_of(SHARE_PRICE_OF);
    price.unwrap_or_default().to_string()
}

fn debt_index(listed: &Listed) -> String {
    listed.market.debt_index.to_string()
}

/// `asset:low..high` of every price that was used.
fn prices(book: &Book, listed: impl Fn(u8) -> String) -> String {
    let used = book.holdings.iter().filter(|h| !h.price.spot.is_zero());
    let shown = used.map(|h| format!("{}:{}..{}", listed(h.asset), h.price.low, h.price.high));
    shown.collect::<Vec<_>>().join(",")
}

pub fn accrued(listed: &Listed) -> Event {
    of_asset(name::ACCRUE, listed)
        .add_attribute(key::INTEREST, listed.accrual.interest.to_string())
        .add_attribute(
            key::RESERVE_SHARES,
            listed.accrual.reserve_shares.to_string(),
        )
        .add_attribute(key::DEBT_INDEX, debt_index(listed))
}

/// Who, for which account, and what moved.
pub struct Supplied<'a> {
    pub sender: &'a Addr,
    pub account: &'a AccountKey,
    pub mode: SupplyMode,
    pub moved: Moved,
}

fn supply(name: &str, listed: &Listed, what: &Supplied<'_>) -> Event {
    of_asset(name, listed)
        .add_attribute(key::SENDER, what.sender)
        .add_attribute(key::ACCOUNT, what.account.to_string())
        .add_attribute(key::MODE, mode_name(what.mode))
        .add_attribute(key::AMOUNT, what.moved.amount.to_string())
        .add_attribute(key::SHARES, what.moved.shares.to_string())
        .add_attribute(key::SHARE_PRICE, share_price(listed))
}

pub fn deposited(listed: &Listed, what: &Supplied<'_>) -> Event {
    supply(name::DEPOSIT, listed, what)
}

pub fn withdrawn(listed: &Listed, what: &Supplied<'_>, recipient: &Addr) -> Event {
    supply(name::WITHDRAW, listed, what).add_attribute(key::RECIPIENT, recipient)
}

/// `mode` is where the supply went.
pub fn shifted(listed: &Listed, what: &Supplied<'_>) -> Event {
    supply(name::SHIFT, listed, what)
}

pub struct Borrowed<'a> {
    pub account: &'a AccountKey,
    pub amount: Amount,
    pub scaled: ScaledDebt,
    pub recipient: &'a Addr,
}

pub fn borrowed(listed: &Listed, what: &Borrowed<'_>) -> Event {
    of_asset(name::BORROW, listed)
        .add_attribute(key::ACCOUNT, what.account.to_string())
        .add_attribute(key::AMOUNT, what.amount.to_string())
        .add_attribute(key::SCALED_DEBT, what.scaled.to_string())
        .add_attribute(key::DEBT_INDEX, debt_index(listed))
        .add_attribute(key::RECIPIENT, what.recipient)
}

pub fn repaid(listed: &Listed, payer: &Addr, account: &AccountKey, what: Repayment) -> Event {
    of_asset(name::REPAY, listed)
        .add_attribute(key::SENDER, payer)
        .add_attribute(key::ACCOUNT, account.to_string())
        .add_attribute(key::AMOUNT, what.paid.to_string())
        .add_attribute(key::SCALED_DEBT, what.removed.to_string())
        .add_attribute(key::DEBT_INDEX, debt_index(listed))
}

/// Adds what the health test saw.
pub fn tested(event: Event, book: &Book, listed: impl Fn(u8) -> String) -> Event {
    event.add_attribute(key::PRICES, prices(book, listed))
}

pub struct Liquidated<'a> {
    pub payer: &'a Addr,
    pub account: &'a AccountKey,
    pub quote: &'a Liquidation,
    pub repaid: Repayment,
    pub seized: Seized,
    pub receive: Receive,
    /// Where shares went to.
    pub taker: &'a AccountKey,
}

pub fn liquidated(debt: &Listed, collateral: &Listed, what: &Liquidated<'_>) -> Event {
    let event = Event::new(name::LIQUIDATE)
        .add_attribute(key::SENDER, what.payer)
        .add_attribute(key::ACCOUNT, what.account.to_string())
        .add_attribute(key::DEBT_ASSET, debt.asset.asset.name())
        .add_attribute(key::REPAID, what.repaid.paid.to_string())
        .add_attribute(key::SCALED_DEBT, what.repaid.removed.to_string())
        .add_attribute(key::DEBT_INDEX, debt_index(debt))
        .add_attribute(key::COLLATERAL_ASSET, collateral.asset.asset.name())
        .add_attribute(key::SEIZED, what.quote.seize.to_string())
        .add_attribute(key::SEIZED_PROTECTED, what.seized.protected.to_string())
        .add_attribute(key::SEIZED_SHARES, what.seized.shares.to_string())
        .add_attribute(key::SHARE_PRICE, share_price(collateral))
        .add_attribute(key::BONUS, what.quote.bonus.to_string())
        .add_attribute(key::PROTOCOL_FEE, what.quote.protocol_fee.to_string())
        .add_attribute(key::PROTOCOL_FEE_SHARES, what.seized.fee_shares.to_string())
        .add_attribute(key::CLOSE_OUT, what.quote.close_out.to_string())
        .add_attribute(key::HEALTH_BEFORE, what.quote.health_before.to_string());
    match what.receive {
        Receive::Asset => event.add_attribute(key::RECEIVE, "asset"),
        Receive::Shares => event
            .add_attribute(key::RECEIVE, "shares")
            .add_attribute(key::RECEIVE_ACCOUNT, what.taker.to_string())
            .add_attribute(key::SHARES, what.seized.due_shares.to_string())
            .add_attribute(key::AMOUNT, what.seized.due_protected.to_string()),
    }
}

/// One item of a batch was refused; the batch goes on.
pub fn liquidation_refused(account: &AccountId, error: &ContractError) -> Event {
    Event::new(name::LIQUIDATE_REFUSED)
        .add_attribute(key::ACCOUNT, account.to_string())
        .add_attribute(key::ERROR, error.to_string())
}

/// The forfeited collateral of one position of an account that was written off.
pub fn forfeited(listed: &Listed, account: &AccountKey, what: &Ended) -> Event {
    of_asset(name::FORFEIT, listed)
        .add_attribute(key::ACCOUNT, account.to_string())
        .add_attribute(key::SHARES, what.shares.to_string())
        .add_attribute(key::SEIZED_PROTECTED, what.protected.amount.to_string())
        .add_attribute(key::PROTOCOL_FEE_SHARES, what.protected.shares.to_string())
}

pub fn written_off(
    listed: &Listed,
    account: &AccountKey,
    scaled: ScaledDebt,
    what: WriteOff,
) -> Event {
    of_asset(name::WRITE_OFF, listed)
        .add_attribute(key::ACCOUNT, account.to_string())
        .add_attribute(key::AMOUNT, what.total.to_string())
        .add_attribute(key::SCALED_DEBT, scaled.to_string())
        .add_attribute(key::BY_RESERVES, what.from_reserves.to_string())
        .add_attribute(key::BY_SUPPLIERS, what.from_suppliers.to_string())
        .add_attribute(key::SHARE_PRICE, share_price(listed))
        .add_attribute(
            key::RESERVE_SHARES,
            listed.market.reserve_shares.to_string(),
        )
        .add_attribute(key::EPOCH, listed.market.epoch.to_string())
}

pub fn reserves_withdrawn(listed: &Listed, moved: Moved, recipient: &Addr) -> Event {
    of_asset(name::WITHDRAW_RESERVES, listed)
        .add_attribute(key::AMOUNT, moved.amount.to_string())
        .add_attribute(key::SHARES, moved.shares.to_string())
        .add_attribute(key::RECIPIENT, recipient)
}

/// A message of administration; what changed follows by [`changed`].
pub fn administered(name: &str, sender: &Addr) -> Event {
    Event::new(name).add_attribute(key::SENDER, sender)
}

/// One parameter, old and new; nothing where it stayed.
pub fn changed<T: PartialEq + Display>(event: Event, field: &str, old: &T, new: &T) -> Event {
    if old == new {
        return event;
    }
    event.add_attribute(field, format!("{old} -> {new}"))
}

/// A change of a parameter that may be absent.
pub fn changed_option<T: PartialEq + Display>(
    event: Event,
    field: &str,
    old: Option<T>,
    new: Option<T>,
) -> Event {
    let shown = |value: Option<T>| value.map_or("none".to_owned(), |value| value.to_string());
    changed(event, field, &shown(old), &shown(new))
}
