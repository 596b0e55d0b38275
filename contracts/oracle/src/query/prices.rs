//! The query that every borrow pays for.

use crate::error::ContractError;
use crate::records::quorum;
use crate::sources::board::Board;
use ballast_interface::oracle::PriceQuote;
use ballast_interface::AssetId;
use cosmwasm_std::Deps;

/// One answer for each asset in the order asked. What cannot be read is missing, never an error.
pub fn prices(deps: Deps, now: u64, assets: &[AssetId]) -> Result<Vec<PriceQuote>, ContractError> {
    let feeders = quorum::load(deps.storage)?;
    let board = Board::new(deps.storage, feeders.as_ref(), now);
    Ok(assets.iter().map(|asset| board.price(asset)).collect())
}
