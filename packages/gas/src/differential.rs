//! The shipped wasm beside the native contract, in the stories that are told of the native one.
//!
//! Each call goes to both, with the same storage before it. The wasm hears what the native contract heard when it
//! asked, and must ask the same, answer the same, refuse in the same words, and leave every byte of storage the same.
//! Where it does not, the story stops. The story itself goes on with the native contract.

use crate::artifact::Artifact;
use crate::store::{CountingStore, Data};
use crate::usage::Usage;
use crate::vm::{Code, Entry, GAS_LIMIT};
use cosmwasm_std::{
    to_json_string, to_json_vec, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Querier,
    QuerierResult, QuerierWrapper, Reply, Response, Storage,
};
use cosmwasm_std_vm::{ContractResult, SystemError, SystemResult};
use cosmwasm_vm::{BackendResult, GasInfo};
use cw_multi_test::error::AnyResult;
use cw_multi_test::Contract;
use serde::Serialize;
use serde_json::{json, Value};
use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;
use std::sync::LazyLock;

static LENDING: LazyLock<Code> = LazyLock::new(|| Code::compile(&Artifact::Lending.read()));
static LENS: LazyLock<Code> = LazyLock::new(|| Code::compile(&Artifact::Lens.read()));
static ORACLE: LazyLock<Code> = LazyLock::new(|| Code::compile(&Artifact::Oracle.read()));
static TOKEN: LazyLock<Code> = LazyLock::new(|| Code::compile(&Artifact::Token.read()));

/// The artifact beside the native contract that it was built from.
pub fn differential(
    artifact: Artifact,
    native: Box<dyn Contract<Empty>>,
) -> Box<dyn Contract<Empty>> {
    let wasm = match artifact {
        Artifact::Lending => &*LENDING,
        Artifact::Lens => &*LENS,
        Artifact::Oracle => &*ORACLE,
        Artifact::Token => &*TOKEN,
    };
    Box::new(Differential { native, wasm })
}

struct Differential {
    native: Box<dyn Contract<Empty>>,
    wasm: &'static Code,
}

type Contents = BTreeMap<Vec<u8>, Vec<u8>>;

/// A question to the chain and its answer, in JSON.
type Exchange = (Vec<u8>, Vec<u8>);

