//! `ballast deploy`: what a file wants, and what is on the chain, make a list of steps; it is printed, or done.

pub mod args;
mod config;
mod desired;
mod found;
mod funds;
mod impact;
mod kind;
mod look;
mod message;
mod plan;
mod proposal;
mod run;
mod state;
mod text;

use anyhow::{Context, Result};
use args::{DeployArgs, ImpactArgs};
use ballast_chain::{Node, Wallet};
use config::Config;
use desired::Desired;
use found::Found;
use plan::Plan;
use run::Run;
use state::StateFile;
use std::path::Path;
use std::time::Duration;

/// What every command on a market begins with.
pub struct Market {
    pub node: Node,
    pub desired: Desired,
    pub file: StateFile,
}

impl Market {
    /// Reads the configuration, connects, opens the state file. A key that is not there is for who needs it to miss.
    pub async fn open(path: &Path) -> Result<Self> {
        let shown = path.display();
        let text =
            std::fs::read_to_string(path).with_context(|| format!("{shown} cannot be read"))?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let config = Config::read(&text, folder).with_context(|| shown.to_string())?;
        let chain = config.chain.clone();
        let wallet = Wallet::read(&config.key.source(), &chain.prefix).ok();
        let node = Node::connect(&chain.rpc, &chain.id).await?;
        let own = wallet.as_ref().map(Wallet::address);
        let beside = || path.with_extension("state.json");
        let place = config.contracts.state.clone().unwrap_or_else(beside);
        let file = StateFile::open(place, &chain.id, own)?;
        let deployer = if file.state.deployer.is_empty() {
            own.unwrap_or_default().to_owned()
        } else {
            file.state.deployer.clone()
        };
        let desired = Desired::new(config, deployer)?;
        Ok(Self {
            node,
            desired,
            file,
        })
    }

    pub async fn plan(&self) -> Result<(Found, Plan)> {
        let found = look::look(&self.node, &self.desired, &self.file.state).await?;
        let plan = plan::plan(&self.desired, &found)?;
        Ok((found, plan))
    }

    /// The key, or why there is none.
    fn signer(&self) -> Result<Wallet> {
        let config = &self.desired.config;
        Ok(Wallet::read(&config.key.source(), &config.chain.prefix)?)
    }
}

pub fn run(args: &DeployArgs) -> Result<()> {
    runtime()?.block_on(deploy(args))
}

/// `ballast impact`: what a plan would do to the accounts there are.
pub fn run_impact(args: &ImpactArgs) -> Result<()> {
    runtime()?.block_on(impact::run(args))
}

fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
}

async fn deploy(args: &DeployArgs) -> Result<()> {
    let mut market = Market::open(&args.config).await?;
    if args.plan {
        let (_, plan) = market.plan().await?;
        println!("{}", text::plan(&plan));
        return Ok(());
    }
    if let Some(path) = &args.as_proposal {
        let (found, plan) = market.plan().await?;
        return proposal::write(&market.desired, &found, &plan, path);
    }
    let wallet = market.signer()?;
    if market.file.state.deployer.is_empty() {
        market.file.state.deployer = wallet.address().to_owned();
    }
    if !args.only_store {
        let (_, plan) = market.plan().await?;
        funds::check(&market, &wallet, &plan).await?;
    }
    let run = Run {
        node: &market.node,
        wallet: &wallet,
        desired: &market.desired,
        file: market.file.clone(),
        wait: Duration::from_secs(args.wait),
        only_store: args.only_store,
    };
    run.run().await
}
