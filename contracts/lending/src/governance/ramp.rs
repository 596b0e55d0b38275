use super::rights;
use crate::error::Result;
use crate::event::administered;
use crate::transfer::no_funds;
use ballast_interface::event::{key, lending as name};
use ballast_interface::lending::SteerRamp;
use ballast_ledger::records::{asset, correlations};
use ballast_ledger::{change, Stored};
use ballast_risk::governance::{AssetPoint, Pace, ParamError, RampCourse, UnderWay};
use ballast_risk::Seconds;
use cosmwasm_std::{DepsMut, Event, MessageInfo, Response};

/// Holds the ramp of an asset, or of the correlations, lets it go on or turns it back.
///
/// 1. check sender and pace 2. steer 3. save 4. say
pub fn ramp(deps: DepsMut, now: u64, info: &MessageInfo, msg: SteerRamp) -> Result<Response> {
    no_funds(info)?;
    rights::owner(deps.storage, &info.sender)?;
    let pace = pace(&msg)?;
    let said = administered(name::RAMP, &info.sender).add_attribute(key::TO, msg.to.to_string());
    let said = match msg.asset {
        None => {
            let mut structure = change::structure(&Stored(deps.storage), now)?;
            structure.steer(msg.to, pace, now)?;
            correlations::save(deps.storage, &structure)?;
            progressed(said, structure.under_way(now))
        }
        Some(asset) => {
            let id = asset::index(&Stored(deps.storage), &asset)?;
            let mut listed = asset::load(&Stored(deps.storage), id)?;
            listed.risk.steer(msg.to, pace, now)?;
            asset::save(deps.storage, id, &listed)?;
            let said = said.add_attribute(key::ASSET, asset.name());
            let said = progressed(said, listed.risk.under_way(now));
            in_force(said, &AssetPoint::in_force(&listed.risk, now)?)
        }
    };
    let said = said.add_attribute(key::TIME, now.to_string());
    Ok(Response::new().add_event(said))
}

/// None where none is named.
fn pace(msg: &SteerRamp) -> Result<Option<Pace>, ParamError> {
    match (msg.to, msg.ramp_seconds) {
        (RampCourse::Hold, Some(seconds)) => {
            let allowed = "absent, since what is held has no pace";
            Err(ParamError::out_of_range("ramp_seconds", seconds, allowed))
        }
        (_, seconds) => seconds.map(Seconds::new).map(Pace::new).transpose(),
    }
}

/// A ramp that is at an end already has no progress.
fn progressed(event: Event, ramp: Option<UnderWay>) -> Event {
    let Some(ramp) = ramp else {
        return event;
    };
    let event = event.add_attribute(key::PROGRESS, ramp.progress.to_string());
    match ramp.ends_at {
        Some(ends_at) => event.add_attribute(key::RAMP_ENDS_AT, ends_at.to_string()),
        None => event,
    }
}

fn in_force(event: Event, point: &AssetPoint) -> Event {
    let threshold = point.liquidation_threshold.to_string();
    let event = event.add_attribute(key::LIQUIDATION_THRESHOLD, threshold);
    match point.borrow_weight {
        Some(weight) => event.add_attribute(key::BORROW_WEIGHT, weight.to_string()),
        None => event,
    }
}
