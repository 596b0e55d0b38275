//! Dispatch, one line an arm.

use crate::error::Result;
use crate::governance;
use crate::liquidate::{liquidate, liquidate_many, liquidate_pro_rata, write_off, Payment};
use crate::operate::{operate, Request};
use crate::transfer::Incoming;
use crate::{accrue, flash, hook, operators, query};
use ballast_interface::lending::{AccountAction, ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use ballast_interface::Read;
#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, Response};

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn instantiate(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    Read(msg): Read<InstantiateMsg>,
) -> Result<Response> {
    crate::setup::instantiate(deps, &info, msg)
}

#[rustfmt::skip]
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn execute(deps: DepsMut, env: Env, info: MessageInfo, Read(msg): Read<ExecuteMsg>) -> Result<Response> {
    let now = env.block.time.seconds();
    match msg {
        ExecuteMsg::Deposit(msg) => operate(deps, &env, Request::deposit(Incoming::coin(info)?, msg)),
        ExecuteMsg::Repay(msg) => operate(deps, &env, Request::repay(Incoming::coin(info)?, msg)),
        ExecuteMsg::Withdraw { account, asset, amount, mode, recipient } =>
            operate(deps, &env, Request::taking(info, account, AccountAction::Withdraw { asset, amount, mode }, recipient)?),
        ExecuteMsg::Borrow { account, asset, amount, recipient } =>
            operate(deps, &env, Request::taking(info, account, AccountAction::Borrow { asset, amount }, recipient)?),
        ExecuteMsg::Shift { account, asset, amount, to } =>
            operate(deps, &env, Request::taking(info, account, AccountAction::Shift { asset, amount, to }, None)?),
        ExecuteMsg::Batch(batch) => operate(deps, &env, Request::batch(info, batch)?),
        ExecuteMsg::SetOperator(msg) => operators::set_operator(deps, now, &info, msg),
        ExecuteMsg::Liquidate(msg) => liquidate(deps, now, Incoming::coin(info)?, msg),
        ExecuteMsg::LiquidateMany(msg) => liquidate_many(deps, now, Incoming::coin(info)?, msg),
        ExecuteMsg::LiquidateProRata(msg) => liquidate_pro_rata(deps, now, Payment::coins(info)?, msg),
        ExecuteMsg::WriteOff { account } => write_off(deps, now, &info, account),
        ExecuteMsg::Receive(msg) => hook::receive(deps, &env, &info, msg),
        ExecuteMsg::FlashLoan(msg) => flash::flash_loan(deps, &env, &info, msg),
        ExecuteMsg::ReturnFlash {} => flash::return_coins(deps, &info),
        ExecuteMsg::SettleFlash {} => flash::settle_flash(deps, &env, &info),
        ExecuteMsg::ListAsset(msg) => governance::list_asset(deps, &env, &info, msg),
        ExecuteMsg::UpdateAsset(msg) => governance::update_asset(deps, now, &info, msg),
        ExecuteMsg::UpdateCorrelations(msg) => governance::update_correlations(deps, now, &info, msg),
        ExecuteMsg::Ramp(msg) => governance::ramp(deps, now, &info, msg),
        ExecuteMsg::UpdateConfig { oracle, swap, liquidation } =>
            governance::update_config(deps, &env, &info, governance::ConfigUpdate { oracle, swap, liquidation }),
        ExecuteMsg::SetRoles { guardian, steward, steward_limits } =>
            governance::set_roles(deps, &info, governance::RolesUpdate { guardian, steward, limits: steward_limits }),
        ExecuteMsg::Pause { asset, actions, until } =>
            governance::pause(deps, now, &info, governance::Pause { asset, actions, until }),
        ExecuteMsg::Unpause { asset, actions } => governance::unpause(deps, now, &info, &asset, &actions),
        ExecuteMsg::WithdrawReserves { asset, amount, recipient } =>
            governance::withdraw_reserves(deps, &env, &info, governance::WithdrawReserves { asset, amount, recipient }),
        ExecuteMsg::Accrue { assets } => accrue::accrue(deps, now, &info, &assets),
        ExecuteMsg::UpdateOwnership(action) => governance::update_ownership(deps, &env.block, &info, action),
    }
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn query(deps: Deps, env: Env, Read(msg): Read<QueryMsg>) -> Result<Binary> {
    query::answer(deps, env.block.time.seconds(), msg)
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn migrate(deps: DepsMut, _env: Env, _msg: MigrateMsg) -> Result<Response> {
    crate::migrate::migrate(deps)
}
