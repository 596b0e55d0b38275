//! What a transaction or a proposal holds: one list for both, as protobuf and as the JSON of multisigs and x/gov.

use base64::engine::general_purpose::STANDARD;
use base64::Engine;
use cosmrs::proto::cosmos::base::v1beta1::Coin as CoinProto;
use cosmrs::proto::cosmos::gov::v1::MsgSubmitProposal;
use cosmrs::proto::cosmwasm::wasm::v1::{
    MsgExecuteContract, MsgInstantiateContract, MsgMigrateContract, MsgStoreCode, MsgUpdateAdmin,
};
use cosmrs::proto::prost::{Message as Prost, Name};
use cosmrs::Any;
use flate2::write::GzEncoder;
use flate2::Compression;
use serde::{Deserialize, Serialize};
use serde_json::{json, Value};
use std::io::Write;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coin {
    pub denom: String,
    /// Base units.
    #[serde(with = "text")]
    pub amount: u128,
}

impl Coin {
    pub fn new(amount: u128, denom: impl Into<String>) -> Self {
        Self {
            denom: denom.into(),
            amount,
        }
    }
}

/// `sender` is who signs: a wallet's address, or the authority of a proposal.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    StoreCode {
        sender: String,
        /// As the file holds it; it is sent compressed.
        wasm: Vec<u8>,
    },
    Instantiate {
        sender: String,
        /// Who may migrate it; absent: nobody ever.
        admin: Option<String>,
        code_id: u64,
        label: String,
        msg: Value,
        funds: Vec<Coin>,
    },
    Execute {
        sender: String,
        contract: String,
        msg: Value,
        funds: Vec<Coin>,
    },
    Migrate {
        sender: String,
        contract: String,
        code_id: u64,
        msg: Value,
    },
    /// Changes who may migrate a contract.
    UpdateAdmin {
        sender: String,
        contract: String,
        admin: String,
    },
    SubmitProposal(Proposal),
}

/// Messages that governance is to send: their sender is its address.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    pub proposer: String,
    pub messages: Vec<Message>,
    pub deposit: Vec<Coin>,
    pub title: String,
    pub summary: String,
}

impl Proposal {
    fn to_any(&self) -> Any {
        any(&MsgSubmitProposal {
            messages: self.messages.iter().map(Message::to_any).collect(),
            initial_deposit: coins(&self.deposit),
            proposer: self.proposer.clone(),
            title: self.title.clone(),
            summary: self.summary.clone(),
            ..MsgSubmitProposal::default()
        })
    }

    fn to_json(&self) -> Value {
        json!({
            "@type": "/cosmos.gov.v1.MsgSubmitProposal", "proposer": self.proposer,
            "messages": self.messages.iter().map(Message::to_json).collect::<Vec<_>>(),
            "initial_deposit": sorted(&self.deposit), "metadata": "", "title": self.title, "summary": self.summary,
            "expedited": false,
        })
    }
}

impl Message {
    pub fn execute(sender: impl Into<String>, contract: impl Into<String>, msg: Value) -> Self {
        Self::Execute {
            sender: sender.into(),
            contract: contract.into(),
            msg,
            funds: Vec::new(),
        }
    }

    pub fn to_any(&self) -> Any {
        match self.clone() {
            Self::StoreCode { sender, wasm } => any(&MsgStoreCode {
                sender,
                wasm_byte_code: compressed(&wasm),
                instantiate_permission: None,
            }),
            Self::Instantiate {
                sender,
                admin,
                code_id,
                label,
                msg,
                funds,
            } => any(&MsgInstantiateContract {
                sender,
                admin: admin.unwrap_or_default(),
                code_id,
                label,
                msg: msg.to_string().into_bytes(),
                funds: coins(&funds),
            }),
            Self::Execute {
                sender,
                contract,
                msg,
                funds,
            } => any(&MsgExecuteContract {
                sender,
                contract,
                msg: msg.to_string().into_bytes(),
                funds: coins(&funds),
            }),
            Self::Migrate {
                sender,
                contract,
                code_id,
                msg,
            } => any(&MsgMigrateContract {
                sender,
                contract,
                code_id,
                msg: msg.to_string().into_bytes(),
            }),
            Self::UpdateAdmin {
                sender,
                contract,
                admin,
            } => any(&MsgUpdateAdmin {
                sender,
                new_admin: admin,
                contract,
            }),
            Self::SubmitProposal(proposal) => proposal.to_any(),
        }
    }

