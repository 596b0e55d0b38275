//! Dispatch, one line an arm.

use crate::config::{Config, CONFIG};
use crate::error::{ContractError, Result};
use crate::run;
use ballast_interface::liquidator::{
    ConfigResponse, ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg,
};
use ballast_interface::LendingContract;
use ballast_interface::Read;
#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{to_json_binary, Addr, Binary, Deps, DepsMut, Env, MessageInfo, Response};

const NAME: &str = "ballast-liquidator";
const VERSION: &str = env!("CARGO_PKG_VERSION");

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn instantiate(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    Read(msg): Read<InstantiateMsg>,
) -> Result<Response> {
    no_funds(&info)?;
    let config = Config {
        owner: deps.api.addr_validate(&msg.owner)?,
        lending: LendingContract(deps.api.addr_validate(&msg.lending)?),
    };
    cw2::set_contract_version(deps.storage, NAME, VERSION)?;
    CONFIG.save(deps.storage, &config)?;
    Ok(Response::new())
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    Read(msg): Read<ExecuteMsg>,
) -> Result<Response> {
    let config = CONFIG.load(deps.storage)?;
    let deps = deps.as_ref();
    let (owner, lending, own) = (&config.owner, &config.lending.0, &env.contract.address);
    match msg {
        ExecuteMsg::Run(run) => {
            no_funds(&info)?;
            only(owner, "the owner", &info)?;
            run::run(deps, &env, &config, run)
        }
        ExecuteMsg::Sweep { assets } => {
            no_funds(&info)?;
            only(owner, "the owner", &info)?;
            run::sweep(deps, &env, &config, &assets)
        }
        ExecuteMsg::OnFlashLoan(call) => {
            only(lending, "lending", &info)?;
            run::on_flash_loan(&env, call)
        }
        ExecuteMsg::Step(call) => {
            only(own, "this contract itself", &info)?;
            run::step(deps, &env, &config, call)
        }
        ExecuteMsg::GiveBack { loans } => {
            only(own, "this contract itself", &info)?;
            run::give_back(deps, &env, &config, &loans)
        }
        ExecuteMsg::PayOut { profit, assets } => {
            only(own, "this contract itself", &info)?;
            run::pay_out(deps, &env, &config, &profit, &assets)
        }
    }
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn query(deps: Deps, _env: Env, Read(msg): Read<QueryMsg>) -> Result<Binary> {
    let config = CONFIG.load(deps.storage)?;
    match msg {
        QueryMsg::Config {} => Ok(to_json_binary(&ConfigResponse {
            owner: config.owner.into(),
            lending: config.lending.0.into(),
        })?),
    }
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

fn only(needed: &Addr, name: &'static str, info: &MessageInfo) -> Result<()> {
    if info.sender == *needed {
        return Ok(());
    }
    Err(ContractError::Unauthorized {
        needed: name,
        found: info.sender.to_string(),
    })
}

/// What comes with a message of the owner's would be paid back as a profit.
fn no_funds(info: &MessageInfo) -> Result<()> {
    if info.funds.is_empty() {
        return Ok(());
    }
    let coins: Vec<String> = info.funds.iter().map(ToString::to_string).collect();
    Err(ContractError::UnexpectedFunds {
        found: coins.join(", "),
    })
}
