//! Dispatch, one line an arm.

use crate::error::{ContractError, Result};
use crate::remote::Remote;
use crate::{book, health, limits, liquidation_price, param_impact, simulate, unhealthy};
use ballast_interface::lens::{ConfigResponse, InstantiateMsg, MigrateMsg, QueryMsg};
use ballast_interface::Read;
#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{to_json_binary, Addr, Binary, Deps, DepsMut, Env, MessageInfo, Response};
use cw_storage_plus::Item;

const NAME: &str = "ballast-lens";
const VERSION: &str = env!("CARGO_PKG_VERSION");
const LENDING: Item<Addr> = Item::new("lending");

/// The address must be that of a lending contract whose records this code reads.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn instantiate(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    Read(msg): Read<InstantiateMsg>,
) -> Result<Response> {
    if !info.funds.is_empty() {
        return Err(ContractError::UnexpectedFunds);
    }
    let lending = deps.api.addr_validate(&msg.lending)?;
    Remote::new(deps.as_ref(), lending.clone(), env.block.time.seconds())?;
    cw2::set_contract_version(deps.storage, NAME, VERSION)?;
    LENDING.save(deps.storage, &lending)?;
    Ok(Response::new())
}

#[rustfmt::skip]
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn query(deps: Deps, env: Env, Read(msg): Read<QueryMsg>) -> Result<Binary> {
    let lending = LENDING.load(deps.storage)?;
    let remote = Remote::new(deps, lending, env.block.time.seconds())?;
    Ok(match msg {
        QueryMsg::Config {} => to_json_binary(&ConfigResponse { lending: remote.lending.0.into() })?,
        QueryMsg::Health { account } => to_json_binary(&health::health(&remote, account)?)?,
        QueryMsg::MaxBorrow { account, asset, ahead } =>
            to_json_binary(&limits::max_borrow(&remote, &limits::Asked { account, asset, ahead })?)?,
        QueryMsg::MaxWithdraw { account, asset, mode, ahead } =>
            to_json_binary(&limits::max_withdraw(&remote, &limits::Asked { account, asset, ahead }, mode)?)?,
        QueryMsg::LiquidationPrice { account, asset } =>
            to_json_binary(&liquidation_price::liquidation_price(&remote, account, &asset)?)?,
        QueryMsg::Book { account } => to_json_binary(&book::book(&remote, account)?)?,
        QueryMsg::Unhealthy { max_health, start_after, limit } =>
            to_json_binary(&unhealthy::unhealthy(&remote, max_health, start_after, limit)?)?,
        QueryMsg::Simulate { account, actions } => to_json_binary(&simulate::simulate(&remote, account, actions)?)?,
        QueryMsg::ParamImpact { change, accounts } =>
            to_json_binary(&param_impact::param_impact(&remote, change, accounts)?)?,
    })
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn migrate(deps: DepsMut, _env: Env, _msg: MigrateMsg) -> Result<Response> {
    let found = cw2::get_contract_version(deps.storage)?;
    if found.contract != NAME {
        return Err(ContractError::WrongContract {
            found: found.contract,
            expected: NAME.to_owned(),
        });
    }
    cw2::set_contract_version(deps.storage, NAME, VERSION)?;
    Ok(Response::new())
}
