//! From facts to a report: what is sound, what is not, and what is worth a look. Pure.

use crate::accounts::accounts_line;
use crate::books::{check, Sums, Totals};
use crate::error::WatchError;
use crate::facts::{AssetFacts, Facts};
use crate::pairs::pairs;
use crate::prices::{feeder_lines, price_findings, price_line};
use crate::report::{AssetLine, Finding, PauseSeconds, RampLine, Report, Severity};
use ballast_interface::lending::{CorrelationsRamp, Pauses, RiskRamp};
use ballast_ledger::records::asset::Pause;
use ballast_ledger::{LedgerError, LoadedMarket};
use ballast_risk::governance::BudgetFor;
use ballast_risk::NumError;

pub fn conclude(facts: &Facts) -> Result<Report, WatchError> {
    concluded(facts).map_err(|reason| WatchError::Records {
        lending: facts.lending.clone(),
        reason,
    })
}

fn concluded(facts: &Facts) -> Result<Report, LedgerError> {
    let markets = facts.memory.last().map(|judge| judge.markets().cloned());
    let markets: Vec<LoadedMarket> = markets.into_iter().flatten().collect();
    let mut sums = Sums::default();
    for slot in facts.memory.accounts.slots() {
        sums.add(&slot.account()?, &markets)?;
    }
    let mut findings = Vec::new();
    let mut assets = Vec::new();
    for (asset, market) in facts.assets.iter().zip(&markets) {
        let (name, parts) = (asset.listed.asset.name(), sums.of(market.index));
        findings.extend(check(name, parts, Totals::of(market), asset.balance));
        let line = asset_line(asset, market, facts.time)?;
        let in_use =
            !line.borrowed.is_zero() || !line.protected.is_zero() || !line.supplied.is_zero();
        if in_use {
            findings.extend(price_findings(asset, &line.price));
        }
        findings.extend(pause_findings(name, &line.pauses, facts.time));
        assets.push(line);
    }
    let accounts = accounts_line(facts, &mut findings)?;
    let feeders = feeder_lines(facts, &mut findings);
    let correlations = pairs(facts.realised.as_ref(), &mut findings);
    findings.sort();
    Ok(Report {
        chain: facts.chain.clone(),
        height: facts.height,
        time: facts.time,
        lending: facts.lending.clone(),
        oracle: facts.oracle.clone(),
        sound: findings.iter().all(|it| it.severity != Severity::Unsound),
        findings,
        accounts,
        assets,
        ramps: ramps(facts),
        feeders,
        correlations,
    })
}

fn asset_line(asset: &AssetFacts, market: &LoadedMarket, now: u64) -> Result<AssetLine, NumError> {
    let totals = &market.market;
    Ok(AssetLine {
        asset: asset.listed.asset.clone(),
        cash: totals.cash(),
        protected: totals.protected(),
        borrowed: totals.borrowed()?,
        supplied: totals.supplied()?,
        utilisation: totals.utilisation()?,
        balance: asset.balance,
        pauses: asset.listed.pauses.clone(),
        pause_seconds: pause_seconds(market, now),
        price: price_line(asset, now),
    })
}

/// What is left of the guardians' hours.
fn pause_seconds(market: &LoadedMarket, now: u64) -> PauseSeconds {
    let left = |pause: &Pause| pause.budget.available_down(BudgetFor::Pause, now).raw();
    PauseSeconds {
        supply: left(&market.asset.paused.supply),
        borrow: left(&market.asset.paused.borrow),
    }
}

fn pause_findings(asset: &str, pauses: &Pauses, now: u64) -> Vec<Finding> {
    let all = [
        ("supply", pauses.supply),
        ("borrow", pauses.borrow),
        ("liquidate", pauses.liquidate),
    ];
    let paused = all.into_iter();
    let paused = paused.filter_map(|(what, until)| Some((what, until.filter(|it| *it > now)?)));
    paused
        .map(|(what, until)| Finding::warning(format!("{asset}: {what} is paused until {until}")))
        .collect()
}

fn ramps(facts: &Facts) -> Vec<RampLine> {
    let of_asset = |asset: &AssetFacts| {
        let ramp: &RiskRamp = asset.listed.ramp.as_ref()?;
        Some(RampLine {
            of: asset.listed.asset.to_string(),
            course: ramp.to,
            progress: ramp.progress,
            ends_at: ramp.ends_at,
        })
    };
    let shared = facts.correlations.ramp.as_ref();
    let shared = shared.map(|ramp: &CorrelationsRamp| RampLine {
        of: "correlations".to_owned(),
        course: ramp.to,
        progress: ramp.progress,
        ends_at: ramp.ends_at,
    });
    facts
        .assets
        .iter()
        .filter_map(of_asset)
        .chain(shared)
        .collect()
}
