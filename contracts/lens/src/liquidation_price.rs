use crate::error::Result;
use crate::remote::Remote;
use ballast_interface::lens::LiquidationPriceResponse;
use ballast_interface::{AccountId, AssetId};
use ballast_ledger::{Valuation, View};
use ballast_risk::Level;

/// The price of one asset, all others standing, at which the account would become liquidatable.
pub fn liquidation_price(
    remote: &Remote<'_>,
    account: AccountId,
    asset: &AssetId,
) -> Result<LiquidationPriceResponse> {
    let mut ledger = remote.open(&account)?;
    let index = ledger.load(asset)?;
    let mut valuation = Valuation::load(remote, remote.now, Level::Maintenance)?;
    let view = View {
        level: Level::Maintenance,
        asked: &[index],
    };
    let book = valuation.book(&remote.querier, &ledger.markets, ledger.account(), view)?;
    let found = book.liquidation_price(index);
    let found = found.map_err(|error| ledger.markets.explain(error))?;
    Ok(LiquidationPriceResponse {
        present: found.present,
        below: found.below,
        above: found.above,
    })
}
