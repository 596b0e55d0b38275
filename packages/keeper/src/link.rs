//! What the keeper needs of a chain. A node gives it; in stories a chain in memory does.

use crate::decide::Message;
use ballast_chain::{Account, ChainError, Event, Head, TxResult};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A transaction as it was signed: the same bytes may be sent again, and are the same transaction.
pub trait Signed: Clone {
    fn hash(&self) -> &str;
    /// After this height it is in a block or never will be.
    fn last_height(&self) -> u64;
}

/// One chain and one wallet on it. Whoever waits for it waits in one task: nothing of it is sent between threads.
#[allow(async_fn_in_trait)]
pub trait Link {
    type Tx: Signed;

    /// The wallet's address.
    fn own(&self) -> &str;

    async fn head(&self) -> Result<Head, ChainError>;

    /// What the transactions of a block said.
    async fn events(&self, height: u64) -> Result<Vec<Event>, ChainError>;

    /// What a contract has stored under a key.
    async fn raw(&self, contract: &str, key: Vec<u8>) -> Result<Option<Vec<u8>>, ChainError>;

    /// A query of a contract.
    async fn smart<A: DeserializeOwned>(
        &self,
        contract: &str,
        msg: &Value,
    ) -> Result<A, ChainError>;

    /// Number and sequence of the wallet, as the last block left them.
    async fn account(&self) -> Result<Account, ChainError>;

    /// What the wallet has of a coin.
    async fn balance(&self, denom: &str) -> Result<u128, ChainError>;

    /// The gas that a message would use.
    async fn simulate(&self, account: Account, message: &Message) -> Result<u64, ChainError>;

    /// Signs, and hands over nothing yet.
    async fn sign(
        &self,
        account: Account,
        message: &Message,
        gas: u64,
    ) -> Result<Self::Tx, ChainError>;

    async fn broadcast(&self, tx: &Self::Tx) -> Result<(), ChainError>;

    /// What became of a transaction: its result, the refusal that it ended with, nothing where no block has it.
    async fn found(&self, hash: &str) -> Result<Option<TxResult>, ChainError>;
}
