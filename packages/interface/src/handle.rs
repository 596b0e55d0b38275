//! Typed handles: the only way to call another contract.

use crate::oracle::{self, ExpiringPrice, PriceQuote};
use crate::{lending, lens, AssetId};
use ballast_risk::{Amount, Move};
use cosmwasm_schema::cw_serde;
use cosmwasm_schema::serde::de::DeserializeOwned;
use cosmwasm_std::{
    coins, to_json_binary, Addr, BankMsg, Coin, CosmosMsg, QuerierWrapper, StdResult, Uint128,
    WasmMsg,
};
use cw20::Cw20ExecuteMsg;

/// A lending contract at a validated address.
#[cw_serde]
#[derive(Eq)]
pub struct LendingContract(pub Addr);

impl LendingContract {
    pub fn call(&self, msg: &lending::ExecuteMsg, funds: Vec<Coin>) -> StdResult<WasmMsg> {
        Ok(WasmMsg::Execute {
            contract_addr: self.0.to_string(),
            msg: to_json_binary(msg)?,
            funds,
        })
    }

    /// `T` is what the schema says that `msg` returns.
    pub fn query<T: DeserializeOwned>(
        &self,
        querier: &QuerierWrapper<'_>,
        msg: &lending::QueryMsg,
    ) -> StdResult<T> {
        querier.query_wasm_smart(&self.0, msg)
    }
}

/// A lens contract at a validated address.
#[cw_serde]
#[derive(Eq)]
pub struct LensContract(pub Addr);

impl LensContract {
    /// `T` is what the schema says that `msg` returns.
    pub fn query<T: DeserializeOwned>(
        &self,
        querier: &QuerierWrapper<'_>,
        msg: &lens::QueryMsg,
    ) -> StdResult<T> {
        querier.query_wasm_smart(&self.0, msg)
    }
}

/// What a lending contract says of the correlations of its assets; the rest of that answer is skipped.
#[cw_serde]
pub struct GovernedCorrelations {
    pub assets: Vec<AssetId>,
    pub asset_matrix: Vec<Vec<Move>>,
}

/// The one query of lending that the oracle knows: the whole enumeration would be in its artifact.
#[cw_serde]
enum LendingQuery {
    Correlations {},
}

impl LendingContract {
    pub fn governed_correlations(
        &self,
        querier: &QuerierWrapper<'_>,
    ) -> StdResult<GovernedCorrelations> {
        querier.query_wasm_smart(&self.0, &LendingQuery::Correlations {})
    }
}

/// An oracle contract at a validated address.
#[cw_serde]
#[derive(Eq)]
pub struct OracleContract(pub Addr);

impl OracleContract {
    pub fn call(&self, msg: &oracle::ExecuteMsg, funds: Vec<Coin>) -> StdResult<WasmMsg> {
        Ok(WasmMsg::Execute {
            contract_addr: self.0.to_string(),
            msg: to_json_binary(msg)?,
            funds,
        })
    }

    /// One quote for each asset, in the order asked.
    pub fn prices(
        &self,
        querier: &QuerierWrapper<'_>,
        assets: Vec<AssetId>,
    ) -> StdResult<Vec<PriceQuote>> {
        querier.query_wasm_smart(&self.0, &oracle::QueryMsg::Prices { assets })
    }

    /// Prices that will not be good for new risk within so many seconds.
    pub fn expiring(
        &self,
        querier: &QuerierWrapper<'_>,
        assets: Vec<AssetId>,
        within: u64,
    ) -> StdResult<Vec<ExpiringPrice>> {
        querier.query_wasm_smart(&self.0, &oracle::QueryMsg::Expiring { assets, within })
    }

    /// `T` is what the schema says that `msg` returns.
    pub fn query<T: DeserializeOwned>(
        &self,
        querier: &QuerierWrapper<'_>,
        msg: &oracle::QueryMsg,
    ) -> StdResult<T> {
        querier.query_wasm_smart(&self.0, msg)
    }
}

/// The message that pays `amount`, which is above zero, out: coins and tokens alike.
pub fn pay(asset: &AssetId, to: &Addr, amount: Amount) -> StdResult<CosmosMsg> {
    Ok(match asset {
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
    })
}
