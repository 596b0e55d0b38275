use super::super::respond;
use super::risk;
use crate::auth;
use crate::error::Result;
use crate::event::administered;
use crate::state::{asset, correlations};
use crate::transfer::no_funds;
use ballast_interface::event::{key, lending as name};
use ballast_interface::AssetId;
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
    auth::owner(deps.storage, &info.sender)?;
    let said = administered(name::STOP_RAMP, &info.sender);
    let said = match asset {
        None => {
            let mut structure = risk::structure(deps.storage, now)?;
            structure.stop(now)?;
            correlations::save(deps.storage, &structure);
            said
        }
        Some(asset) => {
            let id = asset::id(deps.storage, &asset)?;
            let mut listed = asset::load(deps.storage, id)?;
            listed.risk.stop(now)?;
            asset::save(deps.storage, id, &listed);
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
    Ok(respond(vec![said], None))
}
