//! What the command is given, read and checked before anything is computed.

use super::args::BacktestArgs;
use anyhow::{anyhow, bail, Context, Result};
use ballast_desk::backtest::{walk_forward, Closes, Policy, Practice};
use ballast_desk::calibrate::{calibrate, Explained};
use ballast_desk::market::Market;
use ballast_desk::prices::{Prices, ReadOptions};
use ballast_desk::settings::Settings;
use ballast_desk::time;
use ballast_risk::Ratio;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A close more than twice or less than half of the one before is named: it may be a slip of whoever wrote the file.
const ODD: f64 = 2.0;
/// So many of them are named one by one.
const MOST_NAMED: usize = 5;

/// A market and its prices.
#[derive(Debug)]
pub struct Input {
    pub market: Market,
    pub closes: Closes,
    pub practice: Practice,
    pub desk: Option<Desk>,
    /// What is odd about the prices, a sentence each.
    pub notes: Vec<String>,
    /// The command that gives the same once more.
    pub command: String,
}

/// What the configuration adds.
#[derive(Debug)]
pub struct Desk {
    /// A market for each quarter, of the prices before it.
    pub policy: Policy,
    /// The reasons of the market that all prices give.
    pub explained: Explained,
}

impl Input {
    pub fn read(args: &BacktestArgs) -> Result<Self> {
        let practice = Practice {
            days: usize::from(args.days),
            speed: within("speed", &args.speed, Ratio::new(1)..=Ratio::ONE)?,
            slippage: within("slippage", &args.slippage, Ratio::ZERO..=Ratio::percent(50))?,
        };
        let market = market(&args.market)?;
        let settings = args.config.as_deref().map(settings).transpose()?;
        let mut begin = match &settings {
            Some((settings, file)) => settings.reading().with_context(|| no_config(file))?.begins,
            None => BTreeMap::new(),
        };
        begin.extend(begins(&args.begins, &market)?);
        let prices = prices(&args.prices, begin)?;
        let closes = Closes::new(&prices, &market).with_context(|| {
            let (prices, market) = (args.prices.display(), args.market.display());
            format!("{prices} does not fit {market}")
        })?;
        let desk = settings.map(|(settings, file)| {
            desk(&prices, &market, &settings).with_context(|| no_config(file))
        });
        Ok(Self {
            notes: notes(&prices, &closes),
            desk: desk.transpose()?,
            market,
            closes,
            practice,
            command: command(args),
        })
    }

    /// The times of the first and the last close.
    pub fn span(&self) -> (String, String) {
        let steps = &self.closes.steps;
        let at = |close: Option<&ballast_desk::backtest::Close>| {
            close.map_or(String::new(), |close| time::format(close.at))
        };
        (at(steps.first()), at(steps.last()))
    }
}

fn text(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}

fn market(file: &Path) -> Result<Market> {
    Market::read(&text(file)?).with_context(|| format!("{} is no market", file.display()))
}

fn no_config(file: &Path) -> String {
    format!("{} cannot be used", file.display())
}

fn settings(file: &Path) -> Result<(Settings, &Path)> {
    let read = Settings::read(&text(file)?);
    Ok((read.with_context(|| no_config(file))?, file))
}

/// Of the market's assets.
fn desk(prices: &Prices, market: &Market, settings: &Settings) -> Result<Desk> {
    let listed = prices.keep(|series| market.assets.contains_key(&series.ticker));
    Ok(Desk {
        policy: walk_forward(&listed, settings)?,
        explained: calibrate(&listed, settings)?.explained,
    })
}

/// All columns, however many steps are without a price: accounts live only where there are prices.
fn prices(path: &Path, begins: BTreeMap<String, u64>) -> Result<Prices> {
    let file = fs::File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let options = ReadOptions {
        max_gap: u64::from(u32::MAX),
        begins,
        ..ReadOptions::default()
    };
    let read = Prices::read(std::io::BufReader::new(file), &options);
    read.with_context(|| format!("{} cannot be used", path.display()))
}

fn within(name: &str, text: &str, range: std::ops::RangeInclusive<Ratio>) -> Result<Ratio> {
    let found: Option<Ratio> = text.parse().ok();
    found.filter(|found| range.contains(found)).ok_or_else(|| {
        let (least, most) = (range.start(), range.end());
        anyhow!("--{name}: found `{text}`; allowed is a decimal number from {least} to {most}")
    })
}

fn begins(given: &[String], market: &Market) -> Result<BTreeMap<String, u64>> {
    let mut begins = BTreeMap::new();
    for text in given {
        let parts = text.split_once('=');
        let read = parts.and_then(|(asset, date)| Some((asset, time::parse(date)?)));
        let Some((asset, at)) = read else {
            bail!("--begins: found `{text}`; write it such as AAVE=2020-10-03");
        };
        if !market.assets.contains_key(asset) {
            bail!("--begins: the market has no asset `{asset}`; name one that it lists");
        }
        begins.insert(asset.to_owned(), at);
    }
    Ok(begins)
}

fn notes(prices: &Prices, closes: &Closes) -> Vec<String> {
    let mut notes = Vec::new();
    for (asset, ticker) in closes.assets.iter().enumerate() {
        let Some(series) = prices.of(ticker) else {
            continue;
        };
        let (first, last) = (series.first().unwrap_or(0), series.last().unwrap_or(0));
        if first > 0 || last + 1 < prices.len() {
            notes.push(format!(
                "{ticker} has prices from {} to {} only.",
                time::format(prices.time(first)),
                time::format(prices.time(last))
            ));
        }
        for gap in series.gaps() {
            notes.push(format!(
                "{ticker} has no price for {} steps from {}.",
                gap.steps,
                time::format(prices.time(gap.at))
            ));
        }
        notes.extend(odd(closes, asset, ticker));
    }
    notes
}

/// Moves that no market is likely to have made.
fn odd(closes: &Closes, asset: usize, ticker: &str) -> Vec<String> {
    let moves = (1..closes.steps.len()).filter_map(|step| {
        let factor = 1.0 + closes.change(step, asset)?;
        let odd = !(1.0 / ODD..=ODD).contains(&factor);
        odd.then_some((closes.steps.get(step)?.at, factor))
    });
    let said = moves.map(|(at, factor)| {
        format!(
            "{ticker} went to {factor:.3} times its price on {}: if that is no price, leave it out with --begins.",
            time::format(at)
        )
    });
    said.take(MOST_NAMED).collect()
}

fn command(args: &BacktestArgs) -> String {
    let name = |file: &Path| {
        let name = file.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    };
    let mut command = format!(
        "ballast backtest --prices {} --market {} --days {} --speed {} --slippage {}",
        name(&args.prices),
        name(&args.market),
        args.days,
        args.speed,
        args.slippage
    );
    for begins in &args.begins {
        command.push_str(&format!(" --begins {begins}"));
    }
    if let Some(file) = &args.config {
        command.push_str(&format!(" --config {}", name(file)));
    }
    command
}
