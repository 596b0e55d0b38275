use super::{explain, steps, Opened};
use crate::error::{ContractError, Result};
use crate::event::{self, SeizedOf};
use crate::guard::Actor;
use crate::transfer::{coins_of, Incoming};
use ballast_interface::handle::pay;
use ballast_interface::lending::LiquidateProRata;
use ballast_interface::AssetId;
use ballast_ledger::actions::Withdraw;
use ballast_ledger::records::{asset, AccountKey};
use ballast_ledger::{DebtMoved, Fact, Ledger, Purse, Stored, Valuation};
use ballast_risk::liquidate::ProRata;
use ballast_risk::{Amount, AssetIndex, Book, SupplyMode};
use cosmwasm_std::{DepsMut, Event, MessageInfo, Response};

/// Who pays, and what came along.
pub struct Payment {
    pub actor: Actor,
    pub sent: Vec<(AssetId, Amount)>,
}

impl Payment {
    /// Any coins, or none.
    pub fn coins(info: MessageInfo) -> Result<Self> {
        Ok(Self {
            sent: coins_of(&info)?,
            actor: Actor::Sender(info.sender),
        })
    }

    pub fn tokens(incoming: Incoming) -> Self {
        Self {
            sent: vec![(incoming.asset, incoming.amount)],
            actor: incoming.actor,
        }
    }
}

/// What is done, and into which account of the payer.
struct Case<'a> {
    actor: &'a Actor,
    book: &'a Book,
    valuation: &'a Valuation,
    quote: &'a ProRata,
    taker: &'a AccountKey,
}

/// Repays a fraction of all debts of an unhealthy account against a share of all its collateral. What was sent pays first,
/// then lent supply of the account that receives: nothing is transferred for that, so it needs no cash.
///
/// 1. open the account 2. quote 3. apply it 4. compare, write off what is beyond rescue 5. fill the account that paid and judge
///    it 6. save 7. say, and pay back the rest
pub fn liquidate_pro_rata(
    deps: DepsMut,
    now: u64,
    payment: Payment,
    msg: LiquidateProRata,
) -> Result<Response> {
    let Payment { actor, sent } = payment;
    let (stored, payer) = (Stored(deps.storage), actor.payer().clone());
    let taker = AccountKey {
        owner: payer.clone(),
        id: msg.pay_from,
    };
    let mut purse = Purse::of(payer.clone(), sent);
    let mut opened = Opened::new(&stored, deps.api, now, &msg.account)?;
    if *opened.ledger.key() == taker {
        return Err(ContractError::SelfLiquidation);
    }
    let book = opened.book(&deps.querier, &[])?;
    let Opened {
        mut ledger,
        valuation,
    } = opened;
    // whose tokens they were is only the token's word
    let supplier = Some(&taker).filter(|_| matches!(actor, Actor::Sender(_)));
    let there = there_is(&mut ledger, &purse, supplier)?;
    let quote = book.quote_pro_rata_out_of(msg.fraction, |asset| of(&there, asset));
    let quote = quote.map_err(|error| explain(&ledger, &valuation, error))?;
    let case = Case {
        actor: &actor,
        book: &book,
        valuation: &valuation,
        quote: &quote,
        taker: &taker,
    };
    let said = carry_out(&mut ledger, &mut purse, &case)?;
    let judged = ledger.judge(&deps.querier, None)?;
    for (name, _) in purse.contents() {
        // what pays no debt must at least be something that is dealt in here
        asset::index(&stored, name)?;
    }
    let context = event::Context {
        sender: actor.address().clone(),
        recipient: payer.clone(),
        prices: judged.map(|book| event::prices(&book, |index| ledger.markets.name(index))),
        ends: None,
    };
    let told = ledger.close()?.commit(deps.storage)?;
    let events = event::of(told, &context);
    let mut response = Response::new().add_events(events).add_events(said);
    for (asset, amount) in purse.into_contents() {
        response = response.add_message(pay(&asset, &payer, amount)?);
    }
    Ok(response)
}

