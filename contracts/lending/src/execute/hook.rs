use super::{deposit, liquidate, repay};
use crate::error::{ContractError, Result};
use crate::transfer::{no_funds, Incoming};
use ballast_interface::lending::Cw20HookMsg;
use cosmwasm_std::{from_json, DepsMut, MessageInfo, Response};
use cw20::Cw20ReceiveMsg;

/// Tokens that a cw20 contract has just sent here. The sender of this message is the token: it must be listed, or
/// everything is undone and the tokens stay where they were.
pub fn receive(
    deps: DepsMut,
    now: u64,
    info: &MessageInfo,
    msg: Cw20ReceiveMsg,
) -> Result<Response> {
    no_funds(info)?;
    let payer = deps.api.addr_validate(&msg.sender)?;
    let incoming = Incoming::token(&info.sender, payer, msg.amount)?;
    let understood: Result<Cw20HookMsg, _> = from_json(&msg.msg);
    let hook = understood.map_err(|error| ContractError::NotOurHook {
        reason: error.to_string(),
    })?;
    match hook {
        Cw20HookMsg::Deposit(msg) => deposit::deposit(deps, now, incoming, msg),
        Cw20HookMsg::Repay(msg) => repay::repay(deps, now, incoming, msg),
        Cw20HookMsg::Liquidate(msg) => liquidate::liquidate(deps, now, incoming, msg),
        Cw20HookMsg::LiquidateMany(msg) => liquidate::liquidate_many(deps, now, incoming, msg),
    }
}
