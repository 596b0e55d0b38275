use super::{not_paused, respond, validated};
use crate::book::State;
use crate::error::{ContractError, Result};
use crate::transfer::no_funds;
use crate::{event, transition};
use ballast_interface::AccountId;
use ballast_risk::{Book, Level};
use cosmwasm_std::{DepsMut, Event, MessageInfo, Response};

/// Ends an account that owes, is not healthy, and has next to nothing left. Anybody may ask for it.
///
/// 1. load account and all its markets 2. check pauses, test 3. forfeit and write off 4. save 5. say
pub fn write_off(
    deps: DepsMut,
    now: u64,
    info: &MessageInfo,
    account: AccountId,
) -> Result<Response> {
    no_funds(info)?;
    let key = validated(deps.api, account)?;
    let mut state = State::load_all(deps.storage, now, key)?;
    not_halted(&state)?;
    let book = state.book(deps.as_ref(), Level::Maintenance, &[])?;
    let ended = if_beyond_rescue(&mut state, &book)?;
    if ended.is_empty() {
        return Err(ContractError::NotBeyondRescue {
            account: state.key.to_string(),
            most: book.rules.write_off_value,
        }
        .into());
    }
    let mut events = state.save(deps.storage)?;
    events.extend(ended);
    Ok(respond(events, None))
}

/// Where liquidation of one of its assets is paused, its price is not to be trusted with the end of an account.
fn not_halted(state: &State) -> Result<()> {
    for position in state.account.positions() {
        let listed = state.markets.get(position.asset)?;
        let until = listed.asset.paused.liquidate;
        not_paused(listed, "liquidation", until, state.markets.now)?;
    }
    Ok(())
}

/// Writes the account off where it is due, in memory; says what each bore.
pub(super) fn if_beyond_rescue(state: &mut State, book: &Book) -> Result<Vec<Event>> {
    if not_halted(state).is_err() {
        return Ok(Vec::new());
    }
    let due = book.is_beyond_rescue();
    if !due.map_err(|error| super::liquidate::refused(state, book, error))? {
        return Ok(Vec::new());
    }
    let mut events = Vec::new();
    for ended in transition::write_off(state)? {
        let listed = state.markets.get(ended.asset)?;
        if !ended.shares.is_zero() || !ended.protected.amount.is_zero() {
            events.push(event::forfeited(listed, &state.key, &ended));
        }
        if let Some(written) = ended.write_off {
            events.push(event::written_off(
                listed,
                &state.key,
                ended.scaled,
                written,
            ));
        }
    }
    Ok(events)
}
