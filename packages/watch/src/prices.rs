//! How good prices are, and who reports them.

use crate::facts::{AssetFacts, Facts};
use crate::report::{FeederLine, Finding, PriceLine};
use ballast_interface::oracle::{AssetResponse, FeederResponse, RateSource, Source};
use ballast_interface::AssetId;
use ballast_risk::PriceStatus;

pub fn price_line(asset: &AssetFacts, now: u64) -> PriceLine {
    let quote = &asset.quote;
    let priced = asset.priced.as_ref();
    PriceLine {
        spot: quote.spot,
        low: quote.low,
        high: quote.high,
        status: quote.status,
        wide: quote.wide,
        age: now.saturating_sub(quote.published_at),
        reports: priced.filter(|it| is_fed(it)).map(|it| it.reports.len()),
        guardian_seconds: priced.map(|it| it.guardian_seconds),
    }
}

/// Do feeders report it, its price or its rate?
fn is_fed(asset: &AssetResponse) -> bool {
    match &asset.source {
        Source::Feeders {} => true,
        Source::Ratio(ratio) => matches!(ratio.rate, RateSource::Feeders {}),
        Source::Fixed { .. } | Source::Contract(_) | Source::Module(_) => false,
    }
}

/// What is wrong with the price of an asset that is in use.
pub fn price_findings(asset: &AssetFacts, line: &PriceLine) -> Option<Finding> {
    let name = asset.listed.asset.name();
    let age = line.age;
    Some(match line.status {
        PriceStatus::Fresh if line.wide => Finding::warning(format!(
            "{name}: low {} and high {} are too far apart for new risk",
            line.low, line.high
        )),
        PriceStatus::Fresh => return None,
        PriceStatus::Stale => Finding::unsound(format!(
            "{name}: the price is stale, published {age} s ago; feeders must report, or somebody must refresh it"
        )),
        PriceStatus::Frozen => {
            let pending = asset.priced.as_ref().and_then(|it| it.pending.as_ref());
            let pending = pending.map_or(String::new(), |pending| {
                format!(
                    ", {} waits to be confirmed from {} on",
                    pending.price, pending.confirmed_from
                )
            });
            Finding::unsound(format!(
                "{name}: the price is frozen{pending}; the guardian looks at it and confirms"
            ))
        }
        PriceStatus::Halted => Finding::warning(format!(
            "{name}: the price is halted{}",
            match asset.quote.halted_until {
                Some(until) => format!(" until {until}; if that is past, `refresh` ends it"),
                None => ", and the owner ends it".to_owned(),
            }
        )),
        PriceStatus::Missing => {
            Finding::unsound(format!("{name}: there never was a price; set its source"))
        }
    })
}

/// Every feeder, and the assets that it says nothing of.
pub fn feeder_lines(facts: &Facts, findings: &mut Vec<Finding>) -> Vec<FeederLine> {
    let feeders = facts.feeders.iter().flat_map(|all| &all.feeders);
    let fed: Vec<&AssetResponse> = facts
        .assets
        .iter()
        .filter_map(|asset| asset.priced.as_ref())
        .filter(|asset| is_fed(asset))
        .collect();
    let lines: Vec<FeederLine> = feeders
        .map(|feeder| feeder_line(feeder, &fed, facts.time))
        .collect();
    findings.extend(lines.iter().filter_map(silent));
    lines
}

fn feeder_line(feeder: &FeederResponse, fed: &[&AssetResponse], now: u64) -> FeederLine {
    let mut oldest: Option<u64> = None;
    let mut silent_on: Vec<AssetId> = Vec::new();
    for asset in fed {
        let mut reports = asset.reports.iter();
        match reports.find(|report| report.feeder == feeder.address) {
            Some(report) => {
                let age = now.saturating_sub(report.time);
                oldest = Some(oldest.map_or(age, |known| known.max(age)));
            }
            None => silent_on.push(asset.asset.clone()),
        }
    }
    FeederLine {
        address: feeder.address.clone(),
        number: feeder.number,
        oldest_report: oldest,
        silent_on,
    }
}

fn silent(line: &FeederLine) -> Option<Finding> {
    let names: Vec<&str> = line.silent_on.iter().map(AssetId::name).collect();
    (!names.is_empty()).then(|| {
        Finding::warning(format!(
            "feeder {} ({}): no report that counts of {}; look at its log",
            line.number,
            line.address,
            names.join(", ")
        ))
    })
}

#[cfg(test)]
mod tests;
