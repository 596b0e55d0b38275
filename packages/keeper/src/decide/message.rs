//! Messages to lending and to the liquidator contract.

use super::plan::Message;
use ballast_interface::lending::{Cw20HookMsg, ExecuteMsg, LiquidateMany, LiquidationItem};
use ballast_interface::liquidator::{Call, Offer};
use ballast_interface::AssetId;
use ballast_ledger::LedgerError;
use ballast_risk::Amount;
use cosmwasm_std::{to_json_binary, Binary, Coin, Uint128};
use cw20::Cw20ExecuteMsg;
use serde::Serialize;

pub fn json(msg: &impl Serialize) -> Result<Binary, LedgerError> {
    to_json_binary(msg).map_err(|_| LedgerError::Corrupt { record: "message" })
}

/// What pays.
#[derive(Clone, Copy)]
pub struct Payment<'a> {
    pub asset: &'a AssetId,
    pub amount: Amount,
}

/// Liquidations of pairs that share their debt, as a call of a run: coins go along, a token by its `send`.
pub fn many_call(sent: Payment<'_>, items: Vec<LiquidationItem>) -> Result<Call, LedgerError> {
    Ok(Call {
        contract: None,
        msg: many(sent.asset, items)?,
        offer: vec![Offer {
            asset: sent.asset.clone(),
            amount: Some(sent.amount),
        }],
    })
}

fn many(debt: &AssetId, items: Vec<LiquidationItem>) -> Result<Binary, LedgerError> {
    let many = LiquidateMany { items };
    match debt {
        AssetId::Native(_) => json(&ExecuteMsg::LiquidateMany(many)),
        AssetId::Cw20(_) => json(&Cw20HookMsg::LiquidateMany(many)),
    }
}

/// The same from the own wallet.
pub fn many_message(
    lending: &str,
    sent: Payment<'_>,
    items: Vec<LiquidationItem>,
) -> Result<Message, LedgerError> {
    let (msg, amount) = (many(sent.asset, items)?, sent.amount.raw());
    match sent.asset {
        AssetId::Native(denom) => Ok(Message {
            contract: lending.to_owned(),
            msg,
            funds: vec![Coin::new(amount, denom)],
        }),
        AssetId::Cw20(token) => Ok(Message {
            contract: token.clone(),
            msg: json(&Cw20ExecuteMsg::Send {
                contract: lending.to_owned(),
                amount: Uint128::new(amount),
                msg,
            })?,
            funds: vec![],
        }),
    }
}
