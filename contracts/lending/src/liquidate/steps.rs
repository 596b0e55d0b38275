//! What the liquidation of a pair and that of everything have in common: repay, seize, compare with the quote, write off.

use super::explain;
use super::write_off::if_beyond_rescue;
use crate::error::Result;
use crate::guard::Actor;
use ballast_ledger::actions::may_open_for_another;
use ballast_ledger::records::AccountKey;
use ballast_ledger::{fill_all, Entry, Ledger, Valuation};
use ballast_risk::facts::{Due, Repayment, Seized};
use ballast_risk::liquidate::{Expected, Seizure};
use ballast_risk::{Amount, AssetIndex, Book};
use cosmwasm_std::Event;

/// Takes debt of an asset off the account.
pub(super) fn repay(
    ledger: &mut Ledger<'_>,
    asset: AssetIndex,
    amount: Amount,
) -> Result<Repayment> {
    let account = ledger.key().to_string();
    let entry = ledger.entry(asset)?;
    let (loaded, owner) = (entry.loaded, entry.account);
    let repaid = owner.repay(asset, &mut loaded.market, amount);
    Ok(repaid.map_err(|e| loaded.explain_position(&account, e))?)
}

/// Takes collateral; what the liquidator is due of it stays in the market till the account is settled.
pub(super) fn seize(ledger: &mut Ledger<'_>, what: &Seizure) -> Result<Seized> {
    let account = ledger.key().to_string();
    let entry = ledger.entry(what.asset)?;
    let (loaded, owner) = (entry.loaded, entry.account);
    let seized = owner.seize(
        what.asset,
        &mut loaded.market,
        what.amount,
        what.protocol_fee,
    );
    Ok(seized.map_err(|e| loaded.explain_position(&account, e))?)
}

/// P-25: what was done must be what was quoted. Then what is beyond rescue is written off.
pub(super) fn settle(
    ledger: &mut Ledger<'_>,
    valuation: &Valuation,
    book: &Book,
    expected: &Expected,
) -> Result<Vec<Event>> {
    let mut after = book.clone();
    fill_all(&mut after, ledger.account(), &ledger.markets)?;
    book.check_executed(expected, &after)
        .map_err(|error| explain(ledger, valuation, error))?;
    if_beyond_rescue(ledger, valuation, &after)
}

/// The account that receives, and who says so.
pub(super) struct Taker<'a> {
    pub key: &'a AccountKey,
    pub actor: &'a Actor,
}

impl Taker<'_> {
    /// Fills the account in memory; what that is worth by now. Whose it is may be a token's word only: then it is filled as
    /// anybody fills another's.
    pub(super) fn receive(
        &self,
        ledger: &mut Ledger<'_>,
        asset: AssetIndex,
        due: Due,
    ) -> Result<Due> {
        let Entry { loaded, account } = ledger.entry_of(self.key, asset)?;
        if matches!(self.actor, Actor::Token { .. }) {
            may_open_for_another(self.key, account, asset)?;
        }
        let received = account.receive(asset, &loaded.market, due);
        Ok(received.map_err(|e| loaded.explain_position(&self.key.to_string(), e))?)
    }
}
