//! A chain as small as the stories allow: codes, contracts, a bank, a clock. Contracts query each other and their
//! messages are carried out, depth first, as a chain does. Everything is counted.

use crate::message::{
    self, bytes, decoded, Answer, Attribute, BankMsg, BankQuery, Coin, CosmosMsg, Event, Query,
    ReplyOn, Response, SubMsg, WasmMsg, WasmQuery,
};
use crate::profile::Profile;
use crate::sdk::VM_GAS_PER_GAS;
use crate::store::Data;
use crate::usage::Usage;
use crate::vm::{call, Code, Entry, GAS_LIMIT};
use cosmwasm_vm::testing::MockApi;
use serde_json::{json, Value};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

/// 2026-01-01T00:00:00Z
const GENESIS: u64 = 1_767_225_600;
const SECONDS_PER_BLOCK: u64 = 5;

/// Why a call did not go through: the contract's own words, or the chain's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused(pub String);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a transaction did.
#[derive(Debug, Clone)]
pub struct Receipt {
    pub usage: Usage,
    pub events: Vec<Event>,
}

impl Receipt {
    /// The value of the first attribute with this key.
    pub fn attribute(&self, key: &str) -> Option<&str> {
        let all = self.events.iter().flat_map(|e| &e.attributes);
        all.clone().find(|a| a.key == key).map(|a| a.value.as_str())
    }
}

#[derive(Debug, Clone)]
struct Contract {
    code: usize,
    data: Data,
}

#[derive(Debug, Default)]
struct Inner {
    codes: Vec<Rc<Code>>,
    contracts: BTreeMap<String, Contract>,
    balances: BTreeMap<(String, String), u128>,
    seconds: u64,
}

/// A handle: clones are the same chain.
#[derive(Debug, Clone)]
pub struct Chain {
    inner: Rc<RefCell<Inner>>,
    usage: Rc<RefCell<Usage>>,
    /// VM gas that what runs now may use.
    gas_left: Rc<Cell<u64>>,
}

impl Default for Chain {
    fn default() -> Self {
        Self::new()
    }
}

impl Chain {
    pub fn new() -> Self {
        let inner = Inner {
            seconds: GENESIS,
            ..Inner::default()
        };
        Self {
            inner: Rc::new(RefCell::new(inner)),
            usage: Rc::default(),
            gas_left: Rc::new(Cell::new(GAS_LIMIT)),
        }
    }

    /// The address of a person or, before it exists, of the contract with that label.
    pub fn address(name: &str) -> String {
        MockApi::default().addr_make(name)
    }

    pub fn now(&self) -> u64 {
        self.inner.borrow().seconds
    }

    pub fn wait(&self, seconds: u64) {
        self.inner.borrow_mut().seconds += seconds;
    }

    pub fn mint(&self, to: &str, coin: &Coin) {
        let mut inner = self.inner.borrow_mut();
        let key = (to.to_owned(), coin.denom.clone());
        *inner.balances.entry(key).or_default() += coin.units();
    }

    pub fn balance(&self, of: &str, denom: &str) -> u128 {
        let key = (of.to_owned(), denom.to_owned());
        let inner = self.inner.borrow();
        inner.balances.get(&key).copied().unwrap_or_default()
    }

    /// A contract's record under another key as well: for stores that would take too long to fill by messages.
    pub fn copy_record(&self, contract: &str, from: &[u8], to: Vec<u8>) {
        let (_, _, data) = self.contract(contract).expect("a contract");
        let value = data.borrow().get(from).cloned().expect("a record");
        data.borrow_mut().insert(to, value);
    }

    pub fn upload(&self, wasm: &[u8]) -> usize {
        let mut inner = self.inner.borrow_mut();
        inner.codes.push(Rc::new(Code::compile(wasm)));
        inner.codes.len() - 1
    }

    /// A code that reports which of its functions spend the gas; `wasm` has names.
    pub fn upload_profiled(&self, wasm: &[u8]) -> (usize, Profile) {
        let (code, profile) = Code::compile_profiled(wasm);
        let mut inner = self.inner.borrow_mut();
        inner.codes.push(Rc::new(code));
        (inner.codes.len() - 1, profile)
    }

    /// A contract under the address of its label.
    pub fn instantiate(
        &self,
        code: usize,
        label: &str,
        sender: &str,
        msg: &Value,
    ) -> Result<(String, Receipt), Refused> {
        let address = Self::address(label);
        let data = Data::default();
        let contract = Contract { code, data };
        let mut inner = self.inner.borrow_mut();
        inner.contracts.insert(address.clone(), contract);
        drop(inner);
        let info = message::info(sender, &[]);
        let msg = bytes(msg);
        let entry = Entry::Instantiate {
            info: &info,
            msg: &msg,
        };
        let receipt = self.transaction(msg.len(), |chain| chain.enter(&address, entry))?;
        Ok((address, receipt))
    }

