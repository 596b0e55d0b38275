//! What the contract has, and how it goes out: coins and tokens alike.

use crate::error::Result;
use ballast_interface::AssetId;
use ballast_risk::Amount;
use cosmwasm_std::{
    coins, to_json_binary, Addr, BankMsg, Binary, CosmosMsg, QuerierWrapper, Uint128, WasmMsg,
};
use cw20::{BalanceResponse, Cw20ExecuteMsg, Cw20QueryMsg};

/// All that `of` has of an asset now.
pub fn balance(querier: &QuerierWrapper<'_>, of: &Addr, asset: &AssetId) -> Result<Amount> {
    let found = match asset {
        AssetId::Native(denom) => querier.query_balance(of, denom)?.amount,
        AssetId::Cw20(token) => {
            let address = of.to_string();
            let asked = Cw20QueryMsg::Balance { address };
            let found: BalanceResponse = querier.query_wasm_smart(token, &asked)?;
            found.balance
        }
    };
    Ok(Amount::new(found.u128()))
}

pub fn pay(asset: &AssetId, to: &Addr, amount: Amount) -> Result<CosmosMsg> {
    Ok(match asset {
        AssetId::Native(denom) => BankMsg::Send {
            to_address: to.to_string(),
            amount: coins(amount.raw(), denom),
        }
        .into(),
        AssetId::Cw20(token) => {
            let transfer = Cw20ExecuteMsg::Transfer {
                recipient: to.to_string(),
                amount: Uint128::new(amount.raw()),
            };
            WasmMsg::Execute {
                contract_addr: token.clone(),
                msg: to_json_binary(&transfer)?,
                funds: vec![],
            }
            .into()
        }
    })
}

/// Tokens to a contract, with a message.
pub fn send(token: &str, contract: &Addr, amount: Amount, msg: Binary) -> Result<WasmMsg> {
    let send = Cw20ExecuteMsg::Send {
        contract: contract.to_string(),
        amount: Uint128::new(amount.raw()),
        msg,
    };
    Ok(WasmMsg::Execute {
        contract_addr: token.to_owned(),
        msg: to_json_binary(&send)?,
        funds: vec![],
    })
}
