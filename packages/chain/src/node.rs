//! One node, asked over its RPC.

use crate::error::ChainError;
use crate::message::Coin;
use crate::refusal::{classify, is_absent};
use cosmrs::proto::cosmos::auth::v1beta1::{
    BaseAccount, QueryAccountRequest, QueryAccountResponse,
};
use cosmrs::proto::cosmos::bank::v1beta1::{
    QueryAllBalancesRequest, QueryAllBalancesResponse, QueryBalanceRequest, QueryBalanceResponse,
};
use cosmrs::proto::cosmos::base::query::v1beta1::PageRequest;
use cosmrs::proto::prost::{Message as Prost, Name};
use cosmrs::tendermint::block::Height;
use std::time::Duration;
use tendermint_rpc::client::CompatMode;
use tendermint_rpc::error::ErrorDetail;
use tendermint_rpc::{Client, HttpClient, HttpClientUrl};

/// Within which a node answers, or does not.
const PATIENCE: Duration = Duration::from_secs(15);
/// Of a page of balances.
const PAGE: u64 = 200;

/// A connection to one node of one chain.
#[derive(Clone, Debug)]
pub struct Node {
    client: HttpClient,
    url: String,
    chain_id: String,
    /// At which block queries are answered; absent: the last.
    height: Option<Height>,
}

/// Where a node is in its chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    pub height: u64,
    /// Seconds since 1970, of the last block.
    pub time: u64,
}

/// What the chain knows of who signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Account {
    pub number: u64,
    /// Of the next transaction.
    pub sequence: u64,
}

impl Node {
    /// Connects by `http://host:port`. Refuses a node of another chain and one that is not yet at the head of its own.
    pub async fn connect(url: &str, chain_id: &str) -> Result<Self, ChainError> {
        let node = Self::unasked(url, chain_id)?;
        node.head().await?;
        Ok(node)
    }

    /// Connects to a node of whichever chain it is. Only for who looks: a key may sign for a chain that was named.
    pub async fn reach(url: &str) -> Result<Self, ChainError> {
        let mut node = Self::unasked(url, "")?;
        let status = node.client.status().await.map_err(|e| node.failed(e))?;
        node.chain_id = status.node_info.network.to_string();
        node.head().await?;
        Ok(node)
    }

    /// The same node, with every query answered as of one block: what is asked one after the other fits together.
    pub fn at(&self, height: u64) -> Result<Self, ChainError> {
        let height = Height::try_from(height).map_err(|e| ChainError::unreadable("the height", e));
        Ok(Self {
            height: Some(height?),
            ..self.clone()
        })
    }

