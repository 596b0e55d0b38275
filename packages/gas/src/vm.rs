//! One call of one contract: the only place that talks to the VM.

use crate::profile::Profile;
use crate::store::CountingStore;
use crate::world::{Chain, Refused};
use cosmwasm_std_vm::{Binary, ContractResult, SystemError, SystemResult};
use cosmwasm_vm::internals::{compile_module, instance_from_module};
use cosmwasm_vm::testing::MockApi;
use cosmwasm_vm::{
    call_execute_raw, call_instantiate_raw, call_migrate_raw, call_query_raw, call_reply_raw,
    Backend, BackendResult, GasInfo, Instance, Querier, Size, VmError,
};
use std::fmt;
use wasmer::{Engine, Module, Store};

/// No call of these stories comes near it; a chain's own limit is checked on the figures.
pub const GAS_LIMIT: u64 = 1_000_000_000_000_000;
/// As on chains.
const MEMORY_LIMIT: Size = Size::mebi(32);

/// A contract that is loaded for one call.
type Loaded<Q> = Instance<MockApi, CountingStore, Q>;

/// A compiled contract.
pub struct Code {
    module: Module,
    engine: Engine,
    profile: Option<Profile>,
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Code").finish_non_exhaustive()
    }
}

impl Code {
    pub fn compile(wasm: &[u8]) -> Self {
        let (module, engine) = compile_module(wasm, Some(MEMORY_LIMIT)).expect("the VM takes it");
        Self {
            module,
            engine,
            profile: None,
        }
    }

    /// Of a build with names. Runs slower and its own metering means nothing: the profile says what was spent.
    pub fn compile_profiled(wasm: &[u8]) -> (Self, Profile) {
        let (wasm, profile) = Profile::of(wasm);
        let mut code = Self::compile(&wasm);
        code.profile = Some(profile.clone());
        (code, profile)
    }

    fn load<Q: Querier + 'static>(
        &self,
        storage: CountingStore,
        querier: Q,
        limit: u64,
    ) -> Result<Loaded<Q>, Refused> {
        let api = MockApi::default();
        let backend = Backend {
            api,
            storage,
            querier,
        };
        let mut store = Store::new(self.engine.clone());
        let extra = self.profile.as_ref().map(|p| p.imports(&mut store));
        let instance = instance_from_module(store, &self.module, backend, limit, extra);
        instance.map_err(stopped)
    }

    /// Loads the contract and calls it. The answer is the contract's JSON, beside the VM gas that it took.
    pub fn call<Q: Querier + 'static>(
        &self,
        (storage, querier): (CountingStore, Q),
        env: &[u8],
        entry: Entry<'_>,
        limit: u64,
    ) -> Result<(Result<Vec<u8>, Refused>, u64), Refused> {
        let mut instance = self.load(storage, querier, limit)?;
        let to = &mut instance;
        let answer = match entry {
            Entry::Instantiate { info, msg } => call_instantiate_raw(to, env, info, msg),
            Entry::Execute { info, msg } => call_execute_raw(to, env, info, msg),
            Entry::Migrate { msg } => call_migrate_raw(to, env, msg),
            Entry::Query { msg } => call_query_raw(to, env, msg),
            Entry::Reply { msg } => call_reply_raw(to, env, msg),
        };
        let used = instance.create_gas_report().used_internally;
        Ok((answer.map_err(stopped), used))
    }
}

fn stopped(error: VmError) -> Refused {
    Refused(format!("vm: {error}"))
}

/// Which entry point, with what it takes.
#[derive(Debug, Clone, Copy)]
pub enum Entry<'a> {
    Instantiate { info: &'a [u8], msg: &'a [u8] },
    Execute { info: &'a [u8], msg: &'a [u8] },
    Migrate { msg: &'a [u8] },
    Query { msg: &'a [u8] },
    Reply { msg: &'a [u8] },
}

/// Calls a contract of the chain and adds what that used to the chain's count.
pub fn call(chain: &Chain, contract: &str, entry: Entry<'_>) -> Result<Vec<u8>, Refused> {
    let env = chain.env(contract);
    let (code_id, code, data) = chain
        .contract(contract)
        .ok_or_else(|| Refused(format!("no contract at {contract}")))?;
    let usage = chain.usage();
    usage.borrow_mut().loads += 1;
    let storage = CountingStore::new(data, usage.clone());
    let parts = (storage, ChainQuerier(chain.clone()));
    let (answer, used) = code.call(parts, &env, entry, chain.gas_left())?;
    let mut usage = usage.borrow_mut();
    usage.vm_gas += used;
    *usage.codes.entry(code_id).or_default() += used;
    answer
}

/// Answers the queries of a contract, loading other contracts where they are asked.
pub struct ChainQuerier(Chain);

impl Querier for ChainQuerier {
    fn query_raw(
        &self,
        request: &[u8],
        gas_limit: u64,
    ) -> BackendResult<SystemResult<ContractResult<Binary>>> {
        let before = self.0.usage().borrow().vm_gas;
        let answer = self.0.within(gas_limit, || self.0.answer(request));
        let used = self.0.usage().borrow().vm_gas - before;
        let answer = match answer {
            Ok(Ok(bytes)) => SystemResult::Ok(ContractResult::Ok(Binary::new(bytes))),
            Ok(Err(refused)) => SystemResult::Ok(ContractResult::Err(refused.0)),
            Err(unsupported) => SystemResult::Err(SystemError::InvalidRequest {
                error: unsupported,
                request: Binary::new(request.to_vec()),
            }),
        };
        (Ok(answer), GasInfo::with_externally_used(used))
    }
}
