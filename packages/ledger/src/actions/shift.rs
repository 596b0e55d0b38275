use super::absent_or_above_zero;
use crate::error::Result;
use crate::fact::{Fact, SupplyMoved};
use crate::ledger::Ledger;
use ballast_interface::AssetId;
use ballast_risk::{Amount, SupplyMode};

/// Moves own supply between lent and protected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    pub asset: AssetId,
    /// Absent: all.
    pub amount: Option<Amount>,
    pub to: SupplyMode,
}

impl Shift {
    /// Both kinds are collateral, so there is no test.
    pub fn apply(&self, ledger: &mut Ledger<'_>) -> Result<()> {
        absent_or_above_zero(self.amount)?;
        let index = ledger.load(&self.asset)?;
        let key = ledger.key().clone();
        let entry = ledger.entry(index)?;
        let loaded = entry.loaded;
        let shifted = entry
            .account
            .shift(index, &mut loaded.market, self.amount, self.to);
        let moved = shifted.map_err(|e| loaded.explain_position(&key.to_string(), e))?;
        let share_price = loaded.share_price();
        ledger.tell(Fact::Shifted(SupplyMoved {
            account: key,
            asset: self.asset.clone(),
            mode: self.to,
            moved,
            share_price,
        }));
        Ok(())
    }
}
