//! Every event of the contract, one constructor each. Types and keys are those of the interface.
//!
//! Replaying them from the first block rebuilds every balance: each carries the shares or scaled debt that moved.

use crate::error::ContractError;
use ballast_interface::event::{key, lending as name};
use ballast_interface::lending::{FlashLent, Receive};
use ballast_interface::{AccountId, AssetId};
use ballast_ledger::records::AccountKey;
use ballast_ledger::{Accrued, DebtMoved, Fact, LoadedMarket, SharesDropped, SupplyMoved, Told};
use ballast_risk::facts::{Due, Forfeit, Moved, Repayment, Seized, WriteOff};
use ballast_risk::liquidate::{Liquidation, ProRata, Seizure};
use ballast_risk::{Amount, AssetIndex, Book, ScaledDebt};
use cosmwasm_std::{Addr, Event};
use std::fmt::Display;

/// What all events of one message say besides their facts.
pub struct Context {
    pub sender: Addr,
    /// Whom the purse is paid to.
    pub recipient: Addr,
    /// What the judgement saw, where there was one.
    pub prices: Option<String>,
    /// How many facts there were after each action; absent where the message was a single action.
    pub ends: Option<Vec<usize>>,
}

/// Interest first, then the facts in their order; the last that lowered the surplus carries the prices it was judged at.
pub fn of(told: Told, context: &Context) -> Vec<Event> {
    let lowers = |fact: &Fact| matches!(fact, Fact::Withdrawn(_) | Fact::Borrowed(_));
    let judged = told.facts.iter().rposition(lowers);
    let mut events: Vec<Event> = told.accrued.iter().map(accrued).collect();
    for (place, fact) in told.facts.iter().enumerate() {
        let mut event = of_fact(fact, context);
        if let Some(ends) = &context.ends {
            let action = ends.iter().take_while(|end| **end <= place).count();
            event = event.add_attribute(key::INDEX, action.to_string());
        }
        if let Some(prices) = context.prices.as_ref().filter(|_| judged == Some(place)) {
            event = event.add_attribute(key::PRICES, prices);
        }
        events.push(event);
    }
    events
}

fn of_fact(fact: &Fact, context: &Context) -> Event {
    let sender = &context.sender;
    match fact {
        Fact::Deposited(what) => supply(name::DEPOSIT, what, sender),
        Fact::Withdrawn(what) => {
            supply(name::WITHDRAW, what, sender).add_attribute(key::RECIPIENT, &context.recipient)
        }
        Fact::Shifted(what) => supply(name::SHIFT, what, sender),
        Fact::Borrowed(what) => {
            debt(name::BORROW, what, sender).add_attribute(key::RECIPIENT, &context.recipient)
        }
        Fact::Repaid(what) => debt(name::REPAY, what, sender),
        Fact::Offset {
            supply: taken,
            debt,
        } => supply(name::OFFSET, taken, sender)
            .add_attribute(key::SCALED_DEBT, debt.scaled.to_string())
            .add_attribute(key::DEBT_INDEX, debt.debt_index.to_string()),
        Fact::Dropped(what) => dropped(what),
    }
}

fn of_asset(name: &str, loaded: &LoadedMarket) -> Event {
    Event::new(name).add_attribute(key::ASSET, loaded.asset.asset.name())
}

/// `asset:low..high` of every price that was used.
pub fn prices(book: &Book, name: impl Fn(AssetIndex) -> String) -> String {
    let used = book.holdings.iter().filter(|h| !h.price.spot.is_zero());
    let shown = used.map(|h| format!("{}:{}..{}", name(h.asset), h.price.low, h.price.high));
    shown.collect::<Vec<_>>().join(",")
}

pub fn accrued(what: &Accrued) -> Event {
    Event::new(name::ACCRUE)
        .add_attribute(key::ASSET, what.asset.name())
        .add_attribute(key::INTEREST, what.accrual.interest.to_string())
        .add_attribute(key::RESERVE_SHARES, what.accrual.reserve_shares.to_string())
        .add_attribute(key::DEBT_INDEX, what.debt_index.to_string())
}

