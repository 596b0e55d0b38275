use super::absent_or_above_zero;
use crate::error::Result;
use crate::fact::{Fact, SupplyMoved};
use crate::ledger::Ledger;
use crate::purse::Purse;
use ballast_interface::AssetId;
use ballast_risk::{Amount, SupplyMode};

/// Takes supply out of the account into the purse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdraw {
    pub asset: AssetId,
    /// Absent: all.
    pub amount: Option<Amount>,
    pub mode: SupplyMode,
}

impl Withdraw {
    /// Cannot be paused. 1. burn shares, within cash 2. into the purse; the surplus is lower now
    pub fn apply(&self, ledger: &mut Ledger<'_>, purse: &mut Purse) -> Result<()> {
        absent_or_above_zero(self.amount)?;
        let index = ledger.load(&self.asset)?;
        let key = ledger.key().clone();
        let told = ledger.facts().len();
        let entry = ledger.entry(index)?;
        let loaded = entry.loaded;
        let taken = entry
            .account
            .withdraw(index, &mut loaded.market, self.amount, self.mode);
        let fact = match taken {
            Ok(moved) => Fact::Withdrawn(SupplyMoved {
                account: key,
                asset: self.asset.clone(),
                mode: self.mode,
                moved,
                share_price: loaded.share_price(),
            }),
            Err(error) => {
                let refused = loaded.explain_position(&key.to_string(), error);
                // all of it was of an epoch that has ended: dropping it is all that can be done
                let dropped = self.amount.is_none() && ledger.facts().len() > told;
                return if dropped { Ok(()) } else { Err(refused) };
            }
        };
        if let Fact::Withdrawn(what) = &fact {
            purse.put(&self.asset, what.moved.amount)?;
        }
        ledger.mark_lowered();
        ledger.tell(fact);
        Ok(())
    }
}
