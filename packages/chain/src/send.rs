//! Transactions: simulated, signed, sent, and waited for.

use crate::error::ChainError;
use crate::fee::Fees;
use crate::message::Message;
use crate::node::{Account, Node};
use crate::refusal::classify;
use crate::wallet::Wallet;
use cosmrs::proto::cosmos::tx::v1beta1::{SimulateRequest, SimulateResponse};
use cosmrs::proto::prost::Message as Prost;
use cosmrs::tx::{AuthInfo, Body, Fee, SignDoc, SignerInfo};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::time::{Duration, Instant};
use tendermint_rpc::error::ErrorDetail;
use tendermint_rpc::Client;

/// How long after it was signed a transaction may still be taken, in blocks: by then it is in a block or never will be.
const VALID_FOR_BLOCKS: u64 = 60;
const FIRST_PAUSE: Duration = Duration::from_millis(150);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// What is signed, once gas is known.
#[derive(Clone, Debug)]
pub struct Draft<'a> {
    pub messages: &'a [Message],
    pub memo: &'a str,
    pub gas: u64,
}

/// A transaction whose fate is decided by `last_height`: after that it is in a block or never will be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ticket {
    /// SHA-256 in upper case hex, as explorers show it.
    pub hash: String,
    pub last_height: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedTx {
    pub ticket: Ticket,
    bytes: Vec<u8>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TxResult {
    pub hash: String,
    pub height: u64,
    pub gas_used: u64,
    pub events: Vec<Event>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub kind: String,
    pub attributes: Vec<(String, String)>,
}

impl TxResult {
    /// The first attribute of this name in an event of this kind.
    pub fn attribute(&self, kind: &str, name: &str) -> Option<&str> {
        let events = self.events.iter().filter(|event| event.kind == kind);
        let mut all = events.flat_map(|event| &event.attributes);
        all.find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}

impl Node {
    /// Gas that these messages would use now; an error where they would fail.
    pub async fn simulate(&self, wallet: &Wallet, messages: &[Message]) -> Result<u64, ChainError> {
        let account = self.account(wallet.address()).await?;
        self.simulate_as(wallet, account, messages).await
    }

    /// The same with a number that the caller knows: others of its transactions may be on their way.
    pub async fn simulate_as(
        &self,
        wallet: &Wallet,
        account: Account,
        messages: &[Message],
    ) -> Result<u64, ChainError> {
        let draft = Draft {
            messages,
            memo: "",
            gas: 0,
        };
        let (body, auth) = parts(wallet, account.sequence, &draft, Vec::new(), 0)?;
        let raw = cosmrs::proto::cosmos::tx::v1beta1::TxRaw {
            body_bytes: bytes(body.into_bytes())?,
            auth_info_bytes: bytes(auth.into_bytes())?,
            // a simulation needs a place for a signature, not a signature
            signatures: vec![Vec::new()],
        };
        let request = SimulateRequest {
            tx_bytes: raw.encode_to_vec(),
            ..SimulateRequest::default()
        };
        let path = "/cosmos.tx.v1beta1.Service/Simulate";
        let answer: SimulateResponse = self.ask(path, &request, "what a message names").await?;
        Ok(answer.gas_info.map_or(0, |it| it.gas_used))
    }

    /// Signs with the account's number and sequence as they are given: who sends several in one block counts on.
    pub async fn sign(
        &self,
        wallet: &Wallet,
        account: Account,
        draft: &Draft<'_>,
        fees: &Fees,
    ) -> Result<SignedTx, ChainError> {
        let last_height = self.head().await?.height.saturating_add(VALID_FOR_BLOCKS);
        let denom = fees.price.denom();
        let fee = vec![cosmrs::Coin {
            denom: denom
                .parse()
                .map_err(|_| ChainError::unreadable(format!("denom {denom}"), "not a denom"))?,
            amount: fees.price.cost_ceil(draft.gas),
        }];
        let (body, auth) = parts(wallet, account.sequence, draft, fee, last_height)?;
        let chain = self
            .chain_id()
            .parse()
            .map_err(|e| ChainError::unreadable("the chain's id", e))?;
        let doc = SignDoc::new(&body, &auth, &chain, account.number);
        let signed = doc
            .and_then(|doc| doc.sign(wallet.signing_key()))
            .and_then(|raw| raw.to_bytes());
        let bytes = bytes(signed)?;
        Ok(SignedTx {
            ticket: Ticket {
                hash: hash_of(&bytes),
                last_height,
            },
            bytes,
        })
    }

    /// Hands a transaction to the node, which looks at signature, sequence and fee and takes it in line. One that is in line
    /// already is no error.
    pub async fn broadcast(&self, tx: &SignedTx) -> Result<(), ChainError> {
        let sent = self.rpc().broadcast_tx_sync(tx.bytes.clone()).await;
        let answer = match sent {
            Ok(answer) => answer,
            Err(error) if error.to_string().contains("tx already exists in cache") => return Ok(()),
            Err(error) => return Err(self.failed(error)),
        };
        if answer.code.is_err() {
            let code = answer.code.value();
            return Err(classify(&answer.codespace, code, &answer.log));
        }
        Ok(())
    }

    /// Simulates, signs and broadcasts.
    pub async fn send(
        &self,
        wallet: &Wallet,
        messages: &[Message],
        fees: &Fees,
    ) -> Result<Ticket, ChainError> {
        let signed = self.prepare(wallet, messages, fees).await?;
        self.broadcast(&signed).await?;
        Ok(signed.ticket)
    }

    /// Simulates and signs: what is known of the transaction before it is sent.
    pub async fn prepare(
        &self,
        wallet: &Wallet,
        messages: &[Message],
        fees: &Fees,
    ) -> Result<SignedTx, ChainError> {
        let gas = fees.gas(self.simulate(wallet, messages).await?);
        let account = self.account(wallet.address()).await?;
        let draft = Draft {
            messages,
            memo: "",
            gas,
        };
        self.sign(wallet, account, &draft, fees).await
    }

    /// What became of a transaction: its result, the refusal that it ended with, nothing where no block has it.
    pub async fn found(&self, hash: &str) -> Result<Option<TxResult>, ChainError> {
        let id = hash
            .parse()
            .map_err(|e| ChainError::unreadable(format!("hash {hash}"), e))?;
        let answer = match self.rpc().tx(id, false).await {
            Ok(answer) => answer,
            Err(error) => match error.detail() {
                ErrorDetail::Response(it) if it.source.to_string().contains("not found") => {
                    return Ok(None)
                }
                _ => return Err(self.failed(error)),
            },
        };
        let result = answer.tx_result;
        if result.code.is_err() {
            let code = result.code.value();
            return Err(classify(&result.codespace, code, &result.log));
        }
        Ok(Some(TxResult {
            hash: hash.to_owned(),
            height: answer.height.value(),
            gas_used: u64::try_from(result.gas_used).unwrap_or(0),
            events: result.events.iter().map(event).collect(),
        }))
    }

    /// Waits until a block has it.
    pub async fn wait(&self, hash: &str, patience: Duration) -> Result<TxResult, ChainError> {
        let begun = Instant::now();
        let mut pause = FIRST_PAUSE;
        loop {
            if let Some(result) = self.found(hash).await? {
                return Ok(result);
            }
            if begun.elapsed() > patience {
                return Err(ChainError::Timeout {
                    hash: hash.to_owned(),
                    seconds: patience.as_secs(),
                });
            }
            tokio::time::sleep(pause).await;
            pause = pause.saturating_mul(2).min(LONGEST_PAUSE);
        }
    }
}

fn parts(
    wallet: &Wallet,
    sequence: u64,
    draft: &Draft<'_>,
    fee: Vec<cosmrs::Coin>,
    last_height: u64,
) -> Result<(Body, AuthInfo), ChainError> {
    let height = cosmrs::tendermint::block::Height::try_from(last_height)
        .map_err(|e| ChainError::unreadable("the height", e))?;
    let messages = draft.messages.iter().map(Message::to_any);
    let body = Body::new(messages, draft.memo, height);
    let fee = Fee {
        amount: fee,
        gas_limit: draft.gas,
        payer: None,
        granter: None,
    };
    let signer = SignerInfo::single_direct(Some(wallet.public_key()), sequence);
    Ok((body, signer.auth_info(fee)))
}

fn bytes(made: cosmrs::Result<Vec<u8>>) -> Result<Vec<u8>, ChainError> {
    made.map_err(|e| ChainError::unreadable("the transaction", e))
}

fn hash_of(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02X}")).collect()
}

pub(crate) fn event(event: &cosmrs::tendermint::abci::Event) -> Event {
    let attribute = |it: &cosmrs::tendermint::abci::EventAttribute| {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (text(it.key_bytes()), text(it.value_bytes()))
    };
    Event {
        kind: event.kind.clone(),
        attributes: event.attributes.iter().map(attribute).collect(),
    }
}
