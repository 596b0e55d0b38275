use std::path::PathBuf;

#[derive(clap::Args, Debug)]
#[command(
    after_help = "Exit code: 0 the market is written, 2 the input cannot be used. The same input gives the same output."
)]
pub struct CalibrateArgs {
    /// Prices: a CSV file with the header `time,BTC,ETH,…` (closes) or with `.open .high .low .close` for an asset, in USD, at
    /// even steps from 5 minutes to a day; time in unix seconds, as 2021-05-19, or as 2021-05-19T08:00:00Z
    #[arg(long, value_name = "FILE")]
    pub prices: PathBuf,
    /// What the desk asks for (see docs/risk-model.md); without it every column, by the defaults
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Where the market goes
    #[arg(long, value_name = "FILE", default_value = "market.toml")]
    pub out: PathBuf,
    /// Writes a page that explains every number, which needs nothing but itself
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
    /// Writes the same reasons as JSON
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
}
