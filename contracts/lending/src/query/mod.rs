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
        QueryMsg::Config(_) => to_json_binary(&settings::config(deps, now)?)?,
        QueryMsg::Roles(_) => to_json_binary(&settings::roles(deps)?)?,
        QueryMsg::Ownership(_) => to_json_binary(&cw_ownable::get_ownership(deps.storage)?)?,
        QueryMsg::Correlations(_) => to_json_binary(&settings::correlations(deps, now)?)?,
        QueryMsg::Asset(of) => to_json_binary(&assets::asset(deps, now, &of.asset)?)?,
        QueryMsg::Assets(page) => to_json_binary(&assets::assets(deps, now, page)?)?,
        QueryMsg::Market(of) => to_json_binary(&assets::market(deps, now, &of.asset)?)?,
        QueryMsg::Markets(page) => to_json_binary(&assets::markets(deps, now, page)?)?,
        QueryMsg::Account(of) => to_json_binary(&accounts::account(deps, now, of.account)?)?,
        QueryMsg::Accounts(page) => to_json_binary(&accounts::accounts(deps, now, page)?)?,
        QueryMsg::PackedAccounts(page) => to_json_binary(&accounts::packed(deps, page)?)?,
        QueryMsg::Operators { account, start_after, limit } =>
            to_json_binary(&operators::operators(deps, now, account, start_after, limit)?)?,
        QueryMsg::Health(of) => to_json_binary(&health::health(deps, now, of.account)?)?,
        QueryMsg::LiquidationQuote { account, debt, collateral, repay } =>
            to_json_binary(&liquidation_quote::quote(deps, now, account, liquidation_quote::Asked { debt, collateral, repay })?)?,
        QueryMsg::ProRataQuote { account, fraction } =>
            to_json_binary(&liquidation_quote::pro_rata(deps, now, account, fraction)?)?,
    })
}
