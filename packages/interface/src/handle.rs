//! Typed handles: the only way to call another contract.

use crate::oracle::{self, ExpiringPrice, PriceQuote};
use crate::{lending, lens, AssetId, Read};
use ballast_risk::{Amount, Move};
use cosmwasm_schema::cw_serde;
use cosmwasm_schema::serde::{de::DeserializeOwned, Serialize};
use cosmwasm_std::{
    coins, wasm_execute, Addr, BankMsg, Coin, CosmosMsg, QuerierWrapper, StdResult, Uint128,
    WasmMsg,
};

/// What one of our contracts answers; a token's answer may hold numbers that [`Read`] refuses.
fn ask<T: DeserializeOwned>(
    querier: &QuerierWrapper<'_>,
    contract: &Addr,
    msg: &impl Serialize,
) -> StdResult<T> {
    let Read(answer) = querier.query_wasm_smart(contract, msg)?;
    Ok(answer)
}

/// A lending contract at a validated address.
#[cw_serde]
#[derive(Eq)]
pub struct LendingContract(pub Addr);

impl LendingContract {
    pub fn call(&self, msg: &lending::ExecuteMsg, funds: Vec<Coin>) -> StdResult<WasmMsg> {
        wasm_execute(self.0.as_str(), msg, funds)
    }

    /// `T` is what the schema says that `msg` returns.
    pub fn query<T: DeserializeOwned>(
        &self,
        querier: &QuerierWrapper<'_>,
        msg: &lending::QueryMsg,
    ) -> StdResult<T> {
        ask(querier, &self.0, msg)
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
        ask(querier, &self.0, msg)
    }
}

/// What a lending contract says of the correlations of its assets; the rest of that answer is skipped.
#[cw_serde]
pub struct GovernedCorrelations {
    pub assets: Vec<AssetId>,
    pub asset_matrix: Vec<Vec<Move>>,
}

// Of the messages of others each contract carries only those that it sends: the whole enumeration would be in its artifact.

/// The one query of lending that the oracle asks.
#[cw_serde]
enum LendingQuery {
    Correlations {},
}

/// The queries of the oracle that lending and the lens ask.
#[cw_serde]
enum PriceQuery {
    Prices { assets: Vec<AssetId> },
    Expiring { assets: Vec<AssetId>, within: u64 },
}

/// The one message of a cw20 token that pays out, as [`cw20::Cw20ExecuteMsg`] has it.
#[cw_serde]
enum TokenMsg {
    Transfer { recipient: String, amount: Uint128 },
}

/// The one query of a cw20 token that lending asks, as [`cw20::Cw20QueryMsg`] has it.
#[cw_serde]
enum TokenQuery {
    TokenInfo {},
}

/// What counts of a token's answer.
#[cw_serde]
struct TokenInfo {
    decimals: u8,
}

/// The decimals that a cw20 token says it has.
pub fn token_decimals(querier: &QuerierWrapper<'_>, token: &Addr) -> StdResult<u8> {
    let info: TokenInfo = querier.query_wasm_smart(token, &TokenQuery::TokenInfo {})?;
    Ok(info.decimals)
}

impl LendingContract {
    pub fn governed_correlations(
        &self,
        querier: &QuerierWrapper<'_>,
    ) -> StdResult<GovernedCorrelations> {
        ask(querier, &self.0, &LendingQuery::Correlations {})
    }
}

/// An oracle contract at a validated address.
#[cw_serde]
#[derive(Eq)]
pub struct OracleContract(pub Addr);

impl OracleContract {
    pub fn call(&self, msg: &oracle::ExecuteMsg, funds: Vec<Coin>) -> StdResult<WasmMsg> {
        wasm_execute(self.0.as_str(), msg, funds)
    }

    /// What the oracle sends to itself.
    pub fn call_itself(&self, msg: &oracle::SelfMsg) -> StdResult<WasmMsg> {
        wasm_execute(self.0.as_str(), msg, vec![])
    }

    /// One quote for each asset, in the order asked.
    pub fn prices(
        &self,
        querier: &QuerierWrapper<'_>,
        assets: Vec<AssetId>,
    ) -> StdResult<Vec<PriceQuote>> {
        ask(querier, &self.0, &PriceQuery::Prices { assets })
    }

    /// Prices that will not be good for new risk within so many seconds.
    pub fn expiring(
        &self,
        querier: &QuerierWrapper<'_>,
        assets: Vec<AssetId>,
        within: u64,
    ) -> StdResult<Vec<ExpiringPrice>> {
        ask(querier, &self.0, &PriceQuery::Expiring { assets, within })
    }

    /// `T` is what the schema says that `msg` returns.
    pub fn query<T: DeserializeOwned>(
        &self,
        querier: &QuerierWrapper<'_>,
        msg: &oracle::QueryMsg,
    ) -> StdResult<T> {
        ask(querier, &self.0, msg)
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
        AssetId::Cw20(token) => {
            let transfer = TokenMsg::Transfer {
                recipient: to.to_string(),
                amount: Uint128::new(amount.raw()),
            };
            wasm_execute(token, &transfer, vec![])?.into()
        }
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may stop at the first surprise
    use super::*;
    use cosmwasm_std::to_json_string;
    use cw20::{Cw20ExecuteMsg, Cw20QueryMsg};

    #[test]
    fn what_is_said_to_others_is_what_their_own_types_say() {
        let assets = vec![AssetId::native("uatom"), AssetId::cw20("wasm1whale")];
        let said = PriceQuery::Prices {
            assets: assets.clone(),
        };
        let theirs = oracle::QueryMsg::Prices {
            assets: assets.clone(),
        };
        assert_eq!(to_json_string(&said), to_json_string(&theirs));
        let said = PriceQuery::Expiring {
            assets: assets.clone(),
            within: 60,
        };
        let theirs = oracle::QueryMsg::Expiring { assets, within: 60 };
        assert_eq!(to_json_string(&said), to_json_string(&theirs));

        let (recipient, amount) = ("wasm1bob".to_owned(), Uint128::new(7));
        let said = TokenMsg::Transfer {
            recipient: recipient.clone(),
            amount,
        };
        let theirs = Cw20ExecuteMsg::Transfer { recipient, amount };
        assert_eq!(to_json_string(&said), to_json_string(&theirs));
        assert_eq!(
            to_json_string(&TokenQuery::TokenInfo {}),
            to_json_string(&Cw20QueryMsg::TokenInfo {})
        );
        assert_eq!(
            to_json_string(&LendingQuery::Correlations {}),
            to_json_string(&lending::QueryMsg::Correlations {})
        );
    }
}
