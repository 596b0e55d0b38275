use super::{not_paused, own, respond, validated, write_off};
use crate::book::State;
use crate::error::{ContractError, Result};
use crate::event::{self, Liquidated};
use crate::limits;
use crate::state::{account, asset, AccountKey};
use crate::transfer::{pay, Incoming};
use crate::transition::{self, Seized};
use ballast_interface::lending::{Liquidate, LiquidateMany, LiquidationItem, Receive};
use ballast_risk::{
    Account, Amount, Book, Episode, Level, Liquidation, LiquidationError, LiquidationRequest,
};
use cosmwasm_std::{CosmosMsg, DepsMut, Event, Response, Storage};

/// Each item reads up to 16 markets and as many prices; 20 stay well inside a block.
const MOST_ITEMS: usize = 20;

/// What one liquidation did.
struct Done {
    paid: Amount,
    events: Vec<Event>,
    payout: Option<CosmosMsg>,
}

/// A batch of one that must succeed.
pub fn liquidate(deps: DepsMut, now: u64, incoming: Incoming, msg: Liquidate) -> Result<Response> {
    let item = LiquidationItem {
        account: msg.account,
        collateral: msg.collateral,
        repay: None,
        min_received: msg.min_received,
        receive: msg.receive,
        receive_account: msg.receive_account,
    };
    let done = one(deps, now, &incoming, item)?;
    let left = incoming.amount.saturating_sub(done.paid);
    let refund = pay(&incoming.asset, &incoming.payer, left)?;
    Ok(respond(done.events, done.payout.into_iter().chain(refund)))
}

/// Each item may fail alone; what is left over goes back.
pub fn liquidate_many(
    mut deps: DepsMut,
    now: u64,
    incoming: Incoming,
    msg: LiquidateMany,
) -> Result<Response> {
    let found = msg.items.len();
    if found == 0 || found > MOST_ITEMS {
        return Err(ContractError::BatchSize {
            found,
            most: MOST_ITEMS,
        }
        .into());
    }
    asset::id(deps.storage, &incoming.asset)?;
    let mut left = incoming.clone();
    let mut events = Vec::new();
    let mut payouts = Vec::new();
    for item in msg.items {
        let name = item.account.clone();
        // nothing is stored by an item that fails: it saves last
        match one(deps.branch(), now, &left, item) {
            Ok(done) => {
                left.amount = left.amount.saturating_sub(done.paid);
                events.extend(done.events);
                payouts.extend(done.payout);
            }
            Err(error) => events.push(event::liquidation_refused(&name, &error)),
        }
    }
    payouts.extend(pay(&left.asset, &left.payer, left.amount)?);
    Ok(respond(events, payouts))
}

/// Who liquidates whom, in which pair.
struct Case<'a> {
    incoming: &'a Incoming,
    item: &'a LiquidationItem,
    debt: u8,
    collateral: u8,
    taker: AccountKey,
}

/// Repays debt of an unhealthy account with what came in, and takes collateral for it.
///
/// 1. check 2. load account and all its markets 3. quote 4. apply it 5. write off what is beyond rescue 6. save 7. say
fn one(deps: DepsMut, now: u64, incoming: &Incoming, item: LiquidationItem) -> Result<Done> {
    let case = Case {
        debt: asset::id(deps.storage, &incoming.asset)?,
        collateral: asset::id(deps.storage, &item.collateral)?,
        taker: own(&incoming.payer, item.receive_account),
        incoming,
        item: &item,
    };
    let key = validated(deps.api, item.account.clone())?;
    not_self(&key, &case.taker, item.receive)?;
    let mut state = load(deps.storage, now, key, &case)?;
    let pair = [case.debt, case.collateral];
    let book = state.book(deps.as_ref(), Level::Maintenance, &pair)?;
    let quote = decide(&state, &book, &case)?;

    let repaid = transition::repay(&mut state, case.debt, quote.repay)?;
    let seized = transition::seize(&mut state, &quote)?;
    remember(&mut state, &quote);
    let (payout, handed) = settle(deps.storage, &mut state, &case, &seized)?;
    let book = limits::with_amounts_of(book, &state)?;
    let ended = write_off::if_beyond_rescue(&mut state, &book)?;

    let what = Liquidated {
        payer: &incoming.payer,
        account: &state.key,
        quote: &quote,
        repaid,
        seized,
        receive: item.receive,
        taker: &case.taker,
    };
    let listed = |id| state.markets.get(id);
    let said = event::liquidated(listed(case.debt)?, listed(case.collateral)?, &what);
    let said = event::tested(said, &book, |id| state.markets.name(id));
    if let Some(account) = handed {
        account::save(deps.storage, &case.taker, &account)?;
    }
    let mut events = state.save(deps.storage)?;
    events.push(said);
    events.extend(ended);
    Ok(Done {
        paid: repaid.paid,
        events,
        payout,
    })
}

