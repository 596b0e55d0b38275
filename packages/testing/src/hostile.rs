//! A listed token that does not do what cw20 says: it lies about balances, fails, comes back in while it pays out, and
//! calls the hook in anybody's name.

use crate::asset::Kind;
use crate::chain::Suite;
use crate::error::Outcome;
use crate::listing::Listing;
use crate::message::Message;
use crate::pair;
use ballast_interface::lending::ExecuteMsg;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{
    to_json_binary, Addr, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Reply, Response,
    StdError, StdResult, SubMsg, Uint128, WasmMsg,
};
use cw20::Cw20ReceiveMsg;
use cw_multi_test::{Contract, ContractWrapper};
use cw_storage_plus::Item;

const TRICK: Item<Trick> = Item::new("trick");
const BALANCE: Item<Uint128> = Item::new("balance");
const REFUSED: Item<u32> = Item::new("refused");

/// What the token does when it should pay out.
#[cw_serde]
pub enum Trick {
    /// Says that it did.
    Nothing,
    /// Refuses.
    Fails,
    /// Sends this to whoever asks for the payment, and lives with a refusal.
    ComesBack(Box<ExecuteMsg>),
}

#[cw_serde]
enum Msg {
    Transfer {
        recipient: String,
        amount: Uint128,
    },
    Send {
        contract: String,
        amount: Uint128,
        msg: Binary,
    },
    /// From now on.
    Trick(Trick),
    /// What everybody's balance is said to be.
    Balance(Uint128),
    /// The token itself sends a message.
    Tell {
        contract: String,
        msg: Box<ExecuteMsg>,
    },
}

#[cw_serde]
enum Query {
    Balance { address: String },
    TokenInfo {},
    Refused {},
}

fn tell(contract: impl Into<String>, msg: &ExecuteMsg) -> StdResult<WasmMsg> {
    Ok(WasmMsg::Execute {
        contract_addr: contract.into(),
        msg: to_json_binary(msg)?,
        funds: vec![],
    })
}

fn setup(deps: DepsMut<'_>, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    TRICK.save(deps.storage, &Trick::Nothing)?;
    BALANCE.save(deps.storage, &Uint128::zero())?;
    REFUSED.save(deps.storage, &0)?;
    Ok(Response::new())
}

fn execute(deps: DepsMut<'_>, _: Env, info: MessageInfo, msg: Msg) -> StdResult<Response> {
    let done = Response::new();
    match msg {
        Msg::Transfer { .. } => match TRICK.load(deps.storage)? {
            Trick::Nothing => Ok(done),
            Trick::Fails => Err(StdError::generic_err("the token does not pay")),
            Trick::ComesBack(again) => {
                let again = tell(info.sender, &again)?;
                Ok(done.add_submessage(SubMsg::reply_on_error(again, 0)))
            }
        },
        Msg::Send {
            contract,
            amount,
            msg,
        } => {
            let sender = info.sender.into();
            let hook = ExecuteMsg::Receive(Cw20ReceiveMsg {
                sender,
                amount,
                msg,
            });
            Ok(done.add_message(tell(contract, &hook)?))
        }
        Msg::Trick(trick) => {
            TRICK.save(deps.storage, &trick)?;
            Ok(done)
        }
        Msg::Balance(balance) => {
            BALANCE.save(deps.storage, &balance)?;
            Ok(done)
        }
        Msg::Tell { contract, msg } => Ok(done.add_message(tell(contract, &msg)?)),
    }
}

fn reply(deps: DepsMut<'_>, _: Env, _: Reply) -> StdResult<Response> {
    REFUSED.update(deps.storage, |count| StdResult::Ok(count.saturating_add(1)))?;
    Ok(Response::new())
}

fn query(deps: Deps<'_>, _: Env, msg: Query) -> StdResult<Binary> {
    match msg {
        Query::Balance { .. } => to_json_binary(&cw20::BalanceResponse {
            balance: BALANCE.load(deps.storage)?,
        }),
        Query::TokenInfo {} => to_json_binary(&cw20::TokenInfoResponse {
            name: "Hostile".to_owned(),
            symbol: "EVIL".to_owned(),
            decimals: 6,
            total_supply: Uint128::zero(),
        }),
        Query::Refused {} => to_json_binary(&REFUSED.load(deps.storage)?),
    }
}

pub(crate) fn contract() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new(execute, setup, query).with_reply(reply))
}

/// A hostile token of 6 decimals with the numbers of ATOM.
pub fn listing(ticker: &str) -> Listing {
    Listing {
        kind: Kind::Hostile,
        ..pair::coin(ticker)
    }
}

impl Suite {
    /// What the hostile token does from now on when it should pay out.
    #[track_caller]
    pub fn trick(&mut self, ticker: &str, trick: Trick) {
        self.tell_token(ticker, &Msg::Trick(trick)).unwrap();
    }

    /// What the hostile token says that everybody has of it.
    #[track_caller]
    pub fn lie(&mut self, ticker: &str, coins: &str) {
        let (_, amount) = self.coins(coins);
        let balance = Msg::Balance(amount.raw().into());
        self.tell_token(ticker, &balance).unwrap();
    }

    /// The hostile token sends a message to the lending contract: it may say that somebody sent some of it.
    #[track_caller]
    pub fn token_tells(&mut self, ticker: &str, message: Message) -> Outcome {
        let msg = Msg::Tell {
            contract: self.lending.0.to_string(),
            msg: Box::new(message.msg),
        };
        self.tell_token(ticker, &msg)
    }

    /// How often the hostile token came back in and was refused.
    #[track_caller]
    pub fn refused_tries(&self, ticker: &str) -> u32 {
        let (querier, token) = (self.app.wrap(), self.id(ticker));
        let found = querier.query_wasm_smart(token.name(), &Query::Refused {});
        found.unwrap()
    }

    #[track_caller]
    fn tell_token(&mut self, ticker: &str, msg: &Msg) -> Outcome {
        let (owner, token) = (self.owner(), self.id(ticker));
        self.send(&owner, &Addr::unchecked(token.name()), msg, vec![])
    }
}
