//! Dispatch, one line an arm.

use crate::error::{missing, ContractError, Result};
use crate::execute::admin::{self, Pause, WithdrawReserves};
use crate::execute::borrow::{borrow, Borrow};
use crate::execute::deposit::deposit;
use crate::execute::liquidate::{liquidate, liquidate_many};
use crate::execute::repay::repay;
use crate::execute::shift::{shift, Shift};
use crate::execute::withdraw::{withdraw, Withdraw};
use crate::execute::write_off::write_off;
use crate::execute::{accrue::accrue, hook::receive};
use crate::query;
use crate::transfer::Incoming;
use ballast_interface::lending::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, Response};

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn instantiate(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    crate::setup::instantiate(deps, &info, msg).map_err(|error| *error)
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    handled(deps, &env, info, msg).map_err(|error| *error)
}

#[rustfmt::skip]
fn handled(deps: DepsMut, env: &Env, info: MessageInfo, msg: ExecuteMsg) -> Result<Response> {
    let now = env.block.time.seconds();
    match msg {
        ExecuteMsg::Deposit(msg) => deposit(deps, now, Incoming::coin(info)?, msg),
        ExecuteMsg::Repay(msg) => repay(deps, now, Incoming::coin(info)?, msg),
        ExecuteMsg::Liquidate(msg) => liquidate(deps, now, Incoming::coin(info)?, msg),
        ExecuteMsg::LiquidateMany(msg) => liquidate_many(deps, now, Incoming::coin(info)?, msg),
        ExecuteMsg::Receive(msg) => receive(deps, now, &info, msg),
        ExecuteMsg::Withdraw { account_id, asset, amount, mode, recipient } =>
            withdraw(deps, now, &info, Withdraw { account_id, asset, amount, mode, recipient }),
        ExecuteMsg::Borrow { account_id, asset, amount, recipient } =>
            borrow(deps, now, &info, Borrow { account_id, asset, amount, recipient }),
        ExecuteMsg::Shift { account_id, asset, amount, to } =>
            shift(deps, now, &info, Shift { account_id, asset, amount, to }),
        ExecuteMsg::LiquidateProRata { .. } => unavailable(missing::LIQUIDATE_PRO_RATA),
        ExecuteMsg::WriteOff { account } => write_off(deps, now, &info, account),
        ExecuteMsg::ListAsset(msg) => admin::list_asset(deps, now, &info, msg),
        ExecuteMsg::UpdateAsset(msg) => admin::update_asset(deps, now, &info, msg),
        ExecuteMsg::UpdateCorrelations(msg) => admin::update_correlations(deps, now, &info, msg),
        ExecuteMsg::StopRamp { asset } => admin::stop_ramp(deps, now, &info, asset),
        ExecuteMsg::UpdateConfig { oracle, liquidation } =>
            admin::update_config(deps, now, &info, (oracle, liquidation)),
        ExecuteMsg::SetRoles { guardian, steward, steward_limits } =>
            admin::set_roles(deps, &info, guardian, steward, steward_limits),
        ExecuteMsg::Pause { asset, actions, until } =>
            admin::pause(deps, now, &info, Pause { asset, actions, until }),
        ExecuteMsg::Unpause { asset, actions } => admin::unpause(deps, now, &info, &asset, &actions),
        ExecuteMsg::WithdrawReserves { asset, amount, recipient } =>
            admin::withdraw_reserves(deps, now, &info, WithdrawReserves { asset, amount, recipient }),
        ExecuteMsg::Accrue { assets } => accrue(deps, now, &info, &assets),
        ExecuteMsg::UpdateOwnership(action) => admin::update_ownership(deps, &env.block, &info, action),
    }
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    query::answer(deps, env.block.time.seconds(), msg).map_err(|error| *error)
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn migrate(deps: DepsMut, env: Env, _msg: MigrateMsg) -> Result<Response, ContractError> {
    crate::migrate::migrate(deps, &env).map_err(|error| *error)
}

fn unavailable<T>(what: &'static str) -> Result<T> {
    Err(ContractError::NotAvailable { what }.into())
}
