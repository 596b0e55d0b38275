use super::absent_or_above_zero;
use crate::error::Result;
use crate::fact::{DebtMoved, Fact};
use crate::ledger::Ledger;
use crate::purse::Purse;
use crate::records::AccountKey;
use ballast_interface::AssetId;
use ballast_risk::Amount;

/// Repays out of the purse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repay {
    pub asset: AssetId,
    /// Absent, or above the debt: the lesser of what is there and what is owed.
    pub amount: Option<Amount>,
    pub of: AccountKey,
}

impl Repay {
    /// No oracle, no pause: it always works. 1. how much 2. out of the purse 3. remove debt
    pub fn apply(&self, ledger: &mut Ledger<'_>, purse: &mut Purse) -> Result<()> {
        absent_or_above_zero(self.amount)?;
        let index = ledger.load(&self.asset)?;
        let entry = ledger.entry_of(&self.of, index)?;
        let loaded = entry.loaded;
        let explain =
            |loaded: &crate::LoadedMarket, e| loaded.explain_position(&self.of.to_string(), e);
        let owed = entry.account.owed(index, &loaded.market);
        let owed = owed.map_err(|e| explain(loaded, e))?;
        let wanted = match self.amount {
            Some(amount) if amount <= owed => amount,
            // as much as there is; where there is nothing, the purse says what is missing
            _ => match owed.min(purse.holds(&self.asset)) {
                Amount::ZERO => owed,
                there => there,
            },
        };
        let repaid = entry.account.repay(index, &mut loaded.market, wanted);
        let repaid = repaid.map_err(|e| explain(loaded, e))?;
        purse.take(&self.asset, repaid.paid, "repay")?;
        let debt_index = loaded.market.debt_index();
        ledger.tell(Fact::Repaid(DebtMoved {
            account: self.of.clone(),
            asset: self.asset.clone(),
            amount: repaid.paid,
            scaled: repaid.removed,
            debt_index,
        }));
        Ok(())
    }
}
