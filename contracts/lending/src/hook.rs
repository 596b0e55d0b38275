use crate::error::{ContractError, Result};
use crate::flash;
use crate::guard::Actor;
use crate::liquidate::{liquidate, liquidate_many, liquidate_pro_rata, Payment};
use crate::operate::{operate, Request};
use crate::transfer::{no_funds, Incoming};
use ballast_interface::lending::Cw20HookMsg;
use ballast_interface::Read;
use ballast_ledger::records;
use cosmwasm_std::{from_json, DepsMut, Env, MessageInfo, Response};
use cw20::Cw20ReceiveMsg;

/// Tokens that a cw20 contract has just sent here. The sender of this message is the token: it must be listed, or
/// everything is undone and the tokens stay where they were.
pub fn receive(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    msg: Cw20ReceiveMsg,
) -> Result<Response> {
    no_funds(info)?;
    let now = env.block.time.seconds();
    let sender = records::address(deps.api, &msg.sender)?;
    if sender == env.contract.address {
        // what is left would go to it
        return Err(ContractError::RecipientIsContract);
    }
    let actor = Actor::Token {
        token: info.sender.clone(),
        sender,
    };
    let incoming = Incoming::token(actor, msg.amount)?;
    let understood: Result<Read<Cw20HookMsg>, _> = from_json(&msg.msg);
    let Read(hook) = understood.map_err(|error| ContractError::NotOurHook {
        reason: error.to_string(),
    })?;
    match hook {
        Cw20HookMsg::Deposit(msg) => operate(deps, env, Request::deposit(incoming, msg)),
        Cw20HookMsg::Repay(msg) => operate(deps, env, Request::repay(incoming, msg)),
        Cw20HookMsg::Batch(batch) => operate(deps, env, Request::batch_with(incoming, batch)),
        Cw20HookMsg::Liquidate(msg) => liquidate(deps, now, incoming, msg),
        Cw20HookMsg::LiquidateMany(msg) => liquidate_many(deps, now, incoming, msg),
        Cw20HookMsg::ReturnFlash {} => flash::return_tokens(deps, incoming),
        Cw20HookMsg::LiquidateProRata(msg) => {
            liquidate_pro_rata(deps, now, Payment::tokens(incoming), msg)
        }
    }
}
