//! Queries: the first half of the path of a message, then an answer.

mod accounts;
mod assets;
mod health;
mod liquidation;
mod page;
mod param_impact;
mod point;
mod settings;
mod simulate;
mod unhealthy;
mod wire;

use crate::error::Result;
use ballast_interface::lending::QueryMsg;
use cosmwasm_schema::serde::Serialize;
use cosmwasm_std::{to_json_binary, Binary, Deps};

#[rustfmt::skip]
pub fn answer(deps: Deps, now: u64, msg: QueryMsg) -> Result<Binary> {
    match msg {
        QueryMsg::Config {} => json(&settings::config(deps)?),
        QueryMsg::Roles {} => json(&settings::roles(deps)?),
        QueryMsg::Ownership {} => Ok(to_json_binary(&cw_ownable::get_ownership(deps.storage)?)?),
        QueryMsg::Correlations {} => json(&settings::correlations(deps, now)?),
        QueryMsg::Asset { asset } => json(&assets::asset(deps, now, &asset)?),
        QueryMsg::Assets { start_after, limit } => json(&assets::assets(deps, now, start_after, limit)?),
        QueryMsg::Market { asset } => json(&assets::market(deps, now, &asset)?),
        QueryMsg::Markets { start_after, limit } => json(&assets::markets(deps, now, start_after, limit)?),
        QueryMsg::Account { account } => json(&accounts::account(deps, now, account)?),
        QueryMsg::Accounts { start_after, limit } => json(&accounts::accounts(deps, now, start_after, limit)?),
        QueryMsg::Health { account } => json(&health::health(deps, now, account)?),
        QueryMsg::MaxBorrow { account, asset } => json(&health::max_borrow(deps, now, account, &asset)?),
        QueryMsg::MaxWithdraw { account, asset, mode } =>
            json(&health::max_withdraw(deps, now, account, (&asset, mode))?),
        QueryMsg::LiquidationPrice { account, asset } =>
            json(&liquidation::price(deps, now, account, &asset)?),
        QueryMsg::LiquidationQuote { account, debt, collateral, repay } =>
            json(&liquidation::quote(deps, now, account, liquidation::Asked { debt, collateral, repay })?),
        QueryMsg::Book { account } => json(&wire::book(deps, now, account)?),
        QueryMsg::Unhealthy { max_health, start_after, limit } =>
            json(&unhealthy::unhealthy(deps, now, max_health, (start_after, limit))?),
        QueryMsg::Simulate { account, actions } => json(&simulate::simulate(deps, now, account, actions)?),
        QueryMsg::ParamImpact { change, accounts } =>
            json(&param_impact::param_impact(deps, now, change, accounts)?),
    }
}

fn json<T: Serialize>(answer: &T) -> Result<Binary> {
    Ok(to_json_binary(answer)?)
}
