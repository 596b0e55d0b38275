//! The JSON that passes between a chain and its contracts, as far as these stories need it.

use cosmwasm_std_vm::Binary;
use serde::{Deserialize, Serialize};
use serde_json::{json, Value};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coin {
    pub denom: String,
    pub amount: String,
}

pub fn coin(amount: u128, denom: &str) -> Coin {
    Coin {
        denom: denom.to_owned(),
        amount: amount.to_string(),
    }
}

impl Coin {
    pub fn units(&self) -> u128 {
        self.amount.parse().expect("an amount is a whole number")
    }

    /// Bytes in a transaction: its two texts, each behind a tag and a length, and so the coin itself.
    pub fn encoded_len(&self) -> usize {
        self.denom.len() + self.amount.len() + 6
    }
}

/// What a contract answers to a call.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer<T> {
    Ok(T),
    #[serde(rename = "error")]
    Refused(String),
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Response {
    pub messages: Vec<SubMsg>,
    pub attributes: Vec<Attribute>,
    pub events: Vec<Event>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct SubMsg {
    pub id: u64,
    /// base64
    pub payload: String,
    pub msg: CosmosMsg,
    pub gas_limit: Option<u64>,
    pub reply_on: ReplyOn,
}

/// As far as these contracts ask for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReplyOn {
    Never,
    Error,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CosmosMsg {
    Bank(BankMsg),
    Wasm(WasmMsg),
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BankMsg {
    Send {
        to_address: String,
        amount: Vec<Coin>,
    },
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WasmMsg {
    Execute {
        contract_addr: String,
        /// base64
        msg: String,
        funds: Vec<Coin>,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Event {
    #[serde(rename = "type")]
    pub kind: String,
    pub attributes: Vec<Attribute>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Attribute {
    pub key: String,
    pub value: String,
}

/// What a contract asks the chain.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Query {
    Wasm(WasmQuery),
    Bank(BankQuery),
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WasmQuery {
    /// Both fields of bytes are base64.
    Smart {
        contract_addr: String,
        msg: String,
    },
    Raw {
        contract_addr: String,
        key: String,
    },
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BankQuery {
    Balance { address: String, denom: String },
}

/// The block and the contract, as a contract is told of them.
pub fn env(contract: &str, height: u64, seconds: u64) -> Vec<u8> {
    bytes(&json!({
        "block": {"height": height, "time": (seconds * 1_000_000_000).to_string(), "chain_id": "ballast-1"},
        "transaction": {"index": 0},
        "contract": {"address": contract},
    }))
}

/// What a contract is told of a message of its own that failed: chains say no more of a contract's words.
pub fn reply(sub: &SubMsg) -> Vec<u8> {
    let error = json!({"error": "codespace: wasm, code: 5"});
    bytes(&json!({"id": sub.id, "payload": sub.payload, "gas_used": 0, "result": error}))
}

pub fn info(sender: &str, funds: &[Coin]) -> Vec<u8> {
    bytes(&json!({"sender": sender, "funds": funds}))
}

pub fn decoded(base64: &str) -> Vec<u8> {
    let bytes = Binary::from_base64(base64);
    bytes.expect("bytes come as base64").to_vec()
}

pub fn bytes(value: &Value) -> Vec<u8> {
    serde_json::to_vec(value).expect("a value is JSON")
}
