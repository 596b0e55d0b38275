use super::{above_zero, may_borrow};
use crate::error::Result;
use crate::fact::{DebtMoved, Fact};
use crate::ledger::Ledger;
use crate::purse::Purse;
use ballast_interface::AssetId;
use ballast_risk::Amount;

/// Lends out of a market's cash into the purse, against the account's basket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Borrow {
    pub asset: AssetId,
    pub amount: Amount,
}

impl Borrow {
    /// 1. pause and weight 2. lend, within cash 3. into the purse; the surplus is lower now
    pub fn apply(&self, ledger: &mut Ledger<'_>, purse: &mut Purse) -> Result<()> {
        above_zero(self.amount)?;
        let index = ledger.load(&self.asset)?;
        let now = ledger.now();
        let key = ledger.key().clone();
        let entry = ledger.entry(index)?;
        let loaded = entry.loaded;
        may_borrow(loaded, now)?;
        let lent = entry.account.borrow(index, &mut loaded.market, self.amount);
        let scaled = lent.map_err(|e| loaded.explain_position(&key.to_string(), e))?;
        let debt_index = loaded.market.debt_index();
        purse.put(&self.asset, self.amount)?;
        ledger.mark_borrowed(index);
        ledger.tell(Fact::Borrowed(DebtMoved {
            account: key,
            asset: self.asset.clone(),
            amount: self.amount,
            scaled,
            debt_index,
        }));
        Ok(())
    }
}
