use clap::Args;
use std::path::PathBuf;

#[derive(Args, Debug)]
#[command(
    after_help = "Exit code: 0 the chain is as the configuration says, or was made so; 2 it is not, and the message says what to do. \
                  The key is read from a file or an environment variable that the configuration names, never from an argument."
)]
pub struct DeployArgs {
    /// What is wanted: docs/deploy.toml explains every key
    #[arg(long, value_name = "FILE")]
    pub config: PathBuf,
    /// Prints what would change, old → new, and sends nothing
    #[arg(long)]
    pub plan: bool,
    /// Writes the owner's messages for a multisig or x/gov into a file, and sends nothing
    #[arg(long, value_name = "FILE", conflicts_with = "plan")]
    pub as_proposal: Option<PathBuf>,
    /// Stores the code that is not on the chain yet, with any key, and stops: what a proposal to migrate needs
    #[arg(long, conflicts_with_all = ["plan", "as_proposal"])]
    pub only_store: bool,
    /// How many seconds to wait for prices of assets that are to be listed
    #[arg(long, value_name = "SECONDS", default_value_t = 120)]
    pub wait: u64,
}

#[derive(Args, Debug)]
pub struct ImpactArgs {
    /// The configuration whose changes are asked about
    #[arg(long, value_name = "FILE")]
    pub config: PathBuf,
    /// Writes one JSON object instead of a table
    #[arg(long)]
    pub json: bool,
}
