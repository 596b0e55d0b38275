//! Transactions that were sent and are in no block yet. While there is one for an account no other is sent for it.
//!
//! Nothing of it is kept on disk: the chain takes each sequence number once. A keeper that starts anew signs with the number
//! that the last block left, so what its predecessor sent and what it sends itself cannot both happen.

use ballast_interface::AccountId;
use std::collections::BTreeSet;

/// One transaction on its way.
#[derive(Clone, Debug)]
pub struct Sent<T> {
    pub tx: T,
    pub sequence: u64,
    /// The height at which it was sent.
    pub height: u64,
    pub what: What,
}

/// What it is for.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    Liquidation(Box<crate::decide::Plan>),
    Refresh,
}

impl What {
    pub fn accounts(&self) -> &[AccountId] {
        match self {
            Self::Liquidation(plan) => &plan.accounts,
            Self::Refresh => &[],
        }
    }
}

/// All of them, the oldest first.
#[derive(Clone, Debug)]
pub struct Pending<T> {
    sent: Vec<Sent<T>>,
}

impl<T> Default for Pending<T> {
    fn default() -> Self {
        Self { sent: Vec::new() }
    }
}

impl<T> Pending<T> {
    pub fn add(&mut self, sent: Sent<T>) {
        self.sent.push(sent);
    }

    pub fn all(&self) -> &[Sent<T>] {
        &self.sent
    }

    /// Takes all out; who settles them puts back what is still on its way.
    pub fn take(&mut self) -> Vec<Sent<T>> {
        std::mem::take(&mut self.sent)
    }

    pub fn accounts(&self) -> BTreeSet<AccountId> {
        let accounts = self.sent.iter().flat_map(|sent| sent.what.accounts());
        accounts.cloned().collect()
    }

    pub fn refreshes(&self) -> bool {
        self.sent.iter().any(|sent| sent.what == What::Refresh)
    }

    /// The number of the next transaction, where the last block left `committed`.
    pub fn next_sequence(&self, committed: u64) -> u64 {
        let last = self.sent.iter().map(|sent| sent.sequence).max();
        last.map_or(committed, |last| committed.max(last.saturating_add(1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(sequence: u64) -> Sent<&'static str> {
        Sent {
            tx: "signed",
            sequence,
            height: 10,
            what: What::Refresh,
        }
    }

    #[test]
    fn numbers_count_on_from_what_is_on_its_way() {
        let mut pending = Pending::default();
        assert_eq!(pending.next_sequence(7), 7);
        pending.add(sent(7));
        pending.add(sent(8));
        assert_eq!(pending.next_sequence(7), 9);
        // both are in a block, and somebody else has used the key
        assert_eq!(pending.next_sequence(12), 12);
        assert!(pending.refreshes());
        pending.take();
        assert_eq!(pending.next_sequence(7), 7);
    }
}
