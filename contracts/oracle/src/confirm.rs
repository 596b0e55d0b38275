//! A guardian confirms a pending price.

use crate::error::ContractError;
use crate::records::{feeds, quorum};
use crate::sources::board::Board;
use crate::{breaker, event, guard, halt, held};
use ballast_interface::AssetId;
use ballast_risk::{Price, Ratio};
use cosmwasm_std::{Addr, DepsMut, Response};

/// How far a pending price may be from the one that a confirmation names: 5 %.
const MAX_WITHIN: Ratio = Ratio::percent(5);

/// What `confirm` asks for.
pub struct Confirmation {
    pub asset: AssetId,
    pub price: Price,
    pub within: Ratio,
}

/// Publishes what is pending, where it is near the price that the message names: it may have moved since it was signed.
pub fn confirm(
    deps: DepsMut,
    now: u64,
    sender: &Addr,
    asked: Confirmation,
) -> Result<Response, ContractError> {
    guard::guardian_or_owner(deps.storage, sender)?;
    if asked.within > MAX_WITHIN {
        return Err(ContractError::OutOfRange {
            field: "within",
            found: asked.within.to_string(),
            allowed: "0 to 0.05",
        });
    }
    let mut feed = feeds::known(deps.storage, &asked.asset)?;
    let all = quorum::load(deps.storage)?;
    halt::settle(&mut feed, &Board::new(deps.storage, all.as_ref(), now));
    held::refuse_if_halted(&feed, &asked.asset, now)?;
    // what is pending is what the reports say now
    breaker::publish(&mut feed, all.as_ref(), now);
    let limits = feed.limits;
    let nothing_pending = || ContractError::NothingPending {
        asset: asked.asset.to_string(),
    };
    let publication = feed.publication.as_mut().ok_or_else(nothing_pending)?;
    let pending = publication.pending(&limits, now);
    let found = pending.ok_or_else(nothing_pending)?.latest.spot;
    let confirmed = publication.confirm(asked.price, asked.within, &limits, now);
    let bracket = confirmed.ok_or_else(|| ContractError::OtherPending {
        asset: asked.asset.to_string(),
        found,
        named: asked.price,
        within: asked.within,
    })?;
    breaker::settle_readings(&mut feed);
    feeds::save(deps.storage, &asked.asset, &feed)?;
    let event = event::confirmed(&asked.asset, &bracket, sender.as_str());
    Ok(Response::new().add_event(event))
}
