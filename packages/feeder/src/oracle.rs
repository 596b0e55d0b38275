//! The oracle as a feeder sees it: is it one, who reports, what is known, and what becomes of a report.

use crate::decide::Known;
use crate::error::FeederError;
use ballast_chain::{ChainError, Node};
use ballast_interface::oracle::{
    AssetResponse, FeederResponse, FeedersResponse, PriceStatus, QueryMsg, RateSource, Source,
};
use ballast_interface::AssetId;
use ballast_pricing::Report;

/// An oracle on a node.
#[derive(Debug)]
pub struct Oracle {
    pub node: Node,
    pub address: String,
}

impl Oracle {
    /// Refuses a contract that is no oracle, or one of a version that is not known here.
    pub async fn open(node: Node, address: &str) -> Result<Self, FeederError> {
        let known = node.expect_contract(address, "ballast-oracle", env!("CARGO_PKG_VERSION"));
        known.await?;
        Ok(Self {
            node,
            address: address.to_owned(),
        })
    }

    /// The feeder of this address; one that is none is told who are.
    pub async fn feeder(&self, address: &str) -> Result<FeederResponse, FeederError> {
        let all: FeedersResponse = self.ask(&QueryMsg::Feeders {}).await?;
        let known: Vec<&str> = all.feeders.iter().map(|it| it.address.as_str()).collect();
        let known = known.join(", ");
        let mut feeders = all.feeders.into_iter();
        let found = feeders.find(|feeder| feeder.address == address);
        found.ok_or_else(|| FeederError::NotAFeeder {
            feeder: address.to_owned(),
            oracle: self.address.clone(),
            known,
        })
    }

    /// What this feeder reported last of an asset, and what is published. Refuses an asset that feeders do not price.
    pub async fn known(&self, asset: &AssetId, feeder: &str) -> Result<Known, FeederError> {
        let refused = |reason: String| FeederError::Asset {
            asset: asset.clone(),
            reason,
        };
        let asked = QueryMsg::Asset {
            asset: asset.clone(),
        };
        let found: AssetResponse = match self.ask(&asked).await {
            Err(ChainError::Contract { text }) => return Err(refused(text)),
            other => other?,
        };
        let mut reports = found.reports.iter();
        let own = reports.find(|report| report.feeder == feeder);
        let own = own.map(|report| Report {
            price: report.price,
            time: report.time,
        });
        let published = match &found.source {
            Source::Feeders {} => Some(found.price)
                .filter(|price| price.status != PriceStatus::Missing)
                .map(|price| price.spot),
            // feeders report its rate, and what is published is its price
            Source::Ratio(ratio) if matches!(ratio.rate, RateSource::Feeders {}) => None,
            _ => {
                let reason = "its price comes from another source; take it out of the file";
                return Err(refused(reason.to_owned()));
            }
        };
        Ok(Known { own, published })
    }

    async fn ask<A: serde::de::DeserializeOwned>(&self, msg: &QueryMsg) -> Result<A, ChainError> {
        self.node.query_smart(&self.address, msg).await
    }
}
