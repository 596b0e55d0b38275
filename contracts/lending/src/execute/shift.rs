use super::{above_zero, own, respond};
use crate::book::State;
use crate::error::Result;
use crate::event::{self, Supplied};
use crate::state::asset;
use crate::transfer::no_funds;
use crate::transition;
use ballast_interface::lending::SupplyMode;
use ballast_interface::AssetId;
use ballast_risk::Amount;
use cosmwasm_std::{DepsMut, MessageInfo, Response};

pub struct Shift {
    pub account_id: u8,
    pub asset: AssetId,
    pub amount: Option<Amount>,
    pub to: SupplyMode,
}

/// Moves own supply between lent and protected: both are collateral, so there is no test.
///
/// 1. check 2. load account and market 3. move 4. save 5. say
pub fn shift(deps: DepsMut, now: u64, info: &MessageInfo, msg: Shift) -> Result<Response> {
    no_funds(info)?;
    msg.amount.map_or(Ok(()), above_zero)?;
    let id = asset::id(deps.storage, &msg.asset)?;
    let key = own(&info.sender, msg.account_id);
    let mut state = State::load(deps.storage, now, key, id)?;

    let moved = transition::shift(&mut state, id, msg.amount, msg.to)?;

    let what = Supplied {
        sender: &info.sender,
        account: &state.key,
        mode: msg.to,
        moved,
    };
    let said = event::shifted(state.markets.get(id)?, &what);
    let mut events = state.save(deps.storage)?;
    events.push(said);
    Ok(respond(events, None))
}
