//! What comes in and what goes out: native coins and cw20 tokens alike.

use crate::error::{ContractError, Result};
use ballast_interface::AssetId;
use ballast_risk::Amount;
use cosmwasm_std::{
    coins, to_json_binary, Addr, Api, BankMsg, CosmosMsg, MessageInfo, Uint128, WasmMsg,
};
use cw20::Cw20ExecuteMsg;

/// What was sent with a message, by coin or through the hook of a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    pub asset: AssetId,
    pub amount: Amount,
    /// Who paid, and whom a refund goes to.
    pub payer: Addr,
}

impl Incoming {
    /// Exactly one coin.
    pub fn coin(info: MessageInfo) -> Result<Self> {
        match info.funds.as_slice() {
            [coin] if !coin.amount.is_zero() => Ok(Self {
                asset: AssetId::native(&coin.denom),
                amount: Amount::new(coin.amount.u128()),
                payer: info.sender,
            }),
            _ => Err(ContractError::WrongFunds {
                found: shown(&info),
            }
            .into()),
        }
    }

    /// Tokens: `token` is the contract that calls, `payer` who sent them there.
    pub fn token(token: &Addr, payer: Addr, amount: Uint128) -> Result<Self> {
        if amount.is_zero() {
            return Err(ContractError::ZeroAmount.into());
        }
        Ok(Self {
            asset: AssetId::cw20(token.as_str()),
            amount: Amount::new(amount.u128()),
            payer,
        })
    }
}

/// Refuses funds: they would stay here and belong to nobody.
pub fn no_funds(info: &MessageInfo) -> Result<()> {
    if info.funds.is_empty() {
        Ok(())
    } else {
        Err(ContractError::UnexpectedFunds { found: shown(info) }.into())
    }
}

fn shown(info: &MessageInfo) -> String {
    if info.funds.is_empty() {
        return "none".to_owned();
    }
    let coins: Vec<String> = info.funds.iter().map(ToString::to_string).collect();
    coins.join(", ")
}

/// The named recipient, or the sender.
pub fn recipient(api: &dyn Api, named: Option<String>, sender: &Addr) -> Result<Addr> {
    match named {
        None => Ok(sender.clone()),
        Some(name) => Ok(api.addr_validate(&name)?),
    }
}

/// The message that pays `amount` out; none for nothing.
pub fn pay(asset: &AssetId, to: &Addr, amount: Amount) -> Result<Option<CosmosMsg>> {
    if amount.is_zero() {
        return Ok(None);
    }
    let message = match asset {
        AssetId::Native(denom) => BankMsg::Send {
            to_address: to.to_string(),
            amount: coins(amount.raw(), denom),
        }
        .into(),
        AssetId::Cw20(token) => WasmMsg::Execute {
            contract_addr: token.clone(),
            msg: to_json_binary(&Cw20ExecuteMsg::Transfer {
                recipient: to.to_string(),
                amount: Uint128::new(amount.raw()),
            })?,
            funds: vec![],
        }
        .into(),
    };
    Ok(Some(message))
}