impl Differential {
    /// A message with its sender.
    fn sent(
        &self,
        deps: DepsMut<'_>,
        (env, info, msg): (Env, MessageInfo, Vec<u8>),
        entry: impl for<'a> FnOnce(&'a [u8], &'a [u8]) -> Entry<'a>,
        native: impl FnOnce(DepsMut<'_>, Env, MessageInfo, Vec<u8>) -> AnyResult<Response>,
    ) -> AnyResult<Response> {
        let (about, from, text) = (to_json_vec(&env)?, to_json_vec(&info)?, msg.clone());
        self.changes(deps, &about, entry(&from, &text), |deps| {
            native(deps, env, info, msg)
        })
    }

    fn changes(
        &self,
        deps: DepsMut<'_>,
        env: &[u8],
        entry: Entry<'_>,
        native: impl FnOnce(DepsMut<'_>) -> AnyResult<Response>,
    ) -> AnyResult<Response> {
        let before = contents(deps.storage);
        let recorder = Recorder::of(&deps.querier);
        let answer = native(DepsMut {
            storage: deps.storage,
            api: deps.api,
            querier: QuerierWrapper::new(&recorder),
        });
        let after = self.agrees(before, recorder.exchanges.take(), (env, entry), &answer);
        if answer.is_ok() {
            assert!(
                after == contents(deps.storage),
                "the wasm leaves other records"
            );
        }
        answer
    }

    /// Calls the wasm and holds its answer against the native one; what it leaves in storage.
    fn agrees<T: Serialize>(
        &self,
        before: Contents,
        exchanges: Vec<Exchange>,
        (env, entry): (&[u8], Entry<'_>),
        native: &AnyResult<T>,
    ) -> Contents {
        let data: Data = Rc::new(RefCell::new(before));
        let unread = Rc::new(RefCell::new(VecDeque::from(exchanges)));
        let storage = CountingStore::new(data.clone(), Rc::new(RefCell::new(Usage::default())));
        let called = self
            .wasm
            .call((storage, Replay(unread.clone())), env, entry, GAS_LIMIT);
        let answer = called.and_then(|(answer, _)| answer);
        let answer = answer.unwrap_or_else(|refused| panic!("the wasm stopped: {refused}"));
        // cosmwasm-std on wasm says which import refused an address, which the native mock does not
        let answer = String::from_utf8(answer).expect("an answer is text");
        let answer = answer.replace("addr_validate errored: ", "");
        let wasm: Value = serde_json::from_str(&answer).expect("an answer is JSON");
        let native = match native {
            Ok(value) => json!({ "ok": as_json(value) }),
            Err(refused) => json!({ "error": refused.to_string() }),
        };
        assert_eq!(wasm, native, "the wasm answers otherwise");
        assert!(unread.borrow().is_empty(), "the wasm asks less");
        data.take()
    }
}

impl Contract<Empty> for Differential {
    fn instantiate(
        &self,
        deps: DepsMut<'_>,
        env: Env,
        info: MessageInfo,
        msg: Vec<u8>,
    ) -> AnyResult<Response> {
        self.sent(
            deps,
            (env, info, msg),
            |info, msg| Entry::Instantiate { info, msg },
            |deps, env, info, msg| self.native.instantiate(deps, env, info, msg),
        )
    }

    fn execute(
        &self,
        deps: DepsMut<'_>,
        env: Env,
        info: MessageInfo,
        msg: Vec<u8>,
    ) -> AnyResult<Response> {
        self.sent(
            deps,
            (env, info, msg),
            |info, msg| Entry::Execute { info, msg },
            |deps, env, info, msg| self.native.execute(deps, env, info, msg),
        )
    }

    fn query(&self, deps: Deps<'_>, env: Env, msg: Vec<u8>) -> AnyResult<Binary> {
        let (about, text) = (to_json_vec(&env)?, msg.clone());
        let before = contents(deps.storage);
        let recorder = Recorder::of(&deps.querier);
        let asked = Deps {
            storage: deps.storage,
            api: deps.api,
            querier: QuerierWrapper::new(&recorder),
        };
        let answer = self.native.query(asked, env, msg);
        let call = (about.as_slice(), Entry::Query { msg: &text });
        self.agrees(before, recorder.exchanges.take(), call, &answer);
        answer
    }

    fn migrate(&self, deps: DepsMut<'_>, env: Env, msg: Vec<u8>) -> AnyResult<Response> {
        let (about, text) = (to_json_vec(&env)?, msg.clone());
        let entry = Entry::Migrate { msg: &text };
        self.changes(deps, &about, entry, |deps| {
            self.native.migrate(deps, env, msg)
        })
    }

    fn reply(&self, _: DepsMut<'_>, _: Env, _: Reply) -> AnyResult<Response> {
        panic!("none of the artifacts takes a reply");
    }

    fn sudo(&self, _: DepsMut<'_>, _: Env, _: Vec<u8>) -> AnyResult<Response> {
        panic!("none of the artifacts takes a sudo message");
    }
}

fn contents(storage: &dyn Storage) -> Contents {
    let all = storage.range(None, None, cosmwasm_std::Order::Ascending);
    all.collect()
}

fn as_json<T: Serialize>(value: &T) -> Value {
    let text = to_json_string(value).expect("an answer has its JSON");
    serde_json::from_str(&text).expect("what a contract writes is JSON")
}

/// Passes questions on and keeps the answers.
struct Recorder<'a> {
    chain: &'a dyn Querier,
    exchanges: RefCell<Vec<Exchange>>,
}

impl<'a> Recorder<'a> {
    fn of(querier: &'a QuerierWrapper<'a>) -> Self {
        Self {
            chain: &**querier,
            exchanges: RefCell::default(),
        }
    }
}

impl Querier for Recorder<'_> {
    fn raw_query(&self, request: &[u8]) -> QuerierResult {
        let answer = self.chain.raw_query(request);
        let text = to_json_vec(&answer).expect("an answer has its JSON");
        self.exchanges.borrow_mut().push((request.to_vec(), text));
        answer
    }
}

/// Answers the wasm what the native contract heard, as long as it asks the same.
struct Replay(Rc<RefCell<VecDeque<Exchange>>>);

impl cosmwasm_vm::Querier for Replay {
    fn query_raw(
        &self,
        request: &[u8],
        _: u64,
    ) -> BackendResult<SystemResult<ContractResult<cosmwasm_std_vm::Binary>>> {
        let next = self.0.borrow_mut().pop_front();
        let answer = match next {
            Some((asked, answer)) if asked == request => {
                serde_json::from_slice(&answer).expect("an answer is JSON")
            }
            _ => SystemResult::Err(SystemError::InvalidRequest {
                error: "the native contract does not ask this".to_owned(),
                request: request.into(),
            }),
        };
        (Ok(answer), GasInfo::free())
    }
}
