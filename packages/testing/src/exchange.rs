//! An exchange that takes coins and tokens and pays at the rates, and in the manner, that a story sets.

use crate::chain::Suite;
use crate::receiver::Step;
use ballast_interface::handle::pay;
use ballast_interface::AssetId;
use ballast_risk::Amount;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{
    from_json, to_json_binary, Addr, Binary, Decimal, Deps, DepsMut, Empty, Env, MessageInfo,
    Response, StdError, StdResult, SubMsg, Uint128,
};
use cw20::Cw20ReceiveMsg;
use cw_multi_test::{ContractWrapper, Executor};
use cw_storage_plus::{Item, Map};

/// Base units of what is wanted for one of what is offered.
const RATES: Map<(String, String), Decimal> = Map::new("rates");
const MANNER: Item<Trade> = Item::new("manner");

/// How the exchange deals.
#[cw_serde]
pub enum Trade {
    /// Pays what it should.
    Fair,
    /// Takes and gives nothing.
    Keeps,
    /// Does this first, then pays what it should.
    Tries(Vec<Step>),
}

#[cw_serde]
enum Msg {
    Swap {
        want: AssetId,
    },
    Receive(Cw20ReceiveMsg),
    Rate {
        offer: String,
        want: String,
        rate: Decimal,
    },
    Manner(Trade),
}

fn setup(deps: DepsMut<'_>, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    MANNER.save(deps.storage, &Trade::Fair)?;
    Ok(Response::new())
}

fn execute(deps: DepsMut<'_>, _: Env, info: MessageInfo, msg: Msg) -> StdResult<Response> {
    match msg {
        Msg::Swap { want } => match info.funds.as_slice() {
            [coin] => swap(deps, &info.sender, (&coin.denom, coin.amount), &want),
            _ => Err(StdError::generic_err("one coin for another")),
        },
        Msg::Receive(sent) => {
            let Msg::Swap { want } = from_json(&sent.msg)? else {
                return Err(StdError::generic_err("tokens are swapped"));
            };
            let trader = Addr::unchecked(sent.sender);
            swap(deps, &trader, (info.sender.as_str(), sent.amount), &want)
        }
        Msg::Rate { offer, want, rate } => {
            RATES.save(deps.storage, (offer, want), &rate)?;
            Ok(Response::new())
        }
        Msg::Manner(manner) => {
            MANNER.save(deps.storage, &manner)?;
            Ok(Response::new())
        }
    }
}

fn swap(
    deps: DepsMut<'_>,
    trader: &Addr,
    (offer, amount): (&str, Uint128),
    want: &AssetId,
) -> StdResult<Response> {
    let rate = RATES.load(deps.storage, (offer.to_owned(), want.to_string()))?;
    let paid = Amount::new(amount.mul_floor(rate).u128());
    let paid = pay(want, trader, paid)?;
    let done = Response::new();
    Ok(match MANNER.load(deps.storage)? {
        Trade::Fair => done.add_message(paid),
        Trade::Keeps => done,
        Trade::Tries(steps) => {
            let tried = steps.into_iter().map(|step| match step {
                Step::Must(msg) => SubMsg::new(msg),
                Step::May(msg) => SubMsg::reply_on_error(msg, 0),
            });
            done.add_submessages(tried).add_message(paid)
        }
    })
}

fn query(_: Deps<'_>, _: Env, _: Empty) -> StdResult<Binary> {
    Ok(Binary::default())
}

impl Suite {
    /// An exchange with a million of each of these in its wallet.
    #[track_caller]
    pub fn exchange(&mut self, tickers: &[&str]) -> Addr {
        let code = ContractWrapper::new(execute, setup, query).with_reply(|_, _, _| {
            // it lives with every refusal
            StdResult::Ok(Response::new())
        });
        let (code, owner) = (self.app.store_code(Box::new(code)), self.owner.clone());
        let made = self
            .app
            .instantiate_contract(code, owner, &Empty {}, &[], "exchange", None);
        let exchange = made.unwrap();
        for ticker in tickers {
            self.fund_contract(&exchange, &format!("1000000 {ticker}"));
        }
        exchange
    }

    /// So many base units of `want` for one of `offer` from now on.
    #[track_caller]
    pub fn rate(&mut self, exchange: &Addr, [offer, want]: [&str; 2], rate: &str) {
        let [offer, want] = [offer, want].map(|ticker| self.id(ticker).to_string());
        let rate = rate.parse().unwrap();
        self.tell_exchange(exchange, &Msg::Rate { offer, want, rate });
    }

    #[track_caller]
    pub fn exchange_deals(&mut self, exchange: &Addr, manner: Trade) {
        self.tell_exchange(exchange, &Msg::Manner(manner));
    }

    /// The message that swaps what goes with it.
    #[track_caller]
    pub(crate) fn swapping(&self, want: &str) -> Binary {
        let want = self.id(want);
        to_json_binary(&Msg::Swap { want }).unwrap()
    }

    #[track_caller]
    fn tell_exchange(&mut self, exchange: &Addr, msg: &Msg) {
        let owner = self.owner.clone();
        let done = self.app.execute_contract(owner, exchange.clone(), msg, &[]);
        done.unwrap();
    }
}
