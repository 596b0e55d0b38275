//! Contracts and their codes.

use crate::error::ChainError;
use crate::node::Node;
use cosmrs::proto::cosmos::base::query::v1beta1::PageRequest;
use cosmrs::proto::cosmwasm::wasm::v1::{
    QueryCodesRequest, QueryCodesResponse, QueryContractInfoRequest, QueryContractInfoResponse,
    QueryContractsByCreatorRequest, QueryContractsByCreatorResponse, QueryRawContractStateRequest,
    QueryRawContractStateResponse, QuerySmartContractStateRequest, QuerySmartContractStateResponse,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Of a page of codes or contracts.
const PAGE: u64 = 100;
/// Pages of codes that are looked through, newest first; no chain has so many.
const MOST_PAGES: usize = 1000;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contract {
    pub address: String,
    pub code_id: u64,
    pub creator: String,
    /// Who may migrate it.
    pub admin: Option<String>,
    pub label: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    pub id: u64,
    pub creator: String,
    /// SHA-256 of the wasm, in lower case hex.
    pub checksum: String,
}

/// What a contract says of itself, by the convention of cw2.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Cw2 {
    pub contract: String,
    pub version: String,
}

impl Node {
    /// A query of a contract.
    pub async fn query_smart<A: DeserializeOwned>(
        &self,
        contract: &str,
        msg: &(impl Serialize + Sync),
    ) -> Result<A, ChainError> {
        let request = QuerySmartContractStateRequest {
            address: contract.to_owned(),
            query_data: serde_json::to_vec(msg)
                .map_err(|e| ChainError::unreadable("the query", e))?,
        };
        let path = "/cosmwasm.wasm.v1.Query/SmartContractState";
        let what = format!("contract {contract}");
        let answer: QuerySmartContractStateResponse = self.ask(path, &request, &what).await?;
        serde_json::from_slice(&answer.data)
            .map_err(|e| ChainError::unreadable(format!("the answer of {contract}"), e))
    }

    /// What a contract has stored under a key; nothing where there is nothing.
    pub async fn query_raw(
        &self,
        contract: &str,
        key: impl Into<Vec<u8>>,
    ) -> Result<Option<Vec<u8>>, ChainError> {
        let request = QueryRawContractStateRequest {
            address: contract.to_owned(),
            query_data: key.into(),
        };
        let path = "/cosmwasm.wasm.v1.Query/RawContractState";
        let what = format!("contract {contract}");
        let answer: QueryRawContractStateResponse = self.ask(path, &request, &what).await?;
        Ok(Some(answer.data).filter(|data| !data.is_empty()))
    }

    /// Name and version that a contract says it is; nothing where it does not say.
    pub async fn cw2(&self, contract: &str) -> Result<Option<Cw2>, ChainError> {
        let Some(data) = self.query_raw(contract, "contract_info").await? else {
            return Ok(None);
        };
        let read = serde_json::from_slice(&data);
        read.map(Some)
            .map_err(|e| ChainError::unreadable(format!("the name of {contract}"), e))
    }

    pub async fn contract(&self, address: &str) -> Result<Contract, ChainError> {
        let request = QueryContractInfoRequest {
            address: address.to_owned(),
        };
        let path = "/cosmwasm.wasm.v1.Query/ContractInfo";
        let what = format!("contract {address}");
        let answer: QueryContractInfoResponse = self.ask(path, &request, &what).await?;
        let info = answer.contract_info.ok_or_else(|| self.absent(what))?;
        Ok(Contract {
            address: answer.address,
            code_id: info.code_id,
            creator: info.creator,
            admin: Some(info.admin).filter(|admin| !admin.is_empty()),
            label: info.label,
        })
    }

    /// The contracts that an address has instantiated.
    pub async fn contracts_of(&self, creator: &str) -> Result<Vec<Contract>, ChainError> {
        let mut found = Vec::new();
        let mut key = Vec::new();
        for _ in 0..MOST_PAGES {
            let request = QueryContractsByCreatorRequest {
                creator_address: creator.to_owned(),
                pagination: Some(page(key, Order::OldestFirst)),
            };
            let path = "/cosmwasm.wasm.v1.Query/ContractsByCreator";
            let answer: QueryContractsByCreatorResponse = self.ask(path, &request, creator).await?;
            for address in answer.contract_addresses {
                found.push(self.contract(&address).await?);
            }
            key = answer.pagination.map(|it| it.next_key).unwrap_or_default();
            if key.is_empty() {
                break;
            }
        }
        Ok(found)
    }

    pub async fn code(&self, id: u64) -> Result<Code, ChainError> {
        // One page that begins there: the query for a code by its number sends all of the wasm along.
        let key = id.to_be_bytes().to_vec();
        let page = page(key, Order::OldestFirst);
        let (codes, _) = self.codes(PageRequest { limit: 1, ..page }).await?;
        codes
            .into_iter()
            .find(|code| code.id == id)
            .ok_or_else(|| self.absent(format!("code {id}")))
    }

    /// The newest code with this checksum, of anybody; nothing where nobody has stored it.
    pub async fn code_by_checksum(&self, checksum: &str) -> Result<Option<Code>, ChainError> {
        let mut key = Vec::new();
        for _ in 0..MOST_PAGES {
            let (codes, next) = self.codes(page(key, Order::NewestFirst)).await?;
            if let Some(code) = codes.into_iter().find(|code| code.checksum == checksum) {
                return Ok(Some(code));
            }
            if next.is_empty() {
                break;
            }
            key = next;
        }
        Ok(None)
    }

    async fn codes(&self, page: PageRequest) -> Result<(Vec<Code>, Vec<u8>), ChainError> {
        let request = QueryCodesRequest {
            pagination: Some(page),
        };
        let path = "/cosmwasm.wasm.v1.Query/Codes";
        let answer: QueryCodesResponse = self.ask(path, &request, "codes").await?;
        let codes = answer.code_infos.into_iter().map(|info| Code {
            id: info.code_id,
            creator: info.creator,
            checksum: info.data_hash.iter().map(|b| format!("{b:02x}")).collect(),
        });
        let next = answer.pagination.map(|it| it.next_key).unwrap_or_default();
        Ok((codes.collect(), next))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    OldestFirst,
    NewestFirst,
}

fn page(key: Vec<u8>, order: Order) -> PageRequest {
    PageRequest {
        key,
        limit: PAGE,
        reverse: order == Order::NewestFirst,
        ..PageRequest::default()
    }
}
