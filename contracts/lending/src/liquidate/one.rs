use super::explain;
use super::write_off::if_beyond_rescue;
use crate::error::{ContractError, Result};
use crate::event::{self, Liquidated};
use crate::guard::Actor;
use crate::transfer::{pay_if_any, Incoming};
use ballast_interface::lending::{LiquidationItem, Receive};
use ballast_ledger::records::AccountKey;
use ballast_ledger::{fill_all, Ledger, Stored, Valuation, View};
use ballast_risk::{
    Amount, Book, Level, Liquidation, LiquidationError, LiquidationRequest, Repayment, Seized,
};
use cosmwasm_std::{CosmosMsg, DepsMut, Event};

/// What one liquidation did.
pub(super) struct Done {
    pub paid: Amount,
    pub events: Vec<Event>,
    pub payout: Option<CosmosMsg>,
}

/// Who liquidates whom, in which pair.
pub(super) struct Case<'a> {
    pub incoming: &'a Incoming,
    pub item: &'a LiquidationItem,
    pub debt: u8,
    pub collateral: u8,
    pub taker: AccountKey,
}

/// Repays debt of an unhealthy account with what came in, and takes collateral for it.
///
/// 1. open the account 2. quote 3. apply it 4. write off what is beyond rescue 5. save 6. say
pub(super) fn one(
    deps: DepsMut,
    now: u64,
    valuation: &mut Valuation,
    incoming: &Incoming,
    item: &LiquidationItem,
) -> Result<Done> {
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
        incoming,
        item,
    };
    not_self(ledger.key(), &case)?;
    ledger.load_all()?;
    not_paused(&ledger, &case)?;
    let pair = [case.debt, case.collateral];
    let view = View {
        level: Level::Maintenance,
        asked: &pair,
    };
    let book = valuation.book(&deps.querier, &ledger.markets, ledger.account(), view)?;
    let quote = quote(&ledger, valuation, &book, &case)?;
    let (repaid, seized) = apply(&mut ledger, &quote)?;
    let payout = hand_out(&mut ledger, &case, &seized)?;
    let mut after = book.clone();
    fill_all(&mut after, ledger.account(), &ledger.markets)?;
    let ended = if_beyond_rescue(&mut ledger, valuation, &after)?;
    let what = Liquidated {
        payer: incoming.actor.payer(),
        account: ledger.key(),
        quote: &quote,
        repaid,
        seized,
        receive: item.receive,
        taker: &case.taker,
        prices: event::prices(&book, |index| ledger.markets.name(index)),
    };
    let loaded = |index| ledger.markets.get(index);
    let said = event::liquidated(loaded(case.debt)?, loaded(case.collateral)?, &what);
    let told = ledger.close()?.commit(deps.storage)?;
    let mut events = event::beside(&told);
    events.push(said);
    events.extend(ended);
    Ok(Done {
        paid: repaid.paid,
        events,
        payout,
    })
}

/// A bonus that one pays to oneself would be a way around the health test.
fn not_self(account: &AccountKey, case: &Case<'_>) -> Result<()> {
    let same = match (case.item.receive, &case.incoming.actor) {
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

fn not_paused(ledger: &Ledger<'_>, case: &Case<'_>) -> Result<()> {
    for index in [case.debt, case.collateral] {
        let loaded = ledger.markets.get(index)?;
        loaded.not_paused("liquidation", loaded.asset.paused.liquidate, ledger.now())?;
    }
    Ok(())
}

fn quote(
    ledger: &Ledger<'_>,
    valuation: &Valuation,
    book: &Book,
    case: &Case<'_>,
) -> Result<Liquidation> {
    let sent = case.incoming.amount;
    let request = LiquidationRequest {
        debt: case.debt,
        collateral: case.collateral,
        max_repay: Some(case.item.repay.map_or(sent, |max| max.min(sent))),
    };
    let explained = |error: LiquidationError| {
        let account = ledger.key().to_string();
        explain(&account, &ledger.markets, valuation, error)
    };
    book.quote(&request).map_err(explained)
}

/// Moves what the quote says, and remembers it for the next bonus.
fn apply(ledger: &mut Ledger<'_>, quote: &Liquidation) -> Result<(Repayment, Seized)> {
    let account = ledger.key().to_string();
    let now = ledger.now();
    let entry = ledger.entry(quote.debt)?;
    let (loaded, owner) = (entry.loaded, entry.account);
    let repaid = owner.repay(quote.debt, &mut loaded.market, quote.repay);
    let repaid = repaid.map_err(|e| loaded.explain_position(&account, e))?;
    let entry = ledger.entry(quote.collateral)?;
    let (loaded, owner) = (entry.loaded, entry.account);
    let (seize, fee) = (quote.seize, quote.protocol_fee);
    let seized = owner.seize(quote.collateral, &mut loaded.market, seize, fee);
    let seized = seized.map_err(|e| loaded.explain_position(&account, e))?;
    owner.remember(quote.episode, now);
    Ok((repaid, seized))
}

/// Pays the liquidator, or fills its account in memory.
fn hand_out(
    ledger: &mut Ledger<'_>,
    case: &Case<'_>,
    seized: &Seized,
) -> Result<Option<CosmosMsg>> {
    let account = case.taker.to_string();
    match case.item.receive {
        Receive::Asset => {
            let loaded = ledger.markets.change(case.collateral)?;
            let received = loaded.market.pay_out(&seized.due);
            let received =
                received.map_err(|e| ContractError::instead_of_cash(loaded.explain(e)))?;
            enough(case.item.min_received, received)?;
            pay_if_any(&case.item.collateral, &case.taker.owner, received)
        }
        Receive::Shares => {
            let entry = ledger.entry_of(&case.taker, case.collateral)?;
            let (loaded, owner) = (entry.loaded, entry.account);
            let received = owner.receive(case.collateral, &loaded.market, &seized.due);
            let received = received.map_err(|e| loaded.explain_position(&account, e))?;
            enough(case.item.min_received, received)?;
            Ok(None)
        }
    }
}

fn enough(asked: Option<Amount>, found: Amount) -> Result<()> {
    match asked {
        Some(asked) if found < asked => Err(ContractError::ReceivedTooLittle { asked, found }),
        _ => Ok(()),
    }
}