    /// To the code that the contract has already.
    pub fn migrate(&self, contract: &str, msg: &Value) -> Result<Receipt, Refused> {
        let msg = bytes(msg);
        let entry = Entry::Migrate { msg: &msg };
        self.transaction(msg.len(), |chain| chain.enter(contract, entry))
    }

    /// One message as a transaction of its own: all of it happens, or nothing.
    pub fn execute(
        &self,
        sender: &str,
        contract: &str,
        msg: &Value,
        funds: &[Coin],
    ) -> Result<Receipt, Refused> {
        let msg = bytes(msg);
        let bytes = msg.len() + funds.iter().map(Coin::encoded_len).sum::<usize>();
        self.transaction(bytes, |chain| {
            chain.call_contract(sender, contract, &msg, funds)
        })
    }

    pub fn query(&self, contract: &str, msg: &Value) -> Result<(Value, Usage), Refused> {
        *self.usage.borrow_mut() = Usage::default();
        let answer = self.ask(contract, &bytes(msg))?;
        let value = serde_json::from_slice(&answer).expect("an answer is JSON");
        Ok((value, self.usage.borrow().clone()))
    }

    fn transaction(
        &self,
        message_bytes: usize,
        run: impl FnOnce(&Self) -> Result<Vec<Event>, Refused>,
    ) -> Result<Receipt, Refused> {
        *self.usage.borrow_mut() = Usage {
            message_bytes: message_bytes as u64,
            ..Usage::default()
        };
        let before = self.snapshot();
        match run(self) {
            Ok(events) => {
                self.wait(SECONDS_PER_BLOCK);
                let usage = self.usage.borrow().clone();
                Ok(Receipt { usage, events })
            }
            Err(refused) => {
                self.restore(before);
                Err(refused)
            }
        }
    }

    fn call_contract(
        &self,
        sender: &str,
        contract: &str,
        msg: &[u8],
        funds: &[Coin],
    ) -> Result<Vec<Event>, Refused> {
        if !funds.is_empty() {
            self.usage.borrow_mut().funded_calls += 1;
            self.transfer(sender, contract, funds)?;
        }
        let info = message::info(sender, funds);
        self.enter(contract, Entry::Execute { info: &info, msg })
    }

    /// Calls, and carries out what the contract sends.
    fn enter(&self, contract: &str, entry: Entry<'_>) -> Result<Vec<Event>, Refused> {
        self.usage.borrow_mut().entries += 1;
        let answer = call(self, contract, entry)?;
        let response: Response = understood(&answer)?;
        let mut events = self.count_events(response.attributes, response.events);
        for sub in response.messages {
            events.extend(self.carry_out(contract, sub)?);
        }
        Ok(events)
    }

    /// One message of a contract; where it fails and a reply is asked for, nothing of it remains and the contract is told.
    fn carry_out(&self, contract: &str, sub: SubMsg) -> Result<Vec<Event>, Refused> {
        let limit = sub.gas_limit.map_or(GAS_LIMIT, |gas| gas * VM_GAS_PER_GAS);
        let before = self.snapshot();
        let done = self.within(limit, || self.dispatch(contract, sub.msg.clone()));
        match (done, sub.reply_on) {
            (Err(_), ReplyOn::Error) => {
                self.restore(before);
                let msg = message::reply(&sub);
                self.enter(contract, Entry::Reply { msg: &msg })
            }
            (done, _) => done,
        }
    }

    /// Runs something with at most so much VM gas.
    pub(crate) fn within<T>(&self, limit: u64, run: impl FnOnce() -> T) -> T {
        let before = self.gas_left.get();
        self.gas_left.set(limit.min(before));
        let done = run();
        self.gas_left.set(before);
        done
    }

    pub(crate) fn gas_left(&self) -> u64 {
        self.gas_left.get()
    }

    fn dispatch(&self, contract: &str, msg: CosmosMsg) -> Result<Vec<Event>, Refused> {
        match msg {
            CosmosMsg::Bank(BankMsg::Send { to_address, amount }) => {
                self.usage.borrow_mut().bank_sends += 1;
                self.transfer(contract, &to_address, &amount)?;
                Ok(Vec::new())
            }
            CosmosMsg::Wasm(WasmMsg::Execute {
                contract_addr,
                msg,
                funds,
            }) => {
                self.usage.borrow_mut().contract_calls += 1;
                self.call_contract(contract, &contract_addr, &decoded(&msg), &funds)
            }
        }
    }