/// What there is to pay each debt with: what was sent, and lent supply of the account that pays.
fn there_is(
    ledger: &mut Ledger<'_>,
    purse: &Purse,
    supplier: Option<&AccountKey>,
) -> Result<Vec<(AssetIndex, Amount)>> {
    let owed = ledger.account().positions().iter().filter(|p| p.owes());
    let owed: Vec<AssetIndex> = owed.map(|p| p.asset()).collect();
    let mut there = Vec::with_capacity(owed.len());
    for asset in owed {
        let mut amount = purse.holds(&ledger.markets.get(asset)?.asset.asset);
        if let Some(key) = supplier {
            let entry = ledger.entry_of(key, asset)?;
            if let Some(position) = entry.account.position(asset) {
                amount = amount.add(position.lent(&entry.loaded.market)?)?;
            }
        }
        there.push((asset, amount));
    }
    Ok(there)
}

fn of(there: &[(AssetIndex, Amount)], asset: AssetIndex) -> Amount {
    let found = there.iter().find(|(known, _)| *known == asset);
    found.map_or(Amount::ZERO, |(_, amount)| *amount)
}

/// Applies the quote; the account that paid is the one acted on from then on.
fn carry_out(ledger: &mut Ledger<'_>, purse: &mut Purse, case: &Case<'_>) -> Result<Vec<Event>> {
    let prices = event::prices(case.book, |index| ledger.markets.name(index));
    let said = event::liquidated_pro_rata(ledger.key(), case.quote, case.taker, prices);
    let mut said = vec![said];
    repay(ledger, purse, case)?;
    said.extend(seize(ledger, case)?);
    ledger.turn_to(case.taker)?;
    Ok(said)
}

/// Repays all debts in memory, then takes what that cost. Supply is withdrawn after it was repaid, so there is cash.
fn repay(ledger: &mut Ledger<'_>, purse: &mut Purse, case: &Case<'_>) -> Result<()> {
    let account = ledger.key().clone();
    for wanted in &case.quote.repayments {
        let repaid = steps::repay(ledger, wanted.asset, wanted.amount)?;
        let loaded = ledger.markets.get(wanted.asset)?;
        let (asset, debt_index) = (loaded.asset.asset.clone(), loaded.market.debt_index());
        let amount = repaid.paid;
        ledger.tell(Fact::Repaid(DebtMoved {
            account: account.clone(),
            asset: asset.clone(),
            amount,
            scaled: repaid.removed,
            debt_index,
        }));
        let lacking = amount.saturating_sub(purse.holds(&asset));
        if !lacking.is_zero() {
            ledger.turn_to(case.taker)?;
            let withdraw = Withdraw {
                asset: asset.clone(),
                amount: Some(lacking),
                mode: SupplyMode::Lend,
            };
            withdraw.apply(ledger, purse)?;
            ledger.turn_to(&account)?;
        }
        purse.take(&asset, amount, "repay")?;
    }
    Ok(())
}

/// Seizes, ends the account where that is due, and fills that of the liquidator.
fn seize(ledger: &mut Ledger<'_>, case: &Case<'_>) -> Result<Vec<Event>> {
    let (quote, now) = (case.quote, ledger.now());
    let taker = steps::Taker {
        key: case.taker,
        actor: case.actor,
    };
    let mut all = Vec::with_capacity(quote.seizures.len());
    for wanted in &quote.seizures {
        all.push((wanted, steps::seize(ledger, wanted)?));
    }
    ledger.account_mut().remember(quote.episode, now);
    let ended = steps::settle(ledger, case.valuation, case.book, &quote.expected())?;
    let mut said = Vec::with_capacity(all.len());
    for (wanted, seized) in all {
        let received = taker.receive(ledger, wanted.asset, seized.due)?;
        let what = SeizedOf {
            account: ledger.key(),
            taker: case.taker,
            wanted,
            seized,
            received,
        };
        said.push(event::seized(ledger.markets.get(wanted.asset)?, &what));
    }
    said.extend(ended);
    Ok(said)
}
