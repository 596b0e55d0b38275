use crate::answer::AnswerArgs;
use crate::backtest::args::BacktestArgs;
use crate::calibrate::args::CalibrateArgs;
use crate::demo::scenario::NAMES;
use crate::deploy::args::{DeployArgs, ImpactArgs};
use crate::feeder::FeederArgs;
use crate::keeper::KeeperArgs;
use crate::watch::WatchArgs;
use clap::builder::PossibleValuesParser;
use clap::{Parser, Subcommand};
use std::path::PathBuf;

/// Correlation-aware lending: the tools around the contracts.
#[derive(Parser, Debug)]
#[command(name = "ballast", version)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Replays a crash on an embedded chain with the real contracts, a liquidator at work
    Demo(DemoArgs),
    /// Finds the parameters of a market in prices, and says why each is what it is
    Calibrate(CalibrateArgs),
    /// Tests a market on prices: every basket at its limit on every day, beside a classic market that is as safe
    Backtest(BacktestArgs),
    /// Sends random accounts through a storm and compares what liquidation costs them, by four rules
    Simulate(SimulateArgs),
    /// Watches a market and liquidates the accounts that pay
    Keeper(KeeperArgs),
    /// Puts a market on a chain as a file says, or plans it, or writes the proposal to change it
    Deploy(DeployArgs),
    /// Shows what the changes of a plan would do to the accounts there are
    Impact(ImpactArgs),
    /// Reports prices to the oracle for one feeder, by its own transactions or signed
    Feeder(FeederArgs),
    /// Shows the health of a market on a chain, in a terminal or as JSON
    Watch(WatchArgs),
    /// Answers a question for prices or a swap out of a file: for tests and a chain of one's own
    Answer(AnswerArgs),
}

#[derive(clap::Args, Debug)]
#[command(
    after_help = "Exit code: 0 every market is solvent at the end, 1 one is not, 2 the input cannot be used."
)]
pub struct DemoArgs {
    /// The crash to replay
    #[arg(long, default_value = "2021-05-19", value_parser = PossibleValuesParser::new(NAMES))]
    pub scenario: String,
    /// Prices of your own: a CSV file with the header `time,BTC,ETH,…` (USD per token; time in unix seconds or
    /// as 2021-05-19T08:00:00Z); an asset without a column stays where it is, stETH follows ETH
    #[arg(long, value_name = "FILE", conflicts_with = "scenario")]
    pub prices: Option<PathBuf>,
    /// How many accounts are opened
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u32).range(30..=2000))]
    pub accounts: u32,
    /// Where the accounts and the price paths come from: the same seed gives the same run
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Writes one JSON object instead of tables
    #[arg(long)]
    pub json: bool,
    /// Writes a page with charts, which needs nothing but itself
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
}

#[derive(clap::Args, Debug)]
#[command(
    after_help = "Exit code: 0 every unhealthy account found a message, 1 one did not, 2 the input cannot be used."
)]
pub struct SimulateArgs {
    /// How many accounts there are
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(8..=100_000))]
    pub accounts: u32,
    /// How many hours the storm lasts
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub steps: u32,
    /// Where accounts and prices come from: the same seed gives the same figures
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Writes one JSON object instead of a table
    #[arg(long)]
    pub json: bool,
    /// Writes a page with charts, which needs nothing but itself
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
}
