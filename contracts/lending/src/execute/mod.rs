//! One verb, one file, the same beats in the same order: check, load (accrued), decide (pure), require, save, say.

pub mod accrue;
pub mod admin;
pub mod borrow;
pub mod deposit;
pub mod hook;
pub mod liquidate;
pub mod repay;
pub mod shift;
pub mod withdraw;
pub mod write_off;

use crate::book::{Listed, State};
use crate::error::{ContractError, Result};
use crate::state::AccountKey;
use ballast_interface::AccountId;
use ballast_risk::{Amount, Book, Level, SignedValue};
use cosmwasm_std::{Addr, Api, CosmosMsg, Event, Response};

pub use admin::address;

/// Events and transfers leave here, once, last.
fn respond(events: Vec<Event>, messages: impl IntoIterator<Item = CosmosMsg>) -> Response {
    Response::new().add_events(events).add_messages(messages)
}

/// The sub-account `id` of the sender.
fn own(sender: &Addr, id: u8) -> AccountKey {
    AccountKey {
        owner: sender.clone(),
        id,
    }
}

/// The named account, or the main account of `default`.
fn account_or(api: &dyn Api, named: Option<AccountId>, default: &Addr) -> Result<AccountKey> {
    match named {
        None => Ok(own(default, 0)),
        Some(account) => validated(api, account),
    }
}

/// An account by a validated address.
pub fn validated(api: &dyn Api, account: AccountId) -> Result<AccountKey> {
    Ok(AccountKey {
        owner: api.addr_validate(&account.owner)?,
        id: account.id,
    })
}

pub fn above_zero(amount: Amount) -> Result<()> {
    if amount.is_zero() {
        Err(ContractError::ZeroAmount.into())
    } else {
        Ok(())
    }
}

/// Refuses an action that is paused now.
fn not_paused(listed: &Listed, action: &'static str, until: u64, now: u64) -> Result<()> {
    if now < until {
        Err(ContractError::Paused {
            action,
            asset: listed.asset.asset.to_string(),
            until,
        }
        .into())
    } else {
        Ok(())
    }
}

/// A cap and what an action would bring it to.
struct Cap {
    name: &'static str,
    allowed: Option<Amount>,
    reached: Amount,
    /// What the action adds.
    by: Amount,
}

fn within(listed: &Listed, cap: Cap) -> Result<()> {
    match cap.allowed {
        Some(allowed) if cap.reached > allowed => Err(ContractError::CapReached {
            cap: cap.name,
            asset: listed.asset.asset.to_string(),
            asked: cap.reached,
            allowed,
            room: allowed.saturating_sub(cap.reached.saturating_sub(cap.by)),
        }
        .into()),
        _ => Ok(()),
    }
}

/// Tests the account as it would be. `Err` of a surplus where it fails; health of this kind ends an episode.
fn healthy(state: &mut State, book: &Book) -> Result<Result<(), SignedValue>> {
    let tested = book.is_healthy(Level::Initial);
    if tested.map_err(|e| state.markets.refused(e))? {
        state.account.episode = None;
        return Ok(Ok(()));
    }
    let surplus = book.surplus(Level::Initial);
    Ok(Err(surplus.map_err(|e| state.markets.refused(e))?))
}
