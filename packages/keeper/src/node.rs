//! A node and a wallet as the keeper's [`Link`].

use crate::decide::Message;
use crate::link::{Link, Signed};
use ballast_chain::{
    Account, ChainError, Coin, Draft, Event, Fees, Head, Message as ChainMessage, Node, SignedTx,
    TxResult, Wallet,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Whom the keeper talks to, and with which key.
#[derive(Debug)]
pub struct NodeLink {
    pub node: Node,
    pub wallet: Wallet,
    pub fees: Fees,
}

impl NodeLink {
    fn message(&self, message: &Message) -> Result<ChainMessage, ChainError> {
        let msg = serde_json::from_slice(&message.msg).map_err(|error| unreadable(&error))?;
        let coins = message.funds.iter();
        Ok(ChainMessage::Execute {
            sender: self.wallet.address().to_owned(),
            contract: message.contract.clone(),
            msg,
            funds: coins
                .map(|coin| Coin::new(coin.amount.u128(), &coin.denom))
                .collect(),
        })
    }
}

fn unreadable(error: &serde_json::Error) -> ChainError {
    ChainError::Unreadable {
        what: "the message".to_owned(),
        reason: error.to_string(),
    }
}

impl Signed for SignedTx {
    fn hash(&self) -> &str {
        &self.ticket.hash
    }

    fn last_height(&self) -> u64 {
        self.ticket.last_height
    }
}

impl Link for NodeLink {
    type Tx = SignedTx;

    fn own(&self) -> &str {
        self.wallet.address()
    }

    async fn head(&self) -> Result<Head, ChainError> {
        self.node.head().await
    }

    async fn events(&self, height: u64) -> Result<Vec<Event>, ChainError> {
        self.node.events(height).await
    }

    async fn raw(&self, contract: &str, key: Vec<u8>) -> Result<Option<Vec<u8>>, ChainError> {
        self.node.query_raw(contract, key).await
    }

    async fn smart<A: DeserializeOwned>(
        &self,
        contract: &str,
        msg: &Value,
    ) -> Result<A, ChainError> {
        self.node.query_smart(contract, msg).await
    }

    async fn account(&self) -> Result<Account, ChainError> {
        self.node.account(self.wallet.address()).await
    }

    async fn balance(&self, denom: &str) -> Result<u128, ChainError> {
        self.node.balance(self.wallet.address(), denom).await
    }

    async fn simulate(&self, account: Account, message: &Message) -> Result<u64, ChainError> {
        let messages = [self.message(message)?];
        self.node
            .simulate_as(&self.wallet, account, &messages)
            .await
    }

    async fn sign(
        &self,
        account: Account,
        message: &Message,
        gas: u64,
    ) -> Result<SignedTx, ChainError> {
        let messages = [self.message(message)?];
        let draft = Draft {
            messages: &messages,
            memo: "",
            gas,
        };
        self.node
            .sign(&self.wallet, account, &draft, &self.fees)
            .await
    }

    async fn broadcast(&self, tx: &SignedTx) -> Result<(), ChainError> {
        self.node.broadcast(tx).await
    }

    async fn found(&self, hash: &str) -> Result<Option<TxResult>, ChainError> {
        self.node.found(hash).await
    }
}
