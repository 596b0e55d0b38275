//! Asks another contract, or a module of the chain, for a rate.

use ballast_interface::oracle::{
    ConnectQuery, ContractSource, ModuleQuery, RateSource, Source, TwapQuery,
};
use ballast_pricing::{
    read_answer, read_connect, read_text, read_twap, twap_request, AnswerError, AnswerShape,
    ConnectModule, ModuleError, SourceReading, TwapRequest, TWAP_PATH,
};
use ballast_risk::integer::saturated_u8;
use cosmwasm_std::{
    to_json_vec, Binary, ContractResult, Empty, Env, QuerierWrapper, QueryRequest, StdError,
    SystemResult, WasmQuery,
};
use thiserror::Error;

/// As many characters of another contract's error are told.
const MAX_SHOWN: usize = 160;

/// Why a source gave no rate. What was stored stays.
#[derive(Error, Debug, PartialEq)]
pub enum ReadError {
    #[error("the source answered: {error}")]
    Refused { error: String },
    #[error("the price was agreed on in block {found}, now is block {height}; at most {max} blocks are allowed")]
    TooManyBlocks { found: u64, height: u64, max: u64 },
    #[error("this source asks nobody")]
    AsksNobody,
    #[error("what it says is of {found}, older than what is stored, {known}")]
    Older { found: u64, known: u64 },
    #[error(transparent)]
    Answer(#[from] AnswerError),
    #[error(transparent)]
    Module(#[from] ModuleError),
    #[error(transparent)]
    Std(#[from] StdError),
}

/// What a source answered, and what it made of it.
#[derive(Debug)]
pub struct Answered {
    pub answer: Binary,
    pub reading: Result<SourceReading, ReadError>,
}

/// Asks what a source asks; `None` where it asks nobody.
pub fn ask_source(
    querier: &QuerierWrapper,
    env: &Env,
    source: &Source,
) -> Option<Result<Answered, ReadError>> {
    let leg = match source {
        Source::Ratio(ratio) => &ratio.rate,
        Source::Contract(source) => return Some(contract(querier, source)),
        Source::Module(source) => return Some(module(querier, env, &source.query)),
        Source::Fixed { .. } | Source::Feeders {} => return None,
    };
    match leg {
        RateSource::Feeders {} => None,
        RateSource::Contract(source) => Some(contract(querier, source)),
        RateSource::Module(source) => Some(module(querier, env, &source.query)),
    }
}

fn contract(querier: &QuerierWrapper, source: &ContractSource) -> Result<Answered, ReadError> {
    let request = QueryRequest::<Empty>::Wasm(WasmQuery::Smart {
        contract_addr: source.contract.clone(),
        msg: source.msg.clone(),
    });
    let answer = raw(querier, &to_json_vec(&request)?)?;
    let shape = AnswerShape {
        value: &source.value,
        scale: &source.scale,
        divide_by: source.divide_by.as_ref(),
        time: source.time.as_ref(),
        decimals: source.decimals,
    };
    let reading = read_answer(&answer, &shape).map_err(ReadError::from);
    Ok(Answered { answer, reading })
}

fn module(querier: &QuerierWrapper, env: &Env, query: &ModuleQuery) -> Result<Answered, ReadError> {
    match query {
        ModuleQuery::Slinky(pair) => connect(querier, env, ConnectModule::Slinky, pair),
        ModuleQuery::Connect(pair) => connect(querier, env, ConnectModule::Connect, pair),
        ModuleQuery::OsmosisTwap(mean) => twap(querier, env, mean),
    }
}

fn connect(
    querier: &QuerierWrapper,
    env: &Env,
    module: ConnectModule,
    pair: &ConnectQuery,
) -> Result<Answered, ReadError> {
    let request = module.request(&pair.base, &pair.quote);
    let answer = ask_module(querier, module.path(), &request)?;
    let reading = agreed(&answer, env.block.height, pair.max_blocks_old);
    Ok(Answered { answer, reading })
}

/// The price of an answer, if few enough blocks have passed since it was agreed on: it then holds as of this block.
fn agreed(answer: &[u8], height: u64, max: u64) -> Result<SourceReading, ReadError> {
    let found = read_connect(answer)?;
    if height.saturating_sub(found.block_height) > max {
        return Err(ReadError::TooManyBlocks {
            found: found.block_height,
            height,
            max,
        });
    }
    // no module has 256 decimals; a scale beyond the range is refused when the price is read
    let scale = saturated_u8(found.decimals);
    let rate = read_text(&found.price, scale, None)?;
    Ok(SourceReading { rate, time: None })
}

fn twap(querier: &QuerierWrapper, env: &Env, mean: &TwapQuery) -> Result<Answered, ReadError> {
    let request = twap_request(&TwapRequest {
        pool_id: mean.pool_id,
        base: &mean.base_denom,
        quote: &mean.quote_denom,
        since: env.block.time.seconds().saturating_sub(mean.window),
    });
    let answer = ask_module(querier, TWAP_PATH, &request)?;
    let decimals = Some(mean.decimals);
    let read = read_twap(&answer).map_err(ReadError::from);
    let rate = read.and_then(|found| Ok(read_text(&found.text, found.scale, decimals)?));
    let reading = rate.map(|rate| SourceReading { rate, time: None });
    Ok(Answered { answer, reading })
}

/// A `stargate` query, which chains answer in JSON, or where that is not offered a `grpc` query, answered in protobuf.
///
/// The requests are written by hand: as types of the standard library they would mark the contract as one that needs a chain
/// with them, and keep it off all others.
fn ask_module(querier: &QuerierWrapper, path: &str, request: &[u8]) -> Result<Binary, ReadError> {
    let data = Binary::new(request.to_vec()).to_base64();
    let query = |kind: &str| format!(r#"{{"{kind}":{{"path":"{path}","data":"{data}"}}}}"#);
    let answer = raw(querier, query("stargate").as_bytes());
    answer.or_else(|_| raw(querier, query("grpc").as_bytes()))
}

fn raw(querier: &QuerierWrapper, request: &[u8]) -> Result<Binary, ReadError> {
    let refused = |error: String| ReadError::Refused {
        error: error.chars().take(MAX_SHOWN).collect(),
    };
    match querier.raw_query(request) {
        SystemResult::Ok(ContractResult::Ok(answer)) => Ok(answer),
        SystemResult::Ok(ContractResult::Err(error)) => Err(refused(error)),
        SystemResult::Err(error) => Err(refused(error.to_string())),
    }
}
