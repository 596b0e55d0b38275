use super::{above_zero, healthy, own, respond};
use crate::book::State;
use crate::error::{ContractError, Result};
use crate::event::{self, Supplied};
use crate::state::asset;
use crate::transfer::{no_funds, pay, recipient};
use crate::{limits, transition};
use ballast_interface::lending::SupplyMode;
use ballast_interface::AssetId;
use ballast_risk::{Amount, Level, SignedValue};
use cosmwasm_std::{Deps, DepsMut, MessageInfo, Response};

pub struct Withdraw {
    pub account_id: u8,
    pub asset: AssetId,
    pub amount: Option<Amount>,
    pub mode: SupplyMode,
    pub recipient: Option<String>,
}

/// Pays supply out. Without debt there is no test and no oracle; it cannot be paused.
///
/// 1. check 2. load account and market 3. burn shares 4. where there is debt: load the rest and require Initial
///    5. save 6. say and pay
pub fn withdraw(deps: DepsMut, now: u64, info: &MessageInfo, msg: Withdraw) -> Result<Response> {
    no_funds(info)?;
    msg.amount.map_or(Ok(()), above_zero)?;
    let to = recipient(deps.api, msg.recipient, &info.sender)?;
    let id = asset::id(deps.storage, &msg.asset)?;
    let key = own(&info.sender, msg.account_id);
    let mut state = State::load(deps.storage, now, key, id)?;

    let moved = transition::withdraw(&mut state, id, msg.amount, msg.mode)?;

    let mut book = None;
    if state.account.owes() {
        state.markets.load_all(deps.storage, &state.account)?;
        let tested = state.book(deps.as_ref(), Level::Initial, &[])?;
        if let Err(surplus) = healthy(&mut state, &tested)? {
            let before = State::load_all(deps.storage, now, state.key)?;
            let place = (id, msg.mode, moved.amount);
            return Err(too_large(deps.as_ref(), &before, place, surplus)?);
        }
        book = Some(tested);
    }
    let listed = state.markets.get(id)?;
    let what = Supplied {
        sender: &info.sender,
        account: &state.key,
        mode: msg.mode,
        moved,
    };
    let said = event::withdrawn(listed, &what, &to);
    let said = match &book {
        Some(book) => event::tested(said, book, |id| state.markets.name(id)),
        None => said,
    };
    let mut events = state.save(deps.storage)?;
    events.push(said);
    Ok(respond(events, pay(&msg.asset, &to, moved.amount)?))
}

/// The refusal with what would work, from the state before.
fn too_large(
    deps: Deps,
    before: &State,
    (id, mode, asked): (u8, SupplyMode, Amount),
    surplus: SignedValue,
) -> Result<Box<ContractError>> {
    // not the tested one: that lacks the asset where all of it was asked for
    let book = before.book(deps, Level::Initial, &[id])?;
    let limit = limits::withdrawable(before, Some(book), id, mode)?;
    Ok(Box::new(ContractError::WithdrawTooLarge {
        asset: before.markets.name(id),
        asked,
        surplus,
        max_withdraw: limit.amount,
    }))
}