    /// As the command lines of chains and multisigs read it.
    pub fn to_json(&self) -> Value {
        match self {
            Self::StoreCode { sender, wasm } => json!({
                "@type": "/cosmwasm.wasm.v1.MsgStoreCode", "sender": sender,
                "wasm_byte_code": STANDARD.encode(compressed(wasm)), "instantiate_permission": null,
            }),
            Self::Instantiate {
                sender,
                admin,
                code_id,
                label,
                msg,
                funds,
            } => json!({
                "@type": "/cosmwasm.wasm.v1.MsgInstantiateContract", "sender": sender,
                "admin": admin.clone().unwrap_or_default(), "code_id": code_id.to_string(), "label": label,
                "msg": msg, "funds": sorted(funds),
            }),
            Self::Execute {
                sender,
                contract,
                msg,
                funds,
            } => json!({
                "@type": "/cosmwasm.wasm.v1.MsgExecuteContract", "sender": sender, "contract": contract,
                "msg": msg, "funds": sorted(funds),
            }),
            Self::Migrate {
                sender,
                contract,
                code_id,
                msg,
            } => json!({
                "@type": "/cosmwasm.wasm.v1.MsgMigrateContract", "sender": sender, "contract": contract,
                "code_id": code_id.to_string(), "msg": msg,
            }),
            Self::UpdateAdmin {
                sender,
                contract,
                admin,
            } => json!({
                "@type": "/cosmwasm.wasm.v1.MsgUpdateAdmin", "sender": sender, "new_admin": admin, "contract": contract,
            }),
            Self::SubmitProposal(proposal) => proposal.to_json(),
        }
    }
}

fn any<M: Prost + Name>(message: &M) -> Any {
    Any {
        type_url: format!("/{}", M::full_name()),
        value: message.encode_to_vec(),
    }
}

/// The bank module takes coins in the order of their denoms.
fn sorted(coins: &[Coin]) -> Vec<Coin> {
    let mut coins = coins.to_vec();
    coins.sort_by(|a, b| a.denom.cmp(&b.denom));
    coins
}

fn coins(coins: &[Coin]) -> Vec<CoinProto> {
    let coins = sorted(coins).into_iter();
    coins
        .map(|coin| CoinProto {
            denom: coin.denom,
            amount: coin.amount.to_string(),
        })
        .collect()
}

/// As chains take code; plain where the compressor fails, which into memory it does not.
fn compressed(wasm: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    match gzip.write_all(wasm).and_then(|()| gzip.finish()) {
        Ok(bytes) => bytes,
        Err(_) => wasm.to_vec(),
    }
}

/// Amounts are text in JSON, as everywhere on these chains.
mod text {
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(amount: &u128, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(amount)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<u128, D::Error> {
        String::deserialize(from)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proposal_reads_as_command_lines_read_it() {
        let inner = Message::Execute {
            sender: "wasm1gov".to_owned(),
            contract: "wasm1lending".to_owned(),
            msg: json!({"accrue": {"assets": []}}),
            funds: vec![Coin::new(2, "uusdc"), Coin::new(1, "uatom")],
        };
        let read = inner.to_json();
        assert_eq!(
            read,
            json!({"@type": "/cosmwasm.wasm.v1.MsgExecuteContract", "sender": "wasm1gov", "contract": "wasm1lending",
                "msg": {"accrue": {"assets": []}},
                "funds": [{"denom": "uatom", "amount": "1"}, {"denom": "uusdc", "amount": "2"}]})
        );
        assert_eq!(
            inner.to_any().type_url,
            "/cosmwasm.wasm.v1.MsgExecuteContract"
        );
    }
}
