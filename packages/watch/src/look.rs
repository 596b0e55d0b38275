//! Looks at a market: every question is answered as of one block.

use crate::error::WatchError;
use crate::facts::{AssetFacts, Facts};
use ballast_chain::{ChainError, Node};
use ballast_interface::lending::{self, AssetsPage, ConfigResponse, PackedAccountsPage};
use ballast_interface::oracle::{self, PriceQuote};
use ballast_interface::AssetId;
use ballast_keeper::{Judge, Memory, PricesCopy, RecordsCopy};
use ballast_ledger::LedgerError;
use ballast_risk::Amount;
use cw20::{BalanceResponse, Cw20QueryMsg};
use futures::future::try_join_all;
use serde::de::DeserializeOwned;
use std::num::NonZeroUsize;
use std::thread::available_parallelism;

/// As many accounts as lending puts on one page.
const PAGE: u32 = 1_000;
/// Pages until a look ends: ten million accounts.
const MAX_PAGES: u32 = 10_000;

/// One node, one market, one block.
struct Look<'a> {
    node: Node,
    lending: &'a str,
    oracle: String,
}

/// Refuses an address that is no lending contract, or one of a version or layout that is not known here.
pub async fn look(node: &Node, lending: &str) -> Result<Facts, WatchError> {
    let head = node.head().await?;
    // the state of the newest block is not there yet in the moment in which that is announced
    let height = head.height.saturating_sub(1);
    let node = node.at(height)?;
    let known = env!("CARGO_PKG_VERSION");
    node.expect_contract(lending, "ballast-lending", known)
        .await?;
    let config: ConfigResponse = node
        .query_smart(lending, &lending::QueryMsg::Config {})
        .await?;
    let look = Look {
        node,
        lending,
        oracle: config.oracle,
    };
    let records = look.records().await?;
    let ids = records
        .assets()
        .map_err(|error| look.records_error(error))?;
    let quotes = look.quotes(&ids).await?;
    let mut prices = PricesCopy::default();
    for (id, quote) in ids.iter().zip(&quotes) {
        prices.put(id.clone(), quote.clone());
    }
    let judge = Judge::new(&records, &prices, head.time);
    let judge = judge.map_err(|error| look.records_error(error))?;
    let mut memory = Memory::new(available_parallelism().unwrap_or(NonZeroUsize::MIN));
    look.accounts(&mut memory).await?;
    memory.judge(judge);
    let listed = look.listed().await?;
    let assets = listed.into_iter().zip(quotes);
    let assets = assets.map(|(listed, quote)| look.asset(listed, quote));
    let lent = lending::QueryMsg::Correlations {};
    let realised = oracle::QueryMsg::Correlations {
        lending: Some(lending.to_owned()),
    };
    Ok(Facts {
        chain: look.node.chain_id().to_owned(),
        height,
        time: head.time,
        assets: try_join_all(assets).await?,
        memory,
        correlations: look.node.query_smart(lending, &lent).await?,
        feeders: look.ours(&oracle::QueryMsg::Feeders {}).await?,
        realised: look.ours(&realised).await?,
        lending: lending.to_owned(),
        oracle: look.oracle,
    })
}

impl Look<'_> {
    fn records_error(&self, reason: LedgerError) -> WatchError {
        WatchError::Records {
            lending: self.lending.to_owned(),
            reason,
        }
    }

    async fn records(&self) -> Result<RecordsCopy, WatchError> {
        let mut records = RecordsCopy::default();
        self.copy(&mut records, RecordsCopy::first_keys()).await?;
        let more = records.asset_keys();
        let more = more.map_err(|error| self.records_error(error))?;
        self.copy(&mut records, more).await?;
        Ok(records)
    }

    async fn copy(&self, to: &mut RecordsCopy, keys: Vec<Vec<u8>>) -> Result<(), WatchError> {
        let asked = keys.iter();
        let asked = asked.map(|key| self.node.query_raw(self.lending, key.clone()));
        let found = try_join_all(asked).await?;
        for (key, found) in keys.into_iter().zip(found) {
            to.put(key, found);
        }
        Ok(())
    }

    async fn quotes(&self, ids: &[AssetId]) -> Result<Vec<PriceQuote>, WatchError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let asked = oracle::QueryMsg::Prices {
            assets: ids.to_vec(),
        };
        Ok(self.node.query_smart(&self.oracle, &asked).await?)
    }

    async fn accounts(&self, memory: &mut Memory) -> Result<(), WatchError> {
        let mut start_after = None;
        for _ in 0..MAX_PAGES {
            let asked = lending::QueryMsg::PackedAccounts {
                start_after,
                limit: Some(PAGE),
            };
            let page: PackedAccountsPage = self.node.query_smart(self.lending, &asked).await?;
            for packed in &page.items {
                let put = memory.accounts.put(&packed.account, Some(&packed.record));
                put.map_err(|error| self.records_error(error))?;
            }
            start_after = page.next;
            if start_after.is_none() {
                break;
            }
        }
        Ok(())
    }

    async fn listed(&self) -> Result<Vec<lending::AssetResponse>, WatchError> {
        let (mut all, mut start_after) = (Vec::new(), None);
        for _ in 0..MAX_PAGES {
            let asked = lending::QueryMsg::Assets {
                start_after,
                limit: None,
            };
            let page: AssetsPage = self.node.query_smart(self.lending, &asked).await?;
            all.extend(page.items);
            start_after = page.next;
            if start_after.is_none() {
                break;
            }
        }
        Ok(all)
    }

    async fn asset(
        &self,
        listed: lending::AssetResponse,
        quote: PriceQuote,
    ) -> Result<AssetFacts, WatchError> {
        let asset = listed.asset.clone();
        Ok(AssetFacts {
            balance: self.balance(&asset).await?,
            priced: self.ours(&oracle::QueryMsg::Asset { asset }).await?,
            listed,
            quote,
        })
    }

    async fn balance(&self, asset: &AssetId) -> Result<Amount, WatchError> {
        let raw = match asset {
            AssetId::Native(denom) => self.node.balance(self.lending, denom).await?,
            AssetId::Cw20(token) => {
                let address = self.lending.to_owned();
                let asked = Cw20QueryMsg::Balance { address };
                let found: BalanceResponse = self.node.query_smart(token, &asked).await?;
                found.balance.u128()
            }
        };
        Ok(Amount::new(raw))
    }

    /// A question that only an oracle of ours answers.
    async fn ours<A: DeserializeOwned>(
        &self,
        asked: &oracle::QueryMsg,
    ) -> Result<Option<A>, WatchError> {
        match self.node.query_smart(&self.oracle, asked).await {
            Ok(answer) => Ok(Some(answer)),
            Err(ChainError::Contract { .. } | ChainError::Unreadable { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}
