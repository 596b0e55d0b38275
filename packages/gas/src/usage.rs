//! What one operation used, over all the contracts it touched.

use std::collections::BTreeMap;

/// Counted by the stores, the querier and the message loop while an operation runs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Usage {
    /// As the VM meters it, summed over all instances.
    pub vm_gas: u64,
    pub reads: u64,
    /// Of keys and values.
    pub bytes_read: u64,
    pub writes: u64,
    /// Of keys and values.
    pub bytes_written: u64,
    pub deletes: u64,
    pub iterator_steps: u64,
    pub bytes_iterated: u64,
    pub smart_queries: u64,
    pub raw_queries: u64,
    /// Of the message from outside, with its coins.
    pub message_bytes: u64,
    /// Messages to contracts: the one from outside and those between contracts.
    pub entries: u64,
    /// Coins that went with calls: the one from outside and those between contracts.
    pub funded_calls: u64,
    pub bank_sends: u64,
    /// Calls of one contract by another.
    pub contract_calls: u64,
    /// Each time a contract was loaded into the VM.
    pub loads: u64,
    /// The different codes among them, each with its part of the VM gas.
    pub codes: BTreeMap<usize, u64>,
    pub events: u64,
    pub attributes: u64,
    pub attribute_bytes: u64,
}

impl Usage {
    /// Messages that contracts sent.
    pub fn messages(&self) -> u64 {
        self.bank_sends + self.contract_calls
    }
}
