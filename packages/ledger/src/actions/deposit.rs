use super::{above_zero, absent_or_above_zero};
use crate::error::{LedgerError, Result};
use crate::fact::{Fact, SupplyMoved};
use crate::ledger::Ledger;
use crate::purse::Purse;
use crate::records::AccountKey;
use ballast_interface::AssetId;
use ballast_risk::{Account, Amount, AssetIndex, SupplyMode};

/// From this many positions on, nobody but its owner opens another in an account: half of its places are its own.
const MAX_FOREIGN: usize = 8;

/// Supplies out of the purse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deposit {
    pub asset: AssetId,
    /// Absent: all that is in the purse.
    pub amount: Option<Amount>,
    pub mode: SupplyMode,
    pub to: AccountKey,
}

impl Deposit {
    /// No oracle, no health. 1. pause and seed 2. who opens a position 3. mint shares or protect
    pub fn apply(&self, ledger: &mut Ledger<'_>, purse: &mut Purse) -> Result<()> {
        absent_or_above_zero(self.amount)?;
        let index = ledger.load(&self.asset)?;
        let now = ledger.now();
        let amount = self.amount.unwrap_or(purse.holds(&self.asset));
        above_zero(amount)?;
        purse.take(&self.asset, amount, "deposit")?;
        let entry = ledger.entry_of(&self.to, index)?;
        let loaded = entry.loaded;
        loaded.not_paused("supply", loaded.asset.paused.supply.until(), now)?;
        if !loaded.asset.seeded {
            return Err(LedgerError::NotSeeded {
                asset: loaded.name(),
            });
        }
        if purse.payer != self.to.owner {
            may_open_for_another(&self.to, entry.account, index)?;
        }
        let supplied = entry
            .account
            .supply(index, &mut loaded.market, amount, self.mode);
        let moved = supplied.map_err(|e| loaded.explain_position(&self.to.to_string(), e))?;
        let fact = Fact::Deposited(SupplyMoved {
            account: self.to.clone(),
            asset: self.asset.clone(),
            mode: self.mode,
            moved,
            share_price: loaded.share_price(),
        });
        ledger.tell(fact);
        Ok(())
    }
}

/// Somebody else's dust must not fill an account.
pub fn may_open_for_another(key: &AccountKey, account: &Account, index: AssetIndex) -> Result<()> {
    let found = account.positions().len();
    if found < MAX_FOREIGN || account.position(index).is_some() {
        return Ok(());
    }
    Err(LedgerError::ForeignPosition {
        account: key.to_string(),
        found,
        max: MAX_FOREIGN,
    })
}
