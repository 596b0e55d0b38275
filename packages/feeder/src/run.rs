//! The loop around the decisions: ask, decide, carry, wait.

use crate::ask::ask_all;
use crate::carry::Carrier;
use crate::counts::Counts;
use crate::decide::{decide, Decision, Known};
use crate::error::FeederError;
use crate::oracle::Oracle;
use crate::settings::Settings;
use crate::sign::Decided;
use ballast_chain::Node;
use ballast_daemon::{unix_now, Backoff, Metrics, Stop, Waited};
use ballast_interface::AssetId;
use ballast_pricing::Report;
use std::collections::BTreeMap;
use std::time::Duration;

/// Does it report, or only say what it would?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    Report,
    DryRun,
}

/// How often it asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounds {
    One,
    UntilStopped,
}

/// How the last round went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Everything due was reported, or would be.
    Well,
    /// Something was not believed, or not taken.
    NotAll,
}

struct Feeder<'a> {
    settings: &'a Settings,
    oracle: Oracle,
    /// Absent in a dry run: it reads no secrets.
    carrier: Option<Carrier>,
    known: BTreeMap<AssetId, Known>,
    counts: Counts,
}

/// What a run is given.
#[derive(Debug)]
pub struct Run<'a> {
    pub settings: &'a Settings,
    pub effect: Effect,
    pub rounds: Rounds,
    pub stop: &'a Stop,
}

impl Run<'_> {
    /// Reports until it is time to stop. An error is one that waiting does not help against.
    pub async fn go(&self) -> Result<Outcome, FeederError> {
        self.settings.check()?;
        let counts = Counts::default();
        let mut metrics = Metrics::of("feeder");
        counts.register(&mut metrics);
        // what only tries out stays out of the way of one that reports
        let lasting = self.effect == Effect::Report && self.rounds == Rounds::UntilStopped;
        if let Some(port) = self.settings.metrics_port.filter(|_| lasting) {
            metrics.serve(port, self.stop.clone()).await?;
        }
        let Some(mut feeder) = self.begin(&counts).await? else {
            return Ok(Outcome::Well);
        };
        let mut backoff = Backoff::default();
        loop {
            let round = feeder.round().await;
            counts.round_ended(unix_now());
            if self.rounds == Rounds::One {
                return round;
            }
            if self.pause(round, &counts, &mut backoff).await == Waited::Stopped {
                return Ok(Outcome::Well);
            }
        }
    }

    /// Until the next round. A failed one is said and tried again, whatever it was: nothing ends in silence.
    async fn pause(
        &self,
        round: Result<Outcome, FeederError>,
        counts: &Counts,
        backoff: &mut Backoff,
    ) -> Waited {
        match round {
            Ok(_) => {
                backoff.reset();
                let pause = Duration::from_secs(self.settings.every_seconds);
                self.stop.wait(pause).await
            }
            Err(error) => {
                counts.chain_failed();
                backoff.wait(self.stop, &error).await
            }
        }
    }

    /// Waits for a node that does not answer; nothing where it is time to stop first.
    async fn begin(&self, counts: &Counts) -> Result<Option<Feeder<'_>>, FeederError> {
        let mut backoff = Backoff::default();
        loop {
            match self.open(counts).await {
                Ok(feeder) => return Ok(Some(feeder)),
                Err(error) if error.is_passing() && self.rounds == Rounds::UntilStopped => {
                    counts.chain_failed();
                    if backoff.wait(self.stop, &error).await == Waited::Stopped {
                        return Ok(None);
                    }
                }
                Err(error) => return Err(error),
            }
        }
    }

    async fn open(&self, counts: &Counts) -> Result<Feeder<'_>, FeederError> {
        let settings = self.settings;
        let node = Node::connect(&settings.node, &settings.chain_id).await?;
        let oracle = Oracle::open(node, &settings.oracle).await?;
        let appointed = oracle.feeder(&settings.feeder).await?;
        let carrier = match self.effect {
            Effect::Report => Some(Carrier::open(settings, &appointed)?),
            Effect::DryRun => None,
        };
        let mut feeder = Feeder {
            settings,
            oracle,
            carrier,
            known: BTreeMap::new(),
            counts: counts.clone(),
        };
        for asset in &settings.assets {
            feeder.learn(&asset.asset).await?;
        }
        tracing::info!(
            "feeder {} of {} on {}: {} assets, {} sources",
            appointed.number,
            settings.oracle,
            settings.chain_id,
            settings.assets.len(),
            settings.sources.len()
        );
        Ok(feeder)
    }
}

