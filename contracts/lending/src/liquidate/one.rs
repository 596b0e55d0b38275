use super::{expect_debt, explain, in_context, steps};
use crate::error::{ContractError, Result};
use crate::event::{self, Liquidated, SeizedOf};
use crate::guard::Actor;
use crate::transfer::{pay_if_any, Incoming};
use ballast_interface::lending::{LiquidationItem, Receive};
use ballast_ledger::records::AccountKey;
use ballast_ledger::{Ledger, Stored, Valuation, View};
use ballast_risk::facts::{Due, Repayment, Seized};
use ballast_risk::liquidate::{Liquidation, LiquidationError, LiquidationRequest, Received};
use ballast_risk::{Amount, AssetIndex, Book, Level};
use cosmwasm_std::{CosmosMsg, DepsMut, Event};

/// What one liquidation did.
pub(super) struct Done {
    pub paid: Amount,
    pub events: Vec<Event>,
    pub payout: Option<CosmosMsg>,
}

/// One item, what there is to pay it with, and what was offered for it.
pub(super) struct Order<'a> {
    pub incoming: &'a Incoming,
    pub item: &'a LiquidationItem,
    /// What `min_received` is for: the item's own limit, else all that was sent, whatever the items before it took.
    pub offered: Amount,
}

/// Who liquidates whom, in which pair.
pub(super) struct Case<'a> {
    pub order: &'a Order<'a>,
    pub debt: AssetIndex,
    pub collateral: AssetIndex,
    pub taker: AccountKey,
}

/// Repays debt of an unhealthy account with what came in, and takes collateral for it.
///
/// 1. open the account 2. quote 3. apply it 4. compare, write off what is beyond rescue 5. pay 6. save 7. say
pub(super) fn one(
    deps: DepsMut,
    now: u64,
    valuation: &mut Valuation,
    order: &Order<'_>,
) -> Result<Done> {
    let (incoming, item) = (order.incoming, order.item);
    let stored = Stored(deps.storage);
    let key = AccountKey::validated(deps.api, &item.account)?;
    let mut ledger = Ledger::open(&stored, now, key)?;
    let case = Case {
        debt: ledger.load(&incoming.asset)?,
        collateral: ledger.load(&item.collateral)?,
        taker: AccountKey {
            owner: incoming.payer().clone(),
            id: item.receive_account,
        },
        order,
    };
    not_self(ledger.key(), &case)?;
    ledger.load_all()?;
    expect_debt(&ledger)?;
    let view = View {
        level: Level::Maintenance,
        asked: &[case.debt, case.collateral],
    };
    let book = valuation.book(&deps.querier, &ledger.markets, ledger.account(), view)?;
    let quote = quote(&ledger, valuation, &book, &case)?;
    let quoted = Quoted {
        book: &book,
        quote: &quote,
    };
    let made = apply(&mut ledger, valuation, &quoted, &case)?;
    let what = Liquidated {
        payer: incoming.actor.payer(),
        quote: &quote,
        repaid: made.repaid,
        receive: item.receive,
        of: SeizedOf {
            account: ledger.key(),
            taker: &case.taker,
            wanted: &quote.seizure(),
            seized: made.seized,
            received: made.received,
        },
        prices: event::prices(&book, |index| ledger.markets.name(index)),
    };
    let market = |index| ledger.markets.get(index);
    let said = event::liquidated(market(case.debt)?, market(case.collateral)?, &what);
    let told = ledger.close()?.commit(deps.storage)?;
    let mut events = event::beside(&told);
    events.push(said);
    events.extend(made.ended);
    Ok(Done {
        paid: made.repaid.paid,
        events,
        payout: made.payout,
    })
}

/// A bonus that one pays to oneself would be a way around the health test.
fn not_self(account: &AccountKey, case: &Case<'_>) -> Result<()> {
    let same = match (case.order.item.receive, &case.order.incoming.actor) {
        (Receive::Asset, Actor::Sender(_) | Actor::Token { .. }) => {
            account.owner == case.taker.owner
        }
        (Receive::Shares, _) => *account == case.taker,
    };
    if same {
        return Err(ContractError::SelfLiquidation);
    }
    Ok(())
}

fn quote(
    ledger: &Ledger<'_>,
    valuation: &Valuation,
    book: &Book,
    case: &Case<'_>,
) -> Result<Liquidation> {
    let Order { incoming, item, .. } = case.order;
    let sent = incoming.amount;
    let request = LiquidationRequest {
        debt: case.debt,
        collateral: case.collateral,
        max_repay: Some(item.repay.map_or(sent, |max| max.min(sent))),
    };
    let explained = |error: LiquidationError| {
        let error = in_context(ledger, Some(case.debt), error);
        explain(ledger, valuation, error)
    };
    book.quote(&request).map_err(explained)
}

/// A quote, and the account that it was made for.
struct Quoted<'a> {
    book: &'a Book,
    quote: &'a Liquidation,
}

/// What became of the account, and of the liquidator.
struct Made {
    repaid: Repayment,
    seized: Seized,
    received: Due,
    payout: Option<CosmosMsg>,
    ended: Vec<Event>,
}

/// Applies the quote, all in memory.
fn apply(
    ledger: &mut Ledger<'_>,
    valuation: &Valuation,
    quoted: &Quoted<'_>,
    case: &Case<'_>,
) -> Result<Made> {
    let (quote, now) = (quoted.quote, ledger.now());
    let repaid = steps::repay(ledger, case.debt, quote.repay)?;
    let seized = steps::seize(ledger, &quote.seizure())?;
    ledger.account_mut().remember(quote.episode, now);
    let ended = steps::settle(ledger, valuation, quoted.book, &quote.expected())?;
    let (received, payout) = hand_out(ledger, case, seized.due)?;
    let got = Received {
        offered: case.order.offered,
        repaid: repaid.paid,
        received: received.amount()?,
        mixed: seized.is_mixed(),
    };
    enough(case.order.item.min_received, &got)?;
    Ok(Made {
        repaid,
        seized,
        received,
        payout,
        ended,
    })
}

/// Pays the liquidator, or fills its account in memory; what that is worth by now.
fn hand_out(
    ledger: &mut Ledger<'_>,
    case: &Case<'_>,
    due: Due,
) -> Result<(Due, Option<CosmosMsg>)> {
    let Order { incoming, item, .. } = case.order;
    let Receive::Asset = item.receive else {
        let taker = steps::Taker {
            key: &case.taker,
            actor: &incoming.actor,
        };
        let received = taker.receive(ledger, case.collateral, due)?;
        return Ok((received, None));
    };
    let loaded = ledger.markets.change(case.collateral)?;
    let received = loaded.market.pay_out(due);
    let received = received.map_err(|e| ContractError::instead_of_cash(loaded.explain(e)))?;
    let to = &case.taker.owner;
    let payout = pay_if_any(&item.collateral, to, received.amount()?)?;
    Ok((received, payout))
}

/// Nothing is never enough: a write-off may have left the shares that were seized worth nothing.
fn enough(asked: Option<Amount>, got: &Received) -> Result<()> {
    let asked = asked.unwrap_or_default();
    if !got.received.is_zero() && got.is_enough(asked)? {
        return Ok(());
    }
    Err(ContractError::ReceivedTooLittle {
        asked: got.least(asked)?.max(Amount::new(1)),
        found: got.received,
    })
}
