//! Sources of prices that somebody has to ask: `refresh` at the oracle, in time for the accounts that depend on them.

use crate::error::KeeperError;
use crate::link::Link;
use ballast_interface::oracle::{
    AssetResponse, AssetsPage, ContractSource, ModuleSource, PriceStatus, RateSource, Source,
};
use ballast_interface::AssetId;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// So long before a source would be too old it is asked, seconds.
const AHEAD: u64 = 15;
/// What one `refresh` takes.
const MOST: usize = 16;

/// The stored sources of an oracle.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    known: BTreeMap<AssetId, Stored>,
}

/// One asset of the oracle.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stored {
    /// Assets that its price stands on.
    parents: Vec<AssetId>,
    /// When somebody must have asked it again, seconds; absent: it is not asked.
    due: Option<u64>,
}

impl Sources {
    pub async fn load<L: Link>(link: &L, oracle: &str) -> Result<Self, KeeperError> {
        let mut sources = Self::default();
        let mut start_after: Option<AssetId> = None;
        loop {
            let asked = json!({"assets": {"start_after": start_after, "limit": 30}});
            let page: AssetsPage = link.smart(oracle, &asked).await?;
            for found in &page.items {
                sources.learn(found);
            }
            start_after = page.next;
            if start_after.is_none() {
                return Ok(sources);
            }
        }
    }

    fn learn(&mut self, found: &AssetResponse) {
        let reading = found.reading.as_ref();
        let due = reading.map(|reading| reading.tried_at.saturating_add(reading.refresh_within));
        let halted = found.price.status == PriceStatus::Halted;
        let over = found.price.halted_until.filter(|_| halted);
        let stored = Stored {
            parents: parents(&found.source),
            due: due.into_iter().chain(over).min(),
        };
        self.known.insert(found.asset.clone(), stored);
    }

    /// Does anything have to be asked at all?
    pub fn is_empty(&self) -> bool {
        self.known.values().all(|stored| stored.due.is_none())
    }

    /// What has to be asked soon of what these assets' prices stand on; the bases first.
    pub fn due(&self, assets: impl Iterator<Item = AssetId>, now: u64) -> Vec<AssetId> {
        let mut wanted = BTreeSet::new();
        let mut order = Vec::new();
        for asset in assets {
            self.reach(&asset, &mut wanted, &mut order);
        }
        let late = |asset: &AssetId| {
            let due = self.known.get(asset).and_then(|stored| stored.due);
            due.is_some_and(|due| due <= now.saturating_add(AHEAD))
        };
        order.retain(late);
        order.truncate(MOST);
        order
    }

    fn reach(&self, asset: &AssetId, wanted: &mut BTreeSet<AssetId>, order: &mut Vec<AssetId>) {
        if !wanted.insert(asset.clone()) {
            return;
        }
        let stored = self.known.get(asset);
        for parent in stored.iter().flat_map(|stored| &stored.parents) {
            self.reach(parent, wanted, order);
        }
        order.push(asset.clone());
    }
}

fn parents(source: &Source) -> Vec<AssetId> {
    let contract = |source: &ContractSource| source.quote.clone();
    let module = |source: &ModuleSource| source.quote.clone();
    match source {
        Source::Fixed { .. } | Source::Feeders {} => Vec::new(),
        Source::Contract(source) => contract(source).into_iter().collect(),
        Source::Module(source) => module(source).into_iter().collect(),
        Source::Ratio(ratio) => {
            let rate = match &ratio.rate {
                RateSource::Feeders {} => None,
                RateSource::Contract(source) => contract(source),
                RateSource::Module(source) => module(source),
            };
            let all = [Some(ratio.base.clone()), ratio.market.clone(), rate];
            all.into_iter().flatten().collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(parents: &[&str], due: Option<u64>) -> Stored {
        Stored {
            parents: parents.iter().map(|name| AssetId::native(*name)).collect(),
            due,
        }
    }

    /// stATOM stands on ATOM, which stands on a pool of OSMO; OSMO is reported by feeders.
    fn sources() -> Sources {
        let known = [
            ("ustatom", stored(&["uatom"], Some(1_000))),
            ("uatom", stored(&["uosmo"], Some(1_010))),
            ("uosmo", stored(&[], None)),
            ("ubtc", stored(&[], Some(5_000))),
        ];
        let known = known.map(|(name, stored)| (AssetId::native(name), stored));
        Sources {
            known: known.into(),
        }
    }

    fn due(assets: &[&str], now: u64) -> Vec<String> {
        let assets = assets.iter().map(|name| AssetId::native(*name));
        let due = sources().due(assets, now);
        due.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_a_price_stands_on_is_asked_before_it_and_only_when_it_is_time() {
        assert_eq!(due(&["ustatom"], 984), Vec::<String>::new());
        // 15 seconds before stATOM has to be asked, ATOM has 25 left
        assert_eq!(due(&["ustatom"], 985), ["ustatom"]);
        assert_eq!(due(&["ustatom", "ubtc"], 995), ["uatom", "ustatom"]);
        assert_eq!(due(&["uosmo"], 9_999), Vec::<String>::new());
    }
}
