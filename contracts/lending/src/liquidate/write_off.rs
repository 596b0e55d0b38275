use super::{explain, Opened};
use crate::error::{ContractError, Result};
use crate::event;
use crate::transfer::no_funds;
use ballast_interface::AccountId;
use ballast_ledger::{Ledger, Stored, Valuation};
use ballast_risk::{Book, Level};
use cosmwasm_std::{DepsMut, Event, MessageInfo, Response};

/// Ends an account that owes, is not healthy, and has next to nothing left. Anybody may ask for it.
///
/// 1. open the account and all its markets 2. test 3. forfeit and write off 4. save 5. say
pub fn write_off(
    deps: DepsMut,
    now: u64,
    info: &MessageInfo,
    account: AccountId,
) -> Result<Response> {
    no_funds(info)?;
    let stored = Stored(deps.storage);
    let mut opened = Opened::new(&stored, deps.api, now, &account)?;
    let book = opened.book(&deps.querier, &[])?;
    let Opened {
        mut ledger,
        valuation,
    } = opened;
    let ended = if_beyond_rescue(&mut ledger, &valuation, &book)?;
    if ended.is_empty() {
        return Err(ContractError::NotBeyondRescue {
            account: ledger.key().to_string(),
            why: reason(&ledger, &book)?,
        });
    }
    let told = ledger.close()?.commit(deps.storage)?;
    let events = event::beside(&told);
    Ok(Response::new().add_events(events).add_events(ended))
}

/// Why an account is not written off.
fn reason(ledger: &Ledger<'_>, book: &Book) -> Result<String> {
    let healthy = book.is_healthy(Level::Maintenance);
    if healthy.map_err(|error| ledger.markets.explain(error))? {
        return Ok("is healthy".to_owned());
    }
    let max = book.rules.write_off_value;
    Ok(format!(
        "has more than {max} USD of collateral left; liquidate it instead"
    ))
}

/// Writes the account off where it is due, in memory; says what each bore.
pub(super) fn if_beyond_rescue(
    ledger: &mut Ledger<'_>,
    valuation: &Valuation,
    book: &Book,
) -> Result<Vec<Event>> {
    let account = ledger.key().clone();
    let due = book.is_beyond_rescue();
    if !due.map_err(|error| explain(ledger, valuation, error))? {
        return Ok(Vec::new());
    }
    let mut events = Vec::new();
    for position in ledger.account_mut().take_positions() {
        let loaded = ledger.markets.change(position.asset())?;
        let ended = position.forfeit(&mut loaded.market);
        let ended = ended.map_err(|e| loaded.explain_position(&account.to_string(), e))?;
        if !ended.shares.is_zero() || !ended.protected.amount.is_zero() {
            events.push(event::forfeited(loaded, &account, &ended));
        }
        if let Some(written) = ended.write_off {
            events.push(event::written_off(loaded, &account, ended.scaled, written));
        }
    }
    Ok(events)
}
