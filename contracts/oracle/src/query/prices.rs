//! The query that every borrow pays for.

use crate::error::ContractError;
use crate::records::{feeds, quorum};
use crate::sources;
use ballast_interface::oracle::PriceQuote;
use ballast_interface::AssetId;
use cosmwasm_std::Deps;

/// One answer for each asset in the order asked. What cannot be read is missing, never an error.
pub fn prices(deps: Deps, now: u64, assets: &[AssetId]) -> Result<Vec<PriceQuote>, ContractError> {
    let feeders = quorum::load(deps.storage)?;
    let quote = |asset| match feeds::load(deps.storage, asset) {
        Ok(Some(feed)) => sources::quote(&feed, feeders.as_ref(), now),
        _ => PriceQuote::MISSING,
    };
    Ok(assets.iter().map(quote).collect())
}
