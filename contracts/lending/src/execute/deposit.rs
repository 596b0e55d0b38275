use super::{account_or, not_paused, respond, within, Cap};
use crate::book::{Listed, State};
use crate::error::{ContractError, Result};
use crate::event::{self, Supplied};
use crate::state::{asset, AccountKey};
use crate::transfer::Incoming;
use crate::{auth, transition};
use ballast_interface::lending::{Deposit, SupplyMode};
use cosmwasm_std::{Addr, DepsMut, Response, Storage};

/// Supplies what came in. No oracle, no health.
///
/// 1. check pause and seed 2. load account and market 3. mint shares or protect 4. check who opens a position, and the
///    cap 5. save 6. say
pub fn deposit(deps: DepsMut, now: u64, incoming: Incoming, msg: Deposit) -> Result<Response> {
    let key = account_or(deps.api, msg.account, &incoming.payer)?;
    let id = asset::id(deps.storage, &incoming.asset)?;
    let mut state = State::load(deps.storage, now, key, id)?;
    let listed = state.markets.get(id)?;
    not_paused(listed, "supply", listed.asset.paused.supply, now)?;
    seed(deps.storage, listed, &incoming.payer, msg.mode)?;
    may_open(&state, id, &incoming.payer)?;

    let moved = transition::deposit(&mut state, id, incoming.amount, msg.mode)?;

    let listed = state.markets.get(id)?;
    let cap = Cap {
        name: "supply_cap",
        allowed: listed.asset.caps.supply_cap,
        reached: listed.held()?,
        by: incoming.amount,
    };
    within(listed, cap)?;
    let what = Supplied {
        sender: &incoming.payer,
        account: &state.key,
        mode: msg.mode,
        moved,
    };
    let said = event::deposited(listed, &what);
    let mut events = state.save(deps.storage)?;
    events.push(said);
    Ok(respond(events, None))
}

/// The first deposit is the owner's, and lent: an empty market is where share prices are played with.
fn seed(storage: &mut dyn Storage, listed: &Listed, payer: &Addr, mode: SupplyMode) -> Result<()> {
    if listed.asset.seeded {
        return Ok(());
    }
    if mode == SupplyMode::Protect || !auth::is_owner(storage, payer)? {
        return Err(ContractError::NotSeeded {
            asset: listed.asset.asset.to_string(),
        }
        .into());
    }
    let seeded = asset::Asset {
        seeded: true,
        ..listed.asset.clone()
    };
    asset::save(storage, listed.id, &seeded);
    Ok(())
}

/// Somebody else's dust must not fill an account.
fn may_open(state: &State, id: u8, payer: &Addr) -> Result<()> {
    let AccountKey { owner, .. } = &state.key;
    if owner == payer || state.account.is_empty() || state.account.position(id).is_some() {
        Ok(())
    } else {
        Err(ContractError::ForeignPosition {
            account: state.key.to_string(),
        }
        .into())
    }
}
