//! Who may report, and how many of them make a price.

use crate::error::ContractError;
use crate::records::{quorum, Feeder, Feeders};
use crate::{event, guard};
use ballast_pricing::Quorum;
use cosmwasm_std::{Addr, DepsMut, Response};

/// What `set_feeders` asks for.
pub struct NewFeeders {
    pub feeders: Vec<String>,
    pub quorum: u8,
    pub faults: u8,
}

/// Replaces the feeders. Who stays keeps their number, and with it their reports; numbers are never given twice.
pub fn set_feeders(
    deps: DepsMut,
    sender: &Addr,
    new: NewFeeders,
) -> Result<Response, ContractError> {
    guard::owner(deps.storage, sender)?;
    let checked = Quorum::new(new.feeders.len(), new.quorum, new.faults)?;
    let before = quorum::load(deps.storage)?;
    let mut next = before.as_ref().map_or(0, |before| before.next);
    let mut numbered: Vec<Feeder> = Vec::with_capacity(new.feeders.len());
    // at most MAX_FEEDERS = 31
    for feeder in new.feeders {
        let address = deps.api.addr_validate(&feeder)?;
        if numbered.iter().any(|known| known.address == address) {
            return Err(ContractError::DuplicateFeeder { feeder });
        }
        let kept = before.as_ref().and_then(|all| all.by_address(&address));
        let number = match kept {
            Some(kept) => kept.number,
            None => {
                let number = next;
                next = next.checked_add(1).ok_or(ContractError::OutOfRange {
                    field: "feeders",
                    found: "more than 255 over time".to_owned(),
                    allowed: "255 different feeders in all",
                })?;
                number
            }
        };
        numbered.push(Feeder { number, address });
    }
    let event = event::set_feeders(numbered.len(), checked);
    let feeders = Feeders {
        quorum: checked,
        feeders: numbered,
        next,
    };
    quorum::save(deps.storage, &feeders)?;
    Ok(Response::new().add_event(event))
}