/// `mode` is where the supply went, or was taken from.
fn supply(name: &str, what: &SupplyMoved, sender: &Addr) -> Event {
    Event::new(name)
        .add_attribute(key::ASSET, what.asset.name())
        .add_attribute(key::SENDER, sender)
        .add_attribute(key::ACCOUNT, what.account.to_string())
        .add_attribute(key::MODE, what.mode.to_string())
        .add_attribute(key::AMOUNT, what.moved.amount.to_string())
        .add_attribute(key::SHARES, what.moved.shares.to_string())
        .add_attribute(key::SHARE_PRICE, what.share_price.to_string())
}

fn debt(name: &str, what: &DebtMoved, sender: &Addr) -> Event {
    Event::new(name)
        .add_attribute(key::ASSET, what.asset.name())
        .add_attribute(key::SENDER, sender)
        .add_attribute(key::ACCOUNT, what.account.to_string())
        .add_attribute(key::AMOUNT, what.amount.to_string())
        .add_attribute(key::SCALED_DEBT, what.scaled.to_string())
        .add_attribute(key::DEBT_INDEX, what.debt_index.to_string())
}

fn dropped(what: &SharesDropped) -> Event {
    Event::new(name::DROP_SHARES)
        .add_attribute(key::ASSET, what.asset.name())
        .add_attribute(key::ACCOUNT, what.account.to_string())
        .add_attribute(key::SHARES, what.shares.to_string())
        .add_attribute(key::EPOCH, what.epoch.to_string())
}

/// Interest and dropped shares of a message that is no list of actions.
pub fn beside(told: &Told) -> Vec<Event> {
    let mut events: Vec<Event> = told.accrued.iter().map(accrued).collect();
    for fact in &told.facts {
        if let Fact::Dropped(what) = fact {
            events.push(dropped(what));
        }
    }
    events
}

pub struct Liquidated<'a> {
    pub payer: &'a Addr,
    pub quote: &'a Liquidation,
    pub repaid: Repayment,
    pub receive: Receive,
    pub of: SeizedOf<'a>,
    pub prices: String,
}

/// One seizure, and what the liquidator got of it.
pub struct SeizedOf<'a> {
    pub account: &'a AccountKey,
    /// Where shares went to.
    pub taker: &'a AccountKey,
    pub wanted: &'a Seizure,
    pub seized: Seized,
    pub received: Due,
}

pub fn liquidated(debt: &LoadedMarket, collateral: &LoadedMarket, what: &Liquidated<'_>) -> Event {
    let event = Event::new(name::LIQUIDATE)
        .add_attribute(key::SENDER, what.payer)
        .add_attribute(key::DEBT_ASSET, debt.asset.asset.name())
        .add_attribute(key::REPAID, what.repaid.paid.to_string())
        .add_attribute(key::SCALED_DEBT, what.repaid.removed.to_string())
        .add_attribute(key::DEBT_INDEX, debt.market.debt_index().to_string())
        .add_attribute(key::BONUS, what.quote.bonus.to_string())
        .add_attribute(key::CLOSE_OUT, what.quote.close_out.to_string())
        .add_attribute(key::HEALTH_BEFORE, what.quote.health_before.to_string());
    let event = of_seizure(event, collateral, &what.of);
    let event = match what.receive {
        Receive::Asset => event.add_attribute(key::RECEIVE, "asset"),
        Receive::Shares => of_shares(event, &what.of),
    };
    event.add_attribute(key::PRICES, &what.prices)
}

/// Repayments are told as such, and each seizure by itself.
pub fn liquidated_pro_rata(
    account: &AccountKey,
    quote: &ProRata,
    taker: &AccountKey,
    prices: String,
) -> Event {
    Event::new(name::LIQUIDATE_PRO_RATA)
        .add_attribute(key::SENDER, &taker.owner)
        .add_attribute(key::ACCOUNT, account.to_string())
        .add_attribute(key::FRACTION, quote.fraction.to_string())
        .add_attribute(key::BONUS, quote.bonus.to_string())
        .add_attribute(key::CLOSE_OUT, quote.close_out.to_string())
        .add_attribute(key::HEALTH_BEFORE, quote.health_before.to_string())
        .add_attribute(key::RECEIVE_ACCOUNT, taker.to_string())
        .add_attribute(key::PRICES, prices)
}

pub fn seized(collateral: &LoadedMarket, what: &SeizedOf<'_>) -> Event {
    of_shares(of_seizure(Event::new(name::SEIZE), collateral, what), what)
}

