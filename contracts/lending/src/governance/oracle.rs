//! Another oracle in place of the present one.

use crate::error::{ContractError, Result};
use ballast_interface::lending::OracleSwap;
use ballast_interface::oracle::PriceQuote;
use ballast_interface::{AssetId, OracleContract};
use ballast_ledger::records::{asset, Asset};
use ballast_ledger::{LedgerError, Stored};
use ballast_pricing::differs;
use ballast_risk::{PriceStatus, Ratio};
use cosmwasm_std::{Addr, Deps};

/// How far the prices of two oracles may be apart: 5 %.
const TOLERANCE: Ratio = Ratio::percent(5);

/// Every listed asset.
pub fn listed(deps: Deps) -> Result<Vec<Asset>> {
    let all = asset::all(&Stored(deps.storage))?;
    all.map(|id| Ok(asset::load(&Stored(deps.storage), id)?))
        .collect()
}

/// One quote for each, in their order.
pub fn quotes(deps: Deps, oracle: &OracleContract, of: &[Asset]) -> Result<Vec<PriceQuote>> {
    if of.is_empty() {
        return Ok(vec![]);
    }
    let names = of.iter().map(|listed| listed.asset.clone()).collect();
    let prices = oracle.prices(&deps.querier, names);
    let prices = prices.map_err(|error| LedgerError::OracleFailed {
        reason: error.to_string(),
    })?;
    if prices.len() != of.len() {
        return Err(LedgerError::WrongPrices {
            asked: of.len(),
            found: prices.len(),
        }
        .into());
    }
    Ok(prices)
}

/// Refuses an oracle that lacks a price, which would stop what the present one allows, and, without the override, one that
/// says something else than the present one.
pub fn check_swap(
    deps: Deps,
    own: &Addr,
    present: &OracleContract,
    new: &OracleContract,
    swap: Option<OracleSwap>,
) -> Result<()> {
    let all = listed(deps)?;
    refuse_others(own, new, &all)?;
    let found = quotes(deps, new, &all)?;
    let mut priced = all.iter().zip(&found);
    if let Some((lacking, _)) = priced.find(|(_, quote)| quote.status == PriceStatus::Missing) {
        return Err(ContractError::NeedsPrice {
            asset: lacking.asset.to_string(),
        });
    }
    match swap {
        // the present one may be dead: it is not asked
        Some(OracleSwap::AnyPrice) => Ok(()),
        None => {
            let was = quotes(deps, present, &all)?;
            let mut pairs = all.iter().zip(was.iter().zip(&found));
            pairs.try_for_each(|(listed, (was, found))| compare(&listed.asset, was, found))
        }
    }
}

fn refuse_others(own: &Addr, new: &OracleContract, all: &[Asset]) -> Result<()> {
    let refused = |what| Err(ContractError::NotAnOracle { what });
    if new.0 == *own {
        return refused("this contract");
    }
    if all
        .iter()
        .any(|listed| listed.asset.name() == new.0.as_str())
    {
        return refused("a listed token");
    }
    Ok(())
}

fn compare(asset: &AssetId, present: &PriceQuote, found: &PriceQuote) -> Result<()> {
    let fresh = |quote: &PriceQuote| quote.status == PriceStatus::Fresh;
    if !fresh(present) || !fresh(found) {
        return Err(ContractError::NotComparable {
            asset: asset.to_string(),
            present: present.status,
            found: found.status,
        });
    }
    if differs(present.spot, found.spot, TOLERANCE) {
        return Err(ContractError::OraclesDiffer {
            asset: asset.to_string(),
            present: present.spot,
            found: found.spot,
        });
    }
    Ok(())
}
