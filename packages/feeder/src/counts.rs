//! What a feeder counts: `ballast_feeder_…`. `docs/feeder.md` lists them, `monitoring/alerts.yml` watches them.

use ballast_daemon::{FloatGauge, Labels, Metrics};
use ballast_interface::AssetId;
use ballast_risk::Price;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;

#[derive(Clone, Debug, Default)]
pub struct Counts {
    reports: Family<Labels, Counter>,
    refused: Family<Labels, Counter>,
    mistrusted: Family<Labels, Counter>,
    source_failures: Family<Labels, Counter>,
    chain_failures: Counter,
    gas: Counter,
    report_time: Family<Labels, Gauge>,
    price: Family<Labels, FloatGauge>,
    round_time: Gauge,
}

fn asset(asset: &AssetId) -> Labels {
    vec![("asset", asset.to_string())]
}

impl Counts {
    pub fn register(&self, metrics: &mut Metrics) {
        let to = metrics.registry();
        to.register(
            "reports",
            "Prices that the oracle took",
            self.reports.clone(),
        );
        to.register(
            "refused",
            "Prices that the oracle skipped",
            self.refused.clone(),
        );
        let help = "Rounds in which sources were too few, apart, or alone with a large step";
        to.register("mistrusted", help, self.mistrusted.clone());
        let help = "Questions that a source did not answer usably";
        to.register("source_failures", help, self.source_failures.clone());
        let help = "Rounds in which the chain did not take or answer what it should";
        to.register("chain_failures", help, self.chain_failures.clone());
        to.register("gas", "Gas that reports used", self.gas.clone());
        let help = "When the last report that was taken was seen, seconds since 1970";
        to.register("report_time_seconds", help, self.report_time.clone());
        to.register(
            "price_usd",
            "The last report that was taken",
            self.price.clone(),
        );
        let help = "When the last round ended, seconds since 1970";
        to.register("round_time_seconds", help, self.round_time.clone());
    }

    pub fn taken(&self, id: &AssetId, price: Price, time: u64) {
        self.reports.get_or_create(&asset(id)).inc();
        self.known(id, price, time);
    }

    /// What was reported before this program began.
    pub fn known(&self, id: &AssetId, price: Price, time: u64) {
        let seconds = i64::try_from(time).unwrap_or(i64::MAX);
        self.report_time.get_or_create(&asset(id)).set(seconds);
        // for a chart: a price has 18 decimals of text
        let rough = price.to_string().parse().unwrap_or(f64::NAN);
        self.price.get_or_create(&asset(id)).set(rough);
    }

    pub fn refused(&self, id: &AssetId) {
        self.refused.get_or_create(&asset(id)).inc();
    }

    pub fn mistrusted(&self, id: &AssetId) {
        self.mistrusted.get_or_create(&asset(id)).inc();
    }

    pub fn source_failed(&self, name: &str) {
        let source = vec![("source", name.to_owned())];
        self.source_failures.get_or_create(&source).inc();
    }

    pub fn chain_failed(&self) {
        self.chain_failures.inc();
    }

    pub fn gas_used(&self, gas: u64) {
        self.gas.inc_by(gas);
    }

    pub fn round_ended(&self, now: u64) {
        self.round_time.set(i64::try_from(now).unwrap_or(i64::MAX));
    }
}
