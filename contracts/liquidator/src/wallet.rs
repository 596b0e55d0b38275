//! What the contract has, coins and tokens alike, and how tokens go to a contract.

use crate::error::Result;
use ballast_interface::AssetId;
use ballast_risk::Amount;
use cosmwasm_std::{wasm_execute, Addr, Binary, QuerierWrapper, Uint128, WasmMsg};
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

/// Tokens to a contract, with a message.
pub fn send(token: &str, contract: &Addr, amount: Amount, msg: Binary) -> Result<WasmMsg> {
    let send = Cw20ExecuteMsg::Send {
        contract: contract.to_string(),
        amount: Uint128::new(amount.raw()),
        msg,
    };
    Ok(wasm_execute(token, &send, vec![])?)
}
