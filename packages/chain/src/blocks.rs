//! Blocks as they come.

use crate::error::ChainError;
use crate::node::Node;
use crate::send::{event, Event};
use cosmrs::tendermint::block::Height;
use futures::StreamExt;
use std::time::Duration;
use tendermint_rpc::event::EventData;
use tendermint_rpc::query::EventType;
use tendermint_rpc::{Client, SubscriptionClient, WebSocketClient};
use tokio::sync::mpsc;

/// Between two looks where the node takes no subscription.
const POLL: Duration = Duration::from_secs(1);
/// Without a block for so long a subscription counts as dead.
const SILENCE: Duration = Duration::from_secs(30);
/// How many looks until a subscription is tried again.
const LOOKS: u32 = 30;
/// Heights that wait for a slow reader; what is beyond is dropped, and the next one read is newer.
const WAITING: usize = 64;

impl Node {
    /// What the transactions of a block said, those that were refused left out.
    pub async fn events(&self, height: u64) -> Result<Vec<Event>, ChainError> {
        let at = Height::try_from(height).map_err(|e| ChainError::unreadable("the height", e))?;
        let results = self.rpc().block_results(at).await;
        let results = results.map_err(|error| self.failed(error))?;
        let done = results.txs_results.into_iter().flatten();
        let done = done.filter(|result| result.code.is_ok());
        Ok(done
            .flat_map(|result| result.events)
            .map(|said| event(&said))
            .collect())
    }
}

/// Heights, rising, some perhaps left out; errors while the node is away, and then heights again.
#[derive(Debug)]
pub struct Blocks {
    heights: mpsc::Receiver<Result<u64, ChainError>>,
}

impl Blocks {
    /// The next height. Waits as long as it takes.
    pub async fn next(&mut self) -> Result<u64, ChainError> {
        let height = self.heights.recv().await;
        height.unwrap_or_else(|| Err(ChainError::unreadable("blocks", "the reader has stopped")))
    }
}

impl Node {
    /// Heights of new blocks: by websocket, and where there is none by asking every second. Ends when what it answers is
    /// dropped.
    pub fn blocks(&self) -> Blocks {
        let (sender, heights) = mpsc::channel(WAITING);
        let mut teller = Teller {
            node: self.clone(),
            sender,
            last: 0,
        };
        tokio::spawn(async move { while teller.round().await.is_some() {} });
        Blocks { heights }
    }
}

struct Teller {
    node: Node,
    sender: mpsc::Sender<Result<u64, ChainError>>,
    last: u64,
}

impl Teller {
    /// A subscription for as long as it lasts, then some looks. Nothing when nobody listens any more.
    async fn round(&mut self) -> Option<()> {
        if let Ok((client, driver)) =
            WebSocketClient::new(socket_of(self.node.url()).as_str()).await
        {
            let running = tokio::spawn(driver.run());
            let told = self.subscribed(&client).await;
            client.close().ok();
            running.abort();
            told?;
        }
        for _ in 0..LOOKS {
            let head = self.node.head().await.map(|head| head.height);
            self.tell(head)?;
            tokio::time::sleep(POLL).await;
        }
        Some(())
    }

    async fn subscribed(&mut self, client: &WebSocketClient) -> Option<()> {
        let query = EventType::NewBlock.into();
        let Ok(mut events) = client.subscribe(query).await else {
            return Some(());
        };
        while let Ok(Some(Ok(event))) = tokio::time::timeout(SILENCE, events.next()).await {
            if let EventData::NewBlock {
                block: Some(block), ..
            } = event.data
            {
                self.tell(Ok(block.header.height.value()))?;
            }
        }
        Some(())
    }

    fn tell(&mut self, height: Result<u64, ChainError>) -> Option<()> {
        if let Ok(height) = height {
            if height <= self.last {
                return (!self.sender.is_closed()).then_some(());
            }
            self.last = height;
        }
        match self.sender.try_send(height) {
            Err(mpsc::error::TrySendError::Closed(_)) => None,
            Ok(()) | Err(mpsc::error::TrySendError::Full(_)) => Some(()),
        }
    }
}

/// `http://host:port` as the address of its websocket.
fn socket_of(url: &str) -> String {
    let address = url.trim_end_matches('/').replacen("http", "ws", 1);
    format!("{address}/websocket")
}

#[cfg(test)]
mod tests {
    use super::socket_of;

    #[test]
    fn the_websocket_stands_beside_the_rpc() {
        assert_eq!(
            socket_of("http://127.0.0.1:26657"),
            "ws://127.0.0.1:26657/websocket"
        );
        assert_eq!(
            socket_of("https://rpc.example.org/"),
            "wss://rpc.example.org/websocket"
        );
    }
}
