use std::path::PathBuf;

#[derive(clap::Args, Debug)]
#[command(after_help = "Exit code: 0 it was done, whatever it found; 2 the input cannot be used.")]
pub struct BacktestArgs {
    /// Prices: a CSV file with the header `time,BTC,ETH,…` or with .open .high .low .close for each; closes are used
    #[arg(long, value_name = "FILE")]
    pub prices: PathBuf,
    /// The market to test, as `ballast calibrate` writes it
    #[arg(long, value_name = "FILE")]
    pub market: PathBuf,
    /// How many steps of the prices every account is followed
    #[arg(long, default_value_t = 14, value_parser = clap::value_parser!(u16).range(1..=365))]
    pub days: u16,
    /// The part of an account's debt that liquidators repay in a step at most, above 0, at most 1
    #[arg(long, default_value = "1")]
    pub speed: String,
    /// What liquidators lose in selling what they seize, from 0 to 0.5; they act only where their bonus is more
    #[arg(long, default_value = "0.01")]
    pub slippage: String,
    /// Leaves out what a column says before a date: such as AAVE=2020-10-03; may be given several times
    #[arg(long, value_name = "ASSET=DATE")]
    pub begins: Vec<String>,
    /// The configuration of `ballast calibrate`: the page then has the reasons of the parameters, and each quarter is
    /// judged once more under parameters of the prices before it
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Writes a page that needs nothing but itself, and its figures as CSV files beside it
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
}
