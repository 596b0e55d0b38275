//! The model charges what a wasmd 0.61 node was seen to charge.
#![allow(
    clippy::arithmetic_side_effects,
    reason = "a test stops where something is not as it must be"
)]

use ballast_gas::sdk::{query, transaction, Loading};
use ballast_gas::usage::Usage;
use std::collections::BTreeMap;

/// A record of 120 bytes under a key of 24.
const RECORD: u64 = 24 + 120;

/// To a tenth of a thousand.
#[track_caller]
fn costs(usage: Usage, hundreds: u64) {
    for loading in [Loading::Pinned, Loading::Unpinned] {
        let each = query(&usage, loading);
        assert_eq!((each + 50) / 100, hundreds, "{loading:?}: {each}");
    }
}

#[test]
fn a_transaction_costs_49_k() {
    let nothing = Usage::default();
    // and ten for each of the 14 bytes that the smallest message to a contract has beyond a small transaction
    assert_eq!(transaction(&nothing, Loading::Pinned), 49_140);
}

#[test]
fn a_read_of_120_bytes_costs_1_5_k() {
    let read = Usage {
        reads: 1,
        bytes_read: RECORD,
        ..Usage::default()
    };
    costs(read, 15);
}

#[test]
fn a_write_of_120_bytes_costs_7_3_k() {
    let write = Usage {
        writes: 1,
        bytes_written: RECORD,
        ..Usage::default()
    };
    costs(write, 73);
}

#[test]
fn attached_funds_cost_20_k_and_a_bank_send_21_k() {
    let funds = Usage {
        funded_calls: 1,
        ..Usage::default()
    };
    let sent = Usage {
        bank_sends: 1,
        ..Usage::default()
    };
    costs(funds, 200);
    costs(sent, 210);
}

#[test]
fn eight_attributes_of_a_hundred_bytes_cost_0_8_k() {
    let said = Usage {
        events: 1,
        attributes: 8,
        attribute_bytes: 800,
        ..Usage::default()
    };
    costs(said, 8);
}

#[test]
fn a_message_to_a_contract_costs_3_1_k() {
    let message = Usage {
        entries: 1,
        ..Usage::default()
    };
    costs(message, 31);
}

#[test]
fn each_byte_of_a_message_costs_10() {
    let of = |message_bytes| Usage {
        message_bytes,
        ..Usage::default()
    };
    let more = transaction(&of(150), Loading::Pinned) - transaction(&of(50), Loading::Pinned);
    assert_eq!(more, 1_000);
}

#[test]
fn loading_a_code_costs_58_k_more_where_it_is_not_pinned_once_or_each_time() {
    let twice = Usage {
        loads: 2,
        codes: BTreeMap::from([(0, 0)]),
        ..Usage::default()
    };
    let [pinned, once, each] =
        [Loading::Pinned, Loading::Unpinned, Loading::Uncached].map(|l| query(&twice, l));
    assert_eq!((once - pinned, each - once), (58_000, 58_000));
}
