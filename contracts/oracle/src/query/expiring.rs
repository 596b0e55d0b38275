//! Which prices end soon: a limit that rests on one does not last.

use crate::error::ContractError;
use crate::records::quorum;
use crate::sources::board::Board;
use ballast_interface::oracle::{ExpiringPrice, PriceStatus};
use ballast_interface::AssetId;
use cosmwasm_std::Deps;

/// Nobody plans with a price for longer than a day; 2^17 seconds are more.
const MAX_WITHIN: u64 = 86_400;

/// Each is looked at as lending would see it then, with nothing reported in between.
pub fn expiring(
    deps: Deps,
    now: u64,
    assets: &[AssetId],
    within: u64,
) -> Result<Vec<ExpiringPrice>, ContractError> {
    let feeders = quorum::load(deps.storage)?;
    let good = |asset: &AssetId, after: u64| {
        let board = Board::new(deps.storage, feeders.as_ref(), now.saturating_add(after));
        let quote = board.price(asset);
        quote.status == PriceStatus::Fresh && !quote.wide
    };
    let within = within.min(MAX_WITHIN);
    let mut found = Vec::new();
    for asset in assets {
        if !good(asset, 0) || good(asset, within) {
            continue;
        }
        // good at the first, not at the second; each step halves what is between
        let (mut first, mut second) = (0, within);
        while second.saturating_sub(first) > 1 {
            let middle = first.midpoint(second);
            if good(asset, middle) {
                first = middle;
            } else {
                second = middle;
            }
        }
        found.push(ExpiringPrice {
            asset: asset.clone(),
            seconds_left: first,
        });
    }
    Ok(found)
}
