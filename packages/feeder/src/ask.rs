//! Asks all sources at once, each for all assets that it knows.

use crate::counts::Counts;
use crate::decide::SourceAnswer;
use crate::settings::Settings;
use ballast_daemon::{Outside, PricesQuestion};
use ballast_interface::AssetId;
use futures::future::join_all;
use std::collections::BTreeMap;

/// What sources say, by asset. What cannot be used is one line in the log and one in the counts.
pub async fn ask_all(
    settings: &Settings,
    counts: &Counts,
    now: u64,
) -> BTreeMap<AssetId, Vec<SourceAnswer>> {
    let asked = settings.sources.iter();
    let asked = asked.map(|source| ask(settings, source, counts, now));
    let mut all: BTreeMap<AssetId, Vec<SourceAnswer>> = BTreeMap::new();
    for (asset, answer) in join_all(asked).await.into_iter().flatten() {
        all.entry(asset).or_default().push(answer);
    }
    all
}

async fn ask(
    settings: &Settings,
    source: &Outside,
    counts: &Counts,
    now: u64,
) -> Vec<(AssetId, SourceAnswer)> {
    let named = |it: &crate::AssetSettings| {
        let name = it.names.get(source.name())?.clone();
        Some((name, it.asset.clone()))
    };
    let wanted: BTreeMap<String, AssetId> = settings.assets.iter().filter_map(named).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let names = wanted.keys().cloned().collect();
    let said = match source.prices(PricesQuestion { names, now }).await {
        Ok(said) => said,
        Err(error) => {
            counts.source_failed(source.name());
            tracing::warn!("source {error}");
            return Vec::new();
        }
    };
    let mut answers = Vec::new();
    for (name, asset) in wanted {
        match said.prices.iter().find(|price| price.name == name) {
            Some(price) => {
                let checked = ballast_daemon::check_time(
                    source.name(),
                    price.time,
                    now,
                    max_age(settings, &asset),
                );
                if let Err(error) = checked {
                    counts.source_failed(source.name());
                    tracing::warn!("source {error} ({name})");
                }
                let source = source.name().to_owned();
                let said = price.clone();
                answers.push((asset, SourceAnswer { source, said }));
            }
            None => {
                counts.source_failed(source.name());
                let source = source.name();
                tracing::warn!("source {source}: does not know {name}; see `names` of {asset}");
            }
        }
    }
    answers
}

fn max_age(settings: &Settings, id: &AssetId) -> u64 {
    let mut all = settings.assets.iter();
    let found = all.find(|asset| asset.asset == *id);
    found.map_or(settings.rules.max_age, |asset| {
        settings.rules_of(asset).max_age
    })
}
