use super::{account_or, respond};
use crate::book::State;
use crate::error::Result;
use crate::state::asset;
use crate::transfer::{pay, Incoming};
use crate::{event, transition};
use ballast_interface::event::key;
use ballast_interface::lending::Repay;
use cosmwasm_std::{DepsMut, Response};

/// Repays with what came in; the rest goes back to who paid. No oracle, no pause: it always works.
///
/// 1. load account and market 2. remove debt 3. save 4. say and refund
pub fn repay(deps: DepsMut, now: u64, incoming: Incoming, msg: Repay) -> Result<Response> {
    let key = account_or(deps.api, msg.account, &incoming.payer)?;
    let id = asset::id(deps.storage, &incoming.asset)?;
    let mut state = State::load(deps.storage, now, key, id)?;

    let repaid = transition::repay(&mut state, id, incoming.amount)?;

    let refund = incoming.amount.saturating_sub(repaid.paid);
    let listed = state.markets.get(id)?;
    let said = event::repaid(listed, &incoming.payer, &state.key, repaid)
        .add_attribute(key::REFUND, refund.to_string());
    let mut events = state.save(deps.storage)?;
    events.push(said);
    let back = pay(&incoming.asset, &incoming.payer, refund)?;
    Ok(respond(events, back))
}