    /// A contract's plain attributes are an event of their own.
    fn count_events(&self, attributes: Vec<Attribute>, events: Vec<Event>) -> Vec<Event> {
        let kind = "wasm".to_owned();
        let mut all = vec![Event { kind, attributes }];
        all.extend(events);
        let mut usage = self.usage.borrow_mut();
        usage.events += all.len() as u64 - 1;
        for attribute in all.iter().flat_map(|e| &e.attributes) {
            usage.attributes += 1;
            usage.attribute_bytes += (attribute.key.len() + attribute.value.len()) as u64;
        }
        all
    }

    fn transfer(&self, from: &str, to: &str, coins: &[Coin]) -> Result<(), Refused> {
        for coin in coins {
            let mut inner = self.inner.borrow_mut();
            let key = (from.to_owned(), coin.denom.clone());
            let held = inner.balances.entry(key).or_default();
            let short = || {
                Refused(format!(
                    "bank: {from} has less than {} {}",
                    coin.amount, coin.denom
                ))
            };
            *held = held.checked_sub(coin.units()).ok_or_else(short)?;
            drop(inner);
            self.mint(to, coin);
        }
        Ok(())
    }

    fn ask(&self, contract: &str, msg: &[u8]) -> Result<Vec<u8>, Refused> {
        let answer = call(self, contract, Entry::Query { msg })?;
        understood::<String>(&answer).map(|encoded| decoded(&encoded))
    }

    /// A query of a contract: the outer error is a query that this chain does not know.
    pub(crate) fn answer(&self, request: &[u8]) -> Result<Result<Vec<u8>, Refused>, String> {
        let query: Query = serde_json::from_slice(request).map_err(|e| e.to_string())?;
        Ok(match query {
            Query::Wasm(WasmQuery::Smart { contract_addr, msg }) => {
                self.usage.borrow_mut().smart_queries += 1;
                self.ask(&contract_addr, &decoded(&msg))
            }
            Query::Wasm(WasmQuery::Raw { contract_addr, key }) => {
                let contract = self.contract(&contract_addr);
                let (_, _, data) = contract.ok_or("no such contract")?;
                let key = decoded(&key);
                let value = data.borrow().get(&key).cloned().unwrap_or_default();
                let mut usage = self.usage.borrow_mut();
                usage.raw_queries += 1;
                usage.bytes_read += (key.len() + value.len()) as u64;
                Ok(value)
            }
            Query::Bank(BankQuery::Balance { address, denom }) => {
                let amount = self.balance(&address, &denom).to_string();
                Ok(bytes(
                    &json!({"amount": {"denom": denom, "amount": amount}}),
                ))
            }
        })
    }

    pub(crate) fn contract(&self, address: &str) -> Option<(usize, Rc<Code>, Data)> {
        let inner = self.inner.borrow();
        let contract = inner.contracts.get(address)?;
        let code = inner.codes.get(contract.code)?;
        Some((contract.code, code.clone(), contract.data.clone()))
    }

    pub(crate) fn usage(&self) -> Rc<RefCell<Usage>> {
        self.usage.clone()
    }

    pub(crate) fn env(&self, contract: &str) -> Vec<u8> {
        let seconds = self.now();
        let height = 1 + (seconds - GENESIS) / SECONDS_PER_BLOCK;
        message::env(contract, height, seconds)
    }

    fn snapshot(&self) -> Snapshot {
        let inner = self.inner.borrow();
        let data = inner.contracts.iter();
        Snapshot {
            balances: inner.balances.clone(),
            data: data
                .map(|(address, c)| (address.clone(), c.data.borrow().clone()))
                .collect(),
        }
    }

    fn restore(&self, before: Snapshot) {
        let mut inner = self.inner.borrow_mut();
        inner.balances = before.balances;
        for (address, data) in before.data {
            *inner.contracts[&address].data.borrow_mut() = data;
        }
    }
}

struct Snapshot {
    balances: BTreeMap<(String, String), u128>,
    data: BTreeMap<String, BTreeMap<Vec<u8>, Vec<u8>>>,
}

fn understood<T: serde::de::DeserializeOwned>(answer: &[u8]) -> Result<T, Refused> {
    match serde_json::from_slice::<Answer<T>>(answer) {
        Ok(Answer::Ok(value)) => Ok(value),
        Ok(Answer::Refused(reason)) => Err(Refused(reason)),
        Err(e) => panic!("{e} in {}", String::from_utf8_lossy(answer)),
    }
}