fn load(storage: &dyn Storage, now: u64, key: AccountKey, case: &Case<'_>) -> Result<State> {
    let mut state = State::load(storage, now, key, case.debt)?;
    state.markets.load(storage, case.collateral)?;
    state.markets.load_all(storage, &state.account)?;
    for id in [case.debt, case.collateral] {
        let listed = state.markets.get(id)?;
        not_paused(listed, "liquidation", listed.asset.paused.liquidate, now)?;
    }
    Ok(state)
}

fn decide(state: &State, book: &Book, case: &Case<'_>) -> Result<Liquidation> {
    let sent = case.incoming.amount;
    let request = LiquidationRequest {
        debt: case.debt,
        collateral: case.collateral,
        max_repay: Some(case.item.repay.map_or(sent, |most| most.min(sent))),
    };
    book.quote(&request)
        .map_err(|error| refused(state, book, error))
}

/// Pays the liquidator, or fills its account in memory.
fn settle(
    storage: &dyn Storage,
    state: &mut State,
    case: &Case<'_>,
    seized: &Seized,
) -> Result<(Option<CosmosMsg>, Option<Account>)> {
    let listed = state.markets.change(case.collateral)?;
    match case.item.receive {
        Receive::Asset => {
            let received = transition::cash_out(listed, seized)?;
            enough(case.item.min_received, received)?;
            let payout = pay(&case.item.collateral, &case.taker.owner, received)?;
            Ok((payout, None))
        }
        Receive::Shares => {
            let mut account = account::load(storage, &case.taker)?;
            let received = transition::hand_over(listed, &mut account, seized)?;
            enough(case.item.min_received, received)?;
            Ok((None, Some(account)))
        }
    }
}

/// A bonus that one pays to oneself would be a way around the health test.
fn not_self(account: &AccountKey, taker: &AccountKey, receive: Receive) -> Result<()> {
    let same = match receive {
        Receive::Asset => account.owner == taker.owner,
        Receive::Shares => account == taker,
    };
    if same {
        Err(ContractError::SelfLiquidation.into())
    } else {
        Ok(())
    }
}

fn enough(asked: Option<Amount>, found: Amount) -> Result<()> {
    match asked {
        Some(asked) if found < asked => {
            Err(ContractError::ReceivedTooLittle { asked, found }.into())
        }
        _ => Ok(()),
    }
}

/// The lowest equity per debt bounds the next bonus, until the account is back at the target.
fn remember(state: &mut State, quote: &Liquidation) {
    let now = state.markets.now;
    let lowest = state.account.lowest_equity(now);
    state.account.episode = if quote.at_target {
        None
    } else {
        Some(Episode {
            lowest: lowest.map_or(quote.equity, |lowest| lowest.min(quote.equity)),
            at: now,
        })
    };
}

/// The refusal of a quote, with names in the place of ids.
pub fn refused(state: &State, book: &Book, error: LiquidationError) -> Box<ContractError> {
    Box::new(match error {
        LiquidationError::Book(error) => return state.markets.refused(error),
        LiquidationError::NothingOwed { asset } => ContractError::NoDebt {
            account: state.key.to_string(),
            asset: state.markets.name(asset),
        },
        LiquidationError::NothingHeld { asset } => ContractError::NothingToSeize {
            account: state.key.to_string(),
            asset: state.markets.name(asset),
        },
        LiquidationError::WouldNotHeal => ContractError::WouldNotHeal {
            better: match book.best_pair() {
                Ok(Some((debt, collateral))) => format!(
                    "; the best pair repays `{}` against `{}`",
                    state.markets.name(debt),
                    state.markets.name(collateral)
                ),
                _ => String::new(),
            },
        },
        other => ContractError::Liquidation(other),
    })
}
