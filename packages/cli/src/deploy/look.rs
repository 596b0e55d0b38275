//! Asks the chain for all that a plan needs.

use super::desired::Desired;
use super::found::{Contract, Feed, Found, Lending, Liquidator, Oracle, Ownership};
use super::kind::Kind;
use super::state::State;
use anyhow::{bail, Context, Result};
use ballast_chain::{ChainError, Node};
use ballast_interface::oracle::PriceStatus;
use ballast_interface::{lending, lens, liquidator, oracle, AssetId};
use std::collections::BTreeMap;

/// Of a page; what contracts answer at most.
const PAGE: u32 = 30;
/// Pages of assets; the contracts have at most 255.
const MOST_PAGES: usize = 64;

pub async fn look(node: &Node, desired: &Desired, state: &State) -> Result<Found> {
    let mut found = Found {
        now: node.head().await?.time,
        contracts: contracts(node, desired, state).await?,
        ..Found::default()
    };
    for (kind, code) in &desired.codes {
        let there = found.contracts.get(kind);
        if there.is_some_and(|it| it.checksum == code.checksum) {
            continue;
        }
        if let Some(stored) = node.code_by_checksum(&code.checksum).await? {
            found.codes.insert(*kind, stored.id);
        }
    }
    if let Some(address) = found.address(Kind::Oracle).map(ToOwned::to_owned) {
        found.oracle = Some(of_oracle(node, &address).await?);
    }
    if let Some(address) = found.address(Kind::Lending).map(ToOwned::to_owned) {
        found.lending = Some(of_lending(node, &address).await?);
    }
    if let Some(address) = found.address(Kind::Lens) {
        let config: lens::ConfigResponse = node
            .query_smart(address, &lens::QueryMsg::Config {})
            .await?;
        found.lens_reads = Some(config.lending);
    }
    if let Some(address) = found.address(Kind::Liquidator) {
        let config: liquidator::ConfigResponse = node
            .query_smart(address, &liquidator::QueryMsg::Config {})
            .await?;
        found.liquidator = Some(Liquidator {
            owner: config.owner,
            lending: config.lending,
        });
    }
    Ok(found)
}

/// The contracts that the state file names, and those that the deployer has instantiated under their labels: a transaction whose
/// end was not seen.
async fn contracts(
    node: &Node,
    desired: &Desired,
    state: &State,
) -> Result<BTreeMap<Kind, Contract>> {
    let mut found = BTreeMap::new();
    let mut missing = Vec::new();
    for kind in desired.codes.keys() {
        match state.contracts.get(kind) {
            Some(known) => {
                let contract = checked(node, *kind, &known.address).await;
                let contract = contract.with_context(|| {
                    format!(
                        "{}, which the state file names as the {kind}",
                        known.address
                    )
                })?;
                found.insert(*kind, contract);
            }
            None => missing.push(*kind),
        }
    }
    if missing.is_empty() || desired.deployer.is_empty() {
        return Ok(found);
    }
    let own = node.contracts_of(&desired.deployer).await?;
    for kind in missing {
        let label = desired.label(kind);
        let mut labelled = own.iter().filter(|it| it.label == label);
        let first = labelled.next();
        if let (Some(one), Some(other)) = (first, labelled.next()) {
            bail!(
                "{} and {} both bear the label `{label}`: name the one that is meant in the state file, or another [contracts] name",
                one.address,
                other.address
            );
        }
        if let Some(contract) = first {
            found.insert(kind, checked(node, kind, &contract.address).await?);
        }
    }
    Ok(found)
}

/// The contract, if it is what it is taken for.
async fn checked(node: &Node, kind: Kind, address: &str) -> Result<Contract> {
    let contract = node.contract(address).await?;
    let named = node.cw2(address).await?;
    let is = named
        .as_ref()
        .map_or("no contract of this market", |it| &it.contract);
    if is != kind.cw2() {
        bail!(
            "{address} is `{is}`, not {}: correct the address in the state file, or remove it there to get another",
            kind.cw2()
        );
    }
    let code = node.code(contract.code_id).await?;
    Ok(Contract {
        address: contract.address,
        code_id: contract.code_id,
        checksum: code.checksum,
        admin: contract.admin,
    })
}

async fn of_oracle(node: &Node, address: &str) -> Result<Oracle> {
    type Owned = cw_ownable::Ownership<String>;
    let owned: Owned = node
        .query_smart(address, &oracle::QueryMsg::Ownership {})
        .await?;
    let config: oracle::ConfigResponse = node
        .query_smart(address, &oracle::QueryMsg::Config {})
        .await?;
    let feeders = node
        .query_smart(address, &oracle::QueryMsg::Feeders {})
        .await;
    let feeders: oracle::FeedersResponse = match feeders {
        Ok(feeders) => feeders,
        // before any were set
        Err(ChainError::Contract { .. }) => oracle::FeedersResponse {
            feeders: Vec::new(),
            quorum: 0,
            faults: 0,
        },
        Err(error) => return Err(error.into()),
    };
    Ok(Oracle {
        ownership: Ownership {
            owner: owned.owner.unwrap_or_default(),
            pending: owned.pending_owner,
        },
        guardian: config.guardian,
        feeders: feeders.feeders.into_iter().map(|it| it.address).collect(),
        quorum: feeders.quorum,
        faults: feeders.faults,
        assets: feeds(node, address).await?,
    })
}

async fn feeds(node: &Node, address: &str) -> Result<BTreeMap<AssetId, Feed>> {
    let mut found = BTreeMap::new();
    let mut start_after = None;
    for _ in 0..MOST_PAGES {
        let query = oracle::QueryMsg::Assets {
            start_after,
            limit: Some(PAGE),
        };
        let page: oracle::AssetsPage = node.query_smart(address, &query).await?;
        for item in page.items {
            let feed = Feed {
                source: item.source,
                limits: item.limits,
                priced: item.price.status != PriceStatus::Missing,
            };
            found.insert(item.asset, feed);
        }
        start_after = page.next;
        if start_after.is_none() {
            break;
        }
    }
    Ok(found)
}

async fn of_lending(node: &Node, address: &str) -> Result<Lending> {
    let mut assets = BTreeMap::new();
    let mut start_after = None;
    for _ in 0..MOST_PAGES {
        let query = lending::QueryMsg::Assets {
            start_after,
            limit: Some(PAGE),
        };
        let page: lending::AssetsPage = node.query_smart(address, &query).await?;
        for item in page.items {
            assets.insert(item.asset.clone(), item);
        }
        start_after = page.next;
        if start_after.is_none() {
            break;
        }
    }
    let query = lending::QueryMsg::Config {};
    let config = node.query_smart(address, &query).await?;
    let roles = node
        .query_smart(address, &lending::QueryMsg::Roles {})
        .await?;
    let query = lending::QueryMsg::Correlations {};
    let correlations = node.query_smart(address, &query).await?;
    Ok(Lending {
        config,
        roles,
        assets,
        correlations,
    })
}
