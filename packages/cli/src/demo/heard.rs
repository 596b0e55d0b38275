//! What the oracle made of what its feeders said, and what would have come of believing them.

use super::faults::{Fault, Faults};
use super::path::{clock, dollars, Moment, TICKERS};
use super::record::Report;
use super::table::{grouped, price};
use super::world::World;
use anyhow::Result;
use ballast_interface::oracle::{AssetResponse, PriceStatus, QueryMsg};
use ballast_interface::AssetId;
use ballast_risk::{HealthFactor, Price};
use ballast_testing::Suite;
use serde::Serialize;

/// One asset at a moment. USD.
#[derive(Serialize, Clone, Debug)]
pub struct Heard {
    pub seconds: u64,
    pub truth: f64,
    pub low: f64,
    pub spot: f64,
    pub high: f64,
    pub status: PriceStatus,
    pub fault: Option<Fault>,
    /// Said, and held back.
    pub pending: Option<f64>,
    /// Accounts that can be liquidated.
    pub endangered: usize,
    /// Accounts that could be, had what is pending been believed.
    pub believed: Option<usize>,
    /// Why nobody takes new risk with it now.
    pub refused: Option<String>,
}

/// What went wrong with the feeders of one asset, and what was heard of it all the time.
#[derive(Serialize, Clone, Debug)]
pub struct Story {
    pub title: String,
    pub asset: &'static str,
    pub accounts: usize,
    pub heard: Vec<Heard>,
}

/// The guardian knows what an asset costs, and confirms what is pending where that is it.
pub fn confirm_what_is_true(world: &mut World, moment: &Moment) -> Result<()> {
    for (ticker, truth) in TICKERS.iter().zip(&moment.prices) {
        let asset = world.id(ticker)?;
        let Some(pending) = pending(&world.suite, &asset) else {
            continue;
        };
        let (found, truth) = (dollars(pending), dollars(*truth));
        if (found / truth - 1.0).abs() < 0.01 {
            world.suite.confirm(&asset, pending)?;
        }
    }
    Ok(())
}

/// What is heard of the asset of these faults now.
pub fn now(world: &mut World, faults: &Faults, moment: &Moment) -> Result<Heard> {
    let asset = world.id(faults.ticker)?;
    let quote = world.suite.price_of(faults.ticker);
    let place = TICKERS.iter().position(|known| *known == faults.ticker);
    let truth = place.and_then(|at| moment.prices.get(at)).copied();
    let waiting = pending(&world.suite, &asset);
    let believed = waiting.map(|price| {
        let accounts = world.accounts.clone();
        world.suite.trial(|suite| -> Result<usize> {
            suite.confirm(&asset, price)?;
            let below = accounts.iter().filter(|opened| {
                let found = suite.health(&opened.account);
                let health = found.ok().and_then(|found| found.health_factor);
                health.is_some_and(|health| health < HealthFactor::ONE)
            });
            Ok(below.count())
        })
    });
    Ok(Heard {
        seconds: moment.seconds,
        truth: truth.map_or(0.0, dollars),
        low: dollars(quote.low),
        spot: dollars(quote.spot),
        high: dollars(quote.high),
        status: quote.status,
        fault: faults.at(moment.seconds),
        pending: waiting.map(dollars),
        endangered: super::liquidator::endangered(world)?.len(),
        believed: believed.transpose()?,
        refused: new_risk(world, faults.ticker),
    })
}

/// Somebody new brings a thousand of it and borrows a dollar: why that is refused.
fn new_risk(world: &mut World, ticker: &str) -> Option<String> {
    let asked = world.suite.trial(|suite| {
        suite.supply("nina", &format!("1000 {ticker}"))?;
        suite.borrow("nina", "20 USDC")
    });
    asked
        .err()
        .map(|refused| refused.0.root_cause().to_string())
}

fn pending(suite: &Suite, asset: &AssetId) -> Option<Price> {
    let asset = asset.clone();
    let found: AssetResponse = suite.ask_oracle(&QueryMsg::Asset { asset });
    found.pending.map(|pending| pending.price)
}

impl Story {
    fn during(&self, fault: Fault) -> impl Iterator<Item = &Heard> {
        let heard = self.heard.iter();
        heard.filter(move |heard| heard.fault == Some(fault))
    }

    /// What each of the three came to, in a sentence with figures.
    pub fn said(&self) -> [(&'static str, String); 3] {
        [
            ("A lying feeder", self.liar()),
            ("A spike", self.spike()),
            ("A silent hour", self.silence()),
        ]
    }

    fn liar(&self) -> String {
        let off = |heard: &Heard| (heard.spot / heard.truth - 1.0).abs();
        let most = self.during(Fault::Liar).map(off).fold(0.0, f64::max);
        let moments = self.during(Fault::Liar).count();
        format!(
            "in {moments} reports one of five feeders says half of the price; the mean of the five is 10 % too low, the published price never more than {:.2} % off",
            100.0 * most
        )
    }

    fn spike(&self) -> String {
        let Some(spike) = self.during(Fault::Spike).next() else {
            return "none".to_owned();
        };
        format!(
            "at {} all five say {} USD where it costs {}: pending, and {} stays published; {} of {} accounts can be liquidated, {} could be had it been believed",
            clock(spike.seconds),
            spike.pending.map_or("nothing".to_owned(), price),
            price(spike.truth),
            price(spike.spot),
            spike.endangered,
            self.accounts,
            spike.believed.unwrap_or(0),
        )
    }

    fn silence(&self) -> String {
        let silent: Vec<&Heard> = self.during(Fault::Silence).collect();
        let stale = silent.iter().filter(|h| h.status == PriceStatus::Stale);
        let refused = silent.iter().filter(|h| h.refused.is_some());
        let last = silent.last().map_or((0.0, 0.0), |h| (h.spot, h.truth));
        let (old, truth) = last;
        let too_much = 1_000.0 * (old - truth);
        format!(
            "of {} moments without a report the price is stale in {}, and new loans against it are refused in {}; at the end of it {} is held where it costs {}: 1000 of them would have been {} USD too many to lend against",
            silent.len(),
            stale.count(),
            refused.count(),
            price(old),
            price(truth),
            grouped(too_much),
        )
    }
}

/// What the demo prints of it.
pub fn table(report: &Report) -> String {
    let story = &report.feeders;
    let lines = story
        .said()
        .map(|(what, came)| format!("  {what}: {came}."));
    format!(
        "\nWhat the oracle makes of feeders that fail ({}, {} on another chain)\n{}\n",
        story.title,
        story.asset,
        lines.join("\n")
    )
}
