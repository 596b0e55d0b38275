//! Queries: the first half of the path of a message, then an answer. What only explains and what searches is the lens's.

mod accounts;
mod assets;
mod health;
mod liquidation_quote;
mod operators;
mod settings;

use crate::error::Result;
use ballast_interface::lending::QueryMsg;
use cosmwasm_std::{to_json_binary, Binary, Deps};

#[rustfmt::skip]
pub fn answer(deps: Deps, now: u64, msg: QueryMsg) -> Result<Binary> {
    Ok(match msg {
        QueryMsg::Config {} => to_json_binary(&settings::config(deps, now)?)?,
        QueryMsg::Roles {} => to_json_binary(&settings::roles(deps)?)?,
        QueryMsg::Ownership {} => to_json_binary(&cw_ownable::get_ownership(deps.storage)?)?,
        QueryMsg::Correlations {} => to_json_binary(&settings::correlations(deps, now)?)?,
        QueryMsg::Asset { asset } => to_json_binary(&assets::asset(deps, now, &asset)?)?,
        QueryMsg::Assets { start_after, limit } => to_json_binary(&assets::assets(deps, now, start_after, limit)?)?,
        QueryMsg::Market { asset } => to_json_binary(&assets::market(deps, now, &asset)?)?,
        QueryMsg::Markets { start_after, limit } => to_json_binary(&assets::markets(deps, now, start_after, limit)?)?,
        QueryMsg::Account { account } => to_json_binary(&accounts::account(deps, now, account)?)?,
        QueryMsg::Accounts { start_after, limit } =>
            to_json_binary(&accounts::accounts(deps, now, start_after, limit)?)?,
        QueryMsg::PackedAccounts { start_after, limit } =>
            to_json_binary(&accounts::packed(deps, start_after, limit)?)?,
        QueryMsg::Operators { account, start_after, limit } =>
            to_json_binary(&operators::operators(deps, now, account, start_after, limit)?)?,
        QueryMsg::Health { account } => to_json_binary(&health::health(deps, now, account)?)?,
        QueryMsg::LiquidationQuote { account, debt, collateral, repay } =>
            to_json_binary(&liquidation_quote::quote(deps, now, account, liquidation_quote::Asked { debt, collateral, repay })?)?,
        QueryMsg::ProRataQuote { account, fraction } =>
            to_json_binary(&liquidation_quote::pro_rata(deps, now, account, fraction)?)?,
    })
}
