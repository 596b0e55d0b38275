//! Halts: lending goes on to see exactly the price there was, until the halt is over.
//!
//! Reports are taken and kept meanwhile. The end publishes what they say by then; where that is nothing, the halt lasts
//! up to the asset's `max_age` longer.

use crate::error::ContractError;
use crate::records::{feeds, quorum, Feed, Halt, HaltedBy};
use crate::sources::board::Board;
use crate::sources::chain::Links;
use crate::{event, guard, held};
use ballast_interface::AssetId;
use ballast_risk::governance::BudgetFor;
use cosmwasm_std::{Addr, DepsMut, Response, Storage};

/// Holds a price. The guardian's halt ends by itself, after what the guardians' hours allow; the owner's when the owner
/// says so, and it takes the place of a guardian's.
pub fn freeze(
    deps: DepsMut,
    now: u64,
    sender: &Addr,
    asset: &AssetId,
) -> Result<Response, ContractError> {
    let role = guard::guardian_or_owner(deps.storage, sender)?;
    let all = quorum::load(deps.storage)?;
    let board = Board::new(deps.storage, all.as_ref(), now);
    let mut feed = feeds::known(deps.storage, asset)?;
    settle(&mut feed, &board);
    let (since, price) = match feed.halt.take() {
        None => (now, held::price(&board.quote(&feed))),
        Some(halt) => {
            give_way(&mut feed, &halt, role, now, asset)?;
            (halt.since, halt.held)
        }
    };
    let dependent = hold_dependents(&board, deps.storage, asset)?;
    let (by, until) = match role {
        guard::Role::Owner => (HaltedBy::Owner, None),
        guard::Role::Guardian => {
            let all = BudgetFor::Halt.seconds();
            let draw = feed.budget.draw(BudgetFor::Halt, now, all)?;
            (HaltedBy::Guardian(draw), Some(draw.until))
        }
    };
    let halt = Halt {
        by,
        since,
        until,
        looked_at: 0,
        held: price,
    };
    // the span of what was pending is held; what is beyond the step at the end will be pending anew
    if let Some(publication) = &mut feed.publication {
        publication.pending = None;
    }
    feed.halt = Some(halt);
    feeds::save(deps.storage, asset, &feed)?;
    for (asset, feed) in &dependent {
        feeds::save(deps.storage, asset, feed)?;
    }
    Ok(Response::new().add_event(event::frozen(asset, until, sender)))
}

/// What stands on a record that is about to be halted is halted with it, at its price of this moment.
fn hold_dependents(
    board: &Board,
    storage: &dyn Storage,
    base: &AssetId,
) -> Result<Vec<(AssetId, Feed)>, ContractError> {
    let mut dependent = Vec::new();
    // at most MAX_ASSETS
    for asset in Links::load(storage)?.standing_on(base) {
        let mut feed = feeds::known(storage, &asset)?;
        settle(&mut feed, board);
        // one that is halted already is held at its own price, and longer than that it may not be
        if feed.halt.is_none() {
            feed.halt = Some(Halt {
                by: HaltedBy::Base(base.clone()),
                since: board.now,
                until: None,
                looked_at: 0,
                held: held::price(&board.quote(&feed)),
            });
            dependent.push((asset, feed));
        }
    }
    Ok(dependent)
}

/// Ends a halt: guardians those of guardians, the owner any.
pub fn unfreeze(
    deps: DepsMut,
    now: u64,
    sender: &Addr,
    asset: &AssetId,
) -> Result<Response, ContractError> {
    let role = guard::guardian_or_owner(deps.storage, sender)?;
    let all = quorum::load(deps.storage)?;
    let board = Board::new(deps.storage, all.as_ref(), now);
    let mut feed = feeds::known(deps.storage, asset)?;
    settle(&mut feed, &board);
    let Some(mut halt) = feed.halt.take() else {
        return Err(ContractError::NotHalted {
            asset: asset.to_string(),
        });
    };
    match (&halt.by, role) {
        (HaltedBy::Owner | HaltedBy::Base(_), guard::Role::Guardian) => {
            return Err(guard::refused("the owner, who halted it,", sender));
        }
        (HaltedBy::Guardian(draw), _) => feed.budget.give_back(*draw, now),
        (HaltedBy::Owner | HaltedBy::Base(_), guard::Role::Owner) => {}
    }
    halt.until = Some(halt.until.map_or(now, |until| until.min(now)));
    feed.halt = Some(halt);
    settle(&mut feed, &board);
    feeds::save(deps.storage, asset, &feed)?;
    let longer = feed.halt.as_ref();
    let longer = longer.and_then(|halt| held::ends_by(halt, &feed.limits, now));
    Ok(Response::new().add_event(event::unfrozen(asset, longer, sender)))
}

/// Ends the halt in memory where its time has come, and publishes what the source says by then.
pub fn settle(feed: &mut Feed, board: &Board) {
    if let Some(settled) = board.ended(feed) {
        *feed = settled;
    } else if let Some(halt) = &mut feed.halt {
        // nothing fresh up to now: what comes from here on may end it
        if halt.until.is_some_and(|until| until <= board.now) {
            halt.looked_at = board.now;
        }
    }
}

/// A halt under way makes room for another: the owner's takes the place of a guardian's, and a guardian's may follow one
/// whose time is over and that only waits for a fresh price.
fn give_way(
    feed: &mut Feed,
    halt: &Halt,
    role: guard::Role,
    now: u64,
    asset: &AssetId,
) -> Result<(), ContractError> {
    match (&halt.by, role) {
        (HaltedBy::Guardian(draw), guard::Role::Owner) => {
            feed.budget.give_back(*draw, now);
            Ok(())
        }
        (HaltedBy::Base(_), _) => Ok(()),
        _ if halt.until.is_some_and(|until| until <= now) => Ok(()),
        _ => Err(held::already_halted(halt, &feed.limits, asset, now)),
    }
}
