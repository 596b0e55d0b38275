//! One run, from the owner's message to the payment.

use crate::config::Config;
use crate::error::{ContractError, Result};
use crate::wallet::{balance, send};
use ballast_interface::event::{key, liquidator as name};
use ballast_interface::handle::pay;
use ballast_interface::lending::{self, Cw20HookMsg, FlashLent, FlashLoan, OnFlashLoan};
use ballast_interface::liquidator::{Call, ExecuteMsg, Offer, Profit, Run};
use ballast_interface::{oracle, AssetId, OracleContract, Read};
use ballast_risk::Amount;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{
    from_json, to_json_binary, wasm_execute, Addr, Coin, Deps, Env, Event, Response, StdResult,
    WasmMsg,
};

/// As many liquidations and swaps as a block has room for.
const MAX_CALLS: usize = 32;

/// The one field of lending's configuration that counts here.
#[cw_serde]
struct OracleOf {
    oracle: Addr,
}

/// 1. what lies here goes to the owner, so that none of it looks like a profit 2. refresh 3. the loan, with the calls in its
///    message; without a loan the calls 4. pay out
pub fn run(deps: Deps, env: &Env, config: &Config, run: Run) -> Result<Response> {
    let found = run.calls.len();
    if found == 0 || found > MAX_CALLS {
        let max = MAX_CALLS;
        return Err(ContractError::Calls { found, max });
    }
    let own = &env.contract.address;
    let mut assets = vec![run.profit.asset.clone()];
    let offered = run.calls.iter().flat_map(|call| &call.offer);
    let offered = offered.map(|offer| &offer.asset);
    for asset in run.loans.iter().map(|loan| &loan.asset).chain(offered) {
        if !assets.contains(asset) {
            assets.push(asset.clone());
        }
    }
    let mut response = sweep(deps, env, config, &assets)?;
    if !run.refresh.is_empty() {
        let asked = lending::QueryMsg::Config {};
        let found: OracleOf = config.lending.query(&deps.querier, &asked)?;
        let assets = run.refresh;
        let refresh = oracle::ExecuteMsg::Refresh { assets };
        response = response.add_message(OracleContract(found.oracle).call(&refresh, vec![])?);
    }
    response = if run.loans.is_empty() {
        response.add_messages(steps(own, run.calls)?)
    } else {
        let loan = lending::ExecuteMsg::FlashLoan(FlashLoan {
            loans: run.loans,
            msg: to_json_binary(&run.calls)?,
        });
        response.add_message(config.lending.call(&loan, vec![])?)
    };
    let profit = run.profit;
    let end = ExecuteMsg::PayOut { profit, assets };
    Ok(response.add_message(to_self(own, &end)?))
}

/// Each call is a message to this contract itself, so that it sees what is there when its turn comes.
fn steps(own: &Addr, calls: Vec<Call>) -> StdResult<Vec<WasmMsg>> {
    let one = |call| to_self(own, &ExecuteMsg::Step(call));
    calls.into_iter().map(one).collect()
}

pub fn on_flash_loan(env: &Env, call: OnFlashLoan) -> Result<Response> {
    let own = &env.contract.address;
    let Read(calls): Read<Vec<Call>> = from_json(&call.msg)?;
    let back = ExecuteMsg::GiveBack { loans: call.loans };
    Ok(Response::new()
        .add_messages(steps(own, calls)?)
        .add_message(to_self(own, &back)?))
}

/// A message to lending or to whom it names, with what it offers.
pub fn step(deps: Deps, env: &Env, config: &Config, call: Call) -> Result<Response> {
    let contract = match &call.contract {
        None => config.lending.0.clone(),
        Some(contract) => deps.api.addr_validate(contract)?,
    };
    let mut funds = Vec::with_capacity(call.offer.len());
    for offer in &call.offer {
        let amount = offered(deps, env, offer)?;
        match &offer.asset {
            AssetId::Native(denom) => funds.push(Coin::new(amount.raw(), denom)),
            AssetId::Cw20(token) if call.offer.len() == 1 => {
                let sent = send(token, &contract, amount, call.msg)?;
                return Ok(Response::new().add_message(sent));
            }
            AssetId::Cw20(token) => {
                let token = token.clone();
                return Err(ContractError::TokenNotAlone { token });
            }
        }
    }
    Ok(Response::new().add_message(WasmMsg::Execute {
        contract_addr: contract.into(),
        msg: call.msg,
        funds,
    }))
}

fn offered(deps: Deps, env: &Env, offer: &Offer) -> Result<Amount> {
    let amount = match offer.amount {
        Some(amount) => amount,
        None => balance(&deps.querier, &env.contract.address, &offer.asset)?,
    };
    if amount.is_zero() {
        return Err(ContractError::NothingToOffer {
            asset: offer.asset.to_string(),
        });
    }
    Ok(amount)
}

/// Coins in one message, each token by its `send`.
pub fn give_back(deps: Deps, env: &Env, config: &Config, loans: &[FlashLent]) -> Result<Response> {
    let mut response = Response::new();
    let mut funds = Vec::with_capacity(loans.len());
    for loan in loans {
        let due = loan.amount.add(loan.fee)?;
        let found = balance(&deps.querier, &env.contract.address, &loan.asset)?;
        if found < due {
            return Err(ContractError::CannotReturn {
                asset: loan.asset.to_string(),
                due,
                found,
            });
        }
        match &loan.asset {
            AssetId::Native(denom) => funds.push(Coin::new(due.raw(), denom)),
            AssetId::Cw20(token) => {
                let hook = to_json_binary(&Cw20HookMsg::ReturnFlash {})?;
                response = response.add_message(send(token, &config.lending.0, due, hook)?);
            }
        }
    }
    if !funds.is_empty() {
        let back = lending::ExecuteMsg::ReturnFlash {};
        response = response.add_message(config.lending.call(&back, funds)?);
    }
    Ok(response)
}

/// Everything of the assets of the run, if the profit is what it must be.
pub fn pay_out(
    deps: Deps,
    env: &Env,
    config: &Config,
    profit: &Profit,
    assets: &[AssetId],
) -> Result<Response> {
    let Profit { asset, at_least } = profit;
    let found = balance(&deps.querier, &env.contract.address, asset)?;
    if found < *at_least {
        return Err(ContractError::ProfitTooSmall {
            asset: asset.to_string(),
            asked: *at_least,
            found,
        });
    }
    sweep(deps, env, config, assets)
}

pub fn sweep(deps: Deps, env: &Env, config: &Config, assets: &[AssetId]) -> Result<Response> {
    let mut response = Response::new();
    for asset in assets {
        let amount = balance(&deps.querier, &env.contract.address, asset)?;
        if amount.is_zero() {
            continue;
        }
        let said = Event::new(name::PAID)
            .add_attribute(key::ASSET, asset.name())
            .add_attribute(key::AMOUNT, amount.to_string())
            .add_attribute(key::RECIPIENT, &config.owner);
        response = response
            .add_event(said)
            .add_message(pay(asset, &config.owner, amount)?);
    }
    Ok(response)
}

fn to_self(own: &Addr, msg: &ExecuteMsg) -> StdResult<WasmMsg> {
    wasm_execute(own.as_str(), msg, vec![])
}
