//! Sources that have to be asked in time, for the accounts that depend on them.

use crate::accounts::Standing;
use crate::decide::{Message, Routes, Rules};
use crate::error::KeeperError;
use crate::keeper::Keeper;
use crate::link::Link;
use crate::mode::Mode;
use crate::pending::What;
use crate::send::Order;
use crate::sources::Sources;
use ballast_chain::Head;
use ballast_interface::oracle::ExecuteMsg;
use ballast_interface::AssetId;
use ballast_risk::AssetIndex;
use std::collections::BTreeSet;

impl<L: Link, R: Routes> Keeper<L, R> {
    /// What has to be asked soon, of what the prices of accounts at the edge and below stand on.
    pub(crate) async fn due(&mut self, head: Head) -> Result<Vec<AssetId>, KeeperError> {
        if self.sources.is_empty() {
            return Ok(Vec::new());
        }
        let assets = self.near_assets();
        if assets.is_empty() {
            return Ok(Vec::new());
        }
        let oracle = self.mirror.oracle()?;
        self.sources = Sources::load(&self.link, oracle.as_str()).await?;
        let judge = self.judge()?;
        let names = assets.into_iter();
        let names = names.filter_map(|asset| judge.asset(asset).ok().cloned());
        Ok(self.sources.due(names, head.time))
    }

    fn near_assets(&self) -> BTreeSet<AssetIndex> {
        let near = [Standing::Edge, Standing::Liquidatable, Standing::Unjudged];
        let slots = self.mirror.memory.accounts.slots().iter();
        let slots = slots.filter(|slot| near.contains(&slot.standing));
        let accounts = slots.filter_map(|slot| slot.account().ok());
        let assets = accounts.flat_map(|account| {
            let positions = account.positions().iter();
            positions
                .map(|position| position.asset())
                .collect::<Vec<_>>()
        });
        assets.collect()
    }

    /// A message of its own, unless one is on its way or went along with a liquidation.
    pub(crate) async fn refresh(&mut self, rules: &Rules, head: Head) -> Result<(), KeeperError> {
        let mut sent = self.pending.all().iter();
        let along = sent.any(|sent| sent.height == head.height);
        if rules.refresh.is_empty() || self.pending.refreshes() || along {
            return Ok(());
        }
        if self.mode == Mode::DryRun {
            let names: Vec<String> = rules.refresh.iter().map(ToString::to_string).collect();
            println!("would refresh {}", names.join(", "));
            return Ok(());
        }
        let assets = rules.refresh.clone();
        let msg = cosmwasm_std::to_json_binary(&ExecuteMsg::Refresh { assets });
        let Ok(msg) = msg else { return Ok(()) };
        let message = Message {
            contract: self.mirror.oracle()?.into_string(),
            msg,
            funds: vec![],
        };
        let signer = self.signer().await?;
        let simulated = match self.link.simulate(signer, &message).await {
            Ok(used) => used,
            Err(error) => return self.refused(Vec::new(), error).map(|_| ()),
        };
        let order = Order {
            gas: self.orders.allowed(simulated),
            what: What::Refresh,
            head,
        };
        self.hand_over(signer, &message, order).await.map(|_| ())
    }
}
