//! What the keeper counts.

// Figures for charts: nothing that is computed here decides anything.
#![allow(clippy::float_arithmetic)]

use ballast_daemon::{FloatGauge, Metrics};
use ballast_risk::Value;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;
use std::time::Duration;

/// Clones count together.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    pub height: Gauge,
    pub accounts: Gauge,
    pub edge: Gauge,
    pub liquidatable: Gauge,
    pub unjudged: Gauge,
    pub pending: Gauge,
    pub judged: Counter,
    pub tried: Counter,
    pub won: Counter,
    pub lost: Counter,
    pub errors: Counter,
    pub gas: Counter,
    judged_per_second: FloatGauge,
    profit: FloatGauge,
}

impl Counts {
    /// All of them under their names.
    pub fn registered(metrics: &mut Metrics) -> Self {
        let counts = Self::default();
        let registry = metrics.registry();
        let gauges = [
            (
                "height",
                "The last block that was looked at",
                &counts.height,
            ),
            ("accounts", "Accounts in memory", &counts.accounts),
            (
                "accounts_edge",
                "Healthy ones that are judged with every block",
                &counts.edge,
            ),
            (
                "accounts_liquidatable",
                "Below their requirement",
                &counts.liquidatable,
            ),
            (
                "accounts_unjudged",
                "Of which nobody can say",
                &counts.unjudged,
            ),
            (
                "pending",
                "Transactions that no block has yet",
                &counts.pending,
            ),
        ];
        for (name, help, gauge) in gauges {
            registry.register(name, help, gauge.clone());
        }
        counts.register_counters(registry);
        let help = "How fast accounts were judged after the last block";
        registry.register("judged_per_second", help, counts.judged_per_second.clone());
        let help = "What was won, USD, fees taken off";
        registry.register("profit_usd", help, counts.profit.clone());
        counts
    }

    fn register_counters(&self, registry: &mut Registry) {
        let counts = self;
        let counters = [
            ("judged", "Judgements of accounts", &counts.judged),
            ("tried", "Transactions that were sent", &counts.tried),
            ("won", "Transactions that did what they should", &counts.won),
            (
                "lost",
                "Transactions that a block has and that were refused, or that no block took",
                &counts.lost,
            ),
            (
                "errors",
                "Blocks that could not be dealt with",
                &counts.errors,
            ),
            (
                "gas",
                "Gas of transactions that did what they should",
                &counts.gas,
            ),
        ];
        for (name, help, counter) in counters {
            registry.register(name, help, counter.clone());
        }
    }

    pub fn judging(&self, judged: usize, took: Duration) {
        self.judged
            .inc_by(u64::try_from(judged).unwrap_or(u64::MAX));
        let count = u32::try_from(judged).map_or(f64::from(u32::MAX), f64::from);
        let seconds = took.as_secs_f64();
        if judged > 0 && seconds > 0.0 {
            self.judged_per_second.set(count / seconds);
        }
    }

    /// What a transaction brought, and what its fee cost.
    pub fn earned(&self, brought: Value, fee: Value) {
        self.profit.inc_by(usd(brought) - usd(fee));
    }

    /// A fee for nothing.
    pub fn paid(&self, fee: Value) {
        self.profit.inc_by(-usd(fee));
    }
}

/// To the cent it is exact.
fn usd(value: Value) -> f64 {
    value.to_string().parse().unwrap_or_default()
}

pub fn gauge(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
