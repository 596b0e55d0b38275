//! A listed token that, while it pays out, comes back into the lending contract for more.

use super::Chain;
use ballast_interface::lending::{Cw20HookMsg, Deposit, ExecuteMsg, SupplyMode};
use ballast_interface::AssetId;
use ballast_risk::Amount;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{
    to_json_binary, Addr, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Reply, Response,
    StdResult, SubMsg, Uint128, WasmMsg,
};
use cw20::Cw20ReceiveMsg;
use cw_multi_test::{Contract, ContractWrapper, Executor};
use cw_storage_plus::Item;

const LENDING: Item<Addr> = Item::new("lending");
const TRIES: Item<u32> = Item::new("tries");

#[cw_serde]
enum Msg {
    /// In somebody's name, as a token may.
    Put {
        sender: String,
        amount: Uint128,
    },
    Leave {
        amount: Uint128,
    },
    Transfer {
        recipient: String,
        amount: Uint128,
    },
}

fn call(deps: Deps, msg: &ExecuteMsg) -> StdResult<WasmMsg> {
    Ok(WasmMsg::Execute {
        contract_addr: LENDING.load(deps.storage)?.into(),
        msg: to_json_binary(msg)?,
        funds: vec![],
    })
}

fn withdraw(env: &Env, amount: Uint128) -> ExecuteMsg {
    ExecuteMsg::Withdraw {
        account_id: 0,
        asset: AssetId::cw20(env.contract.address.as_str()),
        amount: Some(Amount::new(amount.u128())),
        mode: SupplyMode::Lend,
        recipient: None,
    }
}

fn execute(deps: DepsMut, env: Env, _: MessageInfo, msg: Msg) -> StdResult<Response> {
    match msg {
        Msg::Put { sender, amount } => {
            let hook = Cw20HookMsg::Deposit(Deposit {
                account: None,
                mode: SupplyMode::Lend,
            });
            let msg = to_json_binary(&hook)?;
            let put = ExecuteMsg::Receive(Cw20ReceiveMsg {
                sender,
                amount,
                msg,
            });
            Ok(Response::new().add_message(call(deps.as_ref(), &put)?))
        }
        Msg::Leave { amount } => {
            let leave = withdraw(&env, amount);
            Ok(Response::new().add_message(call(deps.as_ref(), &leave)?))
        }
        Msg::Transfer { amount, .. } => {
            let again = call(deps.as_ref(), &withdraw(&env, amount))?;
            // what it is refused it keeps to itself
            Ok(Response::new().add_submessage(SubMsg::reply_on_error(again, 1)))
        }
    }
}

fn reply(deps: DepsMut, _: Env, _: Reply) -> StdResult<Response> {
    TRIES.update(deps.storage, |tries| StdResult::Ok(tries + 1))?;
    Ok(Response::new())
}

fn instantiate(deps: DepsMut, _: Env, _: MessageInfo, lending: Addr) -> StdResult<Response> {
    LENDING.save(deps.storage, &lending)?;
    TRIES.save(deps.storage, &0)?;
    Ok(Response::new())
}

fn query(deps: Deps, _: Env, _: Empty) -> StdResult<Binary> {
    to_json_binary(&TRIES.load(deps.storage)?)
}

fn contract() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new(execute, instantiate, query).with_reply(reply))
}

pub fn make(chain: &mut Chain) -> AssetId {
    let code = chain.app.store_code(contract());
    let (owner, lending) = (chain.owner.clone(), chain.lending.clone());
    let made = chain
        .app
        .instantiate_contract(code, owner, &lending, &[], "hostile", None);
    AssetId::cw20(made.unwrap())
}

fn tell(chain: &mut Chain, token: &AssetId, msg: &Msg) {
    let owner = chain.owner.clone();
    let token = Addr::unchecked(token.name());
    chain.app.execute_contract(owner, token, msg, &[]).unwrap();
}

pub fn deposit(chain: &mut Chain, token: &AssetId, name: &str, amount: u128) {
    let sender = chain.address(name).into();
    let amount = amount.into();
    tell(chain, token, &Msg::Put { sender, amount });
}

pub fn deposit_own(chain: &mut Chain, token: &AssetId, amount: u128) {
    let sender = token.name().to_owned();
    let amount = amount.into();
    tell(chain, token, &Msg::Put { sender, amount });
}

pub fn leave(chain: &mut Chain, token: &AssetId, amount: u128) {
    let amount = amount.into();
    tell(chain, token, &Msg::Leave { amount });
}

/// How often it came back in and was refused.
pub fn tries(chain: &Chain, token: &AssetId) -> u32 {
    let querier = chain.app.wrap();
    querier.query_wasm_smart(token.name(), &Empty {}).unwrap()
}
