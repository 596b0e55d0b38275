use super::absent_or_above_zero;
use crate::error::Result;
use crate::fact::{DebtMoved, Fact, SupplyMoved};
use crate::ledger::Ledger;
use ballast_interface::AssetId;
use ballast_risk::facts::Moved;
use ballast_risk::{Amount, SupplyMode};

/// Sets own lent supply against own debt of the same asset, without cash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offset {
    pub asset: AssetId,
    /// Absent: as much as there is of both.
    pub amount: Option<Amount>,
}

impl Offset {
    /// The surplus cannot fall, so it is not judged and asks no oracle and no pause.
    pub fn apply(&self, ledger: &mut Ledger<'_>) -> Result<()> {
        absent_or_above_zero(self.amount)?;
        let index = ledger.load(&self.asset)?;
        let key = ledger.key().clone();
        let entry = ledger.entry(index)?;
        let loaded = entry.loaded;
        let done = entry.account.offset(index, &mut loaded.market, self.amount);
        let done = done.map_err(|e| loaded.explain_position(&key.to_string(), e))?;
        let supply = SupplyMoved {
            account: key.clone(),
            asset: self.asset.clone(),
            mode: SupplyMode::Lend,
            moved: Moved {
                amount: done.amount,
                shares: done.burned,
            },
            share_price: loaded.share_price(),
        };
        let debt = DebtMoved {
            account: key,
            asset: self.asset.clone(),
            amount: done.amount,
            scaled: done.removed,
            debt_index: loaded.market.debt_index(),
        };
        ledger.tell(Fact::Offset { supply, debt });
        Ok(())
    }
}
