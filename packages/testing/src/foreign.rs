//! A contract of somebody else, which answers each question with the text that it was told.

use crate::chain::Suite;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{
    Addr, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdError, StdResult,
};
use cw_multi_test::{ContractWrapper, Executor};
use cw_storage_plus::Map;
use serde_json::Value;

/// Questions and answers, as JSON.
const ANSWERS: Map<String, String> = Map::new("answers");

#[cw_serde]
struct Say {
    /// The question, as JSON without spaces.
    to: String,
    /// Absent: an error.
    answer: Option<String>,
}

fn instantiate(_: DepsMut<'_>, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    Ok(Response::new())
}

fn execute(deps: DepsMut<'_>, _: Env, _: MessageInfo, say: Say) -> StdResult<Response> {
    match say.answer {
        Some(answer) => ANSWERS.save(deps.storage, say.to, &answer)?,
        None => ANSWERS.remove(deps.storage, say.to),
    }
    Ok(Response::new())
}

fn query(deps: Deps<'_>, _: Env, question: Value) -> StdResult<Binary> {
    let answer = ANSWERS.may_load(deps.storage, question.to_string())?;
    let answer = answer.ok_or_else(|| StdError::generic_err("nothing to say"))?;
    Ok(Binary::new(answer.into_bytes()))
}

impl Suite {
    /// A contract of somebody else that answers this to that.
    #[track_caller]
    pub fn foreign(&mut self, to: &str, answer: &str) -> Addr {
        let wrapper = ContractWrapper::new(execute, instantiate, query);
        let code = self.app.store_code(Box::new(wrapper));
        let owner = self.owner.clone();
        let made = self
            .app
            .instantiate_contract(code, owner, &Empty {}, &[], "foreign", None);
        let made = made.unwrap();
        self.foreign_says(&made, to, Some(answer));
        made
    }

    /// It answers something else from now on; `None`: with an error.
    #[track_caller]
    pub fn foreign_says(&mut self, foreign: &Addr, to: &str, answer: Option<&str>) {
        let say = Say {
            to: to.to_owned(),
            answer: answer.map(str::to_owned),
        };
        let owner = self.owner.clone();
        let done = self.app.execute_contract(owner, foreign.clone(), &say, &[]);
        done.unwrap();
    }

    pub fn chain_id(&self) -> String {
        self.app.block_info().chain_id
    }
}
