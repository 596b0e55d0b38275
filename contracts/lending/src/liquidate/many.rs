use super::one::{one, Done, Order};
use crate::error::{ContractError, Result};
use crate::event;
use crate::transfer::{pay_if_any, Incoming};
use ballast_interface::lending::{Liquidate, LiquidateMany, LiquidationItem};
use ballast_ledger::records::{account, asset, AccountKey};
use ballast_ledger::{Markets, Stored, Valuation};
use ballast_risk::{AssetIndex, Level};
use cosmwasm_std::{Deps, DepsMut, Event, Response};

/// Each item reads up to 16 markets and as many prices; 20 stay well inside a block.
const MAX_ITEMS: usize = 20;

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
    let mut valuation = Valuation::load(&Stored(deps.storage), now, Level::Maintenance)?;
    let order = Order {
        incoming: &incoming,
        item: &item,
        offered: incoming.amount,
    };
    let done = one(deps, now, &mut valuation, &order)?;
    let left = incoming.amount.saturating_sub(done.paid);
    let refund = pay_if_any(&incoming.asset, incoming.payer(), left)?;
    Ok(Response::new()
        .add_events(done.events)
        .add_messages(done.payout)
        .add_messages(refund))
}

/// Each item may fail alone; what is left over goes back. The oracle is asked once, for all of them.
pub fn liquidate_many(
    mut deps: DepsMut,
    now: u64,
    incoming: Incoming,
    msg: LiquidateMany,
) -> Result<Response> {
    let found = msg.items.len();
    if found == 0 || found > MAX_ITEMS {
        return Err(ContractError::BatchSize {
            found,
            max: MAX_ITEMS,
        });
    }
    asset::index(&Stored(deps.storage), &incoming.asset)?;
    let mut valuation = Valuation::load(&Stored(deps.storage), now, Level::Maintenance)?;
    ask_for_all(deps.as_ref(), now, &mut valuation, &incoming, &msg.items)?;
    let (sent, mut left) = (incoming.amount, incoming);
    let mut response = Response::new();
    for item in &msg.items {
        let order = Order {
            incoming: &left,
            item,
            offered: item.repay.unwrap_or(sent),
        };
        // nothing is stored by an item that fails: it saves last
        match one(deps.branch(), now, &mut valuation, &order) {
            Ok(Done {
                paid,
                events,
                payout,
            }) => {
                left.amount = left.amount.saturating_sub(paid);
                response = response.add_events(events).add_messages(payout);
            }
            Err(error) => response = response.add_event(refused(item, &error)),
        }
    }
    let refund = pay_if_any(&left.asset, left.payer(), left.amount)?;
    Ok(response.add_messages(refund))
}

fn refused(item: &LiquidationItem, error: &ContractError) -> Event {
    event::liquidation_refused(&item.account, error)
}

/// One oracle query for every asset that any of the items has to do with. What an item names wrongly is passed over here
/// and refused by the item.
fn ask_for_all(
    deps: Deps,
    now: u64,
    valuation: &mut Valuation,
    incoming: &Incoming,
    items: &[LiquidationItem],
) -> Result<()> {
    let stored = Stored(deps.storage);
    let mut markets = Markets::new(now);
    let mut assets: Vec<AssetIndex> = Vec::new();
    let mut add = |markets: &mut Markets, index: AssetIndex| -> Result<()> {
        markets.load(&stored, index)?;
        if !assets.contains(&index) {
            assets.push(index);
        }
        Ok(())
    };
    add(&mut markets, asset::index(&stored, &incoming.asset)?)?;
    for item in items {
        if let Some(index) = asset::find(&stored, &item.collateral)? {
            add(&mut markets, index)?;
        }
        let Ok(key) = AccountKey::validated(deps.api, &item.account) else {
            continue;
        };
        let account = account::load(&stored, &key)?;
        for position in account.positions() {
            add(&mut markets, position.asset())?;
        }
    }
    Ok(valuation.ask(&deps.querier, &markets, &assets)?)
}
