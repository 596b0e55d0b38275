//! Dispatch: one line an arm.

use crate::error::ContractError;
use crate::governance::{assets, feeders as membership, roles};
use crate::monitor::{self, history};
use crate::report::{self, signed};
use crate::{confirm, halt, query as answer, refresh};
use ballast_interface::oracle::{ExecuteMsg, InstantiateMsg, QueryMsg};
use ballast_interface::Read;
use cosmwasm_std::{
    entry_point, to_json_binary, Binary, Deps, DepsMut, Env, MessageInfo, Reply, Response,
};

pub use crate::governance::migrate::{migrate, NAME, VERSION};

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn instantiate(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    Read(msg): Read<InstantiateMsg>,
) -> Result<Response, ContractError> {
    no_funds(&info)?;
    cw2::set_contract_version(deps.storage, NAME, VERSION)?;
    cw_ownable::initialize_owner(deps.storage, deps.api, Some(&msg.owner))?;
    roles::write_guardian(deps.storage, deps.api, msg.guardian)?;
    Ok(Response::new().add_event(crate::event::instantiated(&msg.owner)))
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    Read(msg): Read<ExecuteMsg>,
) -> Result<Response, ContractError> {
    no_funds(&info)?;
    let (now, sender) = (env.block.time.seconds(), &info.sender);
    match msg {
        ExecuteMsg::Report { prices } => report::report(deps, now, sender, prices),
        ExecuteMsg::SetAsset {
            asset,
            source,
            limits,
            swap,
        } => {
            let new = assets::NewSource {
                asset,
                source,
                limits,
                swap,
            };
            assets::set_asset(deps, &env, sender, new)
        }
        ExecuteMsg::SetFeeders {
            feeders,
            quorum,
            faults,
        } => {
            let new = membership::NewFeeders {
                feeders,
                quorum,
                faults,
            };
            membership::set_feeders(deps, now, sender, new)
        }
        ExecuteMsg::Freeze { asset } => halt::freeze(deps, now, sender, &asset),
        ExecuteMsg::Unfreeze { asset } => halt::unfreeze(deps, now, sender, &asset),
        ExecuteMsg::Confirm {
            asset,
            price,
            within,
        } => {
            let asked = confirm::Confirmation {
                asset,
                price,
                within,
            };
            confirm::confirm(deps, now, sender, asked)
        }
        ExecuteMsg::SetGuardian { guardian } => roles::set_guardian(deps, sender, guardian),
        ExecuteMsg::UpdateOwnership(action) => roles::update_ownership(deps, &env, &info, action),
        ExecuteMsg::ReportSigned { reports } => signed::report_signed(deps, &env, reports),
        ExecuteMsg::SetFeederKey { feeder, key } => membership::set_key(deps, sender, &feeder, key),
        ExecuteMsg::Refresh { assets } => refresh::refresh(deps, &env, assets),
        ExecuteMsg::Read { asset } => refresh::read(deps, &env, &info, &asset),
        ExecuteMsg::Nothing {} => refresh::nothing(&env, &info),
        ExecuteMsg::Sample {} => monitor::sample(deps, now),
    }
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn query(deps: Deps, env: Env, Read(msg): Read<QueryMsg>) -> Result<Binary, ContractError> {
    let now = env.block.time.seconds();
    let answer = match msg {
        QueryMsg::Prices { assets } => to_json_binary(&answer::prices(deps, now, &assets)?),
        QueryMsg::Expiring { assets, within } => {
            to_json_binary(&answer::expiring(deps, now, &assets, within)?)
        }
        QueryMsg::Asset { asset } => to_json_binary(&answer::asset(deps, now, asset)?),
        QueryMsg::Assets { start_after, limit } => {
            to_json_binary(&answer::assets(deps, now, start_after, limit)?)
        }
        QueryMsg::Feeders {} => to_json_binary(&answer::feeders(deps)?),
        QueryMsg::Config {} => to_json_binary(&answer::config(deps)?),
        QueryMsg::Ownership {} => to_json_binary(&cw_ownable::get_ownership(deps.storage)?),
        QueryMsg::History {
            asset,
            candles,
            start_after,
            limit,
        } => {
            let page = history::Page {
                size: candles,
                start_after,
                limit,
            };
            to_json_binary(&history::page(deps, &asset, page)?)
        }
        QueryMsg::Correlations { lending } => {
            to_json_binary(&monitor::correlations(deps, lending)?)
        }
        QueryMsg::PreviewSource { source } => {
            to_json_binary(&answer::preview(deps, &env, &source)?)
        }
    };
    Ok(answer?)
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn reply(deps: DepsMut, env: Env, reply: Reply) -> Result<Response, ContractError> {
    refresh::reply(deps, &env, reply)
}

fn no_funds(info: &MessageInfo) -> Result<(), ContractError> {
    if info.funds.is_empty() {
        Ok(())
    } else {
        Err(ContractError::UnexpectedFunds)
    }
}
