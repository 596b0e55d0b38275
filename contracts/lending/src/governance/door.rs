//! What an asset must be to be listed.

use crate::error::{ContractError, Result};
use ballast_interface::handle::token_decimals;
use ballast_interface::lending::ListAsset;
use ballast_interface::AssetId;
use ballast_ledger::change;
use ballast_ledger::records::{self, Settings};
use ballast_risk::governance::ParamError;
use ballast_risk::PriceStatus;
use cosmwasm_std::{Addr, Deps};

/// The asset's validated name: a denom has the form that the bank module gives to names; a token answers as one, with the
/// decimals of the message; neither this contract nor its oracle is one.
pub fn known_name(deps: Deps, own: &Addr, oracle: &Addr, msg: &ListAsset) -> Result<AssetId> {
    for (address, what) in [(own, "this contract"), (oracle, "its oracle")] {
        if msg.asset.name() == address.as_str() {
            let asset = address.to_string();
            return Err(ContractError::NotListable { asset, what });
        }
    }
    match &msg.asset {
        AssetId::Native(denom) if AssetId::is_denom(denom) => Ok(msg.asset.clone()),
        AssetId::Native(denom) => {
            let shown: String = denom.chars().take(128).collect();
            let allowed = "a letter, then 2 to 127 letters, digits or any of /:._-";
            Err(ParamError::out_of_range("denom", format!("`{shown}`"), allowed).into())
        }
        AssetId::Cw20(token) => {
            let token = records::address(deps.api, token)?;
            let said = token_decimals(&deps.querier, &token);
            let found = said.map_err(|error| ContractError::NotAToken {
                asset: token.to_string(),
                reason: error.to_string(),
            })?;
            if found != msg.decimals {
                return Err(ContractError::OtherDecimals {
                    asset: token.to_string(),
                    asked: msg.decimals,
                    found,
                });
            }
            Ok(AssetId::cw20(token))
        }
    }
}

/// The oracle never goes back to missing, so an asset that has a price keeps one; and a base unit of it is worth little, so
/// that rounding to one matters to nobody.
pub fn priced(deps: Deps, settings: &Settings, asset: &AssetId, decimals: u8) -> Result<()> {
    let prices = settings.oracle.prices(&deps.querier, vec![asset.clone()])?;
    let price = prices
        .first()
        .filter(|price| price.status != PriceStatus::Missing);
    let price = price.ok_or_else(|| ContractError::NeedsPrice {
        asset: asset.to_string(),
    })?;
    let largest = settings.liquidation.largest_listed_unit_down()?;
    Ok(change::check_unit(asset, price.high, decimals, largest)?)
}
