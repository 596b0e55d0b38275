//! The committed figures, and when one is worse than they say.

use crate::sdk::{self, Loading};
use crate::usage::Usage;
use crate::world::Receipt;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// A figure may be worse by this many percent before the test fails.
const TOLERANCE_PERCENT: u64 = 2;

/// What one operation costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    pub vm_gas: u64,
    pub reads: u64,
    pub bytes_read: u64,
    pub writes: u64,
    pub bytes_written: u64,
    pub smart_queries: u64,
    pub messages: u64,
    /// Modelled, codes pinned.
    pub sdk_gas_pinned: u64,
    /// Modelled, codes not pinned.
    pub sdk_gas: u64,
    /// Modelled, codes not pinned, on a chain that keeps none of them loaded.
    pub sdk_gas_uncached: u64,
}

impl Figures {
    pub fn of_execute(receipt: &Receipt) -> Self {
        Self::new(&receipt.usage, sdk::transaction)
    }

    pub fn of_query(usage: &Usage) -> Self {
        Self::new(usage, sdk::query)
    }

    fn new(usage: &Usage, price: fn(&Usage, Loading) -> u64) -> Self {
        Self {
            vm_gas: usage.vm_gas,
            reads: usage.reads + usage.iterator_steps,
            bytes_read: usage.bytes_read + usage.bytes_iterated,
            writes: usage.writes + usage.deletes,
            bytes_written: usage.bytes_written,
            smart_queries: usage.smart_queries,
            messages: usage.messages(),
            sdk_gas_pinned: price(usage, Loading::Pinned),
            sdk_gas: price(usage, Loading::Unpinned),
            sdk_gas_uncached: price(usage, Loading::Uncached),
        }
    }

    fn named(&self) -> [(&'static str, u64); 10] {
        [
            ("vm_gas", self.vm_gas),
            ("reads", self.reads),
            ("bytes_read", self.bytes_read),
            ("writes", self.writes),
            ("bytes_written", self.bytes_written),
            ("smart_queries", self.smart_queries),
            ("messages", self.messages),
            ("sdk_gas_pinned", self.sdk_gas_pinned),
            ("sdk_gas", self.sdk_gas),
            ("sdk_gas_uncached", self.sdk_gas_uncached),
        ]
    }
}

/// Figures by the name of the operation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Snapshot(pub BTreeMap<String, Figures>);

impl Snapshot {
    pub fn record(&mut self, operation: &str, figures: Figures) {
        let before = self.0.insert(operation.to_owned(), figures);
        assert!(before.is_none(), "{operation} is recorded twice");
    }

    pub fn add(&mut self, other: Self) {
        for (operation, figures) in other.0 {
            self.record(&operation, figures);
        }
    }

    pub fn load(path: &Path) -> Self {
        let text = std::fs::read_to_string(path)
            .unwrap_or_else(|e| panic!("{}: {e}: UPDATE_GAS=1 writes it", path.display()));
        serde_json::from_str(&text).expect("a snapshot as this crate writes it")
    }

    pub fn store(&self, path: &Path) {
        let text = serde_json::to_string_pretty(self).expect("figures are JSON");
        std::fs::write(path, text + "\n").expect("the snapshot can be written");
    }

    /// What is worse in `self` than in what was committed, in words; also operations that came or went.
    pub fn worse_than(&self, committed: &Self) -> Vec<String> {
        let mut worse = Vec::new();
        for (operation, now) in &self.0 {
            match committed.0.get(operation) {
                Some(before) => worse.extend(compare(operation, before, now)),
                None => worse.push(format!("{operation}: not in the snapshot")),
            }
        }
        let gone = committed.0.keys().filter(|op| !self.0.contains_key(*op));
        worse.extend(gone.map(|op| format!("{op}: in the snapshot, but no longer measured")));
        worse
    }
}

fn compare(operation: &str, before: &Figures, now: &Figures) -> Vec<String> {
    let pairs = before.named().into_iter().zip(now.named());
    pairs
        .filter(|((_, before), (_, now))| now * 100 > before * (100 + TOLERANCE_PERCENT))
        .map(|((name, before), (_, now))| format!("{operation}: {name} {before} -> {now}"))
        .collect()
}
