//! How something is sent: simulated, looked at once more, signed, put into the book, handed over.

use crate::decide::{Message, Plan, Routes, Rules};
use crate::error::KeeperError;
use crate::keeper::Keeper;
use crate::link::{Link, Signed};
use crate::mode::Mode;
use crate::pending::{Sent, What};
use crate::settle::named;
use crate::tried::Tried;
use ballast_chain::{Account as Signer, ChainError, Head};
use ballast_interface::AccountId;

impl<L: Link, R: Routes> Keeper<L, R> {
    /// Simulates, looks whether it still pays, signs, and hands it over.
    pub(crate) async fn send(
        &mut self,
        rules: &Rules,
        head: Head,
        mut plan: Plan,
    ) -> Result<Tried, KeeperError> {
        if self.mode == Mode::DryRun {
            println!("would {plan}");
            return Ok(Tried::Sent);
        }
        let signer = self.signer().await?;
        let simulated = match self.link.simulate(signer, &plan.message).await {
            Ok(used) => used,
            Err(error) => return self.refused(plan.accounts, error),
        };
        plan.gas = self.orders.allowed(simulated);
        if let Err(why) = plan.check(&rules.gas, rules.minimum) {
            for account in &plan.accounts {
                self.said.skip(self.mode, account, &why);
            }
            return Ok(Tried::Refused(plan.accounts));
        }
        let wallet = self.orders.check_wallet(&self.link, &rules.gas, plan.gas);
        if let Err(error) = wallet.await {
            self.said.trouble(&error);
            return Ok(Tried::Closed);
        }
        let (message, gas) = (plan.message.clone(), plan.gas);
        let what = What::Liquidation(Box::new(plan));
        self.hand_over(signer, &message, Order { gas, what, head })
            .await
    }

    /// Number and sequence for the next transaction.
    pub(crate) async fn signer(&self) -> Result<Signer, KeeperError> {
        let account = self.link.account().await?;
        Ok(Signer {
            sequence: self.pending.next_sequence(account.sequence),
            ..account
        })
    }

    pub(crate) fn refused(
        &mut self,
        accounts: Vec<AccountId>,
        error: ChainError,
    ) -> Result<Tried, KeeperError> {
        match error {
            ChainError::Sequence { .. } => {
                self.said.trouble(&error);
                Ok(Tried::Closed)
            }
            error if error.is_passing() => Err(error.into()),
            error => {
                for account in &accounts {
                    self.said.refused(account, &error);
                }
                Ok(Tried::Refused(accounts))
            }
        }
    }

    /// It is in the book before the node has it: whatever happens then, it is not sent twice.
    pub(crate) async fn hand_over(
        &mut self,
        signer: Signer,
        message: &Message,
        order: Order,
    ) -> Result<Tried, KeeperError> {
        let tx = self.link.sign(signer, message, order.gas).await?;
        let said = named(&order.what);
        let accounts = order.what.accounts().to_vec();
        let hash = tx.hash().to_owned();
        let mut sent = Sent {
            tx: tx.clone(),
            sequence: signer.sequence,
            height: order.head.height,
            what: order.what,
        };
        match self.link.broadcast(&tx).await {
            Err(error @ ChainError::Sequence { .. }) => {
                self.said.trouble(&error);
                return Ok(Tried::Closed);
            }
            Err(error) if !error.is_passing() => return self.refused(accounts, error),
            // it may have arrived or not: the same bytes go once more with the next block
            Err(error) => {
                self.said.trouble(&error);
                sent.height = sent.height.saturating_sub(self.orders.resend_after);
            }
            Ok(()) => tracing::info!("block {}: sent {hash}: {said}", order.head.height),
        }
        self.counts.tried.inc();
        self.pending.add(sent);
        Ok(Tried::Sent)
    }
}

/// What is handed over, and when.
pub(crate) struct Order {
    pub gas: u64,
    pub what: What,
    pub head: Head,
}
