use super::rights;
use crate::error::Result;
use crate::event::administered;
use crate::transfer::no_funds;
use ballast_interface::event::{key, lending as name};
use ballast_interface::AssetId;
use ballast_ledger::records::{asset, correlations};
use ballast_ledger::{change, Stored};
use ballast_risk::AssetPoint;
use cosmwasm_std::{DepsMut, MessageInfo, Response};

/// Leaves an asset, or the correlations, at the values in force.
pub fn stop_ramp(
    deps: DepsMut,
    now: u64,
    info: &MessageInfo,
    asset: Option<AssetId>,
) -> Result<Response> {
    no_funds(info)?;
    rights::owner(deps.storage, &info.sender)?;
    let said = administered(name::STOP_RAMP, &info.sender);
    let said = match asset {
        None => {
            let mut structure = change::structure(&Stored(deps.storage), now)?;
            structure.stop(now)?;
            correlations::save(deps.storage, &structure)?;
            said
        }
        Some(asset) => {
            let id = asset::index(&Stored(deps.storage), &asset)?;
            let mut listed = asset::load(&Stored(deps.storage), id)?;
            listed.risk.stop(now)?;
            asset::save(deps.storage, id, &listed)?;
            let point = AssetPoint::in_force(&listed.risk, now)?;
            let said = said.add_attribute(key::ASSET, asset.name()).add_attribute(
                "liquidation_threshold",
                point.liquidation_threshold.to_string(),
            );
            match point.borrow_weight {
                Some(weight) => said.add_attribute("borrow_weight", weight.to_string()),
                None => said,
            }
        }
    };
    let said = said.add_attribute(key::TIME, now.to_string());
    Ok(Response::new().add_event(said))
}
