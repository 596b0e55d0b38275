//! The gas that a chain charges for what was counted.
//!
//! Store prices are those of the SDK, the rest are wasmd's or were measured on a wasmd 0.61 node. A model, for
//! comparison: the node's own `gas_used` is the truth.

use crate::usage::Usage;

/// SDK gas for VM gas.
pub const VM_GAS_PER_GAS: u64 = 140_000;

// the SDK's store
const READ_FLAT: u64 = 1_000;
const READ_BYTE: u64 = 3;
const WRITE_FLAT: u64 = 2_000;
const WRITE_BYTE: u64 = 30;
const DELETE: u64 = 1_000;
const STEP_FLAT: u64 = 30;
/// wasmd keeps all contracts in one store: each key stands behind a byte and the 32 bytes of the contract's address.
const PREFIX_BYTES: u64 = 33;

// wasmd: attributes beyond the first 100 bytes
const EVENT: u64 = 20;
const ATTRIBUTE: u64 = 10;
const ATTRIBUTE_BYTES_FREE: u64 = 100;

// the SDK: bytes of a transaction
const TRANSACTION_BYTE: u64 = 10;
/// Addresses, fee, public key and signature around one message to a contract.
const ENVELOPE_BYTES: u64 = 334;

// measured on a node
/// With its first 320 bytes.
const TRANSACTION: u64 = 49_000;
const TRANSACTION_BYTES_FREE: u64 = 320;
const FUNDS: u64 = 20_000;
const BANK_SEND: u64 = 21_000;
/// A message to a contract, from outside or from another one, beside what its contract costs.
const MESSAGE: u64 = 3_100;
/// Reading who a contract is and what code it runs, before its code is loaded.
const LOOKUP: u64 = 3_500;

/// What loading a contract costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loading {
    /// The code is pinned by governance: 2,000 at each load.
    Pinned,
    /// wasmd since 0.54: 60,000 for the first load of a code in a transaction and 2,000 for each further one.
    Unpinned,
    /// What many chains run: 60,000 at each load.
    Uncached,
}

/// Of a message that comes as a transaction of its own.
pub fn transaction(usage: &Usage, loading: Loading) -> u64 {
    let bytes = ENVELOPE_BYTES + usage.message_bytes;
    let beyond = bytes.saturating_sub(TRANSACTION_BYTES_FREE);
    TRANSACTION + TRANSACTION_BYTE * beyond + query(usage, loading)
}

/// Without the fixed price of a transaction: what a node's query meter sees.
pub fn query(usage: &Usage, loading: Loading) -> u64 {
    let codes = usage.codes.len() as u64;
    let load = match loading {
        Loading::Pinned => 2_000 * usage.loads,
        Loading::Unpinned => 60_000 * codes + 2_000 * (usage.loads - codes),
        Loading::Uncached => 60_000 * usage.loads,
    };
    let calls = LOOKUP * usage.loads + MESSAGE * usage.entries;
    let bank = FUNDS * usage.funded_calls + BANK_SEND * usage.bank_sends;
    load + calls + store(usage) + bank + events(usage) + usage.vm_gas / VM_GAS_PER_GAS
}

fn store(usage: &Usage) -> u64 {
    let reads = usage.reads + usage.raw_queries;
    let passed = PREFIX_BYTES * (reads + usage.iterator_steps);
    READ_FLAT * reads
        + READ_BYTE * (usage.bytes_read + usage.bytes_iterated + passed)
        + WRITE_FLAT * usage.writes
        + WRITE_BYTE * (usage.bytes_written + PREFIX_BYTES * usage.writes)
        + DELETE * usage.deletes
        + STEP_FLAT * usage.iterator_steps
}

fn events(usage: &Usage) -> u64 {
    EVENT * usage.events
        + ATTRIBUTE * usage.attributes
        + usage.attribute_bytes.saturating_sub(ATTRIBUTE_BYTES_FREE)
}
