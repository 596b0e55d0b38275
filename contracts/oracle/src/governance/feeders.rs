//! Who may report, and how many of them make a price.

use crate::error::ContractError;
use crate::records::{quorum, signing, Feeder, FeederKey, Feeders, BARE_ASSETS};
use crate::{event, guard};
use ballast_pricing::Quorum;
use cosmwasm_std::{Addr, Binary, DepsMut, Response};

/// What `set_feeders` asks for.
pub struct NewFeeders {
    pub feeders: Vec<String>,
    pub quorum: u8,
    pub faults: u8,
}

/// Replaces the feeders. Who stays keeps their number, and with it their reports; a newcomer's reports count from now on.
pub fn set_feeders(
    deps: DepsMut,
    now: u64,
    sender: &Addr,
    new: NewFeeders,
) -> Result<Response, ContractError> {
    guard::owner(deps.storage, sender)?;
    let checked = Quorum::new(new.feeders.len(), new.quorum, new.faults)?;
    if BARE_ASSETS.may_load(deps.storage)?.unwrap_or(0) > 0 {
        refuse_smallest(checked, new.feeders.len())?;
    }
    let before = quorum::load(deps.storage)?;
    let before = before.as_ref();
    let mut numbers = Numbers {
        taken: before.map_or(Vec::new(), |all| {
            all.feeders.iter().map(|feeder| feeder.number).collect()
        }),
        next: before.map_or(0, |all| all.next),
    };
    let mut feeders: Vec<Feeder> = Vec::with_capacity(new.feeders.len());
    // at most MAX_FEEDERS = 31
    for feeder in new.feeders {
        let address = deps.api.addr_validate(&feeder)?;
        if feeders.iter().any(|known| known.address == address) {
            return Err(ContractError::DuplicateFeeder { feeder });
        }
        let kept = before.and_then(|all| all.by_address(&address));
        feeders.push(match kept {
            Some(kept) => kept.clone(),
            None => Feeder {
                number: numbers.give(),
                address,
                since: now,
            },
        });
    }
    // who leaves leaves their key: a number comes round one day
    let mut keys = signing::load(deps.storage)?;
    let kept = |key: &FeederKey| feeders.iter().any(|feeder| feeder.number == key.feeder);
    if !keys.iter().all(kept) {
        keys.retain(kept);
        signing::save(deps.storage, &keys)?;
    }
    let event = event::set_feeders(feeders.len(), checked);
    let feeders = Feeders {
        quorum: checked,
        feeders,
        next: numbers.next,
    };
    quorum::save(deps.storage, &feeders)?;
    Ok(Response::new().add_event(event))
}

/// Registers the key with which a feeder signs. A feeder may change its own: what it reports it could also send itself.
pub fn set_key(
    deps: DepsMut,
    sender: &Addr,
    feeder: &str,
    key: Option<Binary>,
) -> Result<Response, ContractError> {
    let address = deps.api.addr_validate(feeder)?;
    if address != *sender {
        guard::owner(deps.storage, sender)
            .map_err(|_| guard::refused("the owner or that feeder", sender))?;
    }
    let all = quorum::load(deps.storage)?.ok_or(ContractError::NoFeeders)?;
    let known = all.by_address(&address);
    let number = known.ok_or_else(|| ContractError::UnknownFeeder {
        feeder: feeder.to_owned(),
    })?;
    let number = number.number;
    let event = event::set_feeder_key(&address, key.as_ref());
    let mut keys = signing::load(deps.storage)?;
    keys.retain(|known| known.feeder != number);
    if let Some(key) = key {
        check_key(&key)?;
        // also one that another feeder has: what is signed names the feeder, so neither speaks for the other by it
        keys.push(FeederKey {
            feeder: number,
            key: key.to_vec(),
        });
    }
    signing::save(deps.storage, &keys)?;
    Ok(Response::new().add_event(event))
}

fn check_key(key: &Binary) -> Result<(), ContractError> {
    match (key.len(), key.first()) {
        (33, Some(2 | 3)) => Ok(()),
        _ => Err(ContractError::NoPublicKey {
            found: key.to_base64().chars().take(64).collect(),
        }),
    }
}

/// `2 · faults + 1` feeders say one number: bid, ask and median are the same report, and one report moves all three. Only
/// an average stands beside it then.
pub fn refuse_smallest(quorum: Quorum, feeders: usize) -> Result<(), ContractError> {
    let smallest = usize::from(quorum.faults())
        .saturating_mul(2)
        .saturating_add(1);
    if feeders == smallest {
        return Err(ContractError::NeedsAverage { feeders });
    }
    Ok(())
}

/// Numbers come round, so that there is no last membership; one that was just given up is far from its turn.
struct Numbers {
    taken: Vec<u8>,
    next: u8,
}

impl Numbers {
    fn give(&mut self) -> u8 {
        // before and after the change there are at most 62 of 256
        while self.taken.contains(&self.next) {
            self.next = self.next.wrapping_add(1);
        }
        let number = self.next;
        self.taken.push(number);
        self.next = number.wrapping_add(1);
        number
    }
}
