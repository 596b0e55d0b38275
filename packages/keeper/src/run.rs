//! From a file of settings to a keeper at work, and back to work after whatever happens.

use crate::error::KeeperError;
use crate::keeper::Keeper;
use crate::metrics::Counts;
use crate::mirror::Mirror;
use crate::mode::Mode;
use crate::node::NodeLink;
use crate::orders::Orders;
use crate::routes::OutsideRoutes;
use crate::settings::Settings;
use ballast_chain::{Blocks, Fees, Node, Wallet};
use ballast_daemon::{start_logs, Backoff, Metrics, Stop, Waited};
use std::num::NonZeroUsize;
use std::thread::available_parallelism;
use std::time::Duration;

/// After so long without a block it says so.
const SILENCE: Duration = Duration::from_secs(60);

/// How long it works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// SIGINT or SIGTERM.
    Stopped,
    /// One block.
    Once,
}

/// Works until it is stopped. What passes by itself is waited for; what does not is the error.
pub async fn run(
    settings: Settings,
    mode: Mode,
    until: Until,
    stop: Stop,
) -> Result<(), KeeperError> {
    start_logs(settings.log);
    settings.check()?;
    let wallet = Wallet::read(&settings.key_source()?, &settings.address_prefix)?;
    let mut metrics = Metrics::of("keeper");
    let counts = Counts::registered(&mut metrics);
    if let Some(port) = settings.metrics_port {
        metrics.serve(port, stop.clone()).await?;
    }
    let start = Start {
        settings: &settings,
        mode,
        counts: &counts,
    };
    let Some(mut keeper) = start.keeper(wallet, &stop).await? else {
        return Ok(());
    };
    match until {
        Until::Once => {
            let head = keeper.link.node.head().await?;
            keeper.step(head).await
        }
        Until::Stopped => blocks(&mut keeper, &stop).await,
    }
}

/// What a keeper is made of.
struct Start<'a> {
    settings: &'a Settings,
    mode: Mode,
    counts: &'a Counts,
}

impl Start<'_> {
    /// Tries until the node answers. Nothing where it is time to stop.
    async fn keeper(
        &self,
        wallet: Wallet,
        stop: &Stop,
    ) -> Result<Option<Keeper<NodeLink, OutsideRoutes>>, KeeperError> {
        let (mut backoff, settings) = (Backoff::default(), self.settings);
        let node = loop {
            match Node::connect(&settings.node, &settings.chain_id).await {
                Ok(node) => break node,
                Err(error) if !error.is_passing() => return Err(error.into()),
                Err(error) => {
                    if backoff.wait(stop, &error).await == Waited::Stopped {
                        return Ok(None);
                    }
                }
            }
        };
        let link = NodeLink {
            node,
            wallet,
            fees: Fees::new(settings.gas_price.clone()),
        };
        let orders = Orders::of(settings);
        let mirror = loop {
            match self.mirror(&link, &orders).await {
                Ok(mirror) => break mirror,
                Err(error) if !error.is_passing() => return Err(error),
                Err(error) => {
                    if backoff.wait(stop, &error).await == Waited::Stopped {
                        return Ok(None);
                    }
                }
            }
        };
        self.made(link, orders, mirror).await.map(Some)
    }

    async fn mirror(&self, link: &NodeLink, orders: &Orders) -> Result<Mirror, KeeperError> {
        let cores = available_parallelism().unwrap_or(NonZeroUsize::MIN);
        let threads = self.settings.threads.unwrap_or(cores);
        let mirror = Mirror::load(link, &orders.lending, threads).await?;
        orders.check(link).await?;
        Ok(mirror)
    }

    async fn made(
        &self,
        link: NodeLink,
        orders: Orders,
        mirror: Mirror,
    ) -> Result<Keeper<NodeLink, OutsideRoutes>, KeeperError> {
        let settings = self.settings;
        let own = link.wallet.address().to_owned();
        tracing::info!(
            "watching {} accounts of the market at {} on {} as {own}",
            mirror.memory.accounts.len(),
            orders.lending,
            settings.chain_id,
        );
        let routes = OutsideRoutes {
            outside: settings.routes.clone(),
            trader: settings.liquidator.clone().unwrap_or(own),
            max_age: settings.route_max_age,
        };
        let mut keeper = Keeper::new(link, routes, orders, mirror).await?;
        keeper.mode = self.mode;
        keeper.counts = self.counts.clone();
        Ok(keeper)
    }
}

/// Block after block. A node that is away is waited for; a market that cannot be read any more is the end.
async fn blocks(
    keeper: &mut Keeper<NodeLink, OutsideRoutes>,
    stop: &Stop,
) -> Result<(), KeeperError> {
    let mut heights: Blocks = keeper.link.node.blocks();
    let mut backoff = Backoff::default();
    loop {
        let next = tokio::select! {
            () = stop.requested() => return Ok(()),
            () = tokio::time::sleep(SILENCE) => {
                let height = keeper.mirror.height();
                tracing::warn!("no new block after {height} for {} s", SILENCE.as_secs());
                continue;
            }
            height = heights.next() => height,
        };
        match block(keeper, next.map_err(KeeperError::from)).await {
            Ok(()) => backoff.reset(),
            Err(error) if error.is_final() => return Err(error),
            Err(error) => {
                keeper.counts.errors.inc();
                if backoff.wait(stop, &error).await == Waited::Stopped {
                    return Ok(());
                }
            }
        }
    }
}

/// The newest block: several may have come meanwhile.
async fn block(
    keeper: &mut Keeper<NodeLink, OutsideRoutes>,
    height: Result<u64, KeeperError>,
) -> Result<(), KeeperError> {
    if height? <= keeper.mirror.height() {
        return Ok(());
    }
    let head = keeper.link.node.head().await?;
    keeper.step(head).await
}
