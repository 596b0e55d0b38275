//! After each block: what became of everything that is on its way.

use crate::decide::Routes;
use crate::error::KeeperError;
use crate::keeper::Keeper;
use crate::link::{Link, Signed};
use crate::pending::Sent;
use crate::settle::{brought, fate, fee, named, Clock, Fate};
use ballast_chain::{ChainError, Head, TxResult};

impl<L: Link, R: Routes> Keeper<L, R> {
    pub(crate) async fn settle(&mut self, head: Head) -> Result<(), KeeperError> {
        let clock = Clock {
            height: head.height,
            resend_after: self.orders.resend_after,
        };
        for sent in self.pending.take() {
            let found = self.link.found(sent.tx.hash()).await;
            let fate = fate(&sent, sent.tx.last_height(), found, clock);
            self.settled(sent, fate).await;
        }
        Ok(())
    }

    async fn settled(&mut self, sent: Sent<L::Tx>, fate: Fate) {
        let (said, hash) = (named(&sent.what), sent.tx.hash().to_owned());
        match fate {
            Fate::Won(result) => return self.won(&sent, &result).await,
            Fate::Lost(error) => {
                self.counts.lost.inc();
                if let ChainError::OutOfGas { .. } = error {
                    let percent = self.orders.raise();
                    tracing::warn!("lost {hash}: out of gas; from now on {percent} % of what a simulation uses");
                } else {
                    tracing::info!("lost {hash}: {error}; {said}");
                }
                return;
            }
            Fate::Forgotten => {
                self.counts.lost.inc();
                tracing::warn!("forgotten {hash}: no block took it while it was good; {said}");
                return;
            }
            Fate::Unknown(error) => self.said.trouble(&error),
            Fate::Resend => {
                tracing::info!("handed over again {hash}: no block has it yet");
                if let Err(error) = self.link.broadcast(&sent.tx).await {
                    self.said.trouble(&error);
                }
            }
            Fate::Waits => {}
        }
        self.pending.add(sent);
    }

    /// Counts it; where prices are not to be had it counts without its worth.
    async fn won(&self, sent: &Sent<L::Tx>, result: &TxResult) {
        self.counts.won.inc();
        self.counts.gas.inc_by(result.gas_used);
        let (height, said) = (result.height, named(&sent.what));
        let Ok(judge) = self.judge() else { return };
        let brought = brought(&sent.what, result, &judge);
        let rules = self.orders.rules(&self.link, &judge, Vec::new()).await;
        let fee = rules.map(|rules| fee(&sent.what, &rules.gas));
        let fee = fee.unwrap_or_default();
        self.counts.earned(brought, fee);
        let hash = sent.tx.hash();
        tracing::info!("block {height}: won {hash}: brought {brought} USD, fee {fee} USD, {said}");
    }
}
