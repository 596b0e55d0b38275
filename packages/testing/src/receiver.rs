//! A contract of somebody's that takes flash loans and does with them what the story says.

use crate::chain::Suite;
use crate::error::Outcome;
use crate::message::Message;
use ballast_interface::lending::{FlashLent, OnFlashLoan};
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{
    from_json, to_json_binary, Addr, Binary, CosmosMsg, Deps, DepsMut, Empty, Env, MessageInfo,
    Reply, Response, StdResult, SubMsg,
};
use cw_multi_test::{ContractWrapper, Executor};
use cw_storage_plus::Item;

const REFUSED: Item<Vec<String>> = Item::new("refused");
const LENT: Item<Vec<FlashLent>> = Item::new("lent");

/// One thing that the contract does.
#[cw_serde]
pub enum Step {
    /// All fails where this is refused.
    Must(CosmosMsg),
    /// It lives with a refusal, and remembers it.
    May(CosmosMsg),
}

#[cw_serde]
enum Msg {
    Run { steps: Vec<Step> },
    OnFlashLoan(OnFlashLoan),
}

#[cw_serde]
enum Query {
    Refused {},
    Lent {},
}

fn setup(deps: DepsMut<'_>, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    REFUSED.save(deps.storage, &Vec::new())?;
    LENT.save(deps.storage, &Vec::new())?;
    Ok(Response::new())
}

fn execute(deps: DepsMut<'_>, _: Env, _: MessageInfo, msg: Msg) -> StdResult<Response> {
    let steps = match msg {
        Msg::Run { steps } => steps,
        Msg::OnFlashLoan(call) => {
            LENT.save(deps.storage, &call.loans)?;
            from_json(&call.msg)?
        }
    };
    let done = |step| match step {
        Step::Must(msg) => SubMsg::new(msg),
        Step::May(msg) => SubMsg::reply_on_error(msg, 0),
    };
    Ok(Response::new().add_submessages(steps.into_iter().map(done)))
}

fn reply(deps: DepsMut<'_>, _: Env, reply: Reply) -> StdResult<Response> {
    let why = reply.result.into_result().err().unwrap_or_default();
    REFUSED.update(deps.storage, |mut all| {
        all.push(why);
        StdResult::Ok(all)
    })?;
    Ok(Response::new())
}

fn query(deps: Deps<'_>, _: Env, msg: Query) -> StdResult<Binary> {
    match msg {
        Query::Refused {} => to_json_binary(&REFUSED.load(deps.storage)?),
        Query::Lent {} => to_json_binary(&LENT.load(deps.storage)?),
    }
}

impl Suite {
    /// One more such contract, with nothing in its wallet.
    #[track_caller]
    pub fn receiver(&mut self) -> Addr {
        let wrapper = ContractWrapper::new(execute, setup, query).with_reply(reply);
        let (code, owner) = (self.app.store_code(Box::new(wrapper)), self.owner.clone());
        let made = self
            .app
            .instantiate_contract(code, owner, &Empty {}, &[], "receiver", None);
        made.unwrap()
    }

    /// Coins out of nothing into the wallet of a contract.
    #[track_caller]
    pub fn fund_contract(&mut self, contract: &Addr, coins: &str) {
        let (asset, amount) = self.coins(coins);
        self.mint(contract, &asset, amount).unwrap();
    }

    /// It asks for these loans at once, and does this with them.
    #[track_caller]
    pub fn flash(&mut self, receiver: &Addr, loans: &[&str], steps: &[Step]) -> Outcome {
        let message = self.msg().flash_loan(loans, steps);
        self.pay(receiver, message)
    }

    /// It does this, without a loan.
    #[track_caller]
    pub fn run(&mut self, receiver: &Addr, steps: &[Step]) -> Outcome {
        let run = self.running(receiver, steps);
        let owner = self.owner.clone();
        self.execute(&owner, run)
    }

    /// The message that makes another one of them do this.
    #[track_caller]
    pub fn running(&self, receiver: &Addr, steps: &[Step]) -> CosmosMsg {
        let steps = steps.to_vec();
        self.told(receiver, &Msg::Run { steps }, &[])
    }

    /// What it lived with, in the words of the chain.
    #[track_caller]
    pub fn refusals(&self, receiver: &Addr) -> Vec<String> {
        let querier = self.app.wrap();
        let found = querier.query_wasm_smart(receiver, &Query::Refused {});
        found.unwrap()
    }

    /// What it was last told that it was lent.
    #[track_caller]
    pub fn told_lent(&self, receiver: &Addr) -> Vec<FlashLent> {
        let querier = self.app.wrap();
        let found = querier.query_wasm_smart(receiver, &Query::Lent {});
        found.unwrap()
    }

    /// A message to the lending contract as a step that must not be refused.
    #[track_caller]
    pub fn must(&self, message: Message) -> Step {
        Step::Must(self.message(message).unwrap())
    }

    /// The same as a step that may be refused.
    #[track_caller]
    pub fn may(&self, message: Message) -> Step {
        Step::May(self.message(message).unwrap())
    }
}
