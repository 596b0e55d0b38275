//! An oracle that answers what a story says, right or wrong.

use crate::chain::Suite;
use crate::error::Refused;
use ballast_interface::oracle::{PriceQuote, QueryMsg};
use ballast_interface::{AssetId, OracleContract};
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{
    to_json_binary, Addr, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdError,
    StdResult,
};
use cw_multi_test::{App, ContractWrapper, Executor};
use cw_storage_plus::{Item, Map};
use std::cell::Cell;

const QUOTES: Map<String, PriceQuote> = Map::new("quotes");
thread_local! {
    /// How often a scripted oracle was asked for prices. A query stores nothing, so it is no record.
    static ASKED: Cell<u32> = const { Cell::new(0) };
}

const MANNER: Item<Manner> = Item::new("manner");

/// How the scripted oracle answers.
#[cw_serde]
#[derive(Copy)]
pub enum Manner {
    /// One quote for each asset.
    Answers,
    /// Every query is an error.
    Fails,
    /// The last quote is left out.
    OneShort,
    /// There is a quote that nobody asked for.
    OneMore,
}

#[cw_serde]
enum ScriptMsg {
    Quote { asset: AssetId, quote: PriceQuote },
    Manner(Manner),
}

fn setup(deps: DepsMut<'_>, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    MANNER.save(deps.storage, &Manner::Answers)?;
    Ok(Response::new())
}

fn execute(deps: DepsMut<'_>, _: Env, _: MessageInfo, msg: ScriptMsg) -> StdResult<Response> {
    match msg {
        ScriptMsg::Quote { asset, quote } => {
            QUOTES.save(deps.storage, asset.to_string(), &quote)?;
        }
        ScriptMsg::Manner(manner) => MANNER.save(deps.storage, &manner)?,
    }
    Ok(Response::new())
}

fn query(deps: Deps<'_>, _: Env, msg: QueryMsg) -> StdResult<Binary> {
    let QueryMsg::Prices { assets } = msg else {
        return Err(StdError::generic_err("the script knows prices alone"));
    };
    ASKED.with(|asked| asked.set(asked.get().saturating_add(1)));
    let quote = |asset: AssetId| {
        let found = QUOTES.may_load(deps.storage, asset.to_string())?;
        Ok(found.unwrap_or(PriceQuote::MISSING))
    };
    let mut quotes = assets
        .into_iter()
        .map(quote)
        .collect::<StdResult<Vec<_>>>()?;
    match MANNER.load(deps.storage)? {
        Manner::Answers => {}
        Manner::Fails => return Err(StdError::generic_err("the oracle is dead")),
        Manner::OneShort => {
            quotes.pop();
        }
        Manner::OneMore => quotes.push(PriceQuote::MISSING),
    }
    to_json_binary(&quotes)
}

pub(crate) fn instantiate(app: &mut App, owner: &Addr) -> Result<OracleContract, Refused> {
    let code = app.store_code(Box::new(ContractWrapper::new(execute, setup, query)));
    let made = app.instantiate_contract(code, owner.clone(), &Empty {}, &[], "script", None);
    made.map(OracleContract).map_err(Refused)
}

impl Suite {
    /// The scripted oracle says this of the asset from now on.
    #[track_caller]
    pub fn quote(&mut self, ticker: &str, quote: PriceQuote) {
        let oracle = self.oracle.0.clone();
        self.quote_at(&oracle, ticker, quote);
    }

    /// The same of another scripted oracle.
    #[track_caller]
    pub fn quote_at(&mut self, oracle: &Addr, ticker: &str, quote: PriceQuote) {
        let asset = self.id(ticker);
        self.script(oracle, &ScriptMsg::Quote { asset, quote });
    }

    /// How the scripted oracle answers from now on.
    #[track_caller]
    pub fn oracle_manner(&mut self, manner: Manner) {
        let oracle = self.oracle.0.clone();
        self.script(&oracle, &ScriptMsg::Manner(manner));
    }

    /// How often the scripted oracle was asked for prices by what is done here.
    pub fn oracle_queries<T>(&mut self, what: impl FnOnce(&mut Self) -> T) -> (u32, T) {
        let before = ASKED.with(Cell::get);
        let done = what(self);
        (ASKED.with(Cell::get).saturating_sub(before), done)
    }

    /// A second scripted oracle, which knows nothing yet.
    #[track_caller]
    pub fn another_oracle(&mut self) -> Addr {
        instantiate(&mut self.app, &self.owner).unwrap().0
    }

    /// No message of the story: no invariant is checked.
    #[track_caller]
    fn script(&mut self, oracle: &Addr, msg: &ScriptMsg) {
        let owner = self.owner.clone();
        let done = self.app.execute_contract(owner, oracle.clone(), msg, &[]);
        done.unwrap();
    }
}
