//! What a watch counts: `ballast_watch_…`. `docs/watch.md` lists them, `monitoring/alerts.yml` watches them.

use crate::report::{Report, Severity};
use ballast_daemon::{FloatGauge, Labels, Metrics};
use ballast_risk::{PriceStatus, Value};
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;

#[derive(Clone, Debug, Default)]
pub struct Counts {
    look_time: Gauge,
    findings: Family<Labels, Gauge>,
    accounts: Family<Labels, Gauge>,
    unhealthy_debt: FloatGauge,
    bad_debt: FloatGauge,
    utilisation: Family<Labels, FloatGauge>,
    price_age: Family<Labels, Gauge>,
    price_fresh: Family<Labels, Gauge>,
    guardian_seconds: Family<Labels, Gauge>,
    feeder_age: Family<Labels, Gauge>,
    feeder_silent: Family<Labels, Gauge>,
    ramps: Gauge,
}

impl Counts {
    pub fn register(&self, metrics: &mut Metrics) {
        let to = metrics.registry();
        let help = "Time of the last block that was looked at, seconds since 1970";
        to.register("look_time_seconds", help, self.look_time.clone());
        to.register(
            "findings",
            "What was found, by severity",
            self.findings.clone(),
        );
        to.register("accounts", "Accounts, by standing", self.accounts.clone());
        let help = "Owed by accounts that can be liquidated, at spot";
        to.register("unhealthy_debt_usd", help, self.unhealthy_debt.clone());
        let help = "Debts above the collateral of their accounts, at spot";
        to.register("bad_debt_usd", help, self.bad_debt.clone());
        to.register(
            "utilisation",
            "Borrowed part of what is supplied",
            self.utilisation.clone(),
        );
        let help = "Seconds since the price was published";
        to.register("price_age_seconds", help, self.price_age.clone());
        let help = "1 while the price is fresh, 0 while it is stale, frozen, halted or missing";
        to.register("price_fresh", help, self.price_fresh.clone());
        let help = "Seconds that guardians could halt the asset for";
        to.register("guardian_seconds", help, self.guardian_seconds.clone());
        let help = "Seconds since a feeder saw the oldest of what it reports";
        to.register("feeder_age_seconds", help, self.feeder_age.clone());
        let help = "Assets of which no report of a feeder counts";
        to.register("feeder_silent_assets", help, self.feeder_silent.clone());
        to.register("ramps", "Ramps under way", self.ramps.clone());
    }

    pub fn seen(&self, report: &Report) {
        self.look_time.set(whole(report.time));
        self.ramps.set(len(report.ramps.len()));
        let of = |severity| {
            report
                .findings
                .iter()
                .filter(move |it| it.severity == severity)
        };
        for (name, severity) in [
            ("unsound", Severity::Unsound),
            ("warning", Severity::Warning),
        ] {
            let found = self
                .findings
                .get_or_create(&label("severity", name))
                .clone();
            found.set(len(of(severity).count()));
        }
        let accounts = &report.accounts;
        for (standing, count) in [
            ("all", accounts.all),
            ("liquidatable", accounts.liquidatable),
            ("unjudged", accounts.unjudged),
        ] {
            let labels = label("standing", standing);
            self.accounts.get_or_create(&labels).set(len(count));
        }
        self.unhealthy_debt.set(usd(accounts.unhealthy_debt));
        self.bad_debt.set(usd(accounts.bad_debt));
        self.assets(report);
        // a feeder that is none any more is shown no longer
        self.feeder_age.clear();
        self.feeder_silent.clear();
        for feeder in &report.feeders {
            let labels = label("feeder", &feeder.address);
            if let Some(age) = feeder.oldest_report {
                self.feeder_age.get_or_create(&labels).set(whole(age));
            }
            let silent = len(feeder.silent_on.len());
            self.feeder_silent.get_or_create(&labels).set(silent);
        }
    }

    fn assets(&self, report: &Report) {
        for asset in &report.assets {
            let (labels, price) = (label("asset", asset.asset.name()), &asset.price);
            let used = rough(&asset.utilisation.to_string());
            self.utilisation.get_or_create(&labels).set(used);
            self.price_age.get_or_create(&labels).set(whole(price.age));
            let fresh = i64::from(price.status == PriceStatus::Fresh);
            self.price_fresh.get_or_create(&labels).set(fresh);
            if let Some(seconds) = price.guardian_seconds {
                let left = self.guardian_seconds.get_or_create(&labels).clone();
                left.set(whole(seconds));
            }
        }
    }
}

fn label(name: &'static str, value: &str) -> Labels {
    vec![(name, value.to_owned())]
}

fn usd(value: Value) -> f64 {
    rough(&value.to_string())
}

/// For a chart: exact figures are text.
fn rough(text: &str) -> f64 {
    text.parse().unwrap_or(f64::NAN)
}

fn whole(seconds: u64) -> i64 {
    i64::try_from(seconds).unwrap_or(i64::MAX)
}

fn len(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