fn of_seizure(event: Event, collateral: &LoadedMarket, what: &SeizedOf<'_>) -> Event {
    event
        .add_attribute(key::ACCOUNT, what.account.to_string())
        .add_attribute(key::COLLATERAL_ASSET, collateral.asset.asset.name())
        .add_attribute(key::SEIZED, what.wanted.amount.to_string())
        .add_attribute(key::SEIZED_PROTECTED, what.seized.protected.to_string())
        .add_attribute(key::SEIZED_SHARES, what.seized.shares.to_string())
        .add_attribute(key::SHARE_PRICE, collateral.share_price().to_string())
        .add_attribute(key::PROTOCOL_FEE, what.wanted.protocol_fee.to_string())
        .add_attribute(key::PROTOCOL_FEE_SHARES, what.seized.fee_shares.to_string())
}

fn of_shares(event: Event, what: &SeizedOf<'_>) -> Event {
    event
        .add_attribute(key::RECEIVE, "shares")
        .add_attribute(key::RECEIVE_ACCOUNT, what.taker.to_string())
        .add_attribute(key::SHARES, what.received.shares.to_string())
        .add_attribute(key::AMOUNT, what.received.protected.to_string())
}

/// One item of a batch was refused; the batch goes on.
pub fn liquidation_refused(account: &AccountId, error: &ContractError) -> Event {
    Event::new(name::LIQUIDATE_REFUSED)
        .add_attribute(key::ACCOUNT, account.to_string())
        .add_attribute(key::ERROR, error.to_string())
}

/// The forfeited collateral of one position of an account that was written off.
pub fn forfeited(loaded: &LoadedMarket, account: &AccountKey, what: &Forfeit) -> Event {
    of_asset(name::FORFEIT, loaded)
        .add_attribute(key::ACCOUNT, account.to_string())
        .add_attribute(key::SHARES, what.shares.to_string())
        .add_attribute(key::SEIZED_PROTECTED, what.protected.amount.to_string())
        .add_attribute(key::PROTOCOL_FEE_SHARES, what.protected.shares.to_string())
}

pub fn written_off(
    loaded: &LoadedMarket,
    account: &AccountKey,
    scaled: ScaledDebt,
    what: WriteOff,
) -> Event {
    of_asset(name::WRITE_OFF, loaded)
        .add_attribute(key::ACCOUNT, account.to_string())
        .add_attribute(key::AMOUNT, what.total.to_string())
        .add_attribute(key::SCALED_DEBT, scaled.to_string())
        .add_attribute(key::BY_RESERVES, what.from_reserves.to_string())
        .add_attribute(key::BY_SUPPLIERS, what.from_suppliers.to_string())
        .add_attribute(key::SHARE_PRICE, loaded.share_price().to_string())
        .add_attribute(
            key::RESERVE_SHARES,
            loaded.market.reserve_shares().to_string(),
        )
        .add_attribute(key::EPOCH, loaded.market.epoch().to_string())
}

pub fn reserves_withdrawn(loaded: &LoadedMarket, moved: Moved, recipient: &Addr) -> Event {
    of_asset(name::WITHDRAW_RESERVES, loaded)
        .add_attribute(key::AMOUNT, moved.amount.to_string())
        .add_attribute(key::SHARES, moved.shares.to_string())
        .add_attribute(key::RECIPIENT, recipient)
}

pub fn flash_lent(loaded: &LoadedMarket, receiver: &Addr, lent: &FlashLent) -> Event {
    of_asset(name::FLASH_LOAN, loaded)
        .add_attribute(key::SENDER, receiver)
        .add_attribute(key::AMOUNT, lent.amount.to_string())
        .add_attribute(key::FLASH_FEE, lent.fee.to_string())
}

pub fn flash_returned(asset: &AssetId, payer: &Addr, returned: Amount, refund: Amount) -> Event {
    Event::new(name::RETURN_FLASH)
        .add_attribute(key::ASSET, asset.name())
        .add_attribute(key::SENDER, payer)
        .add_attribute(key::AMOUNT, returned.to_string())
        .add_attribute(key::REFUND, refund.to_string())
}

pub fn flash_settled(loaded: &LoadedMarket, fee: Moved) -> Event {
    of_asset(name::SETTLE_FLASH, loaded)
        .add_attribute(key::FLASH_FEE, fee.amount.to_string())
        .add_attribute(key::PROTOCOL_FEE_SHARES, fee.shares.to_string())
        .add_attribute(key::SHARE_PRICE, loaded.share_price().to_string())
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
