use super::{above_zero, healthy, not_paused, own, respond, within, Cap};
use crate::book::{Listed, State};
use crate::error::{ContractError, Result};
use crate::event::{self, Borrowed};
use crate::state::asset;
use crate::transfer::{no_funds, pay, recipient};
use crate::{limits, transition};
use ballast_interface::AssetId;
use ballast_risk::{Amount, Book, Level, SignedValue};
use cosmwasm_std::{DepsMut, MessageInfo, Response};

pub struct Borrow {
    pub account_id: u8,
    pub asset: AssetId,
    pub amount: Amount,
    pub recipient: Option<String>,
}

/// Lends out of cash against the account's basket.
///
/// 1. check 2. load account and all its markets 3. lend in memory, within cash and cap 4. require the minimum debt and
///    Initial of the result 5. save 6. say and pay
pub fn borrow(deps: DepsMut, now: u64, info: &MessageInfo, msg: Borrow) -> Result<Response> {
    no_funds(info)?;
    above_zero(msg.amount)?;
    let to = recipient(deps.api, msg.recipient, &info.sender)?;
    let id = asset::id(deps.storage, &msg.asset)?;
    let key = own(&info.sender, msg.account_id);
    let mut state = State::load(deps.storage, now, key, id)?;
    may_borrow(state.markets.get(id)?, now)?;
    state.markets.load_all(deps.storage, &state.account)?;

    let scaled = transition::borrow(&mut state, id, msg.amount)?;

    let listed = state.markets.get(id)?;
    let cap = Cap {
        name: "borrow_cap",
        allowed: listed.asset.caps.borrow_cap,
        reached: listed.market.borrowed()?,
        by: msg.amount,
    };
    within(listed, cap)?;
    let book = state.book(deps.as_ref(), Level::Initial, &[])?;
    if let Err(surplus) = healthy(&mut state, &book)? {
        let mut before = State::load(deps.storage, now, state.key, id)?;
        before.markets.load_all(deps.storage, &before.account)?;
        return Err(too_large(&before, book, (id, msg.amount), surplus)?);
    }
    large_enough(&book, id)?;
    let what = Borrowed {
        account: &state.key,
        amount: msg.amount,
        scaled,
        recipient: &to,
    };
    let said = event::borrowed(state.markets.get(id)?, &what);
    let said = event::tested(said, &book, |id| state.markets.name(id));
    let mut events = state.save(deps.storage)?;
    events.push(said);
    Ok(respond(events, pay(&msg.asset, &to, msg.amount)?))
}

/// Not paused, and given a weight.
pub fn may_borrow(listed: &Listed, now: u64) -> Result<()> {
    not_paused(listed, "borrow", listed.asset.paused.borrow, now)?;
    has_weight(listed)
}

pub fn has_weight(listed: &Listed) -> Result<()> {
    if listed.asset.risk.target().borrow_weight.is_none() {
        return Err(ContractError::NotBorrowable {
            asset: listed.asset.asset.to_string(),
        }
        .into());
    }
    Ok(())
}

/// A debt too small to be worth a liquidation is not opened.
pub fn large_enough(book: &Book, id: u8) -> Result<()> {
    let holding = book.holdings.iter().find(|h| h.asset == id);
    let Some(holding) = holding else {
        return Err(ContractError::Corrupt { record: "book" }.into());
    };
    let minimum = book.rules.min_position_value;
    let found = holding
        .price
        .spot
        .value_up(holding.debt, holding.decimals)?;
    if found < minimum {
        let at_least = holding.price.spot.amount_up(minimum, holding.decimals)?;
        return Err(ContractError::DebtTooSmall {
            found,
            minimum,
            at_least,
        }
        .into());
    }
    Ok(())
}

/// The refusal with what would work, from the state before.
fn too_large(
    before: &State,
    book: Book,
    (id, asked): (u8, Amount),
    surplus: SignedValue,
) -> Result<Box<ContractError>> {
    let book = limits::with_amounts_of(book, before)?;
    let limit = limits::borrowable(before, book, id)?;
    Ok(Box::new(ContractError::BorrowTooLarge {
        asset: before.markets.name(id),
        asked,
        surplus,
        max_borrow: limit.amount,
    }))
}