    fn unasked(url: &str, chain_id: &str) -> Result<Self, ChainError> {
        let unreachable = |reason: String| ChainError::Unreachable {
            url: url.to_owned(),
            reason,
        };
        let address: HttpClientUrl = url.parse().map_err(|_: tendermint_rpc::Error| {
            unreachable("not an address as http://host:port".to_owned())
        })?;
        let client = HttpClient::builder(address)
            .compat_mode(CompatMode::V0_38)
            .timeout(PATIENCE)
            .build()
            .map_err(|_| unreachable("not an address as http://host:port".to_owned()))?;
        Ok(Self {
            client,
            url: url.to_owned(),
            chain_id: chain_id.to_owned(),
            height: None,
        })
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    pub fn chain_id(&self) -> &str {
        &self.chain_id
    }

    /// The last block; checks again whose chain it is, and that the node is up to date.
    pub async fn head(&self) -> Result<Head, ChainError> {
        let status = self.client.status().await.map_err(|e| self.failed(e))?;
        let found = status.node_info.network.to_string();
        if found != self.chain_id {
            return Err(ChainError::WrongChain {
                url: self.url.clone(),
                found,
                expected: self.chain_id.clone(),
            });
        }
        let height = status.sync_info.latest_block_height.value();
        if status.sync_info.catching_up {
            return Err(ChainError::CatchingUp {
                url: self.url.clone(),
                height,
            });
        }
        let time = status.sync_info.latest_block_time.unix_timestamp();
        let time = u64::try_from(time).map_err(|e| ChainError::unreadable("block time", e))?;
        Ok(Head { height, time })
    }

    pub async fn account(&self, address: &str) -> Result<Account, ChainError> {
        let request = QueryAccountRequest {
            address: address.to_owned(),
        };
        let answer: QueryAccountResponse = self
            .ask(
                "/cosmos.auth.v1beta1.Query/Account",
                &request,
                &format!("account {address} (it has never received a coin)"),
            )
            .await?;
        let account = answer
            .account
            .ok_or_else(|| self.absent(format!("account {address}")))?;
        if !account.type_url.ends_with(BaseAccount::NAME) {
            return Err(ChainError::unreadable(
                format!("account {address}"),
                format!("it is a {}, which cannot sign here", account.type_url),
            ));
        }
        let base = BaseAccount::decode(account.value.as_slice())
            .map_err(|e| ChainError::unreadable(format!("account {address}"), e))?;
        Ok(Account {
            number: base.account_number,
            sequence: base.sequence,
        })
    }

    /// Base units of one denom.
    pub async fn balance(&self, address: &str, denom: &str) -> Result<u128, ChainError> {
        let request = QueryBalanceRequest {
            address: address.to_owned(),
            denom: denom.to_owned(),
        };
        let answer: QueryBalanceResponse = self
            .ask("/cosmos.bank.v1beta1.Query/Balance", &request, address)
            .await?;
        answer.balance.map_or(Ok(0), |coin| amount(&coin.amount))
    }

    /// The first page of what an address has, 200 denoms.
    pub async fn balances(&self, address: &str) -> Result<Vec<Coin>, ChainError> {
        let request = QueryAllBalancesRequest {
            address: address.to_owned(),
            pagination: Some(PageRequest {
                limit: PAGE,
                ..PageRequest::default()
            }),
            resolve_denom: false,
        };
        let answer: QueryAllBalancesResponse = self
            .ask("/cosmos.bank.v1beta1.Query/AllBalances", &request, address)
            .await?;
        let coins = answer.balances.into_iter();
        coins
            .map(|coin| Ok(Coin::new(amount(&coin.amount)?, coin.denom)))
            .collect()
    }

    /// A query of a module, by the path of its service; `what` names what is asked for, where it is not there.
    pub(crate) async fn ask<Q: Prost, A: Prost + Default>(
        &self,
        path: &str,
        request: &Q,
        what: &str,
    ) -> Result<A, ChainError> {
        let (path_of, data) = (Some(path.to_owned()), request.encode_to_vec());
        let asked = self.client.abci_query(path_of, data, self.height, false);
        let answer = asked.await.map_err(|e| self.failed(e))?;
        if answer.code.is_err() {
            if is_absent(&answer.log) && !answer.log.contains("query wasm contract failed") {
                return Err(self.absent(what.to_owned()));
            }
            return Err(classify(
                &answer.codespace,
                answer.code.value(),
                &answer.log,
            ));
        }
        A::decode(answer.value.as_slice()).map_err(|e| ChainError::unreadable(path, e))
    }

    pub(crate) fn rpc(&self) -> &HttpClient {
        &self.client
    }

    pub(crate) fn absent(&self, what: String) -> ChainError {
        ChainError::NotFound {
            what,
            chain: self.chain_id.clone(),
        }
    }

    /// What a failure of the connection means.
    pub(crate) fn failed(&self, error: tendermint_rpc::Error) -> ChainError {
        let reason = match error.detail() {
            ErrorDetail::Response(it) => {
                return classify("rpc", 0, &it.source.to_string());
            }
            ErrorDetail::Http(_) | ErrorDetail::Io(_) => "no connection".to_owned(),
            ErrorDetail::HttpRequestFailed(it) => format!("it answers {}", it.status),
            ErrorDetail::Timeout(_) => format!("no answer within {} s", PATIENCE.as_secs()),
            ErrorDetail::Parse(_) | ErrorDetail::Serde(_) | ErrorDetail::MalformedJson(_) => {
                "what answers there is no node of a chain".to_owned()
            }
            other => other.to_string(),
        };
        ChainError::Unreachable {
            url: self.url.clone(),
            reason,
        }
    }
}

fn amount(text: &str) -> Result<u128, ChainError> {
    text.parse()
        .map_err(|e| ChainError::unreadable(format!("the amount {text}"), e))
}
