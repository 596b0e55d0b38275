//! What is there: contracts and what they answer. Plain data; who asks the chain is `look.rs`.

use super::kind::Kind;
use ballast_interface::oracle::{Limits, Source};
use ballast_interface::{lending, AssetId};
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Of the last block, seconds.
    pub now: u64,
    /// Numbers of the codes that are wanted, where the chain has them.
    pub codes: BTreeMap<Kind, u64>,
    pub contracts: BTreeMap<Kind, Contract>,
    pub oracle: Option<Oracle>,
    pub lending: Option<Lending>,
    /// What lens and liquidator say that they read and use.
    pub lens_reads: Option<String>,
    pub liquidator: Option<Liquidator>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contract {
    pub address: String,
    pub code_id: u64,
    pub checksum: String,
    pub admin: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Liquidator {
    pub owner: String,
    pub lending: String,
}

/// Who holds a contract, and who is to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ownership {
    pub owner: String,
    pub pending: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Oracle {
    pub ownership: Ownership,
    pub guardian: Option<String>,
    /// In their order; none before any were set.
    pub feeders: Vec<String>,
    pub quorum: u8,
    pub faults: u8,
    pub assets: BTreeMap<AssetId, Feed>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Feed {
    pub source: Source,
    pub limits: Limits,
    /// Has it ever had a price?
    pub priced: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Lending {
    pub config: lending::ConfigResponse,
    pub roles: lending::RolesResponse,
    pub assets: BTreeMap<AssetId, lending::AssetResponse>,
    pub correlations: lending::CorrelationsResponse,
}

impl Found {
    pub fn address(&self, kind: Kind) -> Option<&str> {
        self.contracts.get(&kind).map(|it| it.address.as_str())
    }
}