impl Feeder<'_> {
    /// Ask, decide, say; then carry what is due, all in one message.
    async fn round(&mut self) -> Result<Outcome, FeederError> {
        let now = unix_now();
        let mut answers = ask_all(self.settings, &self.counts, now).await;
        let mut due = Vec::new();
        let mut outcome = Outcome::Well;
        for asset in &self.settings.assets {
            let id = &asset.asset;
            let known = self.known.get(id).copied().unwrap_or_default();
            let said = answers.remove(id).unwrap_or_default();
            let decision = decide(self.settings.rules_of(asset), &known, &said, now);
            if self.say(id, &decision) == Outcome::NotAll {
                outcome = Outcome::NotAll;
            }
            if let Decision::Report { report, .. } = decision {
                due.push(Decided {
                    asset: id.clone(),
                    price: report.price,
                    time: report.time,
                });
            }
        }
        if due.is_empty() {
            return Ok(outcome);
        }
        match self.carry(&due).await? {
            Outcome::Well => Ok(outcome),
            Outcome::NotAll => Ok(Outcome::NotAll),
        }
    }

    /// One line a decision.
    fn say(&self, asset: &AssetId, decision: &Decision) -> Outcome {
        let dry = self.carrier.is_none();
        let verb = match decision {
            Decision::Report { .. } => "report",
            Decision::Skip(_) => "not report",
        };
        if dry {
            println!("would {verb} {asset}: {decision}");
        }
        match decision {
            Decision::Report { .. } => tracing::info!("{verb} {asset}: {decision}"),
            Decision::Skip(skip) if skip.is_mistrust() => {
                self.counts.mistrusted(asset);
                tracing::warn!("{verb} {asset}: {decision}");
                return Outcome::NotAll;
            }
            Decision::Skip(_) => tracing::debug!("{verb} {asset}: {decision}"),
        }
        Outcome::Well
    }

    async fn carry(&mut self, due: &[Decided]) -> Result<Outcome, FeederError> {
        let Some(carrier) = &self.carrier else {
            self.remember(due);
            return Ok(Outcome::Well);
        };
        let carried = match carrier.carry(&self.oracle, due).await {
            Ok(carried) => carried,
            Err(error) => {
                // it may have come through all the same: what is known is asked anew
                for price in due {
                    self.learn(&price.asset).await?;
                }
                return Err(error);
            }
        };
        self.counts.gas_used(carried.gas);
        let (mut taken, mut outcome) = (Vec::new(), Outcome::Well);
        for price in due {
            match carried.refusal(&price.asset) {
                None => {
                    self.counts.taken(&price.asset, price.price, price.time);
                    taken.push(price.clone());
                }
                Some(refused) => {
                    self.counts.refused(&price.asset);
                    tracing::warn!(
                        "the oracle did not take {}: {}",
                        price.asset,
                        refused.reason
                    );
                    outcome = Outcome::NotAll;
                }
            }
        }
        let hash = carried.hash.unwrap_or_default();
        tracing::info!(
            gas = carried.gas,
            "{} of {} taken {hash}",
            taken.len(),
            due.len()
        );
        self.remember(&taken);
        for price in due.iter().filter(|price| !taken.contains(price)) {
            self.learn(&price.asset).await?;
        }
        Ok(outcome)
    }

    fn remember(&mut self, taken: &[Decided]) {
        for price in taken {
            let known = self.known.entry(price.asset.clone()).or_default();
            known.own = Some(Report {
                price: price.price,
                time: price.time,
            });
        }
    }

    /// What the oracle knows of this feeder and an asset.
    async fn learn(&mut self, asset: &AssetId) -> Result<(), FeederError> {
        let known = self.oracle.known(asset, &self.settings.feeder).await?;
        if let Some(own) = known.own {
            self.counts.known(asset, own.price, own.time);
        }
        self.known.insert(asset.clone(), known);
        Ok(())
    }
}
